package org.silico.engine.analysis;

import org.silico.engine.arithmetic.Elementary;

/**
 * Difference of the shares without the event at a time, treatment less control, of the curves of
 * {@link KaplanMeier}, stratified or not. <b>Positive when more of the treatment arm are without
 * the event.</b>
 *
 * <p>z = (S&#8321; - S&#8320; - null) / SE, normal reference. {@link Scale#PLAIN}: SE&sup2; =
 * V&#8321; + V&#8320;, Greenwood's. {@link Scale#COMPLEMENTARY_LOG_LOG}: with g(S) = log(-log S)
 * the test of g(S&#8320;) - g(S&#8321;), whose variance is &Sigma; V / (S log S)&sup2; (Klein JP et
 * al. (2007), Stat Med 26:4505-4519, section 2); its standard error is brought to the scale of the
 * difference by the slope of g between the two, (S&#8321; - S&#8320;) / (g(S&#8320;) -
 * g(S&#8321;)), or g' where they are the same: so z is that of the test, and the interval says what
 * the test says.
 *
 * <p>Edges: {@code FOLLOW_UP_TOO_SHORT} when in an arm (of a stratum) the last time is before the
 * milestone and not all who have it have the event; {@code NO_EVENTS} when nobody has an event up
 * to it; {@code NO_VARIANCE} when both variances are 0, and on the complementary log-log scale when
 * an arm's share is 0 or 1.
 */
public final class MilestoneSurvival {
  /** The scale of the test. */
  public enum Scale {
    PLAIN,
    COMPLEMENTARY_LOG_LOG
  }

  /** Shares that differ by less have the slope of their middle. */
  private static final double SAME = 1e-7;

  private final KaplanMeier curves;
  private final Scale scale;

  /**
   * @param milestone above 0, in the unit of the times
   */
  public MilestoneSurvival(double milestone, Scale scale) {
    this.curves = new KaplanMeier(milestone);
    this.scale = scale;
  }

  /**
   * Tests "the difference is the null value".
   *
   * @param time time to event or censoring, NaN where missing
   * @param event 1 for an event, 0 for censored
   * @param group 0 control, 1 treatment
   * @param stratum codes from 0 on, or null
   * @param nullValue a difference of shares
   */
  public Estimate test(
      double[] time, int[] event, int[] group, int[] stratum, int n, double nullValue) {
    Status status = curves.fit(time, event, group, stratum, n);
    if (status != Status.OK) {
      return Estimate.failed(status);
    }
    double error =
        switch (scale) {
          case PLAIN -> Math.sqrt(curves.survivalVariance[0] + curves.survivalVariance[1]);
          case COMPLEMENTARY_LOG_LOG -> transformed();
        };
    if (!(error > 0)) {
      return Estimate.failed(Status.NO_VARIANCE);
    }
    return Estimate.wald(curves.survival[1] - curves.survival[0], error, nullValue);
  }

  /** NaN where an arm's share is 0 or 1. */
  private double transformed() {
    double s0 = curves.survival[0];
    double s1 = curves.survival[1];
    if (!(s0 > 0 && s0 < 1 && s1 > 0 && s1 < 1)) {
      return Double.NaN;
    }
    double slope0 = s0 * Elementary.log(s0);
    double slope1 = s1 * Elementary.log(s1);
    double variance =
        curves.survivalVariance[0] / (slope0 * slope0)
            + curves.survivalVariance[1] / (slope1 * slope1);
    double middle = (s0 + s1) / 2;
    double slope =
        Math.abs(s1 - s0) < SAME ? -middle * Elementary.log(middle) : (s1 - s0) / (g(s0) - g(s1));
    return slope * Math.sqrt(variance);
  }

  private static double g(double share) {
    return Elementary.log(-Elementary.log(share));
  }

  /** The share of an arm, 0 control, 1 treatment, after a test with an estimate. */
  double survival(int arm) {
    return curves.survival[arm];
  }

  /** Its standard error. */
  double standardError(int arm) {
    return Math.sqrt(curves.survivalVariance[arm]);
  }
}
