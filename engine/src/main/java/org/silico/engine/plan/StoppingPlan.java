package org.silico.engine.plan;

import org.silico.engine.design.GroupSequential;
import org.silico.engine.protocol.Stopping;

/**
 * How an analysis ends the trial.
 *
 * @param bounds as planned
 * @param futileEffect estimates at the looks before the last than which worse ones end the trial,
 *     on the scale of the analysis; null for none
 * @param harm bounds of Z at the looks before the last below which the trial stops for harm; null
 *     for none
 * @param measure of the information by which bounds are recomputed; null when they are not
 * @param maximum of that measure, as planned in the end; NaN without
 * @param stagewise whether p, estimate and interval at the end are ordered by stage
 */
public record StoppingPlan(
    GroupSequential bounds,
    double[] futileEffect,
    double[] harm,
    Stopping.Measure measure,
    double maximum,
    boolean stagewise) {

  /** Whether there is any bound for futility. */
  public boolean givesUp() {
    return futileEffect != null || bounds.hasFutility();
  }
}
