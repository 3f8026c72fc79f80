package org.silico.engine.plan;

import org.silico.engine.language.Location;

/** When the data are cut, in days from the opening of enrolment. */
public sealed interface CutPlan {

  /** When the last patient has completed follow-up. */
  record FullFollowUp() implements CutPlan {}

  record Calendar(double time) implements CutPlan {}

  /**
   * When a number of events, or of patients at a visit, has come.
   *
   * @param endpoint its position
   * @param visit that patients come to, from 0; -1 to count events
   * @param latest positive infinity when there is none
   * @param location of the number in the protocol
   */
  record Events(int endpoint, int visit, int number, double latest, Location location)
      implements CutPlan {

    /** What is counted, in words. */
    public String counted() {
      return visit < 0 ? "events" : "patients at the last visit";
    }
  }
}
