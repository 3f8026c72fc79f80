package org.silico.engine.analysis;

import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.silico.engine.analysis.Hypothesis.Decision;
import org.silico.engine.analysis.Hypothesis.Direction;
import org.silico.engine.arithmetic.Elementary;

/**
 * Fisher's exact test of two proportions, given both margins of the table. With x of n&#8321; on
 * treatment, k events in both arms and odds ratio &psi;, the number X on treatment has
 *
 * <pre>
 *   P(X = x) proportional to C(n1, x) C(n0, k - x) psi^x
 * </pre>
 *
 * <p>A one-sided p value is the tail of &psi; = 1; the two-sided one is the probability of all
 * tables that are no more probable than the one seen, ties within a relative 10<sup>-7</sup>, as
 * R's {@code fisher.test} has it. A mid-p value counts half of what is as probable as the table
 * seen (one-sided: of the table itself; Lancaster 1961, J Am Stat Assoc 56:223-234; Agresti 2002,
 * Categorical Data Analysis, 2nd ed., 3.5). The estimate is the logarithm of the conditional
 * maximum likelihood estimate of &psi;, its standard error that of the conditional information. The
 * interval holds every &psi; that neither one-sided test rejects at half the error (for mid-p
 * values the mid-p tests).
 *
 * <p>Edges: EMPTY_ARM without any number; where nobody or everybody has an event, p = 1,
 * NO_VARIANCE; where X is as small or large as the margins allow, the estimate is infinite:
 * SEPARATION, with p value and interval. Not for more than one thread.
 */
public final class FisherExact {
  private static final double TIES = 1e-7;

  /** Log odds ratios beyond which the tails are 0 in any table that can be held. */
  private static final double LARGEST = 700;

  private final boolean midP;
  private final EventCounts counts = new EventCounts();
  private double[] logProbability = new double[0];
  private int low;
  private int width;
  private int x;

  public FisherExact(boolean midP) {
    this.midP = midP;
  }

  /**
   * The estimate, without a statistic.
   *
   * @param y 1 event, 0 none, NaN missing
   * @param group 0 control, 1 treatment
   */
  public Estimate estimate(double[] y, int[] group, int n) {
    counts.take(y, group, n);
    return estimate(counts.x1, counts.n1, counts.x0, counts.n0);
  }

  /** The same from x1 events among n1 on treatment and x0 among n0 on control. */
  public Estimate estimate(int x1, int n1, int x0, int n0) {
    if (n0 == 0 || n1 == 0) {
      width = 0;
      return Estimate.failed(Status.EMPTY_ARM);
    }
    table(x1, n1, x0, n0);
    if (width == 1) {
      return Estimate.failed(Status.NO_VARIANCE);
    }
    if (x == low || x == low + width - 1) {
      double infinite = x == low ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      return new Estimate(
          Status.SEPARATION, infinite, Double.NaN, Double.NaN, Double.POSITIVE_INFINITY, 0);
    }
    double estimate = root(logOdds -> mean(logOdds) - x);
    double information = variance(estimate);
    return new Estimate(
        Status.OK,
        estimate,
        1 / Math.sqrt(information),
        Double.NaN,
        Double.POSITIVE_INFINITY,
        information);
  }

  /**
   * The test of the table that was estimated last.
   *
   * @param sides 1 or 2
   */
  public Decision test(Direction better, int sides, double alpha) {
    if (width == 0) {
      return new Decision(false, Double.NaN, false);
    }
    double p = sides == 2 ? twoSided() : better == Direction.GREATER ? atLeast(0) : atMost(0);
    double expected = mean(0);
    return new Decision(p <= alpha, p, better == Direction.GREATER ? x > expected : x < expected);
  }

  /** The interval of the log odds ratio from the table that was estimated last. */
  public ConfidenceInterval interval(double level) {
    if (width == 0) {
      return new ConfidenceInterval(Double.NaN, Double.NaN);
    }
    double error = (1 - level) / 2;
    double lower = limit(logOdds -> atLeast(logOdds) - error, Double.NEGATIVE_INFINITY);
    double upper = limit(logOdds -> atMost(logOdds) - error, Double.POSITIVE_INFINITY);
    return new ConfidenceInterval(lower, upper);
  }

  private void table(int x1, int n1, int x0, int n0) {
    int k = x1 + x0;
    low = Math.max(0, k - n0);
    width = Math.min(n1, k) - low + 1;
    x = x1;
    if (logProbability.length < width) {
      logProbability = new double[width];
    }
    logProbability[0] = 0;
    for (int j = 1; j < width; j++) {
      double now = low + j;
      logProbability[j] =
          logProbability[j - 1]
              + Elementary.log((n1 - now + 1) * (k - now + 1) / (now * (n0 - k + now)));
    }
  }

  private double twoSided() {
    double seen = logProbability[x - low];
    double top = top(0);
    double sum = 0;
    double less = 0;
    double ties = 0;
    for (int j = 0; j < width; j++) {
      double p = Elementary.exp(logProbability[j] - top);
      sum += p;
      if (logProbability[j] < seen - TIES) {
        less += p;
      } else if (logProbability[j] <= seen + TIES) {
        ties += p;
      }
    }
    return Math.min(1, (less + (midP ? 0.5 : 1) * ties) / sum);
  }

  /** P(X &ge; x), or with half of P(X = x). */
  private double atLeast(double logOdds) {
    return tail(logOdds, x - low + 1, width);
  }

  private double atMost(double logOdds) {
    return tail(logOdds, 0, x - low);
  }

  /** P(X = x), or half of it, and of those from one position up to another, excluded. */
  private double tail(double logOdds, int from, int to) {
    double top = top(logOdds);
    double sum = 0;
    double tail = 0;
    for (int j = 0; j < width; j++) {
      double p = Elementary.exp(logProbability[j] + j * logOdds - top);
      sum += p;
      if (j == x - low) {
        tail += midP ? p / 2 : p;
      } else if (j >= from && j < to) {
        tail += p;
      }
    }
    return Math.min(1, tail / sum);
  }

  private double mean(double logOdds) {
    double top = top(logOdds);
    double sum = 0;
    double mean = 0;
    for (int j = 0; j < width; j++) {
      double p = Elementary.exp(logProbability[j] + j * logOdds - top);
      sum += p;
      mean += p * j;
    }
    return low + mean / sum;
  }

  private double variance(double logOdds) {
    double top = top(logOdds);
    double mean = mean(logOdds) - low;
    double sum = 0;
    double squares = 0;
    for (int j = 0; j < width; j++) {
      double p = Elementary.exp(logProbability[j] + j * logOdds - top);
      sum += p;
      squares += p * (j - mean) * (j - mean);
    }
    return squares / sum;
  }

  /** The largest log weight, so that exponentials neither overflow nor all vanish. */
  private double top(double logOdds) {
    double top = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < width; j++) {
      top = Math.max(top, logProbability[j] + j * logOdds);
    }
    return top;
  }

  /** Infinite where the tail does not fall to the error. */
  private static double limit(UnivariateFunction excess, double infinite) {
    double far = infinite > 0 ? LARGEST : -LARGEST;
    return excess.value(far) < 0 ? root(excess) : infinite;
  }

  private static double root(UnivariateFunction f) {
    return new BrentSolver(1e-12, 1e-10).solve(1000, f, -LARGEST, LARGEST);
  }
}
