package org.silico.engine.model;

/** From the sum of the terms to the prediction. */
public enum Link {
  /** prediction = sum */
  IDENTITY("identity"),
  /** prediction = low + (high - low) / (1 + exp(-sum)), the ends those of the outcome's range */
  LOGIT("logit"),
  /** prediction = exp(sum) */
  LOG("log");

  private final String text;

  Link(String text) {
    this.text = text;
  }

  /** As the reference page calls it. */
  public String text() {
    return text;
  }
}
