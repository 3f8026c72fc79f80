package org.silico.engine.analysis;

import org.silico.engine.arithmetic.Elementary;

/**
 * Ratio of event rates by negative binomial regression with offset log(exposure) and the dispersion
 * estimated by maximum likelihood: Wald test of the log rate ratio (treatment over control).
 *
 * <p>Newton's method for the coefficients ({@link LogLinear}) and for the dispersion ({@link
 * Dispersion}) take turns until both stand still. The standard error is from the expected
 * information &Sigma; &mu;/(1 + &alpha;&mu;) x x' with the dispersion as if known, as R's
 * MASS::glm.nb; the two are orthogonal (Lawless 1987, Can J Stat 15:209-225).
 *
 * <p>Edges: counts that vary no more than Poisson counts have their maximum at dispersion 0: the
 * result is that of {@link PoissonRate} with {@link #dispersion()} 0. EMPTY_ARM; no event in both
 * arms NO_EVENTS, in one SEPARATION; covariates as in {@link PoissonRate}; NOT_CONVERGED. Rows with
 * a missing count or covariate, or an exposure that is missing or not above 0, are left out.
 */
public final class NegativeBinomialRate {

  private static final int ITERATIONS = 200;
  private static final double SETTLED = 1e-8;

  private final LogLinear logLinear = new LogLinear();
  private final Dispersion maximum = new Dispersion();

  private double dispersion;
  private double estimate;
  private double standardError;

  /**
   * Tests "log rate ratio = {@code nullValue}".
   *
   * @param count number of events, whole; NaN where missing
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
    dispersion = Double.NaN;
    Status status = logLinear.take(count, exposure, group, covariates, n);
    if (status == Status.OK) {
      boolean adjusted = covariates != null && covariates.length > 0;
      status = adjusted ? Status.NOT_CONVERGED : fitTwoArm();
      if (status == Status.NOT_CONVERGED) {
        status = fitAdjusted();
      }
    }
    return status.valid()
        ? Estimate.wald(status, estimate, standardError, nullValue)
        : Estimate.failed(status);
  }

  /** &alpha; of the variance &mu; + &alpha;&mu;&sup2; in the last test; NaN if it failed. */
  public double dispersion() {
    return dispersion;
  }

  private Status fitAdjusted() {
    Status poisson = logLinear.fit(0);
    if (!poisson.valid()) {
      return poisson;
    }
    double effect = logLinear.estimate();
    double error = logLinear.standardError();
    double least = Dispersion.poisson(logLinear.y, logLinear.mu, logLinear.n);
    if (poisson == Status.LEVEL_WITHOUT_EVENTS) {
      logLinear.leaveOutVanished();
      Status others = logLinear.fit(0);
      if (!others.valid()) {
        return others;
      }
    }
    maximum.take(logLinear.y, logLinear.n);
    double alpha = Dispersion.start(logLinear.y, logLinear.mu, logLinear.n);
    for (int iteration = 0; alpha > 0 && iteration < ITERATIONS; iteration++) {
      double step = maximum.step(alpha, logLinear.y, logLinear.mu, logLinear.n);
      alpha *= Elementary.exp(step);
      if (vanishes(alpha)) {
        alpha = 0;
        break;
      }
      Status status = logLinear.approach(alpha);
      if (!status.valid()) {
        return status;
      }
      if (Math.abs(step) < SETTLED && logLinear.settled()) {
        return exceeds(least, alpha)
            ? finish(poisson, alpha, logLinear.estimate(), logLinear.standardError())
            : finish(poisson, 0, effect, error);
      }
    }
    return alpha > 0 ? Status.NOT_CONVERGED : finish(poisson, 0, effect, error);
  }

  /** Without covariates a mean is exposure times the rate of the arm. */
  private Status fitTwoArm() {
    int n = logLinear.n;
    double[] y = logLinear.y;
    double[] exposure = logLinear.exposure;
    double[] mu = logLinear.mu;
    double events0 = 0;
    double events1 = 0;
    double time0 = 0;
    double time1 = 0;
    for (int i = 0; i < n; i++) {
      if (logLinear.treated(i)) {
        events1 += y[i];
        time1 += exposure[i];
      } else {
        events0 += y[i];
        time0 += exposure[i];
      }
    }
    double rate0 = events0 / time0;
    double rate1 = events1 / time1;
    means(rate0, rate1);
    maximum.take(y, n);
    double alpha = Dispersion.start(y, mu, n);
    double effect = Elementary.log(rate1 / rate0);
    double error = Math.sqrt(1 / events0 + 1 / events1);
    if (alpha == 0) {
      return finish(Status.OK, 0, effect, error);
    }
    double least = Dispersion.poisson(y, mu, n);
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      double step = maximum.step(alpha, y, mu, n);
      alpha *= Elementary.exp(step);
      if (vanishes(alpha)) {
        return finish(Status.OK, 0, effect, error);
      }
      double score0 = 0;
      double score1 = 0;
      double observed0 = 0;
      double observed1 = 0;
      double expected0 = 0;
      double expected1 = 0;
      for (int i = 0; i < n; i++) {
        double inverse = 1 / (1 + alpha * mu[i]);
        double residual = (y[i] - mu[i]) * inverse;
        double weight = mu[i] * inverse;
        double observed = weight * (1 + alpha * y[i]) * inverse;
        if (logLinear.treated(i)) {
          score1 += residual;
          observed1 += observed;
          expected1 += weight;
        } else {
          score0 += residual;
          observed0 += observed;
          expected0 += weight;
        }
      }
      // far from the maximum a full step can lead farther away
      double step0 = Math.max(-1, Math.min(1, score0 / observed0));
      double step1 = Math.max(-1, Math.min(1, score1 / observed1));
      rate0 *= Elementary.exp(step0);
      rate1 *= Elementary.exp(step1);
      if (Math.max(Math.abs(step), Math.max(Math.abs(step0), Math.abs(step1))) < SETTLED) {
        double expected = Math.sqrt(1 / expected0 + 1 / expected1);
        return exceeds(least, alpha)
            ? finish(Status.OK, alpha, Elementary.log(rate1 / rate0), expected)
            : finish(Status.OK, 0, effect, error);
      }
      means(rate0, rate1);
    }
    return Status.NOT_CONVERGED;
  }

  private void means(double rate0, double rate1) {
    for (int i = 0; i < logLinear.n; i++) {
      logLinear.mu[i] = logLinear.exposure[i] * (logLinear.treated(i) ? rate1 : rate0);
    }
  }

  /** Whether a maximum is no lower than that of Poisson counts, to rounding. */
  private boolean exceeds(double poisson, double alpha) {
    double value = maximum.logLikelihood(alpha, logLinear.y, logLinear.mu, logLinear.n);
    return value > poisson - 1e-9 * Math.abs(poisson);
  }

  /** Whether the variance differs from Poisson's by less than any count can show. */
  private boolean vanishes(double alpha) {
    double largest = 0;
    for (int i = 0; i < logLinear.n; i++) {
      largest = Math.max(largest, logLinear.mu[i]);
    }
    return alpha * largest < 1e-9;
  }

  private Status finish(Status status, double alpha, double estimate, double standardError) {
    this.dispersion = alpha;
    this.estimate = estimate;
    this.standardError = standardError;
    return status;
  }
}
