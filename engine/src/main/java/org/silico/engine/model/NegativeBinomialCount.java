package org.silico.engine.model;

import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.random.NegativeBinomial;

/**
 * A negative binomial count of mean m and variance m + d m^2, by inversion with the recursion
 * p(k+1) = p(k) (k + 1/d) / (k + 1) x d m / (1 + d m).
 */
final class NegativeBinomialCount {

  /** Beyond these the sum from 0 would be long, or would start from a number that underflows. */
  private static final double LARGEST_MEAN = 1000;

  private static final double LARGEST_EXPONENT = 650;

  private NegativeBinomialCount() {}

  /** log p(0). */
  static double logZero(double mean, double dispersion) {
    return -Elementary.log1p(dispersion * mean) / dispersion;
  }

  /**
   * The smallest count whose distribution function reaches u.
   *
   * @param dispersion above 0
   */
  static double quantile(double mean, double dispersion, double u) {
    double logZero = logZero(mean, dispersion);
    if (mean > LARGEST_MEAN || logZero < -LARGEST_EXPONENT) {
      return new NegativeBinomial(mean, dispersion).quantile(u);
    }
    double size = 1 / dispersion;
    double ratio = dispersion * mean / (1 + dispersion * mean);
    double probability = Elementary.exp(logZero);
    double sum = probability;
    int k = 0;
    while (sum < u && (probability > 1e-18 || k < mean)) {
      probability *= ratio * (k + size) / (k + 1);
      k++;
      sum += probability;
    }
    return k;
  }
}
