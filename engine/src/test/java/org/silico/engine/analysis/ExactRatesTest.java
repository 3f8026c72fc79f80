package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.silico.engine.analysis.Hypothesis.Decision;
import org.silico.engine.analysis.Hypothesis.Direction;

/**
 * R 4.2.2, with pi = r * t1 / (r * t1 + t0): binom.test(x1, x1 + x0, pi, "less") and "greater",
 * poisson.test(c(x1, x0), c(t1, t0))$conf.int, and pbinom(x1 - 1, k, pi) + dbinom(x1, k, pi) / 2.
 */
class ExactRatesTest {

  private static Estimate estimate(ExactRates test, int x1, double t1, int x0, double t0) {
    // one patient with all events, one with none, of each arm; one who was not seen
    double[] count = {x1, x0, 0, 0, Double.NaN};
    double[] exposure = {0.4 * t1, 0.7 * t0, 0.3 * t0, 0.6 * t1, 5};
    return test.estimate(count, exposure, new int[] {1, 0, 0, 1, 1}, 5);
  }

  @ParameterizedTest
  @CsvSource({
    "8, 17411, 162, 17511, 0.7, 8.61562756751e-28, 1, 0.0210835610224, 0.100218614783, 4.60864664042e-28",
    "8, 17411, 162, 17511, 1, 1.59739958822e-38, 1, 0.0210835610224, 0.100218614783, 8.37861969011e-39",
    "30, 1200, 25, 800, 1, 0.244329571804, 0.832479453158, 0.454808541049, 1.41861718908, 0.205925059323",
    "0, 500, 9, 480, 0.7, 0.00723549595382, 1, 0, 0.486364982683, 0.00361774797691",
    "5, 300, 0, 310, 1, 1, 0.0287711418712, 0.946901052559, Infinity, 0.985614429064",
  })
  void isThatOfR(
      int x1,
      double t1,
      int x0,
      double t0,
      double ratio,
      double less,
      double greater,
      double low,
      double high,
      double mid) {
    ExactRates test = new ExactRates(false);
    Estimate estimate = estimate(test, x1, t1, x0, t0);
    double nullValue = Math.log(ratio);
    assertEquals(less, test.test(Direction.LESS, nullValue, 1, 0.025).p(), 1e-10 * less);
    assertEquals(greater, test.test(Direction.GREATER, nullValue, 1, 0.025).p(), 1e-10 * greater);
    double twice = Math.min(1, 2 * Math.min(less, greater));
    assertEquals(twice, test.test(Direction.LESS, nullValue, 2, 0.05).p(), 1e-10 * twice);
    ConfidenceInterval interval = test.interval(0.95);
    assertEquals(low, Math.exp(interval.lower()), 1e-9);
    assertEquals(high, Math.exp(interval.upper()), 1e-9 * Math.min(high, 1));
    ExactRates half = new ExactRates(true);
    estimate(half, x1, t1, x0, t0);
    assertEquals(mid, half.test(Direction.LESS, nullValue, 1, 0.025).p(), 1e-10 * mid);
    if (x1 > 0 && x0 > 0) {
      assertEquals(Math.log(x1 / t1 / (x0 / t0)), estimate.estimate(), 1e-12);
      assertEquals(Math.sqrt(1.0 / x1 + 1.0 / x0), estimate.standardError(), 1e-12);
    } else {
      assertEquals(Status.SEPARATION, estimate.status());
      assertTrue(Double.isInfinite(estimate.estimate()));
    }
  }

  @Test
  void timesToEventsCountOnce() {
    ExactRates test = new ExactRates(false);
    int[] event = {1, 0, 1, 1, 0};
    double[] time = {3, 7, 2, 5, 0};
    Estimate estimate = test.estimate(event, time, new int[] {1, 1, 0, 0, 1}, 5);
    assertEquals(Math.log((1 / 10.0) / (2 / 7.0)), estimate.estimate(), 1e-12);
  }

  @Test
  void withoutEventsNothingIsShown() {
    ExactRates test = new ExactRates(false);
    assertEquals(Status.NO_EVENTS, estimate(test, 0, 10, 0, 20).status());
    Decision decision = test.test(Direction.LESS, 0, 1, 0.025);
    assertEquals(1, decision.p());
    assertFalse(decision.reject());
    assertEquals(Double.NEGATIVE_INFINITY, test.interval(0.95).lower());
    assertEquals(Double.POSITIVE_INFINITY, test.interval(0.95).upper());
    assertEquals(Status.EMPTY_ARM, estimate(test, 0, 0, 3, 20).status());
    assertTrue(Double.isNaN(test.test(Direction.LESS, 0, 1, 0.025).p()));
  }
}
