package org.silico.engine.protocol;

import java.util.Optional;
import org.silico.engine.language.Location;

/**
 * Something that can happen to a patient between two visits, once. Its formulas may use what is
 * known at the start of the interval (TIME, LAST, CHANGE, earlier events and those before it in the
 * protocol) and, for what depends on outcomes that nobody sees, the VALUE at the interval's end.
 *
 * @param name known to formulas as 1 once it has happened, before that 0
 * @param endpoint the position of the longitudinal endpoint whose visits and values it follows
 * @param term AETERM of an adverse event, DCSREAS of a discontinuation
 * @param probability of happening in one interval between visits; absent with a hazard
 * @param hazard absent with a probability
 * @param until when the hazard ends, from randomisation; absent for never
 */
public record IntercurrentEvent(
    String name,
    String label,
    Kind kind,
    int endpoint,
    String term,
    Optional<ByArm> probability,
    Optional<ByArm> hazard,
    Optional<Quantity> until,
    Location location) {

  /** What happens then. */
  public enum Kind {
    /** The patient leaves: later visits are missing. */
    STUDY_DISCONTINUATION,
    /** The drug is stopped from the start of the interval on; visits go on. */
    TREATMENT_DISCONTINUATION,
    /** Something else is taken from the start of the interval on. */
    RESCUE_MEDICATION,
    ADVERSE_EVENT
  }
}
