package org.silico.engine.random;

import java.util.List;
import org.apache.commons.math3.special.Gamma;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.random.DistributionFamily.Parameter;

/**
 * Weibull distribution: P(X > x) = exp(-(x / scale)^shape).
 *
 * <p>Quantile: scale (-log(1 - u))^(1/shape). Mean scale Gamma(1 + 1/shape).
 */
public record Weibull(double shape, double scale) implements Distribution {

  static final Family FAMILY =
      new Family(
          "weibull",
          false,
          List.of(
              Parameter.positive("shape", "shape (1 is the exponential)"),
              Parameter.positive("scale", "scale")),
          theta -> new Weibull(theta[0], theta[1]));

  public Weibull {
    FAMILY.check(shape, scale);
  }

  @Override
  public double quantile(double u) {
    return scale * Elementary.pow(-Exponential.logComplement(u), 1 / shape);
  }

  @Override
  public double upperQuantile(double q) {
    return q <= 1 ? scale * Elementary.pow(-Elementary.log(q), 1 / shape) : Double.NaN;
  }

  @Override
  public double cdf(double x) {
    return x <= 0 ? 0 : -StrictMath.expm1(-Elementary.pow(x / scale, shape));
  }

  @Override
  public double survival(double x) {
    return x <= 0 ? 1 : Elementary.exp(-Elementary.pow(x / scale, shape));
  }

  @Override
  public double mean() {
    return scale * Elementary.exp(Gamma.logGamma(1 + 1 / shape));
  }

  /** scale^2 (Gamma(1 + 2/shape) - Gamma(1 + 1/shape)^2), without cancellation at large shape. */
  @Override
  public double variance() {
    double g1 = Gamma.logGamma(1 + 1 / shape);
    double g2 = Gamma.logGamma(1 + 2 / shape);
    return scale * scale * Elementary.exp(2 * g1) * StrictMath.expm1(g2 - 2 * g1);
  }
}
