package org.silico.engine.random;

import java.util.List;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.random.DistributionFamily.Parameter;

/**
 * Lognormal distribution: log X is normal with mean {@code meanlog} and standard deviation {@code
 * sdlog}; with {@code sdlog} 0 the constant exp(meanlog).
 *
 * <p>Mean exp(m + s^2/2), variance (exp(s^2) - 1) exp(2m + s^2).
 */
public record Lognormal(double meanlog, double sdlog) implements Distribution {

  static final Family FAMILY =
      new Family(
          "lognormal",
          false,
          List.of(
              Parameter.real("meanlog", "mean of the logarithm"),
              Parameter.notNegative("sdlog", "standard deviation of the logarithm")),
          theta -> new Lognormal(theta[0], theta[1]));

  public Lognormal {
    FAMILY.check(meanlog, sdlog);
  }

  @Override
  public double quantile(double u) {
    return sdlog == 0 && u >= 0 && u <= 1
        ? Elementary.exp(meanlog)
        : Elementary.exp(meanlog + sdlog * StandardNormal.quantile(u));
  }

  @Override
  public double upperQuantile(double q) {
    return sdlog == 0 && q >= 0 && q <= 1
        ? Elementary.exp(meanlog)
        : Elementary.exp(meanlog - sdlog * StandardNormal.quantile(q));
  }

  @Override
  public double cdf(double x) {
    if (x <= 0) {
      return 0;
    }
    return sdlog == 0
        ? (x >= Elementary.exp(meanlog) ? 1 : 0)
        : StandardNormal.cdf((Elementary.log(x) - meanlog) / sdlog);
  }

  @Override
  public double survival(double x) {
    return x <= 0 || sdlog == 0
        ? 1 - cdf(x)
        : StandardNormal.cdf((meanlog - Elementary.log(x)) / sdlog);
  }

  @Override
  public double mean() {
    return Elementary.exp(meanlog + 0.5 * sdlog * sdlog);
  }

  @Override
  public double variance() {
    double s2 = sdlog * sdlog;
    return StrictMath.expm1(s2) * Elementary.exp(2 * meanlog + s2);
  }
}
