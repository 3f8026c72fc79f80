package org.silico.engine.method;

/** What is compared: the type of an endpoint, or the values of a longitudinal one. */
public enum Outcome {
  CONTINUOUS("continuous", false),
  BINARY("binary", false),
  COUNT("count", false),
  ORDINAL("ordinal", false),
  TIME_TO_EVENT("time to event", false),
  NUMBERS_AT_VISITS("numbers", true),
  COUNTS_AT_VISITS("counts", true),
  YES_OR_NO_AT_VISITS("yes or no", true),
  CATEGORIES_AT_VISITS("categories", true);

  private final String words;
  private final boolean atVisits;

  Outcome(String words, boolean atVisits) {
    this.words = words;
    this.atVisits = atVisits;
  }

  /** The endpoint's type; at visits what its values are. */
  public String words() {
    return words;
  }

  /** Whether less of it is good unless the protocol says otherwise: events. */
  public boolean fewerIsBetter() {
    return this == COUNT || this == TIME_TO_EVENT;
  }

  /** Whether the endpoint is longitudinal. */
  public boolean atVisits() {
    return atVisits;
  }
}
