package org.silico.engine.plan;

import org.silico.engine.language.Location;

/** When the data are cut, in days from the opening of enrolment. */
public sealed interface CutPlan {

  /** When the last patient has completed follow-up. */
  record FullFollowUp() implements CutPlan {}

  record Calendar(double time) implements CutPlan {}

  /**
   * @param endpoint position of a time-to-event endpoint
   * @param latest positive infinity when there is none
   * @param location of the number in the protocol
   */
  record Events(int endpoint, int number, double latest, Location location) implements CutPlan {}
}
