package org.silico.engine.method;

/**
 * The rows that one analysis works on, by column: n patients, in the order of entry. Arrays may be
 * longer than n, and are valid until the next trial.
 */
public class AnalysisRows {
  /** The replicate, from 0. */
  public long trial;

  public int n;

  /** 0 control, 1 treatment, from 2 the other arms where the method takes them. */
  public int[] group = new int[0];

  /**
   * By outcome: one row with the outcome, the change from baseline, the count, or the time in days;
   * for methods of several visits a row a visit (or stage, or period), NaN where missing.
   */
  public double[][] y;

  /**
   * 1 event, 0 censored; for times to events. Where the method has competing events also 2, one of
   * them came first.
   */
  public int[] event = new int[0];

  /** Days observed; for counts. */
  public double[] exposure = new double[0];

  /** Null without strata. */
  public int[] stratum;

  /** A column of the model each, treatment left out. */
  public double[][] covariates;
}
