package org.silico.engine.plan;

/** When the data are cut, in days from the opening of enrolment. */
public sealed interface CutPlan {

  /** When the last patient has completed follow-up. */
  record FullFollowUp() implements CutPlan {}

  record Calendar(double time) implements CutPlan {}

  /**
   * @param endpoint position of a time-to-event endpoint
   * @param latest positive infinity when there is none
   */
  record Events(int endpoint, int number, double latest) implements CutPlan {}
}
