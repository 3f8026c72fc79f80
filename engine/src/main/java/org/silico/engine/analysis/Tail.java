package org.silico.engine.analysis;

import org.apache.commons.math3.special.Beta;
import org.silico.engine.arithmetic.Elementary;

/**
 * Upper tail probabilities and quantiles of the normal and t distributions, to a relative error
 * below 1e-12 far into the tail, where 1 - cdf would be 0.
 *
 * <p>The normal tail is &phi;(z) R(z), where R is Mills' ratio. R solves R' = zR - 1 (Abramowitz
 * and Stegun 1964, 26.2), so that its Taylor coefficients around a node x follow from its value:
 * a<sub>1</sub> = x a<sub>0</sub> - 1 and (k+1) a<sub>k+1</sub> = x a<sub>k</sub> +
 * a<sub>k-1</sub>. Nodes stand 1/4 apart up to z = 8; beyond, Laplace's continued fraction is
 * short.
 */
public final class Tail {

  private static final double SQRT_HALF_PI = Math.sqrt(Math.PI / 2);
  private static final double INV_SQRT_2PI = 1 / Math.sqrt(2 * Math.PI);
  private static final int NODES = 33;
  private static final int TERMS = 14;
  private static final double[] MILLS = millsCoefficients();

  private Tail() {}

  /** P(Z &ge; z). NaN gives NaN. */
  public static double normal(double z) {
    if (z < 0) {
      return 1 - normal(-z);
    }
    return z > 40 ? 0 : INV_SQRT_2PI * Elementary.exp(-0.5 * z * z) * mills(z);
  }

  /**
   * P(T &ge; t) with {@code df} degrees of freedom, by the incomplete beta function: half of
   * I<sub>x</sub>(df/2, 1/2) at x = df/(df + t&sup2;).
   *
   * @param df above 0, need not be whole; positive infinity is the normal distribution
   */
  public static double t(double t, double df) {
    if (df == Double.POSITIVE_INFINITY) {
      return normal(t);
    }
    if (Double.isNaN(t) || Double.isNaN(df)) {
      return Double.NaN;
    }
    if (t < 0) {
      return 1 - t(-t, df);
    }
    double a = 0.5 * df;
    double ratio = t * t / df;
    if (ratio == Double.POSITIVE_INFINITY) {
      return 0;
    }
    double x = 1 / (1 + ratio);
    double y = ratio / (1 + ratio);
    double density =
        Elementary.exp(
            -a * Elementary.log1p(ratio) + 0.5 * Elementary.log(y) - Beta.logBeta(a, 0.5));
    if (x < (a + 1) / (a + 2.5)) {
      return 0.5 * density * betaFraction(x, y, a, 0.5);
    }
    return 0.5 * (1 - density * betaFraction(y, x, 0.5, a));
  }

  /** The z with P(Z &ge; z) = p, for 0 &lt; p &lt; 1. */
  public static double normalQuantile(double p) {
    if (p > 0.5) {
      return -normalQuantile(1 - p);
    }
    // log P(Z >= z) is concave and the start lies beyond the root: Newton descends to it
    double target = Elementary.log(p);
    double z = Math.sqrt(Math.max(0, -2 * Elementary.log(2 * p)));
    for (int i = 0; i < 50; i++) {
      double mills = mills(z);
      double step = (Elementary.log(INV_SQRT_2PI * mills) - 0.5 * z * z - target) * mills;
      z += step;
      if (!(Math.abs(step) > 1e-14 * z)) {
        break;
      }
    }
    return z;
  }

  /** The t with P(T &ge; t) = p, for 0 &lt; p &lt; 1. */
  public static double tQuantile(double p, double df) {
    if (df == Double.POSITIVE_INFINITY) {
      return normalQuantile(p);
    }
    if (Double.isNaN(p) || Double.isNaN(df)) {
      return Double.NaN;
    }
    if (p > 0.5) {
      return -tQuantile(1 - p, df);
    }
    double z = normalQuantile(p);
    double t = Math.max(z, cornishFisher(z, df));
    double logConstant = -0.5 * Elementary.log(df) - Beta.logBeta(0.5 * df, 0.5);
    for (int i = 0; i < 200; i++) {
      double density = Elementary.exp(logConstant - 0.5 * (df + 1) * Elementary.log1p(t * t / df));
      double step = (t(t, df) - p) / density;
      if (Math.abs(step) < 0.05 * t) {
        // with the curvature of the tail: the error falls with the third power
        step *= 1 + step * (df + 1) * t / (2 * (df + t * t));
      }
      // the tail is convex, and z before the root: at worst Newton ascends to it from z
      t = Math.max(z, t + step);
      if (!(Math.abs(step) > 1e-6 * t)) {
        break;
      }
    }
    return t;
  }

  /** Abramowitz and Stegun (1964), 26.7.5. */
  private static double cornishFisher(double z, double df) {
    double s = z * z;
    double g1 = (s + 1) / 4;
    double g2 = ((5 * s + 16) * s + 3) / 96;
    double g3 = (((3 * s + 19) * s + 17) * s - 15) / 384;
    double g4 = ((((79 * s + 776) * s + 1482) * s - 1920) * s - 945) / 92160;
    return z * (1 + (g1 + (g2 + (g3 + g4 / df) / df) / df) / df);
  }

  private static double mills(double z) {
    if (!(z <= 8)) {
      return laplace(z, 30);
    }
    int node = (int) (4 * z + 0.5);
    double h = z - 0.25 * node;
    int from = node * TERMS;
    double sum = MILLS[from + TERMS - 1];
    for (int k = TERMS - 2; k >= 0; k--) {
      sum = sum * h + MILLS[from + k];
    }
    return sum;
  }

  /** R(z) = 1/(z + 1/(z + 2/(z + 3/(z + ...)))). */
  private static double laplace(double z, int depth) {
    double tail = z;
    for (int k = depth; k > 0; k--) {
      tail = z + k / tail;
    }
    return 1 / tail;
  }

  private static double[] millsCoefficients() {
    double[] a = new double[NODES * TERMS];
    for (int node = 0; node < NODES; node++) {
      double x = 0.25 * node;
      int at = node * TERMS;
      a[at] = x < 2 ? millsSeries(x) : laplace(x, 400);
      a[at + 1] = x * a[at] - 1;
      for (int k = 1; k + 1 < TERMS; k++) {
        a[at + k + 1] = (x * a[at + k] + a[at + k - 1]) / (k + 1);
      }
    }
    return a;
  }

  /**
   * R(x) = sqrt(&pi;/2) exp(x&sup2;/2) - &Sigma; x^(2k+1)/(1&middot;3&middot;...&middot;(2k+1)).
   */
  private static double millsSeries(double x) {
    double term = x;
    double sum = x;
    for (int k = 1; term > 1e-18 * sum; k++) {
      term *= x * x / (2 * k + 1);
      sum += term;
    }
    return SQRT_HALF_PI * Elementary.exp(0.5 * x * x) - sum;
  }

  /**
   * Continued fraction of the incomplete beta function: I<sub>x</sub>(a, b) is
   * x<sup>a</sup>y<sup>b</sup>/B(a, b) times this, with y = 1 - x (DiDonato and Morris 1992, ACM
   * Trans Math Softw 18:360-373, eq. 9; by Lentz's method). It takes y beside x, as 1 - x would
   * lose digits at many degrees of freedom.
   */
  private static double betaFraction(double x, double y, double a, double b) {
    double lambda = a * y - b * x;
    double value = a * (lambda + 1) / (a + 1);
    double c = value;
    double d = 0;
    for (int m = 1; m < 10_000; m++) {
      double w = a + 2 * m - 1;
      double numerator = (a + m - 1) / w * ((a + b + m - 1) / w) * m * (b - m) * x * x;
      double denominator = m + m * (b - m) * x / w + (a + m) * (lambda + 1 + m * (1 + y)) / (w + 2);
      d = 1 / (denominator + numerator * d);
      c = denominator + numerator / c;
      value *= c * d;
      if (Math.abs(c * d - 1) < 1e-15) {
        break;
      }
    }
    return 1 / value;
  }
}
