package org.silico.engine.random;

import java.util.List;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.random.DistributionFamily.Parameter;

/**
 * Binomial distribution: successes among {@code size} trials.
 *
 * <p>F(k) = I_{1-p}(size - k, k + 1), the {@linkplain IncompleteBeta incomplete beta function}; for
 * small means a {@linkplain Panjer sum}.
 */
public record Binomial(double size, double probability) implements Distribution {

  static final Family FAMILY =
      new Family(
          "binomial",
          true,
          List.of(
              new Parameter("size", 0, true, 1e9, true, "number of trials, a whole number"),
              new Parameter("probability", 0, true, 1, true, "probability of success")),
          theta -> new Binomial(theta[0], theta[1]));

  public Binomial {
    FAMILY.check(size, probability);
    if (size != Math.rint(size)) {
      throw new IllegalArgumentException(
          "binomial: size = " + size + " is not a whole number in [0, 1e9]");
    }
  }

  @Override
  public double quantile(double u) {
    if (!(u >= 0 && u <= 1)) {
      return Double.NaN;
    }
    if (constant()) {
      return mean();
    }
    if (u == 0 || u == 1) {
      return u * size;
    }
    return summed()
        ? Math.min(sum().quantile(u), size)
        : CountSearch.quantile(this, u, (1 - 2 * probability) / Math.sqrt(variance()), size);
  }

  @Override
  public double cdf(double x) {
    if (!(x >= 0 && x < size) || constant()) {
      return Double.isNaN(x) ? Double.NaN : x >= quantile(0) && x >= quantile(1) ? 1 : 0;
    }
    double k = Math.floor(x);
    return summed() ? sum().cdf(k) : tails(k).cdf(1 - probability, probability);
  }

  @Override
  public double survival(double x) {
    return !(x >= 0 && x < size) || constant()
        ? 1 - cdf(x)
        : tails(Math.floor(x)).survival(1 - probability, probability);
  }

  @Override
  public double mean() {
    return size * probability;
  }

  @Override
  public double variance() {
    return size * probability * (1 - probability);
  }

  @Override
  public boolean discrete() {
    return true;
  }

  @Override
  public Distribution tabulated() {
    return CountTable.of(this);
  }

  private boolean constant() {
    return size == 0 || probability == 0 || probability == 1;
  }

  /** Above 1/2, p(0) may underflow. */
  private boolean summed() {
    return probability <= 0.5 && mean() <= Panjer.LARGEST_MEAN;
  }

  private Panjer sum() {
    double odds = probability / (1 - probability);
    return new Panjer(
        Elementary.exp(size * Elementary.log1p(-probability)), -odds, (size + 1) * odds);
  }

  private IncompleteBeta tails(double k) {
    return new IncompleteBeta(size - k, k + 1);
  }
}
