package org.silico.engine.analysis;

import org.silico.engine.arithmetic.Elementary;

/**
 * Two proportions: difference, log ratio or log odds ratio, each tested by one of three statistics.
 * With p&#8321; = x&#8321;/n&#8321; on treatment, p&#8320; on control and q = 1 - p:
 *
 * <ul>
 *   <li>{@link Statistic#UNPOOLED} (Wald): SE&sup2; = p&#8321;q&#8321;/n&#8321; +
 *       p&#8320;q&#8320;/n&#8320; for the difference, q&#8321;/(n&#8321;p&#8321;) +
 *       q&#8320;/(n&#8320;p&#8320;) for the log ratio, 1/(n&#8321;p&#8321;q&#8321;) +
 *       1/(n&#8320;p&#8320;q&#8320;) for the log odds ratio.
 *   <li>{@link Statistic#POOLED}: the same with p&#772; = (x&#8320; + x&#8321;)/(n&#8320; +
 *       n&#8321;) for both, which is the variance under equality. For the difference its square is
 *       Pearson's chi-squared. With another null value the standard error stays that of equality.
 *   <li>{@link Statistic#SCORE}: the variance at the maximum likelihood estimate restricted to the
 *       null value ({@link RestrictedProportions}; Farrington and Manning 1990, Stat Med
 *       9:1447-1454). For a difference of 0 it is the pooled statistic.
 * </ul>
 *
 * <p>No continuity correction. The standard error reported is that of the statistic; for the score
 * statistics of ratio and odds ratio, whose numerators are not on the log scale, it is the Wald
 * one. The interval inverts the test ({@link #interval}).
 *
 * <p>Edges: EMPTY_ARM; a statistic with variance 0 is NO_VARIANCE, such as no event or all events
 * in both arms. A log ratio with an arm without event, or a log odds ratio with an arm without or
 * with all events, is infinite: SEPARATION, with a statistic only for SCORE, where it is defined.
 */
public final class Proportions {

  /** What is estimated. */
  public enum Measure {
    DIFFERENCE,
    RATIO,
    ODDS_RATIO
  }

  /** How its variance is estimated. */
  public enum Statistic {
    POOLED,
    UNPOOLED,
    SCORE
  }

  private final Measure measure;
  private final Statistic statistic;
  private final EventCounts counts = new EventCounts();

  public Proportions(Measure measure, Statistic statistic) {
    this.measure = measure;
    this.statistic = statistic;
  }

  /**
   * Tests "measure = {@code nullValue}".
   *
   * @param y 1 event, 0 none, NaN missing
   * @param group 0 control, 1 treatment
   * @param nullValue on the scale of the measure: a difference, a log ratio or a log odds ratio
   */
  public Estimate test(double[] y, int[] group, int n, double nullValue) {
    counts.take(y, group, n);
    return test(counts.x1, counts.n1, counts.x0, counts.n0, nullValue);
  }

  /** The same from x1 events among n1 on treatment and x0 among n0 on control. */
  public Estimate test(int x1, int n1, int x0, int n0, double nullValue) {
    if (n0 == 0 || n1 == 0) {
      return Estimate.failed(Status.EMPTY_ARM);
    }
    boolean none = x0 + x1 == 0;
    boolean all = x0 + x1 == n0 + n1;
    boolean inequality = statistic == Statistic.SCORE && nullValue != 0;
    boolean defined =
        switch (measure) {
          case DIFFERENCE -> inequality || !none && !all;
          case RATIO -> !none && (inequality || !all);
          case ODDS_RATIO -> !none && !all;
        };
    if (!defined) {
      return Estimate.failed(Status.NO_VARIANCE);
    }
    double p1 = (double) x1 / n1;
    double p0 = (double) x0 / n0;
    double estimate = effect(measure, p1, p0);
    double se = Math.sqrt(variance(measure, p1, n1, p0, n0));
    double z;
    switch (statistic) {
      case UNPOOLED -> z = (estimate - nullValue) / se;
      case POOLED -> {
        double pooled = (double) (x0 + x1) / (n0 + n1);
        se = Math.sqrt(variance(measure, pooled, n1, pooled, n0));
        z = (estimate - nullValue) / se;
      }
      default -> {
        z = RestrictedProportions.score(measure, x1, n1, x0, n0, nullValue);
        if (z != 0 && (measure == Measure.DIFFERENCE || se == 0)) {
          // the restricted standard error; at z = 0 it is the same as the unrestricted one
          se = (estimate - nullValue) / z;
        }
      }
    }
    if (Double.isInfinite(estimate)) {
      return new Estimate(
          Status.SEPARATION,
          Double.NaN,
          Double.NaN,
          statistic == Statistic.SCORE ? z : Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NaN);
    }
    if (!(se > 0)) {
      return Estimate.failed(Status.NO_VARIANCE);
    }
    return new Estimate(Status.OK, estimate, se, z, Double.POSITIVE_INFINITY, 1 / (se * se));
  }

  static double effect(Measure measure, double p1, double p0) {
    return switch (measure) {
      case DIFFERENCE -> p1 - p0;
      case RATIO -> Elementary.log(p1 / p0);
      case ODDS_RATIO -> Elementary.log(p1 / (1 - p1)) - Elementary.log(p0 / (1 - p0));
    };
  }

  /** Of the effect, by the delta method. */
  static double variance(Measure measure, double p1, int n1, double p0, int n0) {
    return switch (measure) {
      case DIFFERENCE -> p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0;
      case RATIO -> (1 - p1) / (p1 * n1) + (1 - p0) / (p0 * n0);
      case ODDS_RATIO -> 1 / (p1 * (1 - p1) * n1) + 1 / (p0 * (1 - p0) * n0);
    };
  }

  /**
   * The interval that inverts the test: the null values that it does not reject. {@code UNPOOLED}
   * gives Wald's, and so does {@code POOLED} with the standard error of equality. {@code SCORE}
   * gives the score interval, for the difference Miettinen and Nurminen's (1985, Stat Med
   * 4:213-226) without their factor N/(N-1); so does the pooled test of "difference = 0", which is
   * the score test. A score interval ends at -1 or 1, the logarithm of a ratio at an infinite limit
   * where the data set none. NaN where the test has no statistic.
   *
   * @param nullValue that of the test
   * @param level confidence level, such as 0.95
   */
  public ConfidenceInterval interval(
      double[] y, int[] group, int n, double nullValue, double level) {
    counts.take(y, group, n);
    return interval(counts.x1, counts.n1, counts.x0, counts.n0, nullValue, level);
  }

  /** The same from x1 events among n1 on treatment and x0 among n0 on control. */
  public ConfidenceInterval interval(
      int x1, int n1, int x0, int n0, double nullValue, double level) {
    Estimate tested = test(x1, n1, x0, n0, nullValue);
    if (Double.isNaN(tested.statistic())) {
      return ConfidenceInterval.NONE;
    }
    boolean pooledIsScore =
        statistic == Statistic.POOLED && measure == Measure.DIFFERENCE && nullValue == 0;
    return statistic == Statistic.SCORE || pooledIsScore
        ? ScoreInterval.of(measure, x1, n1, x0, n0, level)
        : tested.interval(level);
  }
}
