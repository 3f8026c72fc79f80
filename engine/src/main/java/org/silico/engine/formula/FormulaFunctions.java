package org.silico.engine.formula;

import org.silico.engine.random.StandardNormal;

/**
 * The functions of the formula language that {@link Math} lacks. Public because compiled formulas
 * call them.
 */
public final class FormulaFunctions {
  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final double LN_2 = Math.log(2);

  private FormulaFunctions() {}

  /** Base-2 logarithm, exact for the powers of two; NaN below 0. */
  public static double log2(double x) {
    if (!(x >= Double.MIN_NORMAL) || x == Double.POSITIVE_INFINITY) {
      return Math.log(x) / LN_2;
    }
    int exponent = Math.getExponent(x);
    double mantissa = Math.scalb(x, -exponent);
    if (mantissa > 2 * SQRT_HALF) {
      mantissa /= 2;
      exponent++;
    }
    return exponent + Math.log(mantissa) / LN_2;
  }

  /** Inverse logit, 1 / (1 + exp(-x)), without overflow and with full relative precision. */
  public static double expit(double x) {
    if (x >= 0) {
      return 1 / (1 + Math.exp(-x));
    }
    double e = Math.exp(x);
    return e / (1 + e);
  }

  /** log(p / (1 - p)): -Infinity at 0, Infinity at 1, NaN outside [0, 1]. */
  public static double logit(double p) {
    return p < 0.25 ? Math.log(p) - Math.log1p(-p) : 2 * atanh(2 * p - 1);
  }

  private static double atanh(double y) {
    return Math.abs(y) == 1 ? y * Double.POSITIVE_INFINITY : 0.5 * (Math.log1p(y) - Math.log1p(-y));
  }

  /** Standard normal distribution function. */
  public static double phi(double x) {
    return StandardNormal.cdf(x);
  }

  /** Standard normal quantile: -Infinity at 0, Infinity at 1, NaN outside [0, 1]. */
  public static double qnorm(double p) {
    return StandardNormal.quantile(p);
  }
}
