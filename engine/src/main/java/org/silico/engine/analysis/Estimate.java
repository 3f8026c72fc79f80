package org.silico.engine.analysis;

import java.io.Serializable;

/**
 * A treatment effect, its precision, and the test that it equals the null value.
 *
 * @param status how the analysis ended; numbers are NaN where the method has none
 * @param estimate treatment minus control on the scale of the analysis: a difference or a log ratio
 * @param standardError standard error of {@code estimate}
 * @param statistic test of "effect = null value"; large when the treatment's value is large
 * @param df degrees of freedom of the t reference; positive infinity for the normal reference
 * @param information statistical information on the effect: 1/SE&sup2; for Wald tests, the variance
 *     of the score for score tests
 */
public record Estimate(
    Status status,
    double estimate,
    double standardError,
    double statistic,
    double df,
    double information)
    implements Serializable {

  /** One-sided p of the alternative "treatment larger than the null value". */
  public double pGreater() {
    return Tail.t(statistic, df);
  }

  /** One-sided p of the alternative "treatment smaller than the null value". */
  public double pLess() {
    return Tail.t(-statistic, df);
  }

  public double pTwoSided() {
    return 2 * Tail.t(Math.abs(statistic), df);
  }

  /**
   * The two-sided Wald interval, estimate &plusmn; quantile &middot; SE: the null values that the
   * test does not reject, where its standard error is the same for all of them. Where it is not,
   * the method has an interval of its own, as {@link Proportions#interval}.
   *
   * @param level confidence level, such as 0.95
   */
  public ConfidenceInterval interval(double level) {
    double half = Tail.tQuantile((1 - level) / 2, df) * standardError;
    return new ConfidenceInterval(estimate - half, estimate + half);
  }

  /** No numbers: all are NaN, and so are all p values and limits. */
  public static Estimate failed(Status status) {
    return new Estimate(status, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }

  /** Wald test with the normal reference. */
  static Estimate wald(double estimate, double standardError, double nullValue) {
    return wald(Status.OK, estimate, standardError, nullValue);
  }

  /** The same with a {@link Status#valid} status of its own. */
  static Estimate wald(Status status, double estimate, double standardError, double nullValue) {
    return new Estimate(
        status,
        estimate,
        standardError,
        (estimate - nullValue) / standardError,
        Double.POSITIVE_INFINITY,
        1 / (standardError * standardError));
  }
}
