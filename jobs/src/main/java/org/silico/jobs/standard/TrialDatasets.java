package org.silico.jobs.standard;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.api.Binary;
import org.silico.engine.dataset.TableNames;
import org.silico.engine.table.Column;
import org.silico.engine.table.Table;
import org.silico.jobs.query.StoredRun;
import org.silico.jobs.standard.Dataset.Type;
import org.silico.jobs.standard.Dataset.Variable;

/**
 * The tables of patients of one trial of a run as data sets. One trial at a time: USUBJID repeats
 * from trial to trial.
 */
public final class TrialDatasets {
  private static final String SUBJECT = "USUBJID";
  private static final List<String> KEYS =
      List.of("STUDYID", SUBJECT, "PARAMCD", "AVISITN", "AETERM", "ASTDY");

  private final StoredRun run;
  private final Configuration conf;
  private final String scenario;
  private final int trial;

  /**
   * @param conf of the run's file system
   * @param trial SIMREP, from 1
   * @throws IllegalArgumentException if the run has no such scenario or trial
   */
  public TrialDatasets(StoredRun run, Configuration conf, String scenario, int trial) {
    this.run = run;
    this.conf = conf;
    this.scenario = scenario;
    this.trial = trial;
    if (!run.scenarios().contains(scenario)) {
      throw new IllegalArgumentException(
          "--scenario: there is no scenario '"
              + scenario
              + "'; there are: "
              + String.join("; ", run.scenarios()));
    }
    int trials = 0;
    for (JsonNode each : run.manifest().path("scenarios")) {
      if (each.path("name").asText().equals(scenario)) {
        trials = each.path("replicates").asInt();
      }
    }
    if (trial < 1 || trial > trials) {
      throw new IllegalArgumentException(
          "--trial: " + trial + "; scenario '" + scenario + "' has the trials 1 to " + trials);
    }
  }

  /**
   * Names of the tables in the form of ADaM that were kept.
   *
   * @throws IllegalArgumentException if there are none
   */
  public List<String> kept() {
    List<String> kept =
        run.tables().stream()
            .filter(t -> run.table(t).index(SUBJECT) >= 0)
            .filter(t -> !t.equals(TableNames.TRUTH) && !t.equals(TableNames.TRUTH_BY_VISIT))
            .toList();
    if (kept.isEmpty()) {
      throw new IllegalArgumentException(
          run.directory()
              + " has no tables of patients; run the protocol again with --tables all, or with"
              + " their names as --tables ADSL,ADTTE");
    }
    return kept;
  }

  /**
   * A table's rows of the trial.
   *
   * @param name letter case ignored
   * @throws IllegalArgumentException if it was not kept, is no table of patients, or has no row of
   *     the trial though it holds a row of every patient
   */
  public Dataset read(String name) throws IOException {
    String known =
        run.tables().stream()
            .filter(name::equalsIgnoreCase)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--tables: "
                            + name
                            + " was not kept; there are "
                            + String.join(", ", kept())
                            + "; run with --tables all to keep every table"));
    Table table = run.table(known);
    if (table.index(SUBJECT) < 0) {
      throw new IllegalArgumentException("--tables: " + known + " is no table of patients");
    }
    List<Object[]> rows = new ArrayList<>();
    for (Path file : run.files(known)) {
      rows(table, file, rows);
    }
    if (rows.isEmpty() && known.equals(TableNames.ADSL)) {
      throw new IllegalArgumentException(
          "trial " + trial + " has no patients; STOPREAS in TRIALS says what became of it");
    }
    List<Variable> variables = variables(table, rows);
    List<String> keys =
        KEYS.stream().filter(k -> variables.stream().anyMatch(v -> v.name().equals(k))).toList();
    return new Dataset(
        new TransportNames().of(known), TransportNames.label(table.label()), keys, variables, rows);
  }

  private static List<Variable> variables(Table table, List<Object[]> rows) {
    TransportNames names = new TransportNames();
    table.columns().stream().map(Column::name).filter(TransportNames::fits).forEach(names::take);
    List<Variable> variables = new ArrayList<>();
    for (int c = 0; c < table.columns().size(); c++) {
      Column column = table.columns().get(c);
      String name = TransportNames.fits(column.name()) ? column.name() : names.of(column.name());
      String label = TransportNames.label(column.label());
      List<String> comment = new ArrayList<>();
      if (!name.equals(column.name())) {
        comment.add("Column " + column.name() + " of the run's table.");
      }
      if (!label.equals(column.label())) {
        comment.add("Whole label: " + column.label());
      }
      variables.add(
          new Variable(
              name,
              label,
              switch (column.type()) {
                case TEXT -> Type.TEXT;
                case INT, LONG -> Type.INTEGER;
                case DOUBLE -> Type.NUMBER;
              },
              column.type() == Column.Type.TEXT ? longest(rows, c) : 8,
              !column.nullable(),
              column.origin(),
              comment.isEmpty() ? null : String.join(" ", comment)));
    }
    return variables;
  }

  private static int longest(List<Object[]> rows, int column) {
    int longest = 1;
    for (Object[] row : rows) {
      if (row[column] != null) {
        longest = Math.max(longest, ((String) row[column]).getBytes(StandardCharsets.UTF_8).length);
      }
    }
    return longest;
  }

  private void rows(Table table, Path file, List<Object[]> rows) throws IOException {
    var ofTrial =
        FilterApi.and(
            FilterApi.eq(FilterApi.binaryColumn("SCENARIO"), Binary.fromString(scenario)),
            FilterApi.eq(FilterApi.intColumn("SIMREP"), trial));
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), file)
            .withConf(conf)
            .withFilter(FilterCompat.get(ofTrial))
            .build()) {
      for (Group group = reader.read(); group != null; group = reader.read()) {
        rows.add(row(table, group));
      }
    } catch (RuntimeException e) { // as Parquet says that a file is none of its own
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Object[] row(Table table, Group group) {
    Object[] row = new Object[table.columns().size()];
    for (int c = 0; c < row.length; c++) {
      if (group.getFieldRepetitionCount(c) > 0) {
        row[c] =
            switch (table.columns().get(c).type()) {
              case TEXT -> group.getString(c, 0);
              case INT -> (double) group.getInteger(c, 0);
              case LONG -> (double) group.getLong(c, 0);
              case DOUBLE -> group.getDouble(c, 0);
            };
      }
    }
    return row;
  }
}
