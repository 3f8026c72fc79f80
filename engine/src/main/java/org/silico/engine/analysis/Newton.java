package org.silico.engine.analysis;

import java.util.Arrays;

/**
 * Maximum of a log-likelihood by Newton's method with step halving; with expected instead of
 * observed information it is Fisher scoring. The effect of interest is the last parameter.
 *
 * <p>Parameters must be of the order of 1 (standardised covariates, log ratios). The end is a full
 * step below 1e-8 in every parameter. Separation shows as a likelihood that has no more to gain
 * while the step stays large: under monotone likelihood each step adds about 1 to the parameter
 * while the gain falls as exp(-parameter) (Heinze and Schemper 2001, Biometrics 57:114-119).
 */
final class Newton {

  /** What is maximised. */
  interface LogLikelihood {

    /**
     * The log-likelihood at the parameters, up to a constant; NaN or minus infinity outside the
     * parameter space.
     *
     * @param score is filled with the gradient; starts as zeros
     * @param information is filled with the information, lower triangle, row-major; starts as zeros
     */
    double at(double[] parameters, double[] score, double[] information);
  }

  private static final int ITERATIONS = 60;
  static final double SETTLED = 1e-8;

  /** The start for {@link #maximise}, then the maximum. */
  double[] parameters = new double[2];

  /** The largest change of a parameter in the last step. */
  double lastStep;

  private double[] tried = new double[2];
  private double[] score = new double[2];
  private double[] information = new double[4];
  private int p;

  /** Makes room for p parameters, all zero. */
  void start(int p) {
    this.p = p;
    if (parameters.length < p) {
      parameters = new double[p];
      tried = new double[p];
      score = new double[p];
      information = new double[p * p];
    }
    Arrays.fill(parameters, 0, p, 0);
  }

  /** OK, SINGULAR, SEPARATION or NOT_CONVERGED; the numbers below hold for OK. */
  Status maximise(LogLikelihood logLikelihood) {
    return maximise(logLikelihood, SETTLED);
  }

  /**
   * Ends after the first full step below {@code settled} in every parameter, for likelihoods that
   * change from call to call; {@link #lastStep} tells when they too stand still.
   */
  Status maximise(LogLikelihood logLikelihood, double settled) {
    double current = evaluate(logLikelihood, parameters);
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      if (!Cholesky.factor(information, p)) {
        return iteration == 0 ? Status.SINGULAR : Status.SEPARATION;
      }
      Cholesky.forward(information, p, score);
      double gain = 0;
      for (int j = 0; j < p; j++) {
        gain += score[j] * score[j];
      }
      Cholesky.backward(information, p, score);
      double largest = 0;
      for (int j = 0; j < p; j++) {
        largest = Math.max(largest, Math.abs(score[j]));
        tried[j] = parameters[j] + score[j];
      }
      lastStep = largest;
      if (largest < settled) {
        System.arraycopy(tried, 0, parameters, 0, p);
        return Status.OK;
      }
      if (gain < 1e-8 && largest > 0.01) {
        return Status.SEPARATION;
      }
      double next = evaluate(logLikelihood, tried);
      double slack = 1e-10 * Math.abs(current);
      for (int halving = 0; !(next >= current - slack); halving++) {
        if (halving == 40) {
          return Status.NOT_CONVERGED;
        }
        for (int j = 0; j < p; j++) {
          tried[j] = 0.5 * (tried[j] + parameters[j]);
        }
        next = evaluate(logLikelihood, tried);
      }
      System.arraycopy(tried, 0, parameters, 0, p);
      current = next;
    }
    return Status.NOT_CONVERGED;
  }

  /** The effect of interest. */
  double estimate() {
    return parameters[p - 1];
  }

  /** Its standard error from the inverse of the information. */
  double standardError() {
    return 1 / information[p * p - 1];
  }

  private double evaluate(LogLikelihood logLikelihood, double[] at) {
    Arrays.fill(score, 0, p, 0);
    Arrays.fill(information, 0, p * p, 0);
    return logLikelihood.at(at, score, information);
  }
}
