package org.silico.engine.evaluation;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import org.silico.engine.trial.DataCut;

/**
 * How one trial went.
 *
 * @param trial the replicate, from 0
 * @param look the look at which it ended, from 1; 0 when it could not be simulated
 * @param duration days from the opening of enrolment to the last data cut; NaN likewise
 * @param subjects patients who entered
 * @param dropouts of them, seen to leave
 * @param screenFailures candidates refused
 * @param cut why the data were cut when they were; null likewise
 * @param events seen in all arms, by endpoint; 0 for endpoints without events; empty likewise
 * @param results one per analysis, at the last look
 */
public record TrialOutcome(
    long trial,
    int look,
    double duration,
    DataCut.Reason cut,
    int subjects,
    int dropouts,
    long screenFailures,
    List<Long> events,
    List<AnalysisResult> results)
    implements Serializable {

  /** A trial that could not be simulated, with so many analyses. */
  public static TrialOutcome failed(long trial, int analyses) {
    return new TrialOutcome(
        trial,
        0,
        Double.NaN,
        null,
        0,
        0,
        0,
        List.of(),
        Collections.nCopies(analyses, AnalysisResult.SIMULATION_FAILED));
  }

  /** Whether it could not be simulated. */
  public boolean failed() {
    return look == 0;
  }
}
