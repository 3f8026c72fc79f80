package org.silico.engine.trial;

/** What becomes of a trial in which a formula of the protocol gives something impossible. */
public enum OnError {
  /** It ends the run. */
  STOP,
  /**
   * It counts as failed: its analyses do not reject and are counted as failures, it has no patients
   * in tables, and what it took is not averaged. In worlds other than the trial's own a value that
   * a formula cannot give is missing.
   */
  COUNT
}
