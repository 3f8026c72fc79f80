package org.silico.engine.analysis;

import org.silico.engine.arithmetic.Elementary;

/**
 * Two proportions under a null hypothesis on their difference, ratio or odds ratio: the maximum
 * likelihood estimates in closed form, and the score statistic with the variance at them (Miettinen
 * and Nurminen 1985, Stat Med 4:213-226, for the odds ratio; Farrington and Manning 1990, Stat Med
 * 9:1447-1454, appendix, for difference and ratio).
 */
final class RestrictedProportions {

  private RestrictedProportions() {}

  /**
   * The score statistic; positive when the effect is above the null value, 0 when it is the null
   * value, infinite when another has variance 0.
   *
   * @param nullValue a difference, a log ratio or a log odds ratio
   */
  static double score(
      Proportions.Measure measure, int x1, int n1, int x0, int n0, double nullValue) {
    double p1 = (double) x1 / n1;
    double p0 = (double) x0 / n0;
    switch (measure) {
      case DIFFERENCE -> {
        double r1 = underDifference(p1, n1, p0, n0, nullValue);
        double r0 = clamp(r1 - nullValue);
        double variance = r1 * (1 - r1) / n1 + r0 * (1 - r0) / n0;
        return ratioOrZero(p1 - p0 - nullValue, variance);
      }
      case RATIO -> {
        double ratio = Elementary.exp(nullValue);
        double r1 = underRatio(p1, n1, p0, n0, ratio);
        double r0 = clamp(r1 / ratio);
        double variance = r1 * (1 - r1) / n1 + ratio * ratio * r0 * (1 - r0) / n0;
        return ratioOrZero(p1 - ratio * p0, variance);
      }
      default -> {
        double odds = Elementary.exp(nullValue);
        double r0 = underOddsRatio(p1, n1, p0, n0, odds);
        double r1 = odds * r0 / (1 + r0 * (odds - 1));
        double information = 1 / (1 / (n1 * r1 * (1 - r1)) + 1 / (n0 * r0 * (1 - r0)));
        return ratioOrZero(n1 * (p1 - r1), information);
      }
    }
  }

  private static double ratioOrZero(double numerator, double variance) {
    return numerator == 0 ? 0 : numerator / Math.sqrt(variance);
  }

  /**
   * The p&#8321; that maximises the likelihood when p&#8321; - p&#8320; = d: the root of a cubic,
   * by Vi&egrave;te's cosine (Farrington and Manning, with &theta; = n&#8320;/n&#8321;).
   */
  static double underDifference(double p1, int n1, double p0, int n0, double d) {
    double theta = (double) n0 / n1;
    double a = 1 + theta;
    if (d == 0) {
      return (p1 + theta * p0) / a;
    }
    double b = -(1 + theta + p1 + theta * p0 + d * (theta + 2));
    double c = d * d + d * (2 * p1 + theta + 1) + p1 + theta * p0;
    double e = -p1 * d * (1 + d);
    double third = b / (3 * a);
    double v = third * third * third - b * c / (6 * a * a) + e / (2 * a);
    double u = Math.sqrt(Math.max(0, third * third - c / (3 * a)));
    if (v < 0) {
      u = -u;
    }
    double root = -third;
    if (u != 0) {
      double cosine = Math.max(-1, Math.min(1, v / (u * u * u)));
      root += 2 * u * StrictMath.cos((Math.PI + StrictMath.acos(cosine)) / 3);
    }
    return Math.max(Math.max(0, d), Math.min(Math.min(1, 1 + d), root));
  }

  /** The p&#8321; that maximises the likelihood when p&#8321;/p&#8320; = ratio. */
  static double underRatio(double p1, int n1, double p0, int n0, double ratio) {
    double theta = (double) n0 / n1;
    double a = 1 + theta;
    double b = -(ratio * (1 + theta * p0) + theta + p1);
    double c = ratio * (p1 + theta * p0);
    // the smaller root of a p^2 + b p + c, in the form that does not cancel
    double root = 2 * c / (-b + Math.sqrt(Math.max(0, b * b - 4 * a * c)));
    return Math.min(Math.min(1, ratio), root);
  }

  /** The p&#8320; that maximises the likelihood when the odds ratio is {@code odds}. */
  static double underOddsRatio(double p1, int n1, double p0, int n0, double odds) {
    double events = n1 * p1 + n0 * p0;
    double a = n0 * (odds - 1);
    double b = n1 * odds + n0 - events * (odds - 1);
    // a p^2 + b p - events = 0
    double root = Math.sqrt(b * b + 4 * a * events);
    return b > 0 ? clamp(2 * events / (b + root)) : clamp((root - b) / (2 * a));
  }

  private static double clamp(double p) {
    return Math.max(0, Math.min(1, p));
  }
}
