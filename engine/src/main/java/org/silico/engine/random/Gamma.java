package org.silico.engine.random;

import java.util.List;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.random.DistributionFamily.Parameter;

/**
 * Gamma distribution: density x^(shape-1) exp(-x/scale) / (scale^shape Gamma(shape)), mean shape
 * scale.
 *
 * <p>Quantile: Halley's iteration on the {@linkplain IncompleteGamma incomplete gamma function}, or
 * once {@link #tabulated()} a {@link ScoreTable}.
 */
public record Gamma(double shape, double scale) implements Distribution {

  static final Family FAMILY =
      new Family(
          "gamma",
          false,
          List.of(
              new Parameter("shape", 0, false, 1e15, true, "shape"),
              Parameter.positive("scale", "scale")),
          theta -> new Gamma(theta[0], theta[1]));

  public Gamma {
    FAMILY.check(shape, scale);
  }

  @Override
  public double quantile(double u) {
    if (!(u > 0 && u < 1)) {
      return u == 0 ? 0 : u == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    Line line = new IncompleteGamma(shape);
    return scale * Elementary.exp(u <= 0.5 ? line.inverse(u, false) : line.inverse(1 - u, true));
  }

  @Override
  public double upperQuantile(double q) {
    return q > 0 && q < 0.5
        ? scale * Elementary.exp(new IncompleteGamma(shape).inverse(q, true))
        : quantile(1 - q);
  }

  @Override
  public double cdf(double x) {
    double s = x / scale;
    return s <= 0 ? 0 : new IncompleteGamma(shape).lower(s);
  }

  @Override
  public double survival(double x) {
    double s = x / scale;
    return s <= 0 ? 1 : new IncompleteGamma(shape).upper(s);
  }

  @Override
  public double mean() {
    return shape * scale;
  }

  @Override
  public double variance() {
    return shape * scale * scale;
  }

  @Override
  public Distribution tabulated() {
    return ScoreTable.of(this, new IncompleteGamma(shape), scale);
  }
}
