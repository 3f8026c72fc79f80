package org.silico.jobs.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.silico.engine.evaluation.Characteristic;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.protocol.Estimand;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.simulation.TableNames;
import org.silico.engine.simulation.TrueValue;
import org.silico.engine.table.Column;
import org.silico.engine.table.Column.Type;
import org.silico.engine.table.Rows;
import org.silico.engine.table.Table;

/** The tables of a run as a whole: OC and SCENARIOS, in long format. */
public final class ResultTables {
  private static final Table OC =
      new Table(
          TableNames.OC,
          "Operating Characteristics",
          List.of(
              column("SCENARIO", Type.TEXT, false, "Scenario"),
              column("ANALYSIS", Type.TEXT, true, "Analysis; Missing for the Whole Trial"),
              column("METRIC", Type.TEXT, false, "Operating Characteristic"),
              column("ESTIMATE", Type.DOUBLE, true, "Estimate"),
              column("MCSE", Type.DOUBLE, true, "Monte-Carlo Standard Error"),
              column("N", Type.LONG, false, "Trials behind It"),
              column("FAILURES", Type.LONG, false, "Trials whose Analysis Gave No Number")));

  private static final Table SCENARIOS =
      new Table(
          TableNames.SCENARIOS,
          "Scenarios: Parameters and True Values",
          List.of(
              column("SCENARIO", Type.TEXT, false, "Scenario"),
              column("JUSTIF", Type.TEXT, true, "Justification"),
              column("KIND", Type.TEXT, false, "Parameter, True Value of an Analysis, or Estimand"),
              column("NAME", Type.TEXT, false, "Parameter, Analysis or Estimand"),
              column("VALUE", Type.DOUBLE, true, "Value; Durations in Days, Rates per Day"),
              column("MCSE", Type.DOUBLE, true, "Monte-Carlo Standard Error of a True Value"),
              column("ORIGIN", Type.TEXT, false, "How the Value Came About")));

  private ResultTables() {}

  public static Rows characteristics(List<ScenarioResult> results) {
    List<Object[]> rows = new ArrayList<>();
    for (ScenarioResult r : results) {
      for (Characteristic c : r.characteristics()) {
        rows.add(
            new Object[] {
              r.plan().scenarioName(),
              c.analysis().isEmpty() ? null : c.analysis(),
              c.metric(),
              c.estimate(),
              c.mcse(),
              c.n(),
              c.failures()
            });
      }
    }
    return rows(OC, rows);
  }

  public static Rows scenarios(List<ScenarioResult> results) {
    List<Object[]> rows = new ArrayList<>();
    for (ScenarioResult r : results) {
      Protocol protocol = r.plan().protocol();
      String name = r.plan().scenarioName();
      String why = protocol.scenarios().get(r.plan().scenario()).justification();
      String justification = why == null || why.isEmpty() ? null : why;
      for (int p = 0; p < protocol.parameters().size(); p++) {
        rows.add(
            new Object[] {
              name,
              justification,
              "parameter",
              protocol.parameters().get(p).name(),
              r.plan().parameters()[p],
              Double.NaN,
              "assigned"
            });
      }
      List<String> analyses = protocol.analyses().stream().map(Analysis::name).toList();
      List<String> estimands = protocol.estimands().stream().map(Estimand::name).toList();
      trueValues(name, justification, "true value", analyses, r.truth().analyses(), rows);
      trueValues(name, justification, "estimand", estimands, r.truth().estimands(), rows);
    }
    return rows(SCENARIOS, rows);
  }

  private static void trueValues(
      String scenario,
      String justification,
      String kind,
      List<String> names,
      List<TrueValue> values,
      List<Object[]> rows) {
    for (int k = 0; k < names.size(); k++) {
      TrueValue t = values.get(k);
      String origin = t.origin().name().toLowerCase(Locale.ROOT);
      rows.add(
          new Object[] {scenario, justification, kind, names.get(k), t.value(), t.mcse(), origin});
    }
  }

  private static Column column(String name, Type type, boolean nullable, String label) {
    return new Column(name, type, nullable, label, "Derived");
  }

  private static Rows rows(Table table, List<Object[]> values) {
    int columns = table.columns().size();
    List<Map<String, Integer>> codes = new ArrayList<>();
    String[][] dictionaries = new String[columns][];
    for (int c = 0; c < columns; c++) {
      Map<String, Integer> code = new LinkedHashMap<>();
      if (table.columns().get(c).type() == Type.TEXT) {
        for (Object[] row : values) {
          if (row[c] != null) {
            code.putIfAbsent((String) row[c], code.size());
          }
        }
        dictionaries[c] = code.keySet().toArray(String[]::new);
      }
      codes.add(code);
    }
    Rows rows = new Rows(table, Math.max(1, values.size()), dictionaries);
    for (int r = 0; r < values.size(); r++) {
      for (int c = 0; c < columns; c++) {
        Object value = values.get(r)[c];
        switch (table.columns().get(c).type()) {
          case TEXT -> rows.ints(c)[r] = value == null ? -1 : codes.get(c).get(value);
          case LONG -> rows.longs(c)[r] = (Long) value;
          case DOUBLE -> rows.doubles(c)[r] = (Double) value;
          case INT -> rows.ints(c)[r] = (Integer) value;
        }
      }
    }
    rows.advance(values.size());
    return rows;
  }
}
