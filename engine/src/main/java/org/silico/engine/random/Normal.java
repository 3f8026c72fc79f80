package org.silico.engine.random;

import java.util.List;
import org.silico.engine.random.DistributionFamily.Parameter;

/**
 * Normal distribution; with {@code sd} 0 the constant {@code mean}.
 *
 * <p>Quantile: mean + sd Phi^-1(u), see {@link StandardNormal}.
 */
public record Normal(double mean, double sd) implements Distribution {

  static final Family FAMILY =
      new Family(
          "normal",
          false,
          List.of(
              Parameter.real("mean", "mean"), Parameter.notNegative("sd", "standard deviation")),
          theta -> new Normal(theta[0], theta[1]));

  public Normal {
    FAMILY.check(mean, sd);
  }

  @Override
  public double quantile(double u) {
    return sd == 0 && u >= 0 && u <= 1 ? mean : mean + sd * StandardNormal.quantile(u);
  }

  @Override
  public double upperQuantile(double q) {
    return sd == 0 && q >= 0 && q <= 1 ? mean : mean - sd * StandardNormal.quantile(q);
  }

  @Override
  public double cdf(double x) {
    return sd == 0 ? (x >= mean ? 1 : 0) : StandardNormal.cdf((x - mean) / sd);
  }

  @Override
  public double survival(double x) {
    return sd == 0 ? (x >= mean ? 0 : 1) : StandardNormal.cdf((mean - x) / sd);
  }

  @Override
  public double variance() {
    return sd * sd;
  }
}
