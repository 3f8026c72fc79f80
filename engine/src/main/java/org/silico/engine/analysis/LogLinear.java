package org.silico.engine.analysis;

import java.util.Arrays;
import org.silico.engine.arithmetic.Elementary;

/**
 * Event counts with the mean &mu; = exposure &middot; exp(intercept + covariates + treatment) and
 * the variance &mu; + &alpha;&mu;&sup2;, &alpha; given: Poisson regression at &alpha; = 0,
 * otherwise negative binomial.
 *
 * <p>The score is &Sigma; (y - &mu;)/(1 + &alpha;&mu;) x. Newton's method goes by the observed
 * information, with weights &mu;(1 + &alpha;y)/(1 + &alpha;&mu;)&sup2;, which is never negative:
 * Fisher scoring can swing without end about an outlying count. The standard error is from the
 * expected information, with weights &mu;/(1 + &alpha;&mu;).
 */
final class LogLinear {

  private final Design design = new Design();
  private final Newton newton = new Newton();
  private final Newton.LogLikelihood logLikelihood = this::logLikelihood;

  /** Complete rows. */
  int n;

  /** Their counts, exposures and fitted means. */
  double[] y = new double[0];

  double[] exposure = new double[0];
  double[] mu = new double[0];

  /** A mean below this share of that of all rates is on its way to 0. */
  private static final double VANISHED = 1e-8;

  private double alpha;
  private double rate;
  private double[] expected = new double[0];

  /**
   * Takes the rows with counts, exposure above 0, and covariates.
   *
   * @param covariates columns, or null
   */
  Status take(double[] counts, double[] exposures, int[] group, double[][] covariates, int rows) {
    if (y.length < rows) {
      y = new double[rows];
      exposure = new double[rows];
      mu = new double[rows];
    }
    // exposure of 0 or less is missing
    for (int i = 0; i < rows; i++) {
      mu[i] = exposures[i] > 0 ? exposures[i] : Double.NaN;
    }
    Status status = design.take(counts, mu, group, covariates, rows);
    if (status != Status.OK) {
      return status;
    }
    n = design.n;
    int p = design.p;
    double total = 0;
    double total1 = 0;
    double time = 0;
    for (int i = 0; i < n; i++) {
      y[i] = counts[design.row[i]];
      exposure[i] = exposures[design.row[i]];
      total += y[i];
      total1 += y[i] * design.x[i * p + p - 1];
      time += exposure[i];
    }
    if (total == 0) {
      return Status.NO_EVENTS;
    }
    if (total1 == 0 || total1 == total) {
      return Status.SEPARATION;
    }
    newton.start(p + 1);
    rate = total / time;
    newton.parameters[0] = Elementary.log(rate);
    return Status.OK;
  }

  /** Maximises over the coefficients from where they are, and leaves {@link #mu} at the maximum. */
  Status fit(double alpha) {
    this.alpha = alpha;
    return newton.maximise(logLikelihood);
  }

  /**
   * Leaves out the rows without events whose fitted mean is on its way to 0, and starts anew: at
   * the limit they add nothing to the likelihood, and the covariates that led there depend on the
   * others.
   */
  void leaveOutVanished() {
    int p = design.p;
    int kept = 0;
    for (int i = 0; i < n; i++) {
      if (y[i] > 0 || mu[i] > VANISHED * exposure[i] * rate) {
        y[kept] = y[i];
        exposure[kept] = exposure[i];
        System.arraycopy(design.x, i * p, design.x, kept * p, p);
        kept++;
      }
    }
    n = kept;
    newton.start(p + 1);
    newton.parameters[0] = Elementary.log(rate);
  }

  boolean treated(int i) {
    return design.x[(i + 1) * design.p - 1] != 0;
  }

  /**
   * One or a few steps towards the maximum, for an {@code alpha} that is itself on its way. {@link
   * #mu} is where the last step began.
   */
  Status approach(double alpha) {
    this.alpha = alpha;
    return newton.maximise(logLikelihood, 0.1);
  }

  /** Whether the last step was none to speak of. */
  boolean settled() {
    return newton.lastStep < Newton.SETTLED;
  }

  double estimate() {
    return newton.estimate();
  }

  double standardError() {
    if (alpha == 0) {
      return newton.standardError();
    }
    int size = design.p + 1;
    if (expected.length < size * size) {
      expected = new double[size * size];
    }
    Arrays.fill(expected, 0, size * size, 0);
    for (int i = 0; i < n; i++) {
      addInformation(expected, mu[i] / (1 + alpha * mu[i]), i);
    }
    Cholesky.factorInOrder(expected, size, null);
    return 1 / expected[size * size - 1];
  }

  private double logLikelihood(double[] beta, double[] score, double[] information) {
    int p = design.p;
    double[] x = design.x;
    double value = 0;
    for (int i = 0; i < n; i++) {
      double linear = beta[0];
      for (int j = 0; j < p; j++) {
        linear += beta[j + 1] * x[i * p + j];
      }
      double mean = exposure[i] * Elementary.exp(linear);
      double inflation = 1 + alpha * mean;
      value += y[i] * linear;
      value -= alpha == 0 ? mean : (y[i] + 1 / alpha) * Elementary.log1p(alpha * mean);
      mu[i] = mean;
      double residual = (y[i] - mean) / inflation;
      double weight = mean * (1 + alpha * y[i]) / (inflation * inflation);
      score[0] += residual;
      for (int j = 0; j < p; j++) {
        score[j + 1] += residual * x[i * p + j];
      }
      addInformation(information, weight, i);
    }
    return value;
  }

  private void addInformation(double[] information, double weight, int i) {
    int p = design.p;
    int size = p + 1;
    double[] x = design.x;
    information[0] += weight;
    for (int j = 0; j < p; j++) {
      double wx = weight * x[i * p + j];
      int at = (j + 1) * size;
      information[at] += wx;
      for (int k = 0; k <= j; k++) {
        information[at + k + 1] += wx * x[i * p + k];
      }
    }
  }
}
