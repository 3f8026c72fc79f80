package org.silico.engine.random;

/**
 * Counts with p(k) = p(k-1) (a + b/k): the Poisson, binomial and negative binomial distributions,
 * and no others. Sums from k = 0 upwards, which is quick and exact to rounding while the mean is
 * small and p(0) does not underflow.
 *
 * <p>Panjer (1981), "Recursive evaluation of a family of compound distributions", ASTIN Bulletin
 * 12, 22-26.
 *
 * @param p0 p(0)
 */
record Panjer(double p0, double a, double b) {

  /** Largest mean at which summing from 0 is preferred to an incomplete function. */
  static final double LARGEST_MEAN = 30;

  /** F(k), for whole k >= 0. */
  double cdf(double k) {
    double p = p0;
    double sum = p0;
    for (int j = 1; j <= k; j++) {
      p *= a + b / j;
      double next = sum + p;
      if (next == sum && a + b / j < 1) {
        break;
      }
      sum = next;
    }
    return Math.min(sum, 1);
  }

  /** Smallest k with F(k) >= u, or if rounding keeps F below u, where F stops growing. */
  double quantile(double u) {
    double p = p0;
    double sum = p0;
    int k = 0;
    while (sum < u) {
      k++;
      p *= a + b / k;
      double next = sum + p;
      if (next == sum && a + b / k < 1) {
        return k - 1;
      }
      sum = next;
    }
    return k;
  }
}
