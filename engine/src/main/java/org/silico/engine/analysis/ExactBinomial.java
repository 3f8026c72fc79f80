package org.silico.engine.analysis;

import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.special.Beta;
import org.silico.engine.analysis.Hypothesis.Decision;
import org.silico.engine.analysis.Hypothesis.Direction;

/**
 * The exact binomial test of one proportion. A one-sided p value is a tail of Bin(n, p&#8320;), the
 * two-sided one twice the smaller, 1 at most. The estimate is x/n, its standard error &radic;(p(1 -
 * p)/n) at the estimate, its information n/(p&#8320;(1 - p&#8320;)). The interval is Clopper and
 * Pearson's (1934, Biometrika 26:404-413).
 *
 * <p>Edge: EMPTY_ARM without a patient. Not for more than one thread.
 */
public final class ExactBinomial {
  private int n;
  private int x;

  /**
   * The estimate, without a statistic.
   *
   * @param y 1 event, 0 none, NaN missing
   * @param nullValue p&#8320;
   */
  public Estimate estimate(double[] y, int rows, double nullValue) {
    n = 0;
    x = 0;
    for (int i = 0; i < rows; i++) {
      if (y[i] == y[i]) {
        n++;
        x += y[i] != 0 ? 1 : 0;
      }
    }
    if (n == 0) {
      return Estimate.failed(Status.EMPTY_ARM);
    }
    double p = (double) x / n;
    return new Estimate(
        Status.OK,
        p,
        Math.sqrt(p * (1 - p) / n),
        Double.NaN,
        Double.POSITIVE_INFINITY,
        n / (nullValue * (1 - nullValue)));
  }

  /**
   * The test of a proportion, of the patients that were estimated last.
   *
   * @param sides 1 or 2
   */
  public Decision test(Direction better, double nullValue, int sides, double alpha) {
    if (n == 0) {
      return new Decision(false, Double.NaN, false);
    }
    double up = atLeast(nullValue);
    double down = atMost(nullValue);
    double p =
        sides == 2 ? Math.min(1, 2 * Math.min(up, down)) : better == Direction.GREATER ? up : down;
    double expected = n * nullValue;
    return new Decision(p <= alpha, p, better == Direction.GREATER ? x > expected : x < expected);
  }

  /** The interval of the proportion, of the patients that were estimated last. */
  public ConfidenceInterval interval(double level) {
    if (n == 0) {
      return new ConfidenceInterval(Double.NaN, Double.NaN);
    }
    double error = (1 - level) / 2;
    return new ConfidenceInterval(
        x == 0 ? 0 : root(p -> atLeast(p) - error), x == n ? 1 : root(p -> atMost(p) - error));
  }

  /** P(X &ge; x). */
  private double atLeast(double p) {
    return x == 0 ? 1 : Beta.regularizedBeta(p, x, n - x + 1.0);
  }

  /** P(X &le; x). */
  private double atMost(double p) {
    return x == n ? 1 : Beta.regularizedBeta(1 - p, n - x, x + 1.0);
  }

  private static double root(UnivariateFunction f) {
    return new BrentSolver(1e-12, 1e-12).solve(1000, f, 0, 1);
  }
}
