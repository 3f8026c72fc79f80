package org.silico.engine.plan;

/**
 * What the patients of one arm take, step by step, the lead-in before randomisation included.
 *
 * @param from days from randomisation, ascending; the first before all visits
 * @param dose by step
 * @param active by step: what formulas see as ACTIVE
 * @param drug by step: whether time on drug counts
 * @param own by step: whether a drug term that is written by arm acts: on the drug, and on whatever
 *     an arm without steps is given
 */
public record RegimenPlan(
    double[] from, double[] dose, double[] active, boolean[] drug, boolean[] own) {

  public int steps() {
    return from.length;
  }

  /** The day from which patients take a drug, from randomisation on; infinite for never. */
  public double drugBegins() {
    for (int k = 0; k < steps(); k++) {
      if (drug[k] && from[k] >= 0) {
        return from[k];
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  /** Whether patients take a drug in some step from randomisation on. */
  public boolean everOnDrug() {
    return drugBegins() < Double.POSITIVE_INFINITY;
  }
}
