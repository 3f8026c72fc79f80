package org.silico.engine.plan;

/**
 * One use of the random numbers of a trial: what is drawn, and how often. The list of a plan
 * ({@link TrialPlan#draws}) holds every number that a simulation asks for, and its addresses.
 *
 * @param index position of the covariate, endpoint, intercurrent event or analysis; 0 where there
 *     is one
 * @param item position of the random effect; 0 for other uses
 * @param purpose part of the address, see {@link Purpose}
 * @param of whose: an endpoint's or an analysis' name; empty for the trial's own
 * @param what is drawn
 */
public record Draw(Use use, int index, int item, int purpose, String of, String what, Unit unit) {

  /** What a number becomes. */
  public enum Use {
    ARRIVAL,
    SITE,
    ARM,
    BLOCK_SIZE,
    COVARIATE,
    /** The baseline of an endpoint of one visit. */
    BASELINE,
    /** An endpoint of one visit. */
    OUTCOME,
    EVENT_TIME,
    RATER,
    EFFECT,
    LEVEL,
    MODEL_EFFECT,
    SCREENING,
    INFLATION,
    BASELINE_VALUE,
    MODEL_SCREENING,
    MODEL_BASELINE,
    VISIT_DAY,
    MISSED_VISIT,
    VISIT_VALUE,
    MODEL_VALUE,
    INTERCURRENT_EVENT,
    DROPOUT,
    IMPUTATION
  }

  /** Who or what has a number of its own, and where that stands in the address. */
  public enum Unit {
    /** Draw 0. */
    PATIENT("1"),
    /** Draw k of a patient is that of the (k + 1)-th candidate for the place. */
    CANDIDATE("1 per candidate"),
    /** Draw 1 of the patient who opens a block. */
    BLOCK("1 per block"),
    /** Draw v of a patient is that of visit v, from 0. */
    VISIT("1 per visit"),
    /** Draw v of a patient is that of the interval before visit v. */
    INTERVAL("1 per visit, before it"),
    /**
     * Draw k of a patient is that of the (k + 1)-th event, asked for where not all are seen; of
     * more than 1,000 events that of the (k + 1)-th 10<sup>9</sup> of them.
     */
    COUNTED_EVENT("1 per event, 1 if above 1,000"),
    /** Draw 0, the rater in place of the patient. */
    RATER("1 per rater"),
    /** Draw 0, the site in place of the patient. */
    SITE("1 per site"),
    /** Draw 0 of patient 0. */
    STUDY("1 per trial"),
    /** Numbers of the trial, as many as an analysis needs; patient and draw only count them. */
    ANALYSIS("as needed");

    private final String often;

    Unit(String often) {
      this.often = often;
    }

    /** How many there are, in words. */
    public String often() {
      return often;
    }
  }

  /** In words. */
  public String label() {
    return of.isEmpty() ? what : of + ", " + what;
  }
}
