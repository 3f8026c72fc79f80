package org.silico.engine.model;

/**
 * The additive terms that a model itself gives, in the order of the columns of {@link
 * BoundModel#terms}.
 */
public enum Term {
  /** What would be without any treatment, its level at baseline included. */
  NATURAL_COURSE("natural course"),
  /** What being in the trial on placebo adds. */
  PLACEBO("placebo"),
  /** What the drug adds to placebo. */
  DRUG("drug");

  private final String text;

  Term(String text) {
    this.text = text;
  }

  /** As the reference page calls it. */
  public String text() {
    return text;
  }
}
