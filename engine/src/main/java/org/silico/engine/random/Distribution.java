package org.silico.engine.random;

/**
 * A distribution of one real number, with all parameters bound.
 *
 * <p>Values are drawn by inversion, {@code quantile(u)} of one uniform: monotone in u, so that
 * truncation, Gaussian copulas and common random numbers work for every distribution alike.
 *
 * <p>Probabilities are in [0, 1]. {@code quantile(0)} and {@code quantile(1)} are the ends of the
 * support, possibly infinite; a probability that is outside or NaN gives NaN.
 */
public interface Distribution {

  /** Smallest x with {@code cdf(x) >= u}. */
  double quantile(double u);

  /** P(X &le; x). */
  double cdf(double x);

  double mean();

  double variance();

  /** Whether the values are integers. */
  default boolean discrete() {
    return false;
  }

  /** P(X > x), without the cancellation of {@code 1 - cdf(x)} where a distribution can avoid it. */
  default double survival(double x) {
    return 1 - cdf(x);
  }

  /** The x with {@code survival(x) = q}, likewise: {@code quantile(1 - q)}, to the far tail. */
  default double upperQuantile(double q) {
    return quantile(1 - q);
  }

  /**
   * The quantiles of a column: {@code out[i] = quantile(u[i])} for i in [0, n).
   *
   * @param out may be {@code u} itself
   */
  default void quantiles(double[] u, int n, double[] out) {
    for (int i = 0; i < n; i++) {
      out[i] = quantile(u[i]);
    }
  }

  /**
   * The same distribution, made ready for many draws: tables in exchange for a few milliseconds of
   * preparation, where that pays. Discrete quantiles are unchanged but for u within rounding,
   * 1e-15, of a step of F; continuous ones agree within 1e-11 in probability.
   */
  default Distribution tabulated() {
    return this;
  }
}
