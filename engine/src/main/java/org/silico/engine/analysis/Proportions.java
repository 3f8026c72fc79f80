package org.silico.engine.analysis;

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
 * one.
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
    double estimate = effect(p1, p0);
    double se = Math.sqrt(variance(p1, n1, p0, n0));
    double z;
    switch (statistic) {
      case UNPOOLED -> z = (estimate - nullValue) / se;
      case POOLED -> {
        double pooled = (double) (x0 + x1) / (n0 + n1);
        se = Math.sqrt(variance(pooled, n1, pooled, n0));
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

  private double effect(double p1, double p0) {
    return switch (measure) {
      case DIFFERENCE -> p1 - p0;
      case RATIO -> Math.log(p1 / p0);
      case ODDS_RATIO -> Math.log(p1 / (1 - p1)) - Math.log(p0 / (1 - p0));
    };
  }

  /** Of the effect, by the delta method. */
  private double variance(double p1, int n1, double p0, int n0) {
    return switch (measure) {
      case DIFFERENCE -> p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0;
      case RATIO -> (1 - p1) / (p1 * n1) + (1 - p0) / (p0 * n0);
      case ODDS_RATIO -> 1 / (p1 * (1 - p1) * n1) + 1 / (p0 * (1 - p0) * n0);
    };
  }

  /**
   * Lower limit of the two-sided score interval: the smallest null value that the score test does
   * not reject; for the difference Miettinen and Nurminen's interval (1985, Stat Med 4:213-226)
   * without their factor N/(N-1). Minus infinity for a ratio or odds ratio without a limit. The
   * Wald interval is {@link Estimate#lower}.
   *
   * @param level confidence level, such as 0.95
   */
  public double scoreLower(int x1, int n1, int x0, int n0, double level) {
    return scoreLimit(x1, n1, x0, n0, Tail.normalQuantile((1 - level) / 2));
  }

  /** Upper limit of the two-sided score interval; see {@link #scoreLower}. */
  public double scoreUpper(int x1, int n1, int x0, int n0, double level) {
    return scoreLimit(x1, n1, x0, n0, -Tail.normalQuantile((1 - level) / 2));
  }

  /** The null value at which the score statistic, which falls in it, is z; by bisection. */
  private double scoreLimit(int x1, int n1, int x0, int n0, double z) {
    if (n0 == 0 || n1 == 0) {
      return Double.NaN;
    }
    // no log ratio of proportions that a trial can tell from 0 or infinity lies outside
    double end = measure == Measure.DIFFERENCE ? 1 : 50;
    double low = -end;
    double high = end;
    for (int i = 0; i < 80; i++) {
      double middle = 0.5 * (low + high);
      if (middle == low || middle == high) {
        break;
      }
      if (RestrictedProportions.score(measure, x1, n1, x0, n0, middle) > z) {
        low = middle;
      } else {
        high = middle;
      }
    }
    if (measure == Measure.DIFFERENCE) {
      return 0.5 * (low + high);
    }
    if (low == -end) {
      return Double.NEGATIVE_INFINITY;
    }
    return high == end ? Double.POSITIVE_INFINITY : 0.5 * (low + high);
  }
}
