package org.silico.engine.evaluation;

import java.io.Serializable;
import org.silico.engine.analysis.Estimate;
import org.silico.engine.analysis.Hypothesis.Decision;
import org.silico.engine.analysis.Status;

/**
 * The result of one analysis at one look.
 *
 * @param lower limit of the two-sided confidence interval whose level agrees with the hypothesis
 * @param treated patients analysed under treatment
 * @param control patients analysed under control
 * @param eventsTreated events among them; 0 for endpoints without events
 * @param boundary the largest p value that rejects
 */
public record AnalysisResult(
    Estimate estimate,
    Decision decision,
    double lower,
    double upper,
    int treated,
    int control,
    long eventsTreated,
    long eventsControl,
    double boundary)
    implements Serializable {

  /** Of a trial that could not be simulated. */
  static final AnalysisResult SIMULATION_FAILED =
      new AnalysisResult(
          Estimate.failed(Status.SIMULATION_FAILED),
          new Decision(false, Double.NaN, false),
          Double.NaN,
          Double.NaN,
          0,
          0,
          0,
          0,
          Double.NaN);

  /** Whether the null hypothesis is rejected in the direction that is good for patients. */
  public boolean success() {
    return decision.reject() && decision.beneficial();
  }
}
