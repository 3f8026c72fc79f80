package org.silico.engine.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.silico.engine.Plans;
import org.silico.engine.plan.EndpointPlan;
import org.silico.engine.plan.HazardPlan;
import org.silico.engine.plan.TrialPlan;

/** Areas that are had in closed form, of laws that are hard to integrate. */
class SurvivalAreaTest {
  private static HazardPlan law(String endpoint) {
    TrialPlan plan =
        Plans.twoArms(
            "enrolment: {patients: 10}\ncut: {calendar time: 1 year}\n"
                + "endpoints: {T: {type: time to event, "
                + endpoint
                + "}}\n");
    return ((EndpointPlan.TimeToEvent) plan.questions().endpoints().get(0)).law();
  }

  private static void agrees(double expected, HazardPlan law, double tau) {
    assertEquals(expected, SurvivalArea.of(law, 0, tau), 2e-13 * expected);
  }

  /** R: w <- function(k, s, t) s * gamma(1 + 1 / k) * pgamma((t / s)^k, 1 / k). */
  @ParameterizedTest
  @CsvSource({
    "0.4, 20, 1e4, 66.45273145050885",
    "0.4, 0.01, 1e4, 0.033233509704478428",
    "3, 20, 1e4, 17.859590231384985",
    "3, 0.01, 1e4, 0.0089297951156924928",
    "0.1, 5, 30, 10.164497431316175",
    "20, 5, 30, 4.8675213278138783",
  })
  void ofWeibullLaws(String shape, String scale, double tau, double expected) {
    agrees(
        expected,
        law("distribution: weibull, shape: " + shape + ", scale: " + scale + " days"),
        tau);
  }

  /** (1 - exp(-h t)) / h, from hardly any event to all at once. */
  @ParameterizedTest
  @CsvSource({"0.000000001, 700", "0.001, 700", "1, 700", "50, 700", "0, 700"})
  void ofExponentialLaws(String hazard, double tau) {
    double h = Double.parseDouble(hazard);
    double expected = h == 0 ? tau : -Math.expm1(-h * tau) / h;
    agrees(expected, law("hazard: " + hazard + " per day"), tau);
  }

  /** Pieces of hazard and of ratio that begin at other times, with a part that is cured. */
  @Test
  void ofPiecesOfBoth() {
    HazardPlan law =
        law(
            "distribution: piecewise exponential, hazard: [{from: 0 days, hazard: 0.1 per day},"
                + " {from: 10 days, hazard: 0.02 per day}, {from: 40 days, hazard: 5 per day}],"
                + " hazard ratio: [{from: 0 days, ratio: 1}, {from: 25 days, ratio: 0.5}],"
                + " cure fraction: 0.3");
    // of the uncured: rates 0.1 to 10, 0.02 to 25, 0.01 to 40, 2.5 to 60
    double[] rate = {0.1, 0.02, 0.01, 2.5};
    double[] length = {10, 15, 15, 20};
    double survival = 1;
    double area = 0;
    for (int k = 0; k < 4; k++) {
      area += survival * -Math.expm1(-rate[k] * length[k]) / rate[k];
      survival *= Math.exp(-rate[k] * length[k]);
    }
    agrees(0.3 * 60 + 0.7 * area, law, 60);
    // within the second piece
    double early = -Math.expm1(-1) / 0.1 + Math.exp(-1) * -Math.expm1(-0.1) / 0.02;
    agrees(0.3 * 15 + 0.7 * early, law, 15);
  }
}
