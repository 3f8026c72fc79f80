package org.silico.engine.trial;

/**
 * Under what patients are seen: the trial as it is, or a counterfactual on the same random numbers.
 *
 * @param arm of each patient
 * @param without by event, whether it cannot happen; null when all can
 */
public record World(int[] arm, Treatment treatment, boolean[] without) {

  /** What of the treatment there is. */
  public enum Treatment {
    /** What the arm says. */
    OF_THE_ARM,
    /** The arm without its drug. */
    PLACEBO,
    /** The natural course alone; nothing happens between visits. */
    NONE
  }

  boolean happens(int event) {
    return treatment != Treatment.NONE && (without == null || !without[event]);
  }
}
