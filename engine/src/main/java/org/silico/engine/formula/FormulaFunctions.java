package org.silico.engine.formula;

import org.apache.commons.math3.special.Erf;

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
    return 0.5 * Erf.erfc(-x * SQRT_HALF);
  }

  /**
   * Standard normal quantile: Wichura (1988), Algorithm AS 241 PPND16, Applied Statistics 37:
   * 477-484; relative error about 1e-16. -Infinity at 0, Infinity at 1, NaN outside [0, 1].
   */
  public static double qnorm(double p) {
    if (!(p > 0 && p < 1)) {
      return p == 0 ? Double.NEGATIVE_INFINITY : p == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    double q = p - 0.5;
    if (Math.abs(q) <= 0.425) {
      double r = 0.180625 - q * q;
      return q * ratio(r, CENTRE_A, CENTRE_B);
    }
    double r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
    double z = r <= 5 ? ratio(r - 1.6, MIDDLE_C, MIDDLE_D) : ratio(r - 5, TAIL_E, TAIL_F);
    return q < 0 ? -z : z;
  }

  private static double ratio(double r, double[] above, double[] below) {
    return horner(r, above) / horner(r, below);
  }

  private static double horner(double r, double[] coefficients) {
    double sum = 0;
    for (double coefficient : coefficients) {
      sum = sum * r + coefficient;
    }
    return sum;
  }

  private static final double[] CENTRE_A = {
    2.5090809287301226727e3,
    3.3430575583588128105e4,
    6.7265770927008700853e4,
    4.5921953931549871457e4,
    1.3731693765509461125e4,
    1.9715909503065514427e3,
    1.3314166789178437745e2,
    3.3871328727963666080e0
  };
  private static final double[] CENTRE_B = {
    5.2264952788528545610e3,
    2.8729085735721942674e4,
    3.9307895800092710610e4,
    2.1213794301586595867e4,
    5.3941960214247511077e3,
    6.8718700749205790830e2,
    4.2313330701600911252e1,
    1
  };
  private static final double[] MIDDLE_C = {
    7.74545014278341407640e-4,
    2.27238449892691845833e-2,
    2.41780725177450611770e-1,
    1.27045825245236838258e0,
    3.64784832476320460504e0,
    5.76949722146069140550e0,
    4.63033784615654529590e0,
    1.42343711074968357734e0
  };
  private static final double[] MIDDLE_D = {
    1.05075007164441684324e-9,
    5.47593808499534494600e-4,
    1.51986665636164571966e-2,
    1.48103976427480074590e-1,
    6.89767334985100004550e-1,
    1.67638483018380384940e0,
    2.05319162663775882187e0,
    1
  };
  private static final double[] TAIL_E = {
    2.01033439929228813265e-7,
    2.71155556874348757815e-5,
    1.24266094738807843860e-3,
    2.65321895265761230930e-2,
    2.96560571828504891230e-1,
    1.78482653991729133580e0,
    5.46378491116411436990e0,
    6.65790464350110377720e0
  };
  private static final double[] TAIL_F = {
    2.04426310338993978564e-15,
    1.42151175831644588870e-7,
    1.84631831751005468180e-5,
    7.86869131145613259100e-4,
    1.48753612908506148525e-2,
    1.36929880922735805310e-1,
    5.99832206555887937690e-1,
    1
  };
}
