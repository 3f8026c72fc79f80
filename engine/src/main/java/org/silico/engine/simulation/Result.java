package org.silico.engine.simulation;

import java.io.Serializable;
import org.silico.engine.analysis.Estimate;
import org.silico.engine.analysis.Hypothesis.Decision;

/**
 * The result of one analysis at one look.
 *
 * @param lower limit of the two-sided confidence interval whose level agrees with the hypothesis
 * @param treated patients analysed under treatment
 * @param control patients analysed under control
 * @param eventsTreated events among them; 0 for endpoints without events
 */
public record Result(
    Estimate estimate,
    Decision decision,
    double lower,
    double upper,
    int treated,
    int control,
    long eventsTreated,
    long eventsControl)
    implements Serializable {

  /** Whether the null hypothesis is rejected in the direction that is good for patients. */
  public boolean success() {
    return decision.reject() && decision.beneficial();
  }
}
