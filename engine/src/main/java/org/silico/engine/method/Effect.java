package org.silico.engine.method;

/** What a method estimates: treatment against control. */
public enum Effect {
  /** Of one arm, against a value. */
  PROPORTION("proportion", false, true, false),
  DIFFERENCE_OF_MEANS("difference of means", false, false, true),
  DIFFERENCE_OF_PROPORTIONS("difference of proportions", false, true, true),
  RATIO_OF_PROPORTIONS("log ratio of proportions", true, true, true),
  ODDS_RATIO("log odds ratio", true, true, true),
  HAZARD_RATIO("log hazard ratio", true, false, false),
  RATE_RATIO("log rate ratio", true, false, false),
  /** That a patient of the treatment arm has the larger value, ties counting half, less 1/2. */
  PROBABILITY_OF_A_LARGER_VALUE("probability of a larger value, less 1/2", false, false, false),
  CUMULATIVE_ODDS_RATIO("log cumulative odds ratio", true, false, false),
  /** Of the hazard among those who have not had the event, a competing event or not. */
  SUBDISTRIBUTION_HAZARD_RATIO("log subdistribution hazard ratio", true, false, false),
  /** In days. */
  DIFFERENCE_OF_RESTRICTED_MEANS(
      "difference of restricted mean survival times, in days", false, false, false),
  DIFFERENCE_OF_SURVIVAL("difference of survival probabilities", false, true, false);

  private final String words;
  private final boolean ratio;
  private final boolean ofProportions;
  private final boolean marginal;

  Effect(String words, boolean ratio, boolean ofProportions, boolean marginal) {
    this.words = words;
    this.ratio = ratio;
    this.ofProportions = ofProportions;
    this.marginal = marginal;
  }

  public String words() {
    return words;
  }

  /** Whether the estimate is the logarithm of a ratio, with 0 for no effect. */
  public boolean ratio() {
    return ratio;
  }

  /** Whether outcomes are yes or no. */
  public boolean ofProportions() {
    return ofProportions;
  }

  /**
   * Whether it follows from the mean of each arm alone, so that an estimand can be its true value.
   */
  public boolean marginal() {
    return marginal;
  }
}
