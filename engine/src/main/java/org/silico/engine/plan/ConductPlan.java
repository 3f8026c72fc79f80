package org.silico.engine.plan;

import java.util.List;

/**
 * How patients enter a trial, stay and leave, and when its data are cut.
 *
 * @param patients in all arms together
 * @param leadIn days before randomisation on the same treatment for all; 0 for none
 * @param events what can happen between visits
 * @param steering position of the endpoint that the events follow; -1 without events
 * @param dropout null when nobody leaves
 * @param looks when the data are cut, in order
 * @param lookNames in the same order
 * @param followUp days from randomisation; positive infinity when until the cut
 */
public record ConductPlan(
    int patients,
    EnrolmentPlan enrolment,
    RandomisationPlan randomisation,
    double leadIn,
    List<IntercurrentEventPlan> events,
    int steering,
    HazardPlan dropout,
    double followUp,
    List<CutPlan> looks,
    List<String> lookNames) {

  /** The same with the last look alone. */
  ConductPlan withoutLooks() {
    int last = looks.size() - 1;
    return new ConductPlan(
        patients,
        enrolment,
        randomisation,
        leadIn,
        events,
        steering,
        dropout,
        followUp,
        List.of(looks.get(last)),
        List.of(lookNames.get(last)));
  }
}
