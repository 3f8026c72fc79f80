package org.silico.engine.analysis;

import org.silico.engine.arithmetic.Elementary;

/**
 * Ratio of event rates by Poisson regression with offset log(exposure): Wald test of the log rate
 * ratio (treatment over control).
 *
 * <p>Without covariates, with Y events in time T of an arm, the estimate is
 * log((Y&#8321;/T&#8321;)/(Y&#8320;/T&#8320;)) and SE&sup2; = 1/Y&#8321; + 1/Y&#8320;; with
 * covariates by {@link LogLinear}.
 *
 * <p>Edges: EMPTY_ARM; no event in both arms NO_EVENTS, in one SEPARATION; treatment explained by
 * covariates SINGULAR, constant or dependent covariates COVARIATE_DROPPED; LEVEL_WITHOUT_EVENTS,
 * with the treatment effect at its limit. Rows with a missing count or covariate, or an exposure
 * that is missing or not above 0, are left out.
 */
public final class PoissonRate {

  private final LogLinear logLinear = new LogLinear();

  /**
   * Tests "log rate ratio = {@code nullValue}".
   *
   * @param count number of events, NaN where missing
   * @param exposure time at risk, above 0
   * @param group 0 control, 1 treatment
   * @param covariates columns, or null
   */
  public Estimate test(
      double[] count,
      double[] exposure,
      int[] group,
      double[][] covariates,
      int n,
      double nullValue) {
    if (covariates == null || covariates.length == 0) {
      return twoArm(count, exposure, group, n, nullValue);
    }
    Status status = logLinear.take(count, exposure, group, covariates, n);
    if (status == Status.OK) {
      status = logLinear.fit(0);
    }
    return status.valid()
        ? Estimate.wald(status, logLinear.estimate(), logLinear.standardError(), nullValue)
        : Estimate.failed(status);
  }

  private static Estimate twoArm(
      double[] count, double[] exposure, int[] group, int n, double nullValue) {
    double events0 = 0;
    double events1 = 0;
    double time0 = 0;
    double time1 = 0;
    for (int i = 0; i < n; i++) {
      if (exposure[i] > 0 && count[i] == count[i]) {
        if (group[i] == 0) {
          events0 += count[i];
          time0 += exposure[i];
        } else {
          events1 += count[i];
          time1 += exposure[i];
        }
      }
    }
    if (time0 == 0 || time1 == 0) {
      return Estimate.failed(Status.EMPTY_ARM);
    }
    if (events0 == 0 || events1 == 0) {
      return Estimate.failed(events0 == events1 ? Status.NO_EVENTS : Status.SEPARATION);
    }
    double estimate = Elementary.log(events1 / time1) - Elementary.log(events0 / time0);
    return Estimate.wald(estimate, Math.sqrt(1 / events1 + 1 / events0), nullValue);
  }
}
