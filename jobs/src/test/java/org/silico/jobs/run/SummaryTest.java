package org.silico.jobs.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.Tally;
import org.silico.engine.simulation.TrialRunner;
import org.silico.engine.table.Rows;
import org.silico.engine.truth.ScenarioTruth;
import org.silico.engine.truth.TrueValues;
import org.silico.jobs.report.Summary;

/** Operating characteristics on the console, and beside them the tables of a run. */
class SummaryTest {

  private static List<ScenarioResult> results(String sections, int trials) throws Exception {
    String text = "silico: 1\nstudy: {id: S}\n" + sections;
    RunSpec spec = new RunSpec("s.yaml", text, Map.of(), 1, Set.of());
    List<ScenarioResult> results = new ArrayList<>();
    for (int s = 0; s < spec.protocol().scenarios().size(); s++) {
      ScenarioTruth truth = TrueValues.ofScenario(spec.plan(s));
      Metrics metrics = TrialsSimulation.metrics(spec.plan(s), truth);
      Tally tally = new TrialRunner(spec.plan(s), metrics).run(0, trials);
      results.add(
          new ScenarioResult(
              spec.protocol(), spec.plan(s), trials, 0, null, truth, metrics.summarise(tally)));
    }
    return results;
  }

  private static boolean hasLine(String text, String line) {
    return text.lines().anyMatch(line::equals);
  }

  private static final String THREE_ARMS =
      """
      parameters: {wait: 120}
      arms: {c: {control: true}, low: {}, high: {}}
      enrolment: {patients: 180, arrivals: even, rate: 30 per month}
      endpoints:
        OS: {type: time to event, median: 12 months}
        N: {type: count, distribution: poisson, rate: 1 per year, period: 1 month}
      follow up: {duration: 12 months}
      cut: {events: wait, endpoint: OS}
      analyses:
        low: {method: log-rank, treatment: low, endpoint: OS}
        high: {method: log-rank, treatment: high, endpoint: OS, label: The high dose}
      scenarios: [{name: too many}, {name: enough, set: {wait: 40}}]
      """;

  /** 180 patients over a year at a median of a year: about 90 events, never 120. */
  @Test
  void eventsAreThoseOfTheTrialAndMissedTargetsAreSaid() throws Exception {
    List<ScenarioResult> results = results(THREE_ARMS, 30);
    String text = Summary.of(results);
    assertTrue(
        text.lines()
            .anyMatch(
                l ->
                    l.matches(
                        "scenario +trials +subjects +dropouts +screen fail +events OS +events N +days")),
        text);
    // all arms together; either analysis has two thirds of them
    assertTrue(
        text.lines().anyMatch(l -> l.matches("enough +30 +180\\.0 .* 40\\.0 +[0-9.]+ +[0-9.]+")),
        text);
    assertTrue(
        hasLine(
            text,
            "too many: 0 of 30 trials reached 120 events of OS; the others were cut when all"
                + " patients were done"),
        text);
    assertFalse(text.contains("enough: "), text);
    assertTrue(hasLine(text, "high: The high dose"), text);
    assertFalse(text.contains("low: "), text);
    Rows oc = ResultTables.characteristics(results);
    for (int r = 0; r < oc.size(); r++) {
      if (text(oc, "METRIC", r).equals("target reached")) {
        boolean enough = text(oc, "SCENARIO", r).equals("enough");
        assertEquals(enough ? 1 : 0, oc.doubles(oc.table().index("ESTIMATE"))[r]);
        double limit = oc.doubles(oc.table().index("MCLIMIT"))[r];
        // R: 0.05^(1/30)
        assertEquals(enough ? 0.904966147 : 1 - 0.904966147, limit, 1e-9);
        assertTrue(Double.isNaN(oc.doubles(oc.table().index("MCSE"))[r]));
      }
    }
  }

  /** Of four patients often an arm, or a level of an outcome, is empty. */
  @Test
  void whyAnalysesFailedIsSaid() throws Exception {
    List<ScenarioResult> results =
        results(
            """
            arms: {c: {control: true}, e: {}}
            enrolment: {patients: 4}
            endpoints: {B: {type: binary, visit: 1 week, probability: 0.2}}
            analyses:
              risk: {method: proportions}
              ratio: {method: proportions, measure: ratio, test: farrington-manning}
            """,
            200);
    String text = Summary.of(results);
    Map<String, Long> failed = counts(results, "failed: ");
    // of the sixteen ways to allocate two leave an arm empty: 1/8
    assertEquals(25, failed.get("risk empty arm"), 4 * Math.sqrt(200 * 0.125 * 0.875));
    long none = failed.get("risk empty arm") + failed.get("risk no variance");
    assertTrue(
        hasLine(
            text,
            String.format(
                "  base, risk: %d empty arm, %d no variance",
                failed.get("risk empty arm"), failed.get("risk no variance"))),
        text);
    assertTrue(text.lines().anyMatch(l -> l.startsWith("base") && l.endsWith(" " + none)), text);
    assertTrue(
        hasLine(text, "failed: trials without a p value, which count as not rejecting"), text);
    Map<String, Long> noted = counts(results, "noted: ");
    assertEquals(Set.of("ratio separation"), noted.keySet());
    assertTrue(
        hasLine(text, "  base, ratio: " + noted.get("ratio separation") + " separation"), text);
  }

  private static Map<String, Long> counts(List<ScenarioResult> results, String prefix) {
    Map<String, Long> counts = new java.util.HashMap<>();
    results.get(0).characteristics().stream()
        .filter(c -> c.metric().startsWith(prefix))
        .forEach(
            c ->
                counts.put(
                    c.analysis() + " " + c.metric().substring(prefix.length()),
                    Math.round(c.estimate() * c.n())));
    return counts;
  }

  private static String normal(String hypothesis) {
    return "arms: {c: {control: true}, e: {}}\nenrolment: {patients: 400}\n"
        + "endpoints: {Y: {type: continuous, visit: 1 week, mean: 5 * ACTIVE, sd: 1}}\n"
        + hypothesis;
  }

  @Test
  void powerIsExplainedInTheWordsOfTheHypotheses() throws Exception {
    String oneSided =
        Summary.of(results(normal("analyses: {a: {method: t test, sides: 1}}\n"), 20));
    assertTrue(hasLine(oneSided, "  without an effect it is the type I error"), oneSided);
    assertFalse(oneSided.contains("margin"));
    // 0.05^(1/20)
    assertTrue(oneSided.contains("1.0000  (>0.8609)"), oneSided);
    assertTrue(oneSided.contains("(<, >) instead of an MCSE"), oneSided);
    String margin =
        Summary.of(
            results(
                normal("analyses: {a: {method: t test, hypothesis: non-inferiority, margin: 1}}\n"),
                20));
    assertTrue(
        hasLine(
            margin,
            "  of a non-inferiority or equivalence it is the type I error where the truth is at the"
                + " margin"),
        margin);
    assertFalse(margin.contains("without an effect"), margin);
    String both =
        Summary.of(
            results(
                normal(
                    "analyses:\n  a: {method: t test}\n"
                        + "  b: {method: t test, hypothesis: equivalence, margin: 1}\n"),
                20));
    assertTrue(
        hasLine(
            both,
            "  without an effect it is the type I error, of a two-sided test that of one side"),
        both);
    assertTrue(both.contains("at the margin"), both);
    String none = Summary.of(results(normal(""), 20));
    assertFalse(none.contains("power"), none);
    assertTrue(none.startsWith("scenario  trials"), none);
  }

  @Test
  void labelsAreInTheTables() throws Exception {
    List<ScenarioResult> results =
        results(
            "parameters: {effect: {value: 5, label: Effect in points}}\n"
                + normal("analyses: {a: {method: t test, label: Primary}}\n")
                    .replace("5 * ACTIVE", "effect * ACTIVE"),
            5);
    Rows scenarios = ResultTables.scenarios(results);
    assertEquals("effect", text(scenarios, "NAME", 0));
    assertEquals("Effect in points", text(scenarios, "LABEL", 0));
    assertEquals("Primary", text(scenarios, "LABEL", 1));
    Rows oc = ResultTables.characteristics(results);
    for (int r = 0; r < oc.size(); r++) {
      assertEquals(
          text(oc, "ANALYSIS", r) == null ? null : "Primary", text(oc, "LABEL", r), "row " + r);
    }
  }

  private static String text(Rows rows, String column, int row) {
    int c = rows.table().index(column);
    int code = rows.ints(c)[row];
    return code < 0 ? null : rows.dictionary(c)[code];
  }

  @Test
  void estimatesInDaysAreSaidToBe() throws Exception {
    String text =
        Summary.of(
            results(
                """
                arms: {c: {control: true}, e: {}}
                enrolment: {patients: 60}
                endpoints: {OS: {type: time to event, median: {c: 12 months, e: 15 months}}}
                follow up: {duration: 12 months}
                analyses:
                  mean: {method: restricted mean survival time, to: 1 year}
                  share: {method: milestone survival, at: 1 year}
                  hazards: {method: log-rank}
                """,
                20));
    assertTrue(text.lines().anyMatch(l -> l.matches(".* mean \\(days\\) .*")), text);
    assertTrue(text.lines().anyMatch(l -> l.matches(".* share +[0-9].*")), text);
    assertTrue(text.lines().anyMatch(l -> l.matches(".* hazards \\* .*")), text);
  }
}
