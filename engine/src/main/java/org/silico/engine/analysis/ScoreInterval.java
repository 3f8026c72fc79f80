package org.silico.engine.analysis;

import org.silico.engine.analysis.Proportions.Measure;

/**
 * The null values of two proportions that the score test of {@link RestrictedProportions} does not
 * reject. The statistic falls in the null value, so that each limit is the root where it is the
 * normal quantile: found by stepping out from the estimate until it is passed, then by false
 * position with Illinois weights (Dowell and Jarratt 1971, BIT 11:168-174).
 */
final class ScoreInterval {
  /** No log ratio of proportions that a trial can tell from 0 or infinity lies outside. */
  private static final double LOG_RATIO_END = 50;

  /** In standard errors. */
  private static final double LEAST_STEP = 0.01;

  private static final double TOLERANCE = 1e-15;
  private static final int ITERATIONS = 200;

  private final Measure measure;
  private final int x1;
  private final int n1;
  private final int x0;
  private final int n0;
  private final double quantile;

  private ScoreInterval(Measure measure, int x1, int n1, int x0, int n0, double quantile) {
    this.measure = measure;
    this.x1 = x1;
    this.n1 = n1;
    this.x0 = x0;
    this.n0 = n0;
    this.quantile = quantile;
  }

  /**
   * For x1 events among n1 on treatment and x0 among n0 on control, both arms with patients.
   *
   * @param level confidence level, such as 0.95
   */
  static ConfidenceInterval of(Measure measure, int x1, int n1, int x0, int n0, double level) {
    ScoreInterval interval =
        new ScoreInterval(measure, x1, n1, x0, n0, Tail.normalQuantile((1 - level) / 2));
    return new ConfidenceInterval(interval.limit(-1), interval.limit(1));
  }

  /**
   * @param side -1 for the lower limit, 1 for the upper
   */
  private double limit(int side) {
    double end = measure == Measure.DIFFERENCE ? 1 : LOG_RATIO_END;
    // half an event and half a patient without one more in each arm: finite, inside, near enough
    double p1 = (x1 + 0.5) / (n1 + 1);
    double p0 = (x0 + 0.5) / (n0 + 1);
    double from = Math.max(-end, Math.min(end, Proportions.effect(measure, p1, p0)));
    // at a level near 0 the quantile is, and steps of its size would not move
    double se = Math.sqrt(Proportions.variance(measure, p1, n1 + 1, p0, n0 + 1));
    double step = Math.max(quantile, LEAST_STEP) * se;
    double near = from;
    double atNear = margin(from, side);
    int direction = atNear > 0 ? side : -side;
    while (true) {
      double far = Math.max(-end, Math.min(end, near + direction * step));
      double atFar = margin(far, side);
      if (atNear > 0 != atFar > 0) {
        return root(near, atNear, far, atFar, side);
      }
      if (Math.abs(far) == end) {
        return measure == Measure.DIFFERENCE ? far : far * Double.POSITIVE_INFINITY;
      }
      near = far;
      atNear = atFar;
      step *= 2;
    }
  }

  /** How far the test is from rejecting a null value on one side: 0 at the limit. */
  private double margin(double nullValue, int side) {
    return quantile + side * RestrictedProportions.score(measure, x1, n1, x0, n0, nullValue);
  }

  /** Where the margin is 0 between a and b, at which it has different signs. */
  private double root(double a, double atA, double b, double atB, int side) {
    double middle = a;
    int kept = 0;
    for (int i = 0; i < ITERATIONS && Math.abs(b - a) > TOLERANCE; i++) {
      middle = b - atB * (b - a) / (atB - atA);
      if (!(middle > Math.min(a, b) && middle < Math.max(a, b))) {
        // an infinite margin, or an end within rounding
        middle = 0.5 * (a + b);
      }
      double at = margin(middle, side);
      if (at == 0) {
        break;
      }
      if (at > 0 == atA > 0) {
        a = middle;
        atA = at;
        atB = kept == 1 ? 0.5 * atB : atB;
        kept = 1;
      } else {
        b = middle;
        atB = at;
        atA = kept == -1 ? 0.5 * atA : atA;
        kept = -1;
      }
    }
    return middle;
  }
}
