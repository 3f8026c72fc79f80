package org.silico.engine.model;

import org.silico.engine.arithmetic.Elementary;

/**
 * The generalised Poisson distribution truncated to 0 to {@code max}, for counts with a dispersion
 * other than Poisson's:
 *
 * <pre>
 *   p(n) proportional to lambda (1-d) (lambda (1-d) + d n)^(n-1) exp(-(lambda (1-d) + d n)) / n!
 * </pre>
 *
 * <p>d = 0 is Poisson, d below 0 less dispersed. Consul and Jain (1973), "A generalization of the
 * Poisson distribution", Technometrics 15, 791-799.
 */
final class GeneralisedPoisson {

  private GeneralisedPoisson() {}

  /**
   * The probabilities of 0 to {@code probabilities.length - 1}, which add up to 1.
   *
   * @param lambda above 0
   * @param dispersion below 1, and lambda (1 - d) + d max above 0
   */
  static void probabilities(double lambda, double dispersion, double[] probabilities) {
    double base = lambda * (1 - dispersion);
    // exp(-(base + d n)), divided by the largest of them so that the sum cannot underflow
    int last = probabilities.length - 1;
    double step = Elementary.exp(-Math.abs(dispersion));
    double weight = 1;
    for (int k = 0; k <= last; k++) {
      probabilities[dispersion < 0 ? last - k : k] = weight;
      weight *= step;
    }
    double factorial = 1;
    double sum = 0;
    for (int n = 0; n <= last; n++) {
      factorial *= Math.max(n, 1);
      double rate = base + dispersion * n;
      double power = n == 0 ? 1 : base;
      for (int k = 1; k < n; k++) {
        power *= rate;
      }
      probabilities[n] *= power / factorial;
      sum += probabilities[n];
    }
    for (int n = 0; n < probabilities.length; n++) {
      probabilities[n] /= sum;
    }
  }
}
