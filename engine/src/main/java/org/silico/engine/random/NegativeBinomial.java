package org.silico.engine.random;

import java.util.List;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.random.DistributionFamily.Parameter;

/**
 * Negative binomial distribution of a count by its mean m and dispersion d: variance m + d m^2. A
 * Poisson count whose mean is gamma distributed with shape 1/d and scale d m; with d = 0 the
 * Poisson distribution.
 *
 * <p>F(k) = I_p(1/d, k + 1) with p = 1/(1 + d m), the {@linkplain IncompleteBeta incomplete beta
 * function}; for small means a {@linkplain Panjer sum}. In R: size = 1/d, mu = m.
 */
public record NegativeBinomial(double mean, double dispersion) implements Distribution {

  /** A draw takes about as many steps as its square root. */
  public static final double LARGEST_MEAN = 1e9;

  static final Family FAMILY =
      new Family(
          "negative binomial",
          true,
          List.of(
              new Parameter("mean", 0, true, LARGEST_MEAN, true, "mean"),
              Parameter.notNegative("dispersion", "dispersion (variance = mean + it mean^2)")),
          theta -> new NegativeBinomial(theta[0], theta[1]));

  /** Dispersion below which 1/d would overflow, and long after it ceased to matter. */
  private static final double NO_DISPERSION = 1e-300;

  public NegativeBinomial {
    FAMILY.check(mean, dispersion);
  }

  @Override
  public double quantile(double u) {
    if (isPoisson()) {
      return new Poisson(mean).quantile(u);
    }
    if (!(u > 0 && u < 1)) {
      return u == 0 ? 0 : u == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    return mean <= Panjer.LARGEST_MEAN
        ? sum().quantile(u)
        : CountSearch.quantile(
            this, u, (1 + 2 * dispersion * mean) / Math.sqrt(variance()), Double.POSITIVE_INFINITY);
  }

  @Override
  public double cdf(double x) {
    if (isPoisson()) {
      return new Poisson(mean).cdf(x);
    }
    if (!(x >= 0) || x == Double.POSITIVE_INFINITY) {
      return x < 0 ? 0 : x > 0 ? 1 : Double.NaN;
    }
    double k = Math.floor(x);
    return mean <= Panjer.LARGEST_MEAN ? sum().cdf(k) : tails(k).cdf(p(), complement());
  }

  @Override
  public double survival(double x) {
    if (isPoisson()) {
      return new Poisson(mean).survival(x);
    }
    return !(x >= 0) || x == Double.POSITIVE_INFINITY
        ? 1 - cdf(x)
        : tails(Math.floor(x)).survival(p(), complement());
  }

  @Override
  public double variance() {
    return mean + dispersion * mean * mean;
  }

  @Override
  public boolean discrete() {
    return true;
  }

  @Override
  public Distribution tabulated() {
    return CountTable.of(this);
  }

  private boolean isPoisson() {
    return mean == 0 || dispersion < NO_DISPERSION;
  }

  private double p() {
    return 1 / (1 + dispersion * mean);
  }

  private double complement() {
    return dispersion * mean / (1 + dispersion * mean);
  }

  private Panjer sum() {
    double p0 = Elementary.exp(-Elementary.log1p(dispersion * mean) / dispersion);
    return new Panjer(p0, complement(), mean * (1 - dispersion) / (1 + dispersion * mean));
  }

  private IncompleteBeta tails(double k) {
    return new IncompleteBeta(1 / dispersion, k + 1);
  }
}
