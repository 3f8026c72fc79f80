package org.silico.engine.random;

/**
 * The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 - P(a, x) for one a > 0, as
 * functions of y = log x.
 *
 * <p>For x < a + 1 by the series P = D (1 + x/(a+1) + x^2/((a+1)(a+2)) + ...) with D = x^a e^-x /
 * Gamma(a + 1), else by the continued fraction for Q (Abramowitz and Stegun 6.5.29, 6.5.31), the
 * factor D in the form of {@link Stirling}. Steps grow as sqrt(a): about 30 at a = 10, 8000 at 1e6.
 */
final class IncompleteGamma implements Line {

  private static final double HALF_LOG_2PI = 0.918938533204672741780;

  private final double a;
  private final double logA;
  private final double logConstant;

  IncompleteGamma(double a) {
    this.a = a;
    this.logA = Math.log(a);
    this.logConstant = -Stirling.error(a) - HALF_LOG_2PI - 0.5 * logA;
  }

  @Override
  public double x(double y) {
    return Math.exp(y);
  }

  @Override
  public double lower(double y, double density) {
    double x = Math.exp(y);
    return x < a + 1 ? density * series(x) : 1 - density * fraction(x);
  }

  @Override
  public double upper(double y, double density) {
    double x = Math.exp(y);
    return x < a + 1 ? 1 - density * series(x) : density * fraction(x);
  }

  /** P(a, x). */
  double lower(double x) {
    double density = density(x, Math.log(x));
    return x < a + 1 ? density * series(x) : 1 - density * fraction(x);
  }

  /** Q(a, x). */
  double upper(double x) {
    double density = density(x, Math.log(x));
    return x < a + 1 ? 1 - density * series(x) : density * fraction(x);
  }

  /** Density of log X, x^a e^-x / Gamma(a). */
  @Override
  public double density(double y) {
    return density(Math.exp(y), y);
  }

  @Override
  public double slope(double y) {
    return a - Math.exp(y);
  }

  private double density(double x, double y) {
    return x == Double.POSITIVE_INFINITY
        ? 0
        : a * Math.exp(logConstant - Stirling.deviance(a, logA, x, y));
  }

  /** P(a, x) over the density. */
  private double series(double x) {
    double term = 1;
    double sum = 1;
    double n = a;
    while (term > 1e-17 * sum) {
      n++;
      term *= x / n;
      sum += term;
    }
    return sum / a;
  }

  /** Q(a, x) over the density: Lentz's method on 1/(x+1-a- 1(1-a)/(x+3-a- 2(2-a)/(x+5-a- ...))). */
  private double fraction(double x) {
    if (x == Double.POSITIVE_INFINITY) {
      return 0;
    }
    double b = x + 1 - a;
    double c = 1e300;
    double d = 1 / b;
    double h = d;
    for (int i = 1; i < 10_000_000; i++) {
      double coefficient = -i * (i - a);
      b += 2;
      d = 1 / (coefficient * d + b);
      c = b + coefficient / c;
      double ratio = c * d;
      h *= ratio;
      if (Math.abs(ratio - 1) < 2e-16) {
        break;
      }
    }
    return h;
  }

  /**
   * Where to start for the quantile: Wilson and Hilferty's cube-root normal approximation (1931),
   * or in the lower tail, where P is nearly x^a / Gamma(a + 1), the inverse of that.
   */
  @Override
  public double start(double p, boolean upper) {
    double z = upper ? -StandardNormal.quantile(p) : StandardNormal.quantile(p);
    double s = 1 / (9 * a);
    double root = 1 - s + z * Math.sqrt(s);
    double byPower = (Math.log(upper ? 1 - p : p) - logConstant + a * logA - a) / a;
    if (root <= 0.3 || a < 0.5 && byPower < 0) {
      return byPower;
    }
    return logA + 3 * Math.log(root);
  }
}
