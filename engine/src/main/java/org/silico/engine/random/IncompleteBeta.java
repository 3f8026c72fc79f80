package org.silico.engine.random;

import org.silico.engine.arithmetic.Elementary;

/**
 * The regularised incomplete beta function I_x(a, b) for one pair a, b > 0, as a function of y =
 * logit x, so that x and 1 - x are both had to full precision.
 *
 * <p>By the even part of the continued fraction DLMF 8.17.22 with Lentz's method (in the form of
 * DiDonato and Morris 1992, Algorithm 708, ACM TOMS 18, 360-373) for x below (a + 1)/(a + b + 2),
 * and by I_x(a, b) = 1 - I_{1-x}(b, a) above; its factor x^a (1-x)^b / B(a, b) in the form of
 * {@link Stirling}. Steps grow as the square root of the larger parameter.
 */
final class IncompleteBeta implements Line {

  private static final double TWO_PI = 2 * Math.PI;

  private final double a;
  private final double b;
  private final double logA;
  private final double logB;
  private final double constant;
  private final double logExponent;

  IncompleteBeta(double a, double b) {
    this.a = a;
    this.b = b;
    this.logA = Elementary.log(a);
    this.logB = Elementary.log(b);
    this.constant = Math.sqrt(a / (a + b) * b / TWO_PI);
    this.logExponent = Stirling.error(a + b) - Stirling.error(a) - Stirling.error(b);
  }

  @Override
  public double x(double y) {
    return 1 / (1 + Elementary.exp(-y));
  }

  @Override
  public double lower(double y, double density) {
    return lower(x(y), x(-y), density);
  }

  @Override
  public double upper(double y, double density) {
    return upper(x(y), x(-y), density);
  }

  /** I_x(a, b) for x and its complement. */
  double cdf(double x, double complement) {
    return lower(x, complement, density(x, complement, Elementary.log(x / complement)));
  }

  /** 1 - I_x(a, b) for x and its complement. */
  double survival(double x, double complement) {
    return upper(x, complement, density(x, complement, Elementary.log(x / complement)));
  }

  private double lower(double x, double complement, double density) {
    return inLowerPart(x)
        ? density * fraction(a, b, x, complement)
        : 1 - density * fraction(b, a, complement, x);
  }

  private double upper(double x, double complement, double density) {
    return inLowerPart(x)
        ? 1 - density * fraction(a, b, x, complement)
        : density * fraction(b, a, complement, x);
  }

  private boolean inLowerPart(double x) {
    return x * (a + b + 2) <= a + 1;
  }

  /** Density of logit X, x^a (1-x)^b / B(a, b). */
  @Override
  public double density(double y) {
    return density(x(y), x(-y), y);
  }

  private double density(double x, double complement, double y) {
    double n = a + b;
    double logX = x > 1e-300 ? Elementary.log(n * x) : Elementary.log(n) + y;
    double logComplement =
        complement > 1e-300 ? Elementary.log(n * complement) : Elementary.log(n) - y;
    return constant
        * Elementary.exp(
            logExponent
                - Stirling.deviance(a, logA, n * x, logX)
                - Stirling.deviance(b, logB, n * complement, logComplement));
  }

  @Override
  public double slope(double y) {
    return a * x(-y) - b * x(y);
  }

  /**
   * I_x(a, b) over x^a (1-x)^b / B(a, b): the reciprocal of b0 + a1/(b1 + a2/(b2 + ...)) with, y =
   * 1 - x,
   *
   * <pre>
   *   am = m (b - m) (a + m - 1) (a + b + m - 1) x^2 / (a + 2m - 1)^2
   *   bm = m + m (b - m) x / (a + 2m - 1) + (a + m) (a - (a + b) x + 1 + m (1 + y)) / (a + 2m + 1)
   * </pre>
   */
  private static double fraction(double a, double b, double x, double y) {
    // a - (a + b) x + 1, from the smaller of x and y so that it does not cancel
    double lambda = x <= y ? a - (a + b) * x + 1 : (a + b) * y - b + 1;
    double f = a * lambda / (a + 1);
    double c = f;
    double d = 0;
    for (int m = 1; m < 10_000_000; m++) {
      double t = m * (b - m) * x / (a + 2 * m - 1);
      double numerator = t * (a + m - 1) * ((a + b + m - 1) * x / (a + 2 * m - 1));
      double denominator = m + t + (a + m) * (lambda + m * (1 + y)) / (a + 2 * m + 1);
      d = 1 / (denominator + numerator * d);
      c = denominator + numerator / c;
      double ratio = c * d;
      f *= ratio;
      if (Math.abs(ratio - 1) < 2e-16) {
        break;
      }
    }
    return 1 / f;
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
      return Elementary.log(a / b) - 2 * w;
    }
    double left = Elementary.exp(-a * Elementary.log1p(b / a)) / a;
    double right = Elementary.exp(-b * Elementary.log1p(a / b)) / b;
    double lower = upper ? 1 - p : p;
    double whole = left + right;
    return lower < left / whole
        ? Elementary.log(a * whole * lower) / a
        : -Elementary.log(b * whole * (upper ? p : 1 - p)) / b;
  }
}
