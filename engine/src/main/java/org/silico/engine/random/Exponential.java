package org.silico.engine.random;

import java.util.List;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.random.DistributionFamily.Parameter;

/**
 * Exponential distribution, by its mean (the inverse of the hazard).
 *
 * <p>Quantile: -mean log(1 - u).
 */
public record Exponential(double mean) implements Distribution {

  static final Family FAMILY =
      new Family(
          "exponential",
          false,
          List.of(Parameter.positive("mean", "mean")),
          theta -> new Exponential(theta[0]));

  public Exponential {
    FAMILY.check(mean);
  }

  @Override
  public double quantile(double u) {
    return -mean * logComplement(u);
  }

  @Override
  public double upperQuantile(double q) {
    return q <= 1 ? -mean * Elementary.log(q) : Double.NaN;
  }

  @Override
  public double cdf(double x) {
    return x <= 0 ? 0 : -StrictMath.expm1(-x / mean);
  }

  @Override
  public double survival(double x) {
    return x <= 0 ? 1 : Elementary.exp(-x / mean);
  }

  @Override
  public double variance() {
    return mean * mean;
  }

  /**
   * log(1 - u) for u in [0, 1], accurate for small u. Where 1 - u is exact, as for every uniform of
   * a {@link RandomStream}, the plain logarithm serves, which is faster than log1p.
   */
  static double logComplement(double u) {
    double s = 1 - u;
    return 1 - s == u && u >= 0 ? Elementary.log(s) : u >= 0 ? Elementary.log1p(-u) : Double.NaN;
  }
}
