package org.silico.engine.formula;

import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.random.StandardNormal;

/**
 * The functions of the formula language that are not in Java's library or in {@link Elementary}.
 * Public because compiled formulas call them.
 */
public final class FormulaFunctions {
  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final double LN_2 = Elementary.log(2);

  private FormulaFunctions() {}

  /** Base-2 logarithm, exact for the powers of two; NaN below 0. */
  public static double log2(double x) {
    if (!(x >= Double.MIN_NORMAL) || x == Double.POSITIVE_INFINITY) {
      return Elementary.log(x) / LN_2;
    }
    int exponent = Math.getExponent(x);
    double mantissa = Math.scalb(x, -exponent);
    if (mantissa > 2 * SQRT_HALF) {
      mantissa /= 2;
      exponent++;
    }
    return exponent + Elementary.log(mantissa) / LN_2;
  }

  /** Inverse logit, 1 / (1 + exp(-x)), without overflow and with full relative precision. */
  public static double expit(double x) {
    if (x >= 0) {
      return 1 / (1 + Elementary.exp(-x));
    }
    double e = Elementary.exp(x);
    return e / (1 + e);
  }

  /** log(p / (1 - p)): -Infinity at 0, Infinity at 1, NaN outside [0, 1]. */
  public static double logit(double p) {
    return p < 0.25 ? Elementary.log(p) - Elementary.log1p(-p) : 2 * atanh(2 * p - 1);
  }

  private static double atanh(double y) {
    return Math.abs(y) == 1
        ? y * Double.POSITIVE_INFINITY
        : 0.5 * (Elementary.log1p(y) - Elementary.log1p(-y));
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
