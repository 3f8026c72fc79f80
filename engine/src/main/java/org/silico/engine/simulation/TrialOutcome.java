package org.silico.engine.simulation;

import java.io.Serializable;
import java.util.List;

/**
 * How one trial went.
 *
 * @param trial the replicate, from 0
 * @param look the look at which it ended, from 1
 * @param duration days from the opening of enrolment to the last data cut
 * @param subjects patients who entered
 * @param dropouts of them, seen to leave
 * @param screenFailures candidates refused
 * @param results one per analysis, at the last look
 */
public record TrialOutcome(
    long trial,
    int look,
    double duration,
    int subjects,
    int dropouts,
    long screenFailures,
    List<Result> results)
    implements Serializable {}
