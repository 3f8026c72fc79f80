package org.silico.engine.evaluation;

import java.io.Serializable;
import java.util.List;
import org.silico.engine.trial.DataCut;

/**
 * What one look saw of a trial.
 *
 * @param look from 1, in the order of the protocol
 * @param days from the opening of enrolment to the data cut
 * @param cut why the data were cut then
 * @param subjects patients who had entered
 * @param dropouts of them, seen to leave
 * @param screenFailures candidates refused
 * @param events seen in all arms, by endpoint; 0 for endpoints without events
 * @param results one per analysis
 */
public record LookOutcome(
    int look,
    double days,
    DataCut.Reason cut,
    int subjects,
    int dropouts,
    long screenFailures,
    List<Long> events,
    List<AnalysisResult> results)
    implements Serializable {}
