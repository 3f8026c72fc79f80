package org.silico.jobs.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.silico.engine.dataset.TableNames;
import org.silico.engine.evaluation.Characteristic;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.protocol.Estimand;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.table.Column;
import org.silico.engine.table.Column.Type;
import org.silico.engine.table.Rows;
import org.silico.engine.table.Table;
import org.silico.engine.truth.TrueValue;

/** The tables of a run as a whole: OC and SCENARIOS, in long format. */
public final class ResultTables {
  private static final Table OC =
      new Table(
          TableNames.OC,
          "Operating Characteristics",
          List.of(
              column("SCENARIO", Type.TEXT, false, "Scenario"),
              column("ANALYSIS", Type.TEXT, true, "Analysis; Missing for the Whole Trial"),
              column("LABEL", Type.TEXT, true, "Label of the Analysis"),
              column("METRIC", Type.TEXT, false, "Operating Characteristic"),
              column("ESTIMATE", Type.DOUBLE, true, "Estimate"),
              column("MCSE", Type.DOUBLE, true, "Monte-Carlo Standard Error"),
              column(
                  "MCLIMIT",
                  Type.DOUBLE,
                  true,
                  "One-Sided 95% Confidence Limit of a Share of No or All Trials"),
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
              column("LABEL", Type.TEXT, false, "Its Label"),
              column("VALUE", Type.DOUBLE, true, "Value; Durations in Days, Rates per Day"),
              column("MCSE", Type.DOUBLE, true, "Monte-Carlo Standard Error of a True Value"),
              column("ORIGIN", Type.TEXT, false, "How the Value Came About")));

  private ResultTables() {}

  public static List<Table> tables() {
    return List.of(OC, SCENARIOS);
  }

  public static Rows characteristics(List<ScenarioResult> results) {
    List<Object[]> rows = new ArrayList<>();
    for (ScenarioResult r : results) {
      Map<String, String> labels =
          r.protocol().analyses().stream()
              .collect(Collectors.toMap(Analysis::name, Analysis::label));
      Set<String> withoutEvents =
          r.plan().questions().analyses().stream()
              .map(AnalysisPlan::analysis)
              .filter(a -> !r.plan().questions().endpoints().get(a.endpoint()).hasEvents())
              .map(Analysis::name)
              .collect(Collectors.toSet());
      for (Characteristic c : r.characteristics()) {
        if (c.metric().equals(Metrics.EVENTS_ANALYSED) && withoutEvents.contains(c.analysis())) {
          continue;
        }
        rows.add(
            new Object[] {
              r.plan().identity().scenarioName(),
              c.analysis().isEmpty() ? null : c.analysis(),
              labels.get(c.analysis()),
              c.metric(),
              c.estimate(),
              c.mcse(),
              c.limit(),
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
      Protocol protocol = r.protocol();
      String name = r.plan().identity().scenarioName();
      String why = protocol.scenarios().get(r.plan().identity().scenario()).justification();
      String justification = why == null || why.isEmpty() ? null : why;
      for (int p = 0; p < protocol.parameters().size(); p++) {
        rows.add(
            new Object[] {
              name,
              justification,
              "parameter",
              protocol.parameters().get(p).name(),
              protocol.parameters().get(p).label(),
              r.plan().identity().parameters()[p],
              Double.NaN,
              "assigned"
            });
      }
      for (int a = 0; a < protocol.analyses().size(); a++) {
        Analysis analysis = protocol.analyses().get(a);
        TrueValue value = r.truth().analyses().get(a);
        rows.add(
            trueValue(name, justification, "true value", analysis.name(), analysis.label(), value));
      }
      for (int k = 0; k < protocol.estimands().size(); k++) {
        Estimand estimand = protocol.estimands().get(k);
        TrueValue value = r.truth().estimands().get(k);
        rows.add(
            trueValue(name, justification, "estimand", estimand.name(), estimand.label(), value));
      }
    }
    return rows(SCENARIOS, rows);
  }

  private static Object[] trueValue(
      String scenario,
      String justification,
      String kind,
      String name,
      String label,
      TrueValue value) {
    String origin = value.origin().name().toLowerCase(Locale.ROOT);
    return new Object[] {
      scenario, justification, kind, name, label, value.value(), value.mcse(), origin
    };
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
