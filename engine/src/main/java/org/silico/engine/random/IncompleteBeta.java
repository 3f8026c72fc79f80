package org.silico.engine.random;

/**
 * The regularised incomplete beta function I_x(a, b) for one pair a, b > 0, as a function of y =
 * logit x, so that x and 1 - x are both had to full precision.
 *
 * <p>By the continued fraction of Abramowitz and Stegun 26.5.8 with Lentz's method, for x below (a
 * + 1)/(a + b + 2), and by I_x(a, b) = 1 - I_{1-x}(b, a) above; its factor x^a (1-x)^b / B(a, b) in
 * the form of {@link Stirling}. Steps grow as the square root of the larger parameter.
 */
final class IncompleteBeta implements Line {

  private static final double TWO_PI = 2 * Math.PI;

  private final double a;
  private final double b;
  private final double constant;
  private final double logExponent;

  IncompleteBeta(double a, double b) {
    this.a = a;
    this.b = b;
    this.constant = Math.sqrt(a / (a + b) * b / TWO_PI);
    this.logExponent = Stirling.error(a + b) - Stirling.error(a) - Stirling.error(b);
  }

  @Override
  public double x(double y) {
    return 1 / (1 + Math.exp(-y));
  }

  @Override
  public double lower(double y) {
    return lower(x(y), x(-y), y);
  }

  @Override
  public double upper(double y) {
    return upper(x(y), x(-y), y);
  }

  /** I_x(a, b) for x and its complement. */
  double lower(double x, double complement) {
    return lower(x, complement, Math.log(x) - Math.log(complement));
  }

  /** 1 - I_x(a, b) for x and its complement. */
  double upper(double x, double complement) {
    return upper(x, complement, Math.log(x) - Math.log(complement));
  }

  private double lower(double x, double complement, double y) {
    if (x * (a + b + 2) <= a + 1) {
      return density(x, complement, y) * fraction(a, b, x);
    }
    return 1 - density(x, complement, y) * fraction(b, a, complement);
  }

  private double upper(double x, double complement, double y) {
    if (x * (a + b + 2) <= a + 1) {
      return 1 - density(x, complement, y) * fraction(a, b, x);
    }
    return density(x, complement, y) * fraction(b, a, complement);
  }

  /** Density of logit X, x^a (1-x)^b / B(a, b). */
  @Override
  public double density(double y) {
    return density(x(y), x(-y), y);
  }

  private double density(double x, double complement, double y) {
    double n = a + b;
    double logX = x > 1e-300 ? Math.log(n * x) : Math.log(n) + y;
    double logComplement = complement > 1e-300 ? Math.log(n * complement) : Math.log(n) - y;
    return constant
        * Math.exp(
            logExponent
                - Stirling.deviance(a, n * x, logX)
                - Stirling.deviance(b, n * complement, logComplement));
  }

  @Override
  public double slope(double y) {
    return a * x(-y) - b * x(y);
  }

  /** I_x(a, b) over x^a (1-x)^b / B(a, b). */
  private static double fraction(double a, double b, double x) {
    double c = 1;
    double d = 1 / (1 - (a + b) * x / (a + 1));
    double h = d;
    for (int m = 1; m < 10_000_000; m++) {
      double even = m * (b - m) / (a + 2 * m - 1) * x / (a + 2 * m);
      d = 1 / (1 + even * d);
      c = 1 + even / c;
      h *= c * d;
      double odd = -(a + m) / (a + 2 * m) * (a + b + m) / (a + 2 * m + 1) * x;
      d = 1 / (1 + odd * d);
      c = 1 + odd / c;
      double ratio = c * d;
      h *= ratio;
      if (Math.abs(ratio - 1) < 2e-16) {
        break;
      }
    }
    return h / a;
  }

  /**
   * Where to start for the quantile: the normal approximation of Abramowitz and Stegun 26.5.22 when
   * both parameters exceed 1, else the inverse of the leading power of either tail.
   */
  @Override
  public double start(double p, boolean upper) {
    if (a > 1 && b > 1) {
      double z = upper ? StandardNormal.quantile(p) : -StandardNormal.quantile(p);
      double s = 1 / (2 * a - 1);
      double t = 1 / (2 * b - 1);
      double h = 2 / (s + t);
      double lambda = (z * z - 3) / 6;
      double w = z * Math.sqrt(h + lambda) / h - (t - s) * (lambda + 5.0 / 6 - 2 / (3 * h));
      return Math.log(a / b) - 2 * w;
    }
    double left = Math.exp(-a * Math.log1p(b / a)) / a;
    double right = Math.exp(-b * Math.log1p(a / b)) / b;
    double lower = upper ? 1 - p : p;
    double whole = left + right;
    return lower < left / whole
        ? Math.log(a * whole * lower) / a
        : -Math.log(b * whole * (upper ? p : 1 - p)) / b;
  }
}
