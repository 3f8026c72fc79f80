package org.silico.engine.evaluation;

import java.io.Serializable;

/**
 * What an analysis says at the end of a trial with looks, its results ordered by the stage at which
 * they came. Numbers are NaN where the method has no standard error, or nothing was tested.
 *
 * @param p of as many sides as the test
 * @param estimate median-unbiased, on the scale of the analysis
 * @param lower limit of the two-sided interval whose level agrees with the hypothesis
 * @param repeatedP the least α at which the look would have rejected
 */
public record StagewiseResult(
    double p, double estimate, double lower, double upper, double repeatedP)
    implements Serializable {

  /** Nothing was tested. */
  public static final StagewiseResult NONE =
      new StagewiseResult(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
}
