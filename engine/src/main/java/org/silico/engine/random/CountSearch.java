package org.silico.engine.random;

/** Quantiles of counts from their distribution function alone. */
final class CountSearch {

  private CountSearch() {}

  /**
   * Smallest whole k in [0, highest] with F(k) >= u: from a start by steps that double until the
   * answer is enclosed, then by bisection.
   *
   * @param skewness of the distribution, for the start: mean + sd (z + skewness (z^2 - 1)/6), the
   *     first Cornish-Fisher terms (Abramowitz and Stegun 26.2.49)
   */
  static double quantile(Distribution counts, double u, double skewness, double highest) {
    double z = StandardNormal.quantile(u);
    double guess = counts.mean() + Math.sqrt(counts.variance()) * (z + skewness * (z * z - 1) / 6);
    double k = Math.min(Math.max(Math.rint(guess), 0), highest);
    double step = 1;
    double low;
    double high;
    if (reaches(counts, k, u)) {
      high = k;
      low = k - 1;
      while (low >= 0 && reaches(counts, low, u)) {
        high = low;
        step *= 2;
        low = Math.max(low - step, -1);
      }
    } else {
      low = k;
      high = Math.min(k + 1, highest);
      while (high < highest && !reaches(counts, high, u)) {
        low = high;
        step *= 2;
        high = Math.min(high + step, highest);
      }
    }
    while (high - low > 1) {
      double middle = Math.floor(low + (high - low) / 2);
      if (reaches(counts, middle, u)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /** F(k) >= u, asked of the smaller tail, where a step of F is not lost in rounding. */
  private static boolean reaches(Distribution counts, double k, double u) {
    return u <= 0.5 ? counts.cdf(k) >= u : counts.survival(k) <= 1 - u;
  }
}
