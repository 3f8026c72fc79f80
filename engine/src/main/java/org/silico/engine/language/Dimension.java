package org.silico.engine.language;

import org.silico.engine.formula.Type;

/** What a quantity of the language measures. */
public enum Dimension {
  NUMBER("a number or a formula", "0.5", Type.number()),
  DURATION("a duration with its unit", "24 weeks", Type.duration()),
  RATE("a rate per time", "0.1 per month", Type.rate()),
  TRUTH("a condition", "AGE >= 50", Type.truth()),
  /** A plain number or true or false, as its formula says. */
  NUMBER_OR_TRUTH("a formula", "AGE > 75", null),
  /** As its formula says. */
  ANY("a number, duration, rate or formula", "0.5", null);

  /** After "expected". */
  final String wanted;

  final String example;

  /** Null when the formula decides. */
  public final Type type;

  Dimension(String wanted, String example, Type type) {
    this.wanted = wanted;
    this.example = example;
    this.type = type;
  }
}
