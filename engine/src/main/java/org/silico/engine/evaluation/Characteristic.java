package org.silico.engine.evaluation;

import org.silico.engine.arithmetic.Elementary;

/**
 * One operating characteristic of one scenario.
 *
 * @param analysis its name, or empty for one of the whole trial
 * @param metric such as "power"
 * @param estimate NaN when nothing is behind it
 * @param mcse Monte-Carlo standard error, NaN when it has none
 * @param limit of a share that is 0 or 1 in all trials simulated, the one-sided 95% confidence
 *     limit on its other side; else NaN
 * @param n trials behind it
 * @param failures trials left out because the analysis gave no number
 */
public record Characteristic(
    String analysis,
    String metric,
    double estimate,
    double mcse,
    double limit,
    long n,
    long failures) {

  private static final double ERROR = 0.05;

  static Characteristic of(
      String analysis, String metric, double estimate, double mcse, long n, long failures) {
    return new Characteristic(analysis, metric, estimate, mcse, Double.NaN, n, failures);
  }

  /**
   * A share x/n. Its error is sqrt(p (1 - p) / n) unless all trials agree: that would be 0, which n
   * trials cannot tell. Then there is none, and the exact one-sided limit of Clopper & Pearson
   * 1934, Biometrika 26:404: for x = 0 the p with (1 - p)^n = 5%, about 3/n, for x = n one less
   * that.
   */
  static Characteristic share(String analysis, String metric, long x, long n, long failures) {
    double p = (double) x / n;
    boolean agree = n > 0 && (x == 0 || x == n);
    double tail = -StrictMath.expm1(Elementary.log(ERROR) / n);
    return new Characteristic(
        analysis,
        metric,
        p,
        agree ? Double.NaN : Math.sqrt(p * (1 - p) / n),
        agree ? (x == 0 ? tail : 1 - tail) : Double.NaN,
        n,
        failures);
  }
}
