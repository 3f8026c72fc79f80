package org.silico.engine.method;

/** Which arms a method takes. */
public enum Comparison {
  /** One arm alone, against a value. */
  ONE_ARM,
  /** Treatment and control alone. */
  TWO_ARMS,
  /** All arms, of which treatment and control are compared. */
  ALL_ARMS,
  /** All arms, of which those other than treatment and control begin on the drug. */
  ARMS_OF_STAGES,
  /** Treatment and control, each a sequence of treatments. */
  SEQUENCES;

  public boolean all() {
    return this == ALL_ARMS || this == ARMS_OF_STAGES;
  }
}
