package org.silico.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.silico.engine.Plans;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.Tally;
import org.silico.engine.plan.PlanException;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.truth.TrueValue;
import org.silico.engine.truth.TrueValues;

/** What an analysis does with values after an intercurrent event, and stages that fit the arms. */
class ExcludeAfterTest {

  /**
   * The drug adds 3 points while it is taken and nothing after; 20% stop it in each of two
   * intervals, whoever they are. Had nobody stopped, the difference at the last visit is 3; as
   * patients stop it is 3 x 0.8 x 0.8 = 1.92. Bounds of 4 Monte-Carlo standard errors, 1,500
   * trials, seed 21.
   */
  @Test
  void withoutValuesAfterStoppingAMixedModelEstimatesWhatTheDrugCouldDo() throws Exception {
    TrialPlan plan =
        Plans.plan(
            """
            arms: {placebo: {control: true}, active: {}}
            enrolment: {patients: 120}
            randomisation: {method: permuted blocks, block size: 2}
            intercurrent events:
              STOP: {type: treatment discontinuation, probability: 20%}
            endpoints:
              Y:
                type: longitudinal
                visits: [4 weeks, 8 weeks]
                random effects: {U: {sd: 2}}
                terms: {natural course: 10 + U, drug: 3}
                residual: {sd: 2}
            estimands:
              had nobody stopped: {intercurrent events: {STOP: hypothetical}}
              whatever was taken: {intercurrent events: {STOP: treatment policy}}
            analyses:
              excluded: {method: mmrm, exclude after: [STOP], estimand: had nobody stopped}
              included: {method: mmrm, estimand: whatever was taken}
            simulation: {replicates: 1500, seed: 21}
            """);
    List<TrueValue> truth = TrueValues.of(plan);
    assertEquals(3, truth.get(0).value(), 1e-9);
    assertEquals(1.92, truth.get(1).value(), 4 * truth.get(1).mcse() + 1e-9);
    double[] values = {3, 1.92};
    Metrics metrics = new Metrics(List.of("excluded", "included"), values);
    Tally tally = new TrialRunner(plan, metrics).run(0, 1500);
    for (String analysis : List.of("excluded", "included")) {
      var bias =
          metrics.summarise(tally).stream()
              .filter(c -> c.analysis().equals(analysis) && c.metric().equals("bias"))
              .findFirst()
              .orElseThrow();
      assertTrue(Math.abs(bias.estimate()) < 4 * bias.mcse(), analysis + " " + bias);
    }
  }

  @Test
  void theDrugOfTheSecondStageBeginsAfterTheFirst() {
    String protocol =
        """
        arms:
          placebo: {control: true}
          later: {sequence: [{from: 0 weeks, dose: 0}, {from: 6 weeks, dose: 1}]}
          drug: {dose: 1}
        enrolment: {patients: 90}
        endpoints:
          Y:
            type: longitudinal
            visits: [6 weeks, 8 weeks, 12 weeks]
            terms: {natural course: 10, drug: 3}
            residual: {sd: 2}
        analyses:
          spcd: {method: spcd, treatment: later, stage 1: STAGE, weight: 0.5, non-responder: VALUE < 12}
        """;
    Plans.plan(protocol.replace("STAGE", "6 weeks"));
    PlanException problem =
        assertThrows(PlanException.class, () -> Plans.plan(protocol.replace("STAGE", "8 weeks")));
    assertTrue(problem.getMessage().contains("begins on day 42.0"), problem.getMessage());
  }
}
