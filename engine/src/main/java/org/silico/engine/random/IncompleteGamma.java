package org.silico.engine.random;

import org.silico.engine.arithmetic.Elementary;

/**
 * The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 - P(a, x) for one a > 0, as
 * functions of y = log x.
 *
 * <p>For x < a + 1 by the series P = D (1 + x/(a+1) + x^2/((a+1)(a+2)) + ...) with D = x^a e^-x /
 * Gamma(a + 1), else by the continued fraction for Q (Abramowitz and Stegun 6.5.29, 6.5.31), the
 * factor D in the form of {@link Stirling}. Steps grow as sqrt(a): about 30 at a = 10, 4000 at 2e5.
 *
 * <p>From there by Temme's uniform expansion (DLMF 8.12.3, 8.12.4, 8.12.7): Q = Phi(-eta sqrt(a)) +
 * R, P = Phi(eta sqrt(a)) - R with a eta^2/2 the deviance, eta of the sign of x - a, and R = exp(-a
 * eta^2/2) / sqrt(2 pi a) (c0 + c1/a + c2/a^2). Where the tails are above 1e-308, |eta| is below
 * 0.09, so that the power series of c0 to c2 may end where they do.
 */
final class IncompleteGamma implements Line {

  private static final double HALF_LOG_2PI = 0.918938533204672741780;

  /** The a from which on the expansion is used. */
  private static final double LARGE = 2e5;

  /** Power series of c0, c1 and c2 in eta, DLMF 8.12.11 and Temme 1979, SIAM J Math Anal 10:757. */
  private static final double[] C0 = {
    -1.0 / 3,
    1.0 / 12,
    -2.0 / 135,
    1.0 / 864,
    1.0 / 2835,
    -139.0 / 777600,
    1.0 / 25515,
    -571.0 / 261273600,
    -281.0 / 151559100
  };

  private static final double[] C1 = {-1.0 / 540, -1.0 / 288, 1.0 / 378, -77.0 / 77760, 1.0 / 4860};

  private static final double[] C2 = {25.0 / 6048, -139.0 / 51840};

  private final double a;
  private final double logA;
  private final double logConstant;

  IncompleteGamma(double a) {
    this.a = a;
    this.logA = Elementary.log(a);
    this.logConstant = -Stirling.error(a) - HALF_LOG_2PI - 0.5 * logA;
  }

  @Override
  public double x(double y) {
    return Elementary.exp(y);
  }

  @Override
  public double lower(double y, double density) {
    double x = Elementary.exp(y);
    if (a >= LARGE) {
      return expansion(x, y, false);
    }
    return x < a + 1 ? density * series(x) : 1 - density * fraction(x);
  }

  @Override
  public double upper(double y, double density) {
    double x = Elementary.exp(y);
    if (a >= LARGE) {
      return expansion(x, y, true);
    }
    return x < a + 1 ? 1 - density * series(x) : density * fraction(x);
  }

  /** P(a, x). */
  double lower(double x) {
    if (a >= LARGE) {
      return expansion(x, Elementary.log(x), false);
    }
    double density = density(x, Elementary.log(x));
    return x < a + 1 ? density * series(x) : 1 - density * fraction(x);
  }

  /** Q(a, x). */
  double upper(double x) {
    if (a >= LARGE) {
      return expansion(x, Elementary.log(x), true);
    }
    double density = density(x, Elementary.log(x));
    return x < a + 1 ? 1 - density * series(x) : density * fraction(x);
  }

  /** Density of log X, x^a e^-x / Gamma(a). */
  @Override
  public double density(double y) {
    return density(Elementary.exp(y), y);
  }

  @Override
  public double slope(double y) {
    return a - Elementary.exp(y);
  }

  private double density(double x, double y) {
    return x == Double.POSITIVE_INFINITY
        ? 0
        : a * Elementary.exp(logConstant - Stirling.deviance(a, logA, x, y));
  }

  private double expansion(double x, double y, boolean upper) {
    double deviance = Stirling.deviance(a, logA, x, y);
    if (!(deviance < 800)) {
      return upper == x < a ? 1 : 0;
    }
    double eta = Math.copySign(Math.sqrt(2 * deviance / a), x - a);
    double z = Math.copySign(Math.sqrt(2 * deviance), x - a);
    double c = series(C0, eta) + (series(C1, eta) + series(C2, eta) / a) / a;
    double r = Elementary.exp(-deviance - HALF_LOG_2PI - 0.5 * logA) * c;
    return upper ? StandardNormal.cdf(-z) + r : StandardNormal.cdf(z) - r;
  }

  private static double series(double[] coefficients, double eta) {
    double sum = 0;
    for (int k = coefficients.length - 1; k >= 0; k--) {
      sum = sum * eta + coefficients[k];
    }
    return sum;
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
    double byPower = (Elementary.log(upper ? 1 - p : p) - logConstant + a * logA - a) / a;
    if (root <= 0.3 || a < 0.5 && byPower < 0) {
      return byPower;
    }
    return logA + 3 * Elementary.log(root);
  }
}
