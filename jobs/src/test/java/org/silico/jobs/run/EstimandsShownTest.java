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
import org.silico.engine.truth.TrueValue;
import org.silico.engine.truth.TrueValues;
import org.silico.jobs.report.Summary;

/**
 * True values of estimands in the table SCENARIOS and on the console. All patients have the same
 * effect of the drug, so that its difference is known: effect (1 - exp(-8/2)) at 8 weeks while the
 * drug cannot be stopped.
 */
class EstimandsShownTest {
  private static final String PROTOCOL =
      """
      silico: 1
      study: {id: TRUE}
      parameters: {effect: -3}
      arms: {placebo: {control: true}, active: {}}
      enrolment: {patients: 100}
      intercurrent events:
        STOP: {type: treatment discontinuation, probability: 50%}
      endpoints:
        HAMD:
          type: longitudinal
          visits: [4 weeks, 8 weeks]
          random effects: {U: {sd: 4}}
          terms:
            natural course: 22 + U
            drug: effect * (1 - exp(-DRUGTIME / 2 weeks))
          residual: {sd: 3}
      estimands:
        on drug: {treatment: active, control: placebo, endpoint: HAMD, intercurrent events: {STOP: hypothetical}}
        policy: {treatment: active, control: placebo, endpoint: HAMD}
        halved: {treatment: active, control: placebo, endpoint: HAMD, responder: VALUE <= 0.5 * BASE, summary: odds ratio}
      analyses:
        mmrm: {method: mmrm, better: lower, estimand: on drug}
        locf: {method: ancova, covariates: [BASE], missing: locf}
      scenarios:
        - {name: effect}
        - {name: none, set: {effect: 0}}
      """;

  private static final double ON_DRUG = -3 * (1 - Math.exp(-4));

  private static List<ScenarioResult> results() throws Exception {
    RunSpec spec = new RunSpec("true.yaml", PROTOCOL, Map.of(), 1, Set.of());
    List<ScenarioResult> results = new ArrayList<>();
    for (int s = 0; s < 2; s++) {
      ScenarioTruth truth = TrueValues.ofScenario(spec.plan(s));
      Metrics metrics = TrialsSimulation.metrics(spec.plan(s), truth);
      Tally tally = new TrialRunner(spec.plan(s), metrics).run(0, 20);
      results.add(
          new ScenarioResult(
              spec.protocol(), spec.plan(s), 20, 0, null, truth, metrics.summarise(tally)));
    }
    return results;
  }

  @Test
  void anAnalysisHasTheValueOfItsEstimandAndItsError() throws Exception {
    for (ScenarioResult r : results()) {
      double expected = r.plan().identity().scenario() == 0 ? ON_DRUG : 0;
      TrueValue onDrug = r.truth().estimands().get(0);
      assertEquals(expected, onDrug.value(), 1e-9);
      assertEquals(onDrug, r.truth().analyses().get(0));
      assertEquals(TrueValues.ofEstimands(r.plan()), r.truth().estimands());
      // half stop at once and half of the others after 4 weeks: a quarter is on the drug at 8
      TrueValue policy = r.truth().estimands().get(1);
      assertEquals(expected / 4, policy.value(), 4 * policy.mcse() + 1e-9);
      assertEquals(policy, r.truth().analyses().get(1), "treatment policy is the default");
      assertEquals(
          policy.mcse(),
          r.characteristics().stream()
              .filter(c -> c.analysis().equals("locf") && c.metric().equals("true value"))
              .findFirst()
              .orElseThrow()
              .mcse());
    }
  }

  @Test
  void scenariosHasARowForEachEstimand() throws Exception {
    Rows rows = ResultTables.scenarios(results());
    List<String> shown = new ArrayList<>();
    for (int r = 0; r < rows.size(); r++) {
      shown.add(
          String.join(
              " / ", text(rows, "SCENARIO", r), text(rows, "KIND", r), text(rows, "NAME", r)));
      if (shown.get(r).equals("effect / estimand / on drug")) {
        assertEquals(ON_DRUG, rows.doubles(rows.table().index("VALUE"))[r], 1e-9);
        assertTrue(rows.doubles(rows.table().index("MCSE"))[r] < 1e-9);
        assertEquals("simulated", text(rows, "ORIGIN", r));
      }
    }
    List<String> expected = new ArrayList<>();
    for (String scenario : List.of("effect", "none")) {
      for (String row :
          List.of(
              "parameter / effect",
              "true value / mmrm",
              "true value / locf",
              "estimand / on drug",
              "estimand / policy",
              "estimand / halved")) {
        expected.add(scenario + " / " + row);
      }
    }
    assertEquals(expected, shown);
  }

  @Test
  void theConsoleListsEstimandsBelowTheTables() throws Exception {
    List<ScenarioResult> results = results();
    String text = Summary.of(results);
    String list = text.substring(text.indexOf("estimand"));
    assertTrue(list.contains("effect    on drug     -2.945"), text);
    assertTrue(list.contains("halved **"), text);
    assertTrue(list.endsWith("** the logarithm of a ratio\n"), text);
    assertFalse(text.substring(0, text.indexOf("estimand")).contains("on drug"), text);
  }

  private static String text(Rows rows, String column, int row) {
    int c = rows.table().index(column);
    return rows.dictionary(c)[rows.ints(c)[row]];
  }

  /** The drug lowers the score, and of the two analyses one does not say that lower is better. */
  @Test
  void anEffectInTheBadDirectionIsSaid() throws Exception {
    String text = Summary.of(results());
    assertTrue(
        text.contains(
            "locf: every true effect lies in the bad direction; the protocol says 'better: higher'"),
        text);
    assertFalse(text.contains("mmrm: every"), text);
  }
}
