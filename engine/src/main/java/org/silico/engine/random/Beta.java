package org.silico.engine.random;

import java.util.List;
import org.silico.engine.random.DistributionFamily.Parameter;

/**
 * Beta distribution on (0, 1): density x^(alpha-1) (1-x)^(beta-1) / B(alpha, beta), mean alpha /
 * (alpha + beta).
 *
 * <p>Quantile: Halley's iteration on the {@linkplain IncompleteBeta incomplete beta function}, or
 * once {@link #tabulated()} a {@link ScoreTable}.
 */
public record Beta(double alpha, double beta) implements Distribution {

  static final Family FAMILY =
      new Family(
          "beta",
          false,
          List.of(
              new Parameter("alpha", 0, false, 1e9, true, "first shape"),
              new Parameter("beta", 0, false, 1e9, true, "second shape")),
          theta -> new Beta(theta[0], theta[1]));

  public Beta {
    FAMILY.check(alpha, beta);
  }

  @Override
  public double quantile(double u) {
    if (!(u > 0 && u < 1)) {
      return u == 0 || u == 1 ? u : Double.NaN;
    }
    Line line = new IncompleteBeta(alpha, beta);
    return line.x(u <= 0.5 ? line.inverse(u, false) : line.inverse(1 - u, true));
  }

  @Override
  public double upperQuantile(double q) {
    if (!(q > 0 && q < 0.5)) {
      return quantile(1 - q);
    }
    Line line = new IncompleteBeta(alpha, beta);
    return line.x(line.inverse(q, true));
  }

  @Override
  public double cdf(double x) {
    return x <= 0 ? 0 : x >= 1 ? 1 : new IncompleteBeta(alpha, beta).cdf(x, 1 - x);
  }

  @Override
  public double survival(double x) {
    return x <= 0 ? 1 : x >= 1 ? 0 : new IncompleteBeta(alpha, beta).survival(x, 1 - x);
  }

  @Override
  public double mean() {
    return alpha / (alpha + beta);
  }

  @Override
  public double variance() {
    double n = alpha + beta;
    return alpha / n * (beta / n) / (n + 1);
  }

  @Override
  public Distribution tabulated() {
    return ScoreTable.of(this, new IncompleteBeta(alpha, beta), 1);
  }
}
