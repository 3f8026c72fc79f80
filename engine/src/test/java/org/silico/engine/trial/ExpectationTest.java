package org.silico.engine.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The placebo response times 1 + strength (belief - reference), by hand. */
class ExpectationTest {
  private static final String COURSE =
      """
      visits: [1 week, 2 weeks, 3 weeks]
      terms: {natural course: 0, placebo: -8}
      residual: {sd: 0}
      """;

  private static double[] placebo(String arms, String sections, String expectation, int arm) {
    Longitudinal trial =
        Longitudinal.simulate(50, arms, sections, COURSE + "expectation: " + expectation + "\n");
    int i = trial.in(arm);
    return new double[] {trial.base()[i], trial.value(1)[i], trial.value(2)[i], trial.value(3)[i]};
  }

  private static void assertResponse(double[] factors, double[] seen) {
    for (int v = 0; v < factors.length; v++) {
      assertEquals(-8 * factors[v], seen[v], 1e-12, "visit " + v);
    }
  }

  private static final String THREE =
      "arms: {placebo: {control: true, ratio: 1}, low: {dose: 5, ratio: 2}, high: {dose: 10, ratio:"
          + " 2}}\n";

  /** Four of five are allocated to a drug; nothing is expected before treatment. */
  @Test
  void beliefFromTheAllocation() {
    assertResponse(new double[] {0, 1.15, 1.15, 1.15}, placebo(THREE, "", "{strength: 0.5}", 0));
    assertResponse(new double[] {0, 1.15, 1.15, 1.15}, placebo(THREE, "", "{strength: 0.5}", 2));
    assertResponse(
        new double[] {0, .8, .8, .8}, placebo(THREE, "", "{strength: -1, reference: 0.6}", 1));
    assertResponse(
        new double[] {0, 1, 1, 1}, placebo(Longitudinal.TWO_ARMS, "", "{strength: 2}", 1));
    // all on drug: certainty
    assertResponse(
        new double[] {0, 1.5, 1.5, 1.5}, placebo(Longitudinal.ONE_ARM, "", "{strength: 1}", 0));
    // a delayed start is on drug too; an active control as well
    assertResponse(
        new double[] {0, 1.25, 1.25, 1.25},
        placebo(
            "arms: {early: {control: true, dose: 1}, delayed: {sequence: [{from: 0 weeks, dose: 0},"
                + " {from: 2 weeks, dose: 1}]}}\n",
            "",
            "{strength: 0.5}",
            1));
  }

  private static final String EVENTS =
      """
      intercurrent events:
        AE: {type: adverse event, probability: if VISIT == 0 then 1 else 0}
        AE2: {type: adverse event, probability: if VISIT == 1 then 1 else 0}
      """;

  /** Odds 4 times 3 give 12/13; then divided by 2, 6/7. */
  @Test
  void unblinding() {
    String expectation =
        "{strength: 0.5, unblinding: [{event: AE, bayes factor: 3}, {event: AE2, bayes factor: 0.5}]}";
    assertResponse(
        new double[] {
          0, 1 + .5 * (12.0 / 13 - .5), 1 + .5 * (6.0 / 7 - .5), 1 + .5 * (6.0 / 7 - .5)
        },
        placebo(THREE, EVENTS, expectation, 0));
    // certainty cannot be shaken
    assertResponse(
        new double[] {0, 1.25, 1.25, 1.25}, placebo(Longitudinal.ONE_ARM, EVENTS, expectation, 0));
  }

  /** Blinded, patients believe in the lead-in what they will believe; open, they know. */
  @Test
  void leadIn() {
    String expectation = "{strength: 0.5}";
    assertResponse(
        new double[] {1.15, 1.15, 1.15, 1.15},
        placebo(THREE, "lead in: {duration: 1 week}\n", expectation, 0));
    assertResponse(
        new double[] {.75, 1.15, 1.15, 1.15},
        placebo(THREE, "lead in: {duration: 1 week, blinded: false}\n", expectation, 0));
    assertResponse(
        new double[] {1.25, 1.15, 1.15, 1.15},
        placebo(THREE, "lead in: {duration: 1 week, dose: 5, blinded: false}\n", expectation, 0));
    assertResponse(
        new double[] {1.15, 1.15, 1.15, 1.15},
        placebo(THREE, "lead in: {duration: 1 week, dose: 5}\n", expectation, 0));
  }
}
