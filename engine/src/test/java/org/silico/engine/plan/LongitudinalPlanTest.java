package org.silico.engine.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.silico.engine.Plans;
import org.silico.engine.language.ProtocolException;
import org.silico.engine.protocol.Estimand.Strategy;
import org.silico.engine.protocol.Estimand.Summary;
import org.silico.engine.protocol.Protocol;

/** Longitudinal endpoints, regimens and estimands as arrays. */
class LongitudinalPlanTest {
  private static final String TWO =
      "arms: {placebo: {control: true}, active: {dose: 10}}\nenrolment: {patients: 10}\n";

  private static final String COURSE =
      """
      endpoints:
        Y:
          type: longitudinal
          visits: [1 week, z, 1 month]
          visit deviation: {sd: 1 day, window: width}
          terms: {natural course: 20}
          residual: {sd: 1, correlation: {structure: ar(1), value: rho}}
          screening: {before: 10 days}
      """;

  private static final String PARAMETERS =
      "parameters: {z: 2 weeks, width: 3.4 days, rho: 0.5, k: 0.5}\n";

  private static LongitudinalPlan course(String sections) {
    return Plans.plan(PARAMETERS + sections).questions().course(0);
  }

  @Test
  void daysFromRandomisation() {
    LongitudinalPlan plan = course(TWO + COURSE);
    assertArrayEquals(new double[] {7, 14, 30.4375}, plan.days(), 1e-12);
    assertEquals(1, plan.deviation());
    assertEquals(3, plan.window(), "whole days");
    assertEquals(-10, plan.screenDay());
    // screening, baseline, three visits
    assertEquals(5, plan.residuals().dimension());
    assertEquals(2, plan.entryResiduals().dimension());
    LongitudinalPlan after = course(TWO + "lead in: {duration: 2 weeks}\n" + COURSE);
    assertEquals(-24, after.screenDay());
  }

  /** A level that is drawn has no residual at screening, and at baseline after a lead-in alone. */
  @Test
  void scoresOfADrawnLevel() {
    String level = COURSE + "    baseline: {mean: 20, sd: 4}\n";
    LongitudinalPlan plan = course(TWO + level);
    assertEquals(3, plan.residuals().dimension());
    assertNull(plan.entryResiduals());
    assertTrue(plan.baselineIsLevel(0));
    plan = course(TWO + "lead in: {duration: 2 weeks}\n" + level);
    assertEquals(4, plan.residuals().dimension());
    assertEquals(1, plan.entryResiduals().dimension());
  }

  /** Parameters set from outside were not seen when the protocol was read. */
  @Test
  void parametersFromOutsideAreChecked() {
    Protocol protocol = Plans.protocol(PARAMETERS + TWO + COURSE);
    for (Map<String, Double> wrong :
        List.of(
            Map.of("z", 5.0),
            Map.of("z", 40.0),
            Map.of("width", 4.0),
            Map.of("width", 8.0),
            Map.of("rho", 1.0),
            Map.of("rho", -1.0))) {
      PlanException e =
          assertThrows(
              PlanException.class,
              () -> new PlanCompiler(protocol, wrong, 1).compile(0),
              "" + wrong);
      assertTrue(e.getMessage().contains("Y"), e.getMessage());
    }
    new PlanCompiler(protocol, Map.of("z", 16.0, "width", 3.0, "rho", 0.9), 1).compile(0);
  }

  /** A level is recorded as drawn, which means nothing on the scale of a sum of logits. */
  @Test
  void aLevelIsForTheContinuousScale() {
    ProtocolException e =
        assertThrows(
            ProtocolException.class,
            () ->
                Plans.protocol(
                    TWO
                        + "endpoints: {Y: {type: longitudinal, visits: [1 week], scale: {type:"
                        + " binary}, baseline: {mean: 0, sd: 1}, terms: {drug: 1}}}\n"));
    assertTrue(e.getMessage().contains("'baseline' is for the continuous scale"), e.getMessage());
  }

  @Test
  void regimens() {
    TrialPlan plan =
        Plans.plan(
            PARAMETERS
                + """
                arms:
                  placebo: {control: true}
                  control on drug: {dose: 3}
                  titrated: {sequence: [{from: 0 weeks, dose: 0}, {from: z, dose: 10 * k}]}
                enrolment: {patients: 10}
                lead in: {duration: 2 weeks, dose: 4}
                """
                + COURSE);
    RegimenPlan placebo = plan.arms().regimens().get(0);
    assertArrayEquals(new double[] {-14, 0}, placebo.from());
    assertArrayEquals(new double[] {4, 0}, placebo.dose());
    assertArrayEquals(new boolean[] {true, false}, placebo.drug());
    assertEquals(false, placebo.everOnDrug(), "the lead-in does not count");
    RegimenPlan titrated = plan.arms().regimens().get(2);
    assertArrayEquals(new double[] {-14, 0, 14}, titrated.from());
    assertArrayEquals(new double[] {4, 0, 5}, titrated.dose());
    assertArrayEquals(new double[] {1, 0, 1}, titrated.active());
    assertTrue(titrated.everOnDrug());
  }

  @Test
  void estimands() {
    TrialPlan plan =
        Plans.plan(
            PARAMETERS
                + TWO
                + """
                intercurrent events:
                  STOP: {type: treatment discontinuation, probability: 5%}
                  RESCUE: {type: rescue medication, probability: 5%}
                  LOST: {type: study discontinuation, probability: 5%}
                """
                + COURSE
                + """
                estimands:
                  policy: {}
                  composite: {visit: z, variable: value, intercurrent events: {RESCUE: composite, STOP: hypothetical}, composite value: 2 * k}
                  responders: {visit: 1 month, responder: CHANGE < 0, summary: odds ratio}
                """);
    EstimandPlan policy = plan.questions().estimands().get(0);
    assertEquals(2, policy.visit(), "the last visit");
    assertTrue(policy.change() && policy.responder() == null && policy.population() == null);
    assertEquals(1, policy.treatment());
    assertEquals(0, policy.control());
    assertEquals(
        List.of(Strategy.TREATMENT_POLICY, Strategy.TREATMENT_POLICY),
        policy.strategies().subList(0, 2));
    EstimandPlan composite = plan.questions().estimands().get(1);
    assertEquals(1, composite.visit());
    assertEquals(1, composite.composite());
    assertEquals(false, composite.change());
    assertEquals(
        List.of(Strategy.HYPOTHETICAL, Strategy.COMPOSITE), composite.strategies().subList(0, 2));
    EstimandPlan responders = plan.questions().estimands().get(2);
    assertEquals(Summary.ODDS_RATIO, responders.summary());
    assertTrue(responders.responder() != null);
  }

  /** What is looked at must be a visit, also when a parameter moves the visits. */
  @Test
  void aVisitThatIsNotThere() {
    Protocol protocol =
        Plans.protocol(PARAMETERS + TWO + COURSE + "estimands: {late: {visit: 2 weeks}}\n");
    new PlanCompiler(protocol).compile(0);
    PlanException e =
        assertThrows(
            PlanException.class, () -> new PlanCompiler(protocol, Map.of("z", 15.0), 1).compile(0));
    assertTrue(e.getMessage().contains("there is no visit at 2 weeks"), e.getMessage());
  }
}
