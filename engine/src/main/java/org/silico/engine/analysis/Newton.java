package org.silico.engine.analysis;

import java.util.Arrays;

/**
 * Maximum of a log-likelihood by Newton's method with step halving; with expected instead of
 * observed information it is Fisher scoring. The effect of interest is the last parameter.
 *
 * <p>Parameters must be of the order of 1 (standardised covariates, log ratios). The end is a full
 * step below 1e-8 in every parameter.
 *
 * <p>Of linearly dependent parameters the later ones stay at 0, as in R. Where the effect of
 * interest is such a one, it cannot be estimated: SINGULAR.
 *
 * <p>Separation shows as a likelihood that has no more to gain while the step stays large: under
 * monotone likelihood each step adds about 1 to the linear predictor while the gain falls by the
 * factor e (Heinze and Schemper 2001, Biometrics 57:114-119), where at an inner maximum it falls
 * with its square. If the effect of interest takes part, SEPARATION; if not, it has reached its
 * limit with an error of the order of the gain, below 1e-11.
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

  /** Near an edge of the parameter space steps are short. */
  private static final int CLIMBS = 200;

  static final double SETTLED = 1e-8;

  /** A gain that leaves the effect of interest nothing to change. */
  private static final double LIMIT = 1e-11;

  /** A standard error that has grown so many times has no end. */
  private static final double VANISHED = 1e-4;

  /** The start for {@link #maximise}, then the maximum. */
  double[] parameters = new double[2];

  /** The log-likelihood where {@link #climb} ended, to the error of its last step. */
  double value;

  /** The largest change of a parameter in the last step. */
  double lastStep;

  /** What of a pivot of the information may be rounding, by parameter, or null. */
  double[] floor;

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

  /**
   * {@link Status#valid}, SINGULAR, SEPARATION or NOT_CONVERGED; the numbers below hold where
   * valid.
   */
  Status maximise(LogLikelihood logLikelihood) {
    return maximise(logLikelihood, SETTLED);
  }

  /**
   * Ends after the first full step below {@code settled} in every parameter, for likelihoods that
   * change from call to call; {@link #lastStep} tells when they too stand still.
   */
  Status maximise(LogLikelihood logLikelihood, double settled) {
    double current = evaluate(logLikelihood, parameters);
    int effect = p - 1;
    int determined = p;
    double first = 0;
    double gainBefore = 0;
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      int rank = Cholesky.factorInOrder(information, p, floor);
      if (rank < 0 || Cholesky.leftOut(information, p, effect)) {
        return iteration == 0 ? Status.SINGULAR : Status.SEPARATION;
      }
      double pivot = information[p * p - 1];
      if (iteration == 0) {
        determined = rank;
        first = pivot;
      }
      double gain = step();
      if (lastStep < settled) {
        System.arraycopy(tried, 0, parameters, 0, p);
        return valid(determined, rank < determined);
      }
      double effectStep = Math.abs(score[effect]);
      if (gain < 1e-8 && (effectStep > 0.01 || pivot < VANISHED * first)) {
        return Status.SEPARATION;
      }
      if (gain < LIMIT && gain > 0.1 * gainBefore) {
        System.arraycopy(tried, 0, parameters, 0, p);
        return effectStep < 1e-5 ? Status.LEVEL_WITHOUT_EVENTS : Status.SEPARATION;
      }
      gainBefore = gain;
      current = moveOn(logLikelihood, current);
      if (Double.isNaN(current)) {
        return Status.NOT_CONVERGED;
      }
    }
    return Status.NOT_CONVERGED;
  }

  /**
   * The same without an effect of interest: parameters that the information does not tell of stay
   * where they are. OK, SINGULAR where the maximum is at an edge, or NOT_CONVERGED.
   */
  Status climb(LogLikelihood logLikelihood) {
    value = evaluate(logLikelihood, parameters);
    for (int iteration = 0; iteration < CLIMBS; iteration++) {
      if (Cholesky.factorInOrder(information, p, floor) < 0) {
        return Status.SINGULAR;
      }
      double gain = step();
      if (lastStep < SETTLED) {
        System.arraycopy(tried, 0, parameters, 0, p);
        return Status.OK;
      }
      if (gain < 1e-8 && lastStep > 0.01) {
        return Status.SINGULAR;
      }
      double next = moveOn(logLikelihood, value);
      if (Double.isNaN(next)) {
        return Status.NOT_CONVERGED;
      }
      value = next;
    }
    return Status.NOT_CONVERGED;
  }

  private Status valid(int determined, boolean fled) {
    if (fled) {
      return Status.LEVEL_WITHOUT_EVENTS;
    }
    return determined < p ? Status.COVARIATE_DROPPED : Status.OK;
  }

  /** Fills {@link #tried} and {@link #lastStep}; score'information<sup>-1</sup>score. */
  private double step() {
    Cholesky.forward(information, p, score);
    double gain = 0;
    for (int j = 0; j < p; j++) {
      gain += score[j] * score[j];
    }
    Cholesky.backward(information, p, score);
    lastStep = 0;
    for (int j = 0; j < p; j++) {
      lastStep = Math.max(lastStep, Math.abs(score[j]));
      tried[j] = parameters[j] + score[j];
    }
    return gain;
  }

  /** Goes the step, or what of it does not lose; the value there, or NaN. */
  private double moveOn(LogLikelihood logLikelihood, double current) {
    double next = evaluate(logLikelihood, tried);
    double slack = 1e-10 * Math.abs(current);
    for (int halving = 0; !(next >= current - slack); halving++) {
      if (halving == 40) {
        return Double.NaN;
      }
      for (int j = 0; j < p; j++) {
        tried[j] = 0.5 * (tried[j] + parameters[j]);
      }
      next = evaluate(logLikelihood, tried);
    }
    System.arraycopy(tried, 0, parameters, 0, p);
    return next;
  }

  /** The effect of interest. */
  double estimate() {
    return parameters[p - 1];
  }

  /** Its standard error from the inverse of the information. */
  double standardError() {
    return 1 / information[p * p - 1];
  }

  /** Writes the row of the inverse information that is the effect's. */
  void effectRow(double[] row) {
    Arrays.fill(row, 0, p, 0);
    row[p - 1] = 1;
    Cholesky.forward(information, p, row);
    Cholesky.backward(information, p, row);
  }

  private double evaluate(LogLikelihood logLikelihood, double[] at) {
    Arrays.fill(score, 0, p, 0);
    Arrays.fill(information, 0, p * p, 0);
    return logLikelihood.at(at, score, information);
  }
}
