package org.silico.engine.random;

/**
 * A distribution of counts with F(k) and 1 - F(k) in tables, and beside it a guide: for each of
 * equal slices of [0, 1] the first k to look at. A quantile then takes two steps or so, whatever
 * the distribution.
 *
 * <p>Chen and Asau (1974), "On generating random variates from an empirical distribution", AIIE
 * Transactions 6, 163-166.
 */
final class CountTable implements Distribution {

  private static final int MOST_ENTRIES = 4096;
  private static final double ROUNDING = 1e-14;
  private static final double SMALLEST_UNIFORM = 0x1p-53;

  private final Distribution exact;
  private final double first;
  private final double[] cumulative;
  private final double[] survival;
  private final int[] guide;

  private CountTable(
      Distribution exact, double first, double[] cumulative, double[] survival, int[] guide) {
    this.exact = exact;
    this.first = first;
    this.cumulative = cumulative;
    this.survival = survival;
    this.guide = guide;
  }

  /** The distribution with a table, or itself if the table were to be very long. */
  static Distribution of(Distribution exact) {
    double first = exact.quantile(SMALLEST_UNIFORM);
    double last = exact.quantile(1 - SMALLEST_UNIFORM);
    if (last - first >= MOST_ENTRIES) {
      return exact;
    }
    int entries = (int) (last - first) + 1;
    double[] cumulative = new double[entries];
    double[] survival = new double[entries];
    for (int i = 0; i < entries; i++) {
      cumulative[i] = exact.cdf(first + i);
      survival[i] = exact.survival(first + i);
    }
    int[] guide = new int[2 * entries];
    int k = 0;
    for (int slice = 0; slice < guide.length; slice++) {
      while (k < entries - 1 && cumulative[k] < (double) slice / guide.length - ROUNDING) {
        k++;
      }
      guide[slice] = k;
    }
    return new CountTable(exact, first, cumulative, survival, guide);
  }

  @Override
  public double quantile(double u) {
    if (!(u >= SMALLEST_UNIFORM && u <= 1 - SMALLEST_UNIFORM)) {
      return exact.quantile(u);
    }
    int k = guide[(int) (u * guide.length)];
    int last = cumulative.length - 1;
    if (u <= 0.5) {
      while (k < last && cumulative[k] < u) {
        k++;
      }
    } else {
      while (k < last && survival[k] > 1 - u) {
        k++;
      }
    }
    return first + k;
  }

  @Override
  public double upperQuantile(double q) {
    return exact.upperQuantile(q);
  }

  @Override
  public double cdf(double x) {
    return exact.cdf(x);
  }

  @Override
  public double survival(double x) {
    return exact.survival(x);
  }

  @Override
  public double mean() {
    return exact.mean();
  }

  @Override
  public double variance() {
    return exact.variance();
  }

  @Override
  public boolean discrete() {
    return true;
  }

  @Override
  public String toString() {
    return exact + ", tabulated";
  }
}
