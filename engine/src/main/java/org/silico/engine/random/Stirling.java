package org.silico.engine.random;

import org.apache.commons.math3.special.Gamma;
import org.silico.engine.arithmetic.Elementary;

/**
 * The two parts of Loader's saddle-point form, in which gamma, beta, Poisson and binomial densities
 * keep full relative accuracy however large their parameters.
 *
 * <p>Loader (2000), "Fast and accurate computation of binomial probabilities", equations 2 to 4.
 */
final class Stirling {

  private static final double HALF_LOG_2PI = 0.918938533204672741780;

  private Stirling() {}

  /**
   * delta(a) = log Gamma(a + 1) - (a + 1/2) log a + a - log(2 pi)/2, for a > 0: the error of
   * Stirling's formula. From a = 15 its asymptotic series 1/(12a) - 1/(360a^3) + ... (Abramowitz
   * and Stegun 6.1.41), whose first term left out is below 1e-16 there.
   */
  static double error(double a) {
    if (a < 15) {
      double logGamma = a <= 1.5 ? Gamma.logGamma1p(a) : Gamma.logGamma(a) + Elementary.log(a);
      return logGamma - (a + 0.5) * Elementary.log(a) + a - HALF_LOG_2PI;
    }
    double s = 1 / (a * a);
    return ((((((1.0 / 156 * s - 691.0 / 360360) * s + 1.0 / 1188) * s - 1.0 / 1680) * s
                            + 1.0 / 1260)
                        * s
                    - 1.0 / 360)
                * s
            + 1.0 / 12)
        / a;
  }

  /**
   * D(a, m) = a log(a / m) + m - a >= 0 for a, m > 0: the deviance part. Near a = m by its series
   * in v = (a - m)/(a + m), which does not cancel.
   *
   * @param logA log a
   * @param logM log m, so that an m too small for a double still counts
   */
  static double deviance(double a, double logA, double m, double logM) {
    double difference = a - m;
    if (Math.abs(difference) < 0.1 * (a + m)) {
      double v = difference / (a + m);
      double sum = difference * v;
      double term = 2 * a * v;
      double v2 = v * v;
      for (int j = 3; j < 40; j += 2) {
        term *= v2;
        double next = sum + term / j;
        if (next == sum) {
          break;
        }
        sum = next;
      }
      return sum;
    }
    return a * (logA - logM) - difference;
  }
}
