package org.silico.engine.formula;

/** The comparisons, as IEEE 754 has them: with NaN all are false, save {@code !=}. */
enum Comparison {
  LESS("<"),
  AT_MOST("<="),
  GREATER(">"),
  AT_LEAST(">="),
  EQUAL("=="),
  NOT_EQUAL("!=");

  /** As it is written, in formulas and in Java. */
  final String symbol;

  Comparison(String symbol) {
    this.symbol = symbol;
  }

  boolean holds(double a, double b) {
    return switch (this) {
      case LESS -> a < b;
      case AT_MOST -> a <= b;
      case GREATER -> a > b;
      case AT_LEAST -> a >= b;
      case EQUAL -> a == b;
      case NOT_EQUAL -> a != b;
    };
  }

  /** The comparison that a token stands for, or null. */
  static Comparison of(Token token) {
    for (Comparison comparison : values()) {
      if (token.isSymbol(comparison.symbol)) {
        return comparison;
      }
    }
    return null;
  }
}
