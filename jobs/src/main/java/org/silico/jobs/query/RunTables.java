package org.silico.jobs.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.silico.engine.table.Column;
import org.silico.engine.table.Table;

/**
 * The tables of one run, or of several as one: then each has the column RUN first, with the name of
 * the run's directory, or its path where two have one name.
 */
public final class RunTables {
  /** The column that tells runs apart. */
  public static final String RUN = "RUN";

  private final List<StoredRun> runs;

  public RunTables(List<StoredRun> runs) {
    this.runs = List.copyOf(runs);
  }

  public List<StoredRun> runs() {
    return runs;
  }

  /** Names of the tables that any of the runs has, in the order of the alphabet. */
  public Collection<String> names() {
    Collection<String> names = new TreeSet<>();
    runs.forEach(run -> names.addAll(run.tables()));
    return names;
  }

  public boolean has(String name) {
    return runs.stream().anyMatch(run -> has(run, name));
  }

  /** Of all runs together. */
  public long rows(String name) {
    return having(name).stream().mapToLong(run -> run.rows(name)).sum();
  }

  /**
   * @throws QueryException if the runs have columns of one name that hold different things
   */
  public Table table(String name) {
    List<StoredRun> having = having(name);
    if (having.isEmpty()) {
      throw new QueryException(Unknown.table(name, names()));
    }
    Table first = having.get(0).table(name);
    if (runs.size() == 1) {
      return first;
    }
    List<Column> columns = new ArrayList<>();
    columns.add(new Column(RUN, Column.Type.TEXT, false, "Directory of the Run", "Assigned"));
    for (StoredRun run : having) {
      for (Column column : run.table(name).columns()) {
        Column known =
            columns.stream()
                .filter(c -> c.name().equalsIgnoreCase(column.name()))
                .findFirst()
                .orElse(null);
        if (known == null) {
          columns.add(column);
        } else if (columns.get(0) == known || isText(known) != isText(column)) {
          throw new QueryException(
              run.directory()
                  + ": column "
                  + column.name()
                  + " of "
                  + first.name()
                  + " is another one than in the other runs; query the runs one by one");
        }
      }
    }
    return new Table(first.name(), first.label(), columns);
  }

  private static boolean isText(Column column) {
    return column.type() == Column.Type.TEXT;
  }

  /** The table under its name; a column that a run does not have is null there. */
  public Dataset<Row> read(SparkSession spark, String name) {
    if (runs.size() == 1) {
      return runs.get(0).read(spark, name);
    }
    table(name);
    Dataset<Row> all = null;
    for (StoredRun run : having(name)) {
      Dataset<Row> rows = run.read(spark, name);
      List<org.apache.spark.sql.Column> columns = new ArrayList<>();
      columns.add(functions.lit(shownName(run)).as(RUN));
      for (String column : rows.columns()) {
        columns.add(rows.col("`" + column + "`"));
      }
      rows = rows.select(columns.toArray(org.apache.spark.sql.Column[]::new));
      all = all == null ? rows : all.unionByName(rows, true);
    }
    return all;
  }

  private String shownName(StoredRun run) {
    long same = runs.stream().filter(other -> other.name().equals(run.name())).count();
    return same > 1 ? run.directory() : run.name();
  }

  private List<StoredRun> having(String name) {
    return runs.stream().filter(run -> has(run, name)).toList();
  }

  private static boolean has(StoredRun run, String name) {
    return run.tables().stream().anyMatch(name::equalsIgnoreCase);
  }
}
