package org.silico.jobs.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.silico.engine.dataset.TableNames;
import org.silico.jobs.output.OutputException;
import org.silico.jobs.parquet.TableReader;
import org.silico.jobs.query.StoredRun;

/** The tables of a finished run, as the report reads them. */
final class Stored {
  /** Rows of a table that are read: of larger ones the first trials. */
  static final long MOST_ROWS = 600_000;

  private final StoredRun run;
  private final Configuration conf;
  private final List<Characteristic> characteristics = new ArrayList<>();
  private final Map<String, Map<String, Double>> parameters = new LinkedHashMap<>();
  private final Map<String, String> parameterLabels = new LinkedHashMap<>();
  private final Map<String, String> justifications = new LinkedHashMap<>();
  private final List<Value> values = new ArrayList<>();

  /** A row of OC. */
  record Characteristic(
      String scenario,
      String analysis,
      String metric,
      double estimate,
      double mcse,
      double limit,
      long n,
      long failures) {}

  /** A true value of an analysis, or of an estimand. */
  record Value(
      String scenario, String kind, String name, double value, double mcse, String origin) {}

  Stored(StoredRun run, Configuration conf) {
    this.run = run;
    this.conf = conf;
    readCharacteristics();
    readScenarios();
  }

  StoredRun run() {
    return run;
  }

  boolean has(String table) {
    return run.tables().contains(table);
  }

  /** Columns of a table, of its first rows. */
  TableReader read(String table, String... columns) {
    TableReader reader = new TableReader(List.of(columns), MOST_ROWS);
    for (Path file : run.files(table)) {
      if (reader.rows() >= MOST_ROWS) {
        break;
      }
      try {
        reader.read(conf, file);
      } catch (IOException | RuntimeException e) {
        throw new OutputException(run.directory() + ": " + file.getName() + ": " + e.getMessage());
      }
    }
    return reader;
  }

  private void readCharacteristics() {
    TableReader oc =
        read(
            TableNames.OC,
            "SCENARIO",
            "ANALYSIS",
            "METRIC",
            "ESTIMATE",
            "MCSE",
            "MCLIMIT",
            "N",
            "FAILURES");
    for (int i = 0; i < oc.rows(); i++) {
      String analysis = oc.texts("ANALYSIS")[i];
      characteristics.add(
          new Characteristic(
              oc.texts("SCENARIO")[i],
              analysis == null ? "" : analysis,
              oc.texts("METRIC")[i],
              oc.numbers("ESTIMATE")[i],
              oc.numbers("MCSE")[i],
              oc.numbers("MCLIMIT")[i],
              (long) oc.numbers("N")[i],
              (long) oc.numbers("FAILURES")[i]));
    }
  }

  private void readScenarios() {
    TableReader t =
        read(
            TableNames.SCENARIOS,
            "SCENARIO",
            "JUSTIF",
            "KIND",
            "NAME",
            "LABEL",
            "VALUE",
            "MCSE",
            "ORIGIN");
    run.scenarios().forEach(s -> parameters.put(s, new LinkedHashMap<>()));
    for (int i = 0; i < t.rows(); i++) {
      String scenario = t.texts("SCENARIO")[i];
      String name = t.texts("NAME")[i];
      if (t.texts("JUSTIF")[i] != null) {
        justifications.put(scenario, t.texts("JUSTIF")[i]);
      }
      if (t.texts("KIND")[i].equals("parameter")) {
        parameters.get(scenario).put(name, t.numbers("VALUE")[i]);
        parameterLabels.put(name, t.texts("LABEL")[i]);
      } else {
        values.add(
            new Value(
                scenario,
                t.texts("KIND")[i],
                name,
                t.numbers("VALUE")[i],
                t.numbers("MCSE")[i],
                t.texts("ORIGIN")[i]));
      }
    }
  }

  List<String> scenarios() {
    return List.copyOf(parameters.keySet());
  }

  List<Characteristic> characteristics() {
    return characteristics;
  }

  /** Null when there is none. */
  Characteristic characteristic(String scenario, String analysis, String metric) {
    return characteristics.stream()
        .filter(
            c ->
                c.scenario().equals(scenario)
                    && c.analysis().equals(analysis)
                    && c.metric().equals(metric))
        .findFirst()
        .orElse(null);
  }

  /** By scenario the values of the parameters: durations in days, rates per day. */
  Map<String, Map<String, Double>> parameters() {
    return parameters;
  }

  String label(String parameter) {
    String label = parameterLabels.getOrDefault(parameter, parameter);
    return label.isEmpty() ? parameter : label;
  }

  String justification(String scenario) {
    return justifications.getOrDefault(scenario, "");
  }

  List<Value> values() {
    return values;
  }

  /** NaN when it is unknown. */
  double truth(String scenario, String analysis) {
    return values.stream()
        .filter(
            v ->
                v.kind().equals("true value")
                    && v.scenario().equals(scenario)
                    && v.name().equals(analysis))
        .mapToDouble(Value::value)
        .findFirst()
        .orElse(Double.NaN);
  }
}
