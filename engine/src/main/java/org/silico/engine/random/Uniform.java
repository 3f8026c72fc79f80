package org.silico.engine.random;

import java.util.List;
import org.silico.engine.random.DistributionFamily.Parameter;

/** Continuous uniform distribution on ({@code min}, {@code max}), min &lt; max. */
public record Uniform(double min, double max) implements Distribution {

  static final Family FAMILY =
      new Family(
          "uniform",
          false,
          List.of(Parameter.real("min", "lower end"), Parameter.real("max", "upper end")),
          theta -> new Uniform(theta[0], theta[1]));

  public Uniform {
    FAMILY.check(min, max);
    if (!(min < max)) {
      throw new IllegalArgumentException(
          "uniform: max = " + max + " is outside (" + min + ", infinity): it must exceed min");
    }
  }

  @Override
  public double quantile(double u) {
    return u >= 0 && u <= 1 ? min * (1 - u) + max * u : Double.NaN;
  }

  @Override
  public double upperQuantile(double q) {
    return q >= 0 && q <= 1 ? min * q + max * (1 - q) : Double.NaN;
  }

  @Override
  public double cdf(double x) {
    return x <= min ? 0 : x >= max ? 1 : (x - min) / (max - min);
  }

  @Override
  public double survival(double x) {
    return x <= min ? 1 : x >= max ? 0 : (max - x) / (max - min);
  }

  @Override
  public double mean() {
    return 0.5 * min + 0.5 * max;
  }

  @Override
  public double variance() {
    return (max - min) * (max - min) / 12;
  }
}
