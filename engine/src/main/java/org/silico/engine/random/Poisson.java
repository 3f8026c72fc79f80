package org.silico.engine.random;

import java.util.List;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.random.DistributionFamily.Parameter;

/**
 * Poisson distribution; with mean 0 the constant 0.
 *
 * <p>F(k) = Q(k + 1, mean), the upper {@linkplain IncompleteGamma incomplete gamma function}; for
 * small means a {@linkplain Panjer sum}.
 */
public record Poisson(double mean) implements Distribution {

  /** Counts up to some standard deviations above it are whole numbers that a double can hold. */
  public static final double LARGEST_MEAN = 1e15;

  static final Family FAMILY =
      new Family(
          "poisson",
          true,
          List.of(new Parameter("mean", 0, true, LARGEST_MEAN, true, "mean")),
          theta -> new Poisson(theta[0]));

  public Poisson {
    FAMILY.check(mean);
  }

  @Override
  public double quantile(double u) {
    if (!(u > 0 && u < 1) || mean == 0) {
      return u == 0 || mean == 0 && u >= 0 && u <= 1
          ? 0
          : u == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    return mean <= Panjer.LARGEST_MEAN
        ? sum().quantile(u)
        : CountSearch.quantile(this, u, 1 / Math.sqrt(mean), Double.POSITIVE_INFINITY);
  }

  @Override
  public double cdf(double x) {
    if (!(x >= 0) || mean == 0 || x == Double.POSITIVE_INFINITY) {
      return x < 0 ? 0 : x >= 0 ? 1 : Double.NaN;
    }
    double k = Math.floor(x);
    return mean <= Panjer.LARGEST_MEAN ? sum().cdf(k) : new IncompleteGamma(k + 1).upper(mean);
  }

  @Override
  public double survival(double x) {
    return !(x >= 0) || mean == 0 || x == Double.POSITIVE_INFINITY
        ? 1 - cdf(x)
        : new IncompleteGamma(Math.floor(x) + 1).lower(mean);
  }

  @Override
  public double variance() {
    return mean;
  }

  @Override
  public boolean discrete() {
    return true;
  }

  @Override
  public Distribution tabulated() {
    return CountTable.of(this);
  }

  private Panjer sum() {
    return new Panjer(Elementary.exp(-mean), 0, mean);
  }
}
