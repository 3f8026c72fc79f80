package org.silico.engine.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.silico.engine.Plans;
import org.silico.engine.Sampled;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.truth.TrueValue.Origin;

/** True values against formulas and against R. Simulated ones within four of their own errors. */
class TrueValuesTest {
  private static final String START =
      "population: {covariates: {X: {distribution: normal, mean: 0, sd: 1},"
          + " SEX: {distribution: categorical, probabilities: {F: 0.5, M: 0.5}}}}\n"
          + "enrolment: {patients: 300, rate: 1 per day}\n";

  private static TrialPlan plan(String endpoint, String analysis, String rest) {
    return Plans.twoArms(
        START
            + "endpoints: {E: {"
            + endpoint
            + "}}\nanalyses: {A: {"
            + analysis
            + "}}\n"
            + (rest == null ? "" : rest));
  }

  /**
   * The same trial twice: NIL is nothing, then a term of a covariate that is 0, so that no formula
   * applies and potential outcomes are simulated.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "type: continuous, visit: 1 day, mean: 3 * ACTIVE NIL, sd: 5" + "| method: t test | - | 3",
        "type: continuous, visit: 1 day, mean: {control: 1 NIL, active: 4}, sd: {control: 3,"
            + " active: 4} | method: t test, variance: unequal | - | 3",
        "type: continuous, visit: 1 day, baseline: {mean: 20, sd: 4}, change: {control: 1 NIL,"
            + " active: -1}, sd: 3 | method: ancova, covariates: [BASE, SEX] | - | -2",
        // P(Y1 > Y0) - 1/2 = pnorm(3 / 5) - 1/2
        "type: continuous, visit: 1 day, mean: 3 * ACTIVE NIL, sd: {control: 3, active: 4}"
            + "| method: wilcoxon | - | 0.22574688224992645",
        "type: binary, visit: 1 day, probability: {control: 0.3 NIL, active: 0.5}"
            + "| method: proportions | - | 0.2",
        "type: binary, visit: 1 day, probability: {control: 0.3 NIL, active: 0.5}"
            + "| method: proportions, measure: ratio | - | 0.5108256237659907",
        "type: binary, visit: 1 day, probability: {control: 0.3 NIL, active: 0.5}"
            + "| method: proportions, measure: odds ratio | - | 0.8472978603872034",
        // 0.5 * 0.9^2 - 0.3 * 0.8^2
        "type: binary, visit: 20 days, probability: {control: 0.3 NIL, active: 0.5}, dropouts:"
            + " failures | method: proportions | 'dropout: {probability: {control: 20%, active:"
            + " 10%}, by: 10 days}' | 0.213",
        "type: count, distribution: poisson, period: 1 year, rate: {control: 1 per year NIL,"
            + " active: 0.7 per year} | method: poisson | - | -0.35667494393873245",
        "type: count, distribution: negative binomial, period: 1 year, dispersion: 0.8,"
            + " rate: {control: 1 per year NIL, active: 0.7 per year}"
            + "| method: negative binomial | - | -0.35667494393873245",
        // a ratio above 1 moves patients to the categories listed first, that is to lower codes
        "type: ordinal, visit: 1 day, categories: [a, b, c], probabilities: [0.2, 0.3, 0.5],"
            + " odds ratio: {control: 1 NIL, active: 2.5}"
            + "| method: proportional odds | - | -0.9162907318741551",
        "type: ordinal, visit: 1 day, categories: [a, b, c], probabilities:"
            + " {control: [0.2 NIL, 0.3, 0.5], active: [0.5, 0.3, 0.2]}"
            + "| method: wilcoxon | - | -0.195",
        "type: time to event, hazard: 0.1 per day, hazard ratio: {control: 1 NIL, active: 0.5}"
            + "| method: cox | 'follow up: {duration: 20 days}' | -0.6931471805599453",
        "type: time to event, hazard: 0.1 per day, hazard ratio: {control: 1 NIL, active: 0.5}"
            + "| method: log-rank, strata: [SEX] | 'follow up: {duration: 20 days}'"
            + "| -0.6931471805599453",
        // log HR = -shape log(scale ratio)
        "type: time to event, distribution: weibull, shape: 1.5 NIL, scale: {control: 10 days,"
            + " active: 20 days} | method: cox | 'cut: {events: 200}' | -1.0397207708399179",
        // R: e <- function(h, t) (1 - exp(-h * t)) / h; e(0.05, 12) - e(0.1, 12), exp(-0.6) -
        // exp(-1.2)
        "type: time to event, hazard: 0.1 per day, hazard ratio: {control: 1 NIL, active: 0.5}"
            + "| method: restricted mean survival time, to: 12 days"
            + "| 'follow up: {duration: 20 days}' | 2.0357093972414919",
        "type: time to event, hazard: 0.1 per day, hazard ratio: {control: 1 NIL, active: 0.5}"
            + "| method: milestone survival, at: 12 days, scale: complementary log-log"
            + "| 'cut: {events: 200}' | 0.24761742418182425",
        "type: time to event, hazard: 0.1 per day, hazard ratio: {control: 1 NIL, active: 0.5}"
            + "| method: restricted mean survival time, to: 12 days, strata: [SEX]"
            + "| 'cut: {calendar time: 200 days}' | 2.0357093972414919",
        // R: w <- function(k, s, t) s * gamma(1 + 1 / k) * pgamma((t / s)^k, 1 / k);
        // w(1.5, 20, 12) - w(1.5, 10, 12)
        "type: time to event, distribution: weibull, shape: 1.5 NIL, scale: {control: 10 days,"
            + " active: 20 days} | method: restricted mean survival time, to: 12 days"
            + "| 'cut: {events: 200}' | 2.429038003906018",
        // w(0.4, 20, 12) - w(0.4, 10, 12)
        "type: time to event, distribution: weibull, shape: 0.4 NIL, scale: {control: 10 days,"
            + " active: 20 days} | method: restricted mean survival time, to: 12 days"
            + "| 'cut: {events: 200}' | 1.0879421946755077",
        // a part without the event: 0.8 of what is above
        "type: time to event, hazard: 0.1 per day, cure fraction: 20%, hazard ratio: {control: 1"
            + " NIL, active: 0.5} | method: restricted mean survival time, to: 12 days"
            + "| 'follow up: {duration: 20 days}' | 1.6285675177931935",
        // an effect from day 6 on: exp(-0.6) (e(0.04, 9) - e(0.1, 9))
        "type: time to event, hazard: 0.1 per day, hazard ratio: [{from: 0 days, ratio: 1}, {from:"
            + " 6 days, ratio: {control: 1 NIL, active: 0.4}}]"
            + "| method: restricted mean survival time, to: 15 days"
            + "| 'follow up: {duration: 20 days}' | 0.89115399351689462",
        "type: time to event, hazard: 0.1 per day, hazard ratio: [{from: 0 days, ratio: 1}, {from:"
            + " 6 days, ratio: {control: 1 NIL, active: 0.4}}]"
            + "| method: milestone survival, at: 15 days"
            + "| 'follow up: {duration: 20 days}' | 0.15976272582668224",
        // h <- function(t) (t / 10)^0.7; the integral of exp(-h(6) - 0.4 (h(t) - h(6))) over 6 to
        // 15,
        // by integrate, plus w(0.7, 10, 6) - w(0.7, 10, 15)
        "type: time to event, distribution: weibull, shape: 0.7, scale: 10 days, hazard ratio:"
            + " [{from: 0 days, ratio: 1}, {from: 6 days, ratio: {control: 1 NIL, active: 0.4}}]"
            + "| method: restricted mean survival time, to: 15 days"
            + "| 'follow up: {duration: 20 days}' | 0.65871501937952",
        "type: time to event, distribution: piecewise exponential, hazard: [{from: 0 days, hazard:"
            + " {control: 0.1 per day NIL, active: 0.05 per day}}, {from: 5 days, hazard: {control:"
            + " 0.2 per day, active: 0.1 per day}}]"
            + "| method: log-rank | 'cut: {calendar time: 200 days}' | -0.6931471805599453",
      })
  void formulaAndSimulationAgree(String endpoint, String analysis, String rest, double expected) {
    TrueValue exact = TrueValues.of(plan(endpoint.replace("NIL", ""), analysis, rest)).get(0);
    assertEquals(Origin.EXACT, exact.origin());
    assertEquals(expected, exact.value(), 1e-12);
    assertEquals(0, exact.mcse());
    // the covariate's term in the unit of what it stands by
    String term = endpoint.matches("(?s).*per (day|year) NIL.*") ? "+ 0 per day * X" : "+ 0 * X";
    TrueValue simulated = TrueValues.of(plan(endpoint.replace("NIL", term), analysis, rest)).get(0);
    assertEquals(Origin.SIMULATED, simulated.origin());
    // arms that share their random numbers may differ by exactly the effect, but for rounding
    Sampled.assertWithin(expected, simulated.value(), simulated.mcse() + 1e-14, endpoint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // R: m <- function(b) integrate(function(x) plogis(b + x) * dnorm(x), -12, 12)$value;
        // m(-0.2) - m(-1), log(m(-0.2) / m(-1)), and the log odds ratio of both
        "type: binary, visit: 1 day, probability: 1 / (1 + exp(1 - X - 0.8 * ACTIVE))"
            + "| method: proportions | - | 0.1554935012581355",
        "type: binary, visit: 1 day, probability: 1 / (1 + exp(1 - X - 0.8 * ACTIVE))"
            + "| method: proportions, measure: ratio | - | 0.4139165511470289",
        "type: binary, visit: 1 day, probability: 1 / (1 + exp(1 - X - 0.8 * ACTIVE))"
            + "| method: proportions, measure: odds ratio | - | 0.6664562522836108",
        // E exp(-X^2 / 2) = 1 / sqrt(2)
        "type: count, distribution: poisson, period: 1 year, rate: 2 per year * exp(-ACTIVE * X ^ 2"
            + " / 2) | method: poisson | - | -0.3465735902799728",
        // an effect that grows with X averages out: E 2 + 3 X = 2
        "type: continuous, visit: 1 day, mean: ACTIVE * (2 + 3 * X), sd: 1 | method: ancova,"
            + " covariates: [X] | - | 2",
        // values N(2, 9 + 16) and N(0, 4 + 4 ): R: pnorm(2 / sqrt(33)) - 0.5
        "type: continuous, visit: 1 day, baseline: {mean: 0, sd: 2}, mean: {control: BASE, active:"
            + " 2 + 1.5 * BASE}, sd: {control: 2, active: 4} | method: wilcoxon | -"
            + "| 0.1361382266652249",
        // odds ratios 4 and 7/3: src/test/r/truth.R, as those below
        "type: ordinal, visit: 1 day, categories: [a, b, c], probabilities: {control: [0.2, 0.3,"
            + " 0.5], active: [0.5, 0.2, 0.3]} | method: proportional odds | - | -1.092671694235994",
        // hazard ratio 0.4 from day 6
        "type: time to event, hazard: 0.1 per day, hazard ratio: [{from: 0 days, ratio: 1}, {from:"
            + " 6 days, ratio: {control: 1, active: 0.4}}]"
            + "| method: cox | 'follow up: {duration: 20 days}' | -0.3767130977290878",
        "type: time to event, hazard: 0.1 per day, hazard ratio: [{from: 0 days, ratio: 1}, {from:"
            + " 6 days, ratio: {control: 1, active: 0.4}}]"
            + "| method: log-rank | 'follow up: {duration: 20 days}' | -0.3767130977290878",
        // R: m <- function(f) integrate(function(x) f(exp(x)) * dnorm(x), -10, 10)$value;
        // m(function(r) e(0.05 * r, 10)) - m(function(r) e(0.1 * r, 10)), and of exp(-10 h r)
        "type: time to event, hazard: 0.1 per day, hazard ratio: {control: exp(X), active: 0.5 * exp(X)}"
            + "| method: restricted mean survival time, to: 10 days"
            + "| 'follow up: {duration: 20 days}' | 1.3841128603215926",
        "type: time to event, hazard: 0.1 per day, hazard ratio: {control: exp(X), active: 0.5 * exp(X)}"
            + "| method: milestone survival, at: 10 days, strata: [SEX]"
            + "| 'cut: {calendar time: 200 days}' | 0.17995094546315404",
        // the hazard ratio of a patient is 0.5, that of the population nearer to 1
        "type: time to event, hazard: 0.1 per day, hazard ratio: {control: exp(X), active: 0.5 * exp(X)}"
            + "| method: cox | 'follow up: {duration: 20 days}' | -0.4926638460671902",
      })
  void whereNoFormulaAppliesSimulationAgreesWithIntegration(
      String endpoint, String analysis, String rest, String expected) {
    TrueValue value = TrueValues.of(plan(endpoint, analysis, rest)).get(0);
    assertEquals(Origin.SIMULATED, value.origin());
    Sampled.assertWithin(Double.parseDouble(expected), value.value(), value.mcse(), endpoint);
    assertTrue(value.mcse() < 0.02, "error " + value.mcse());
  }

  /**
   * A trial of 6,000 patients who enter evenly over 40 days, cut on day 46: follow-up is uniform on
   * 6 to 46 days, not 39 to 46 as for the first to enter. Expected value: src/test/r/truth.R.
   */
  @Test
  void largeTrialsAreTakenWhole() {
    TrialPlan plan =
        Plans.twoArms(
            "enrolment: {patients: 6000, arrivals: even, duration: 40 days}\n"
                + "endpoints: {E: {type: time to event, hazard: 0.1 per day, hazard ratio: [{from: 0"
                + " days, ratio: 1}, {from: 6 days, ratio: {control: 1, active: 0.4}}]}}\n"
                + "cut: {calendar time: 46 days}\nanalyses: {A: {method: cox}}\n");
    TrueValue value = TrueValues.of(plan).get(0);
    Sampled.assertWithin(-0.3868912821475368, value.value(), value.mcse(), "Cox");
    assertTrue(value.mcse() < 0.01);
  }

  /** The first pieces have the ratio 1, the second differs by a covariate: not proportional. */
  @Test
  void aLaterPieceThatDependsOnCovariatesIsNotTakenForProportional() {
    TrialPlan plan =
        plan(
            "type: time to event, distribution: piecewise exponential, hazard: [{from: 0 days,"
                + " hazard: 0.1 per day}, {from: 2 days, hazard: {control: 0.1 per day,"
                + " active: 0.05 per day * exp(0 * X)}}]",
            "method: cox",
            "follow up: {duration: 20 days}");
    TrueValue value = TrueValues.of(plan).get(0);
    assertEquals(Origin.SIMULATED, value.origin());
    assertTrue(value.value() < -0.3);
  }

  @Test
  void infiniteTrueValuesAreUnknown() {
    TrialPlan plan =
        plan(
            "type: binary, visit: 1 day, probability: {control: 0, active: 0.5}",
            "method: proportions, measure: ratio",
            "");
    assertEquals(List.of(TrueValue.UNKNOWN), TrueValues.of(plan));
    assertNotEquals(0, TrueValue.UNKNOWN.mcse());
  }
}
