package org.silico.engine.method;

/** The outcomes that a method takes of each patient, of a longitudinal endpoint. */
public enum Taken {
  /** One visit, with what stands for a value that was not seen. */
  ONE_VISIT,
  /** All visits, of patients with a value at any. */
  ALL_VISITS,
  /**
   * All visits, also of patients without any value; where events exclude values, with a last row:
   * the visit before the event, from 0, or -1 for none.
   */
  ALL_VISITS_OF_ALL,
  /** The change in each of two stages; the second of those who did not respond in the first. */
  STAGES,
  /** The values at the ends of two periods: both, or none. */
  PERIODS
}
