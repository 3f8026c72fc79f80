package org.silico.engine.simulation;

import java.io.Serializable;

/**
 * The rows of a {@link AnalysisSet} from one block of patients, to be sent to where the blocks
 * meet. Columns that the analysis does not use are empty.
 *
 * @param group 0 control, 1 treatment, from 2 other arms
 * @param stratum null without strata
 */
public record AnalysisSetRows(
    int[] group,
    double[][] y,
    int[] event,
    double[] exposure,
    int[] stratum,
    double[][] covariates,
    int treated,
    int controls,
    long eventsTreated,
    long eventsControl)
    implements Serializable {

  int size() {
    return group.length;
  }
}
