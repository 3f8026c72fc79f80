package org.silico.jobs.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.silico.engine.table.Column;
import org.silico.engine.table.Table;
import org.silico.jobs.output.FinishedRun;
import org.silico.jobs.output.OutputException;
import org.silico.jobs.run.Version;

/** A finished run: what it was run with, and its tables. */
public final class StoredRun {
  private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*");

  private final String given;
  private final FinishedRun run;

  private StoredRun(String given, FinishedRun run) {
    this.given = given;
    this.run = run;
  }

  static StoredRun of(String given, FinishedRun run) {
    StoredRun stored = new StoredRun(given, run);
    if (newer(stored.version(), Version.silico())) {
      throw new OutputException(
          given
              + " was written by Silico "
              + stored.version()
              + ", and this is "
              + Version.silico()
              + ", which may not read it rightly; use that version or a newer one");
    }
    return stored;
  }

  static boolean newer(String version, String than) {
    Matcher a = NUMBERS.matcher(version);
    Matcher b = NUMBERS.matcher(than);
    if (!a.matches() || !b.matches()) {
      return false;
    }
    for (int part = 1; part <= 3; part++) {
      int order = Long.compare(number(a.group(part)), number(b.group(part)));
      if (order != 0) {
        return order > 0;
      }
    }
    return false;
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** The directory as it was given. */
  public String directory() {
    return given;
  }

  /** The directory's own name. */
  public String name() {
    return run.directory().getName();
  }

  /** Of Silico, as {@code 0.1.0}. */
  public String version() {
    return run.manifest().path("silico").asText();
  }

  public String study() {
    return run.manifest().path("study").asText();
  }

  /** The protocol's text, to the letter. */
  public String protocol() {
    return run.manifest().path("protocol").path("text").asText();
  }

  public long seed() {
    return run.manifest().path("random").path("seed").asLong();
  }

  /** Names of the scenarios, in the protocol's order. */
  public List<String> scenarios() {
    return run.manifest()
        .path("scenarios")
        .valueStream()
        .map(s -> s.path("name").asText())
        .toList();
  }

  /** {@code manifest.json} as it is; see the reference of output tables. */
  public JsonNode manifest() {
    return run.manifest();
  }

  /** Names of the tables that were kept, in the order of the alphabet. */
  public List<String> tables() {
    return List.copyOf(run.rows().keySet());
  }

  /**
   * @param table letter case ignored
   */
  public long rows(String table) {
    return run.rows().get(known(table));
  }

  /**
   * A table's files, to be read without Spark.
   *
   * @param table letter case ignored
   */
  public List<Path> files(String table) {
    String name = known(table);
    run.table(name);
    return run.files(name);
  }

  /**
   * Puts a part of the report beside the tables.
   *
   * @param name such as {@code report.html}
   */
  public void writeReport(String name, byte[] content) {
    run.writeReport(name, content);
  }

  /**
   * A table's label and its columns with type, label and origin.
   *
   * @param table letter case ignored
   * @throws IllegalArgumentException if this run has no such table
   * @throws OutputException if its files are not those that the run wrote
   */
  public Table table(String table) {
    return run.table(known(table));
  }

  /**
   * A table; the labels of its columns are their comments.
   *
   * @param table letter case ignored
   */
  public Dataset<Row> read(SparkSession spark, String table) {
    String name = known(table);
    return spark
        .read()
        .schema(schema(run.table(name)))
        .option("__globPaths__", "false") // a directory's name is no pattern
        .parquet(new Path(run.directory(), name).toString());
  }

  /** Registers every table as a temporary view of its name: {@code select … from adsl}. */
  public void views(SparkSession spark) {
    tables().forEach(table -> read(spark, table).createOrReplaceTempView(table));
  }

  private String known(String table) {
    return run.rows().keySet().stream()
        .filter(table::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(Unknown.table(table, tables())));
  }

  private static StructType schema(Table table) {
    StructType schema = new StructType();
    for (Column column : table.columns()) {
      schema =
          schema.add(
              new StructField(
                      column.name(),
                      type(column.type()),
                      column.nullable(),
                      org.apache.spark.sql.types.Metadata.empty())
                  .withComment(column.label()));
    }
    return schema;
  }

  private static DataType type(Column.Type type) {
    return switch (type) {
      case INT -> DataTypes.IntegerType;
      case LONG -> DataTypes.LongType;
      case DOUBLE -> DataTypes.DoubleType;
      case TEXT -> DataTypes.StringType;
    };
  }
}
