package org.silico.engine.analysis;

import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.special.Beta;
import org.silico.engine.analysis.Hypothesis.Decision;
import org.silico.engine.analysis.Hypothesis.Direction;
import org.silico.engine.arithmetic.Elementary;

/**
 * The exact test of two rates of events given their sum (Przyborowski and Wilenski 1940, Biometrika
 * 31:313-323): with times at risk T&#8321; and T&#8320; and a rate ratio &rho;, of k events the
 * number X on treatment is binomial,
 *
 * <pre>
 *   X ~ Bin(k, &pi;),   &pi; = &rho; T1 / (&rho; T1 + T0)
 * </pre>
 *
 * <p>A one-sided p value is a tail, the two-sided one twice the smaller, 1 at most; a mid-p value
 * counts half of P(X = x). The estimate is log((x&#8321;/T&#8321;)/(x&#8320;/T&#8320;)), its
 * standard error &radic;(1/x&#8321; + 1/x&#8320;). The interval holds every &rho; that neither
 * one-sided test rejects at half the error: of the exact one, Clopper and Pearson's for &pi;.
 *
 * <p>Edges: EMPTY_ARM without time at risk in an arm, without any number; no event in both arms
 * NO_EVENTS, p = 1 and no limits; in one SEPARATION, the estimate infinite, with p value and
 * interval. Not for more than one thread.
 */
public final class ExactRates {
  /** Log rate ratios beyond which tails are 0. */
  private static final double LARGEST = 700;

  private final boolean midP;
  private long x1;
  private long x0;
  private double time1;
  private double time0;

  public ExactRates(boolean midP) {
    this.midP = midP;
  }

  /**
   * The estimate, without a statistic.
   *
   * @param count events of each patient, NaN where missing
   * @param exposure time at risk; who has none is left out
   * @param group 0 control, 1 treatment
   */
  public Estimate estimate(double[] count, double[] exposure, int[] group, int n) {
    restart();
    for (int i = 0; i < n; i++) {
      if (count[i] == count[i]) {
        add(group[i], (long) count[i], exposure[i]);
      }
    }
    return estimate();
  }

  /**
   * Likewise of times to an event.
   *
   * @param event 1 event, 0 censored
   * @param time at risk
   */
  public Estimate estimate(int[] event, double[] time, int[] group, int n) {
    restart();
    for (int i = 0; i < n; i++) {
      add(group[i], event[i], time[i]);
    }
    return estimate();
  }

  private void restart() {
    x1 = 0;
    x0 = 0;
    time1 = 0;
    time0 = 0;
  }

  private void add(int group, long events, double time) {
    if (time > 0) {
      if (group == 1) {
        x1 += events;
        time1 += time;
      } else {
        x0 += events;
        time0 += time;
      }
    }
  }

  private boolean empty() {
    return !(time1 > 0 && time0 > 0);
  }

  private Estimate estimate() {
    if (empty()) {
      return Estimate.failed(Status.EMPTY_ARM);
    }
    if (x1 == 0 && x0 == 0) {
      return Estimate.failed(Status.NO_EVENTS);
    }
    if (x1 == 0 || x0 == 0) {
      double infinite = x1 == 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      return new Estimate(
          Status.SEPARATION, infinite, Double.NaN, Double.NaN, Double.POSITIVE_INFINITY, 0);
    }
    double variance = 1.0 / x1 + 1.0 / x0;
    return new Estimate(
        Status.OK,
        Elementary.log(x1 / time1) - Elementary.log(x0 / time0),
        Math.sqrt(variance),
        Double.NaN,
        Double.POSITIVE_INFINITY,
        1 / variance);
  }

  /**
   * The test of a log rate ratio, of the events that were estimated last.
   *
   * @param sides 1 or 2
   */
  public Decision test(Direction better, double nullValue, int sides, double alpha) {
    if (empty()) {
      return new Decision(false, Double.NaN, false);
    }
    double up = atLeast(nullValue);
    double down = atMost(nullValue);
    double p =
        sides == 2 ? Math.min(1, 2 * Math.min(up, down)) : better == Direction.GREATER ? up : down;
    double expected = (x1 + x0) * share(nullValue);
    return new Decision(p <= alpha, p, better == Direction.GREATER ? x1 > expected : x1 < expected);
  }

  /** The interval of the log rate ratio of the events that were estimated last. */
  public ConfidenceInterval interval(double level) {
    if (empty()) {
      return new ConfidenceInterval(Double.NaN, Double.NaN);
    }
    double error = (1 - level) / 2;
    return new ConfidenceInterval(
        x1 == 0 ? Double.NEGATIVE_INFINITY : root(r -> atLeast(r) - error),
        x0 == 0 ? Double.POSITIVE_INFINITY : root(r -> atMost(r) - error));
  }

  /** &pi;. */
  private double share(double logRatio) {
    return 1 / (1 + Elementary.exp(-logRatio) * time0 / time1);
  }

  /** P(X &ge; x), or with half of P(X = x). */
  private double atLeast(double logRatio) {
    double whole = upper(x1, logRatio);
    return midP ? 0.5 * (whole + upper(x1 + 1, logRatio)) : whole;
  }

  private double atMost(double logRatio) {
    double whole = lower(x1, logRatio);
    return midP ? 0.5 * (whole + lower(x1 - 1, logRatio)) : whole;
  }

  /** P(X &ge; x). */
  private double upper(long x, double logRatio) {
    long k = x1 + x0;
    return x <= 0 ? 1 : x > k ? 0 : Beta.regularizedBeta(share(logRatio), x, k - x + 1.0);
  }

  /** P(X &le; x). */
  private double lower(long x, double logRatio) {
    long k = x1 + x0;
    // the other share is had to full precision as well
    double other = 1 / (1 + Elementary.exp(logRatio) * time1 / time0);
    return x < 0 ? 0 : x >= k ? 1 : Beta.regularizedBeta(other, k - x, x + 1.0);
  }

  private static double root(UnivariateFunction f) {
    return new BrentSolver(1e-12, 1e-12).solve(1000, f, -LARGEST, LARGEST);
  }
}
