package org.silico.engine.analysis;

/**
 * Difference of restricted mean survival times up to &tau;, treatment less control: the area
 * between the curves of {@link KaplanMeier}, stratified or not. <b>Positive when the treatment arm
 * is without the event for longer.</b>
 *
 * <p>z = (&mu;&#8321; - &mu;&#8320; - null) / SE with SE&sup2; the sum of the arms' variances; the
 * normal reference (Royston P, Parmar MKB (2013), BMC Med Res Methodol 13:152; Uno H et al. (2014),
 * J Clin Oncol 32:2380-2385).
 *
 * <p>Edges: {@code FOLLOW_UP_TOO_SHORT} when in an arm (of a stratum) the last time is before &tau;
 * and not all who have it have the event; nothing is shortened. {@code NO_EVENTS} when nobody has
 * an event up to &tau;; {@code NO_VARIANCE} when both variances are 0, as when each arm has all its
 * events at one time.
 */
public final class RestrictedMean {
  private final KaplanMeier curves;

  /**
   * @param tau above 0, in the unit of the times
   */
  public RestrictedMean(double tau) {
    this.curves = new KaplanMeier(tau);
  }

  /**
   * Tests "the difference is the null value".
   *
   * @param time time to event or censoring, NaN where missing
   * @param event 1 for an event, 0 for censored
   * @param group 0 control, 1 treatment
   * @param stratum codes from 0 on, or null
   * @param nullValue in the unit of the times
   */
  public Estimate test(
      double[] time, int[] event, int[] group, int[] stratum, int n, double nullValue) {
    Status status = curves.fit(time, event, group, stratum, n);
    if (status != Status.OK) {
      return Estimate.failed(status);
    }
    double variance = curves.meanVariance[0] + curves.meanVariance[1];
    if (!(variance > 0)) {
      return Estimate.failed(Status.NO_VARIANCE);
    }
    return Estimate.wald(curves.mean[1] - curves.mean[0], Math.sqrt(variance), nullValue);
  }

  /** The restricted mean of an arm, 0 control, 1 treatment, after a test with an estimate. */
  double mean(int arm) {
    return curves.mean[arm];
  }

  /** Its standard error. */
  double standardError(int arm) {
    return Math.sqrt(curves.meanVariance[arm]);
  }
}
