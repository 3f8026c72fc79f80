package org.silico.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

/**
 * Simulated numbers, compared with what theory says within four Monte-Carlo standard errors: with
 * other seeds a right program would fail one such comparison in 16,000.
 */
public final class Sampled {
  private static final double ERRORS = 4;

  private double[] values = new double[1024];
  private int n;

  public static Sampled of(double[] values, int n) {
    Sampled sampled = new Sampled();
    for (int i = 0; i < n; i++) {
      sampled.add(values[i]);
    }
    return sampled;
  }

  public void add(double value) {
    if (n == values.length) {
      values = Arrays.copyOf(values, 2 * n);
    }
    values[n++] = value;
  }

  public int size() {
    return n;
  }

  public double mean() {
    return Arrays.stream(values, 0, n).sum() / n;
  }

  public double variance() {
    return moment(2);
  }

  public void assertMean(double expected, String what) {
    assertWithin(expected, mean(), Math.sqrt(moment(2) / n), what + ": mean");
  }

  /** With the standard error sqrt((m4 - m2^2) / n) of a variance. */
  public void assertVariance(double expected, String what) {
    double m2 = moment(2);
    double error = Math.sqrt((moment(4) - m2 * m2) / n);
    assertWithin(expected, m2, error, what + ": variance");
  }

  /** Whether x of n is a share p. */
  public static void assertShare(double p, long x, long n, String what) {
    assertWithin(p, (double) x / n, Math.sqrt(p * (1 - p) / n), what);
  }

  /**
   * Pearson's correlation. Its standard error is that of the mean of zx zy - r (zx^2 + zy^2) / 2,
   * the influence function, which holds for other than normal variables too.
   */
  public static void assertCorrelation(double expected, double[] x, double[] y, int n) {
    double r = correlation(x, y, n);
    double[] zx = standardised(x, n);
    double[] zy = standardised(y, n);
    Sampled influence = new Sampled();
    for (int i = 0; i < n; i++) {
      influence.add(zx[i] * zy[i] - r * (zx[i] * zx[i] + zy[i] * zy[i]) / 2);
    }
    assertWithin(expected, r, Math.sqrt(influence.variance() / n), "correlation");
  }

  public static double correlation(double[] x, double[] y, int n) {
    double[] zx = standardised(x, n);
    double[] zy = standardised(y, n);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += zx[i] * zy[i];
    }
    return sum / n;
  }

  private static double[] standardised(double[] x, int n) {
    double mean = of(x, n).mean();
    double sd = Math.sqrt(of(x, n).variance());
    return Arrays.stream(x, 0, n).map(value -> (value - mean) / sd).toArray();
  }

  public static void assertWithin(double expected, double seen, double error, String what) {
    assertTrue(
        Math.abs(seen - expected) <= ERRORS * error,
        () ->
            what
                + " "
                + seen
                + " is "
                + (seen - expected) / error
                + " standard errors from "
                + expected);
  }

  /** The largest distance of the sample's from the true distribution function, times sqrt(n). */
  public double kolmogorov(java.util.function.DoubleUnaryOperator cdf) {
    double[] sorted = Arrays.copyOf(values, n);
    Arrays.sort(sorted);
    double largest = 0;
    for (int i = 0; i < n; i++) {
      double p = cdf.applyAsDouble(sorted[i]);
      largest = Math.max(largest, Math.max(p - (double) i / n, (i + 1.0) / n - p));
    }
    return Math.sqrt(n) * largest;
  }

  private double moment(int power) {
    double mean = mean();
    return Arrays.stream(values, 0, n).map(x -> Math.pow(x - mean, power)).sum() / n;
  }
}
