package org.silico.engine.random;

import java.util.Arrays;

/**
 * One of k categories, as its index 0 to k - 1.
 *
 * <p>Quantile: the first index whose cumulative probability reaches u. A category of probability 0
 * is never drawn.
 */
public final class Categorical implements Distribution {

  private static final double SUM_TOLERANCE = 1e-9;

  private final double[] cumulative;
  private final int last;

  /**
   * @param probabilities each at least 0, their sum 1 within 1e-9
   */
  public Categorical(double... probabilities) {
    double sum = 0;
    int lastPossible = -1;
    cumulative = new double[probabilities.length];
    for (int i = 0; i < probabilities.length; i++) {
      if (!(probabilities[i] >= 0 && probabilities[i] <= 1 + SUM_TOLERANCE)) {
        throw new IllegalArgumentException(
            "categorical: probability "
                + (i + 1)
                + " = "
                + probabilities[i]
                + " is outside [0, 1]");
      }
      sum += probabilities[i];
      cumulative[i] = sum;
      if (probabilities[i] > 0) {
        lastPossible = i;
      }
    }
    if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      throw new IllegalArgumentException(
          "categorical: the probabilities add up to " + sum + ", not 1");
    }
    last = lastPossible;
    Arrays.fill(cumulative, last, cumulative.length, 1);
  }

  @Override
  public double quantile(double u) {
    if (!(u >= 0 && u <= 1)) {
      return Double.NaN;
    }
    int i = 0;
    while (i < last && (cumulative[i] < u || cumulative[i] == 0)) {
      i++;
    }
    return i;
  }

  @Override
  public double cdf(double x) {
    return x < 0 ? 0 : x >= last ? 1 : Double.isNaN(x) ? Double.NaN : cumulative[(int) x];
  }

  /** Mean of the index. */
  @Override
  public double mean() {
    double sum = 0;
    for (int i = 0; i < last; i++) {
      sum += 1 - cumulative[i];
    }
    return sum;
  }

  /** Variance of the index. */
  @Override
  public double variance() {
    double mean = mean();
    double sum = 0;
    for (int i = 0; i <= last; i++) {
      double probability = cumulative[i] - (i == 0 ? 0 : cumulative[i - 1]);
      sum += probability * (i - mean) * (i - mean);
    }
    return sum;
  }

  @Override
  public boolean discrete() {
    return true;
  }
}
