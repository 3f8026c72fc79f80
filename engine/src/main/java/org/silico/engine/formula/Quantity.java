package org.silico.engine.formula;

/** Reads a number with its per cent sign and unit: {@code 6 weeks}, {@code 10% per year}. */
final class Quantity {
  private Quantity() {}

  /**
   * Takes the quantity whose number is the next token.
   *
   * @throws FormulaException when its unit is unknown or its value beyond all numbers
   */
  static Node.Number take(Tokens tokens) {
    Token first = tokens.take();
    double value = first.value();
    boolean percent = tokens.isSymbol("%");
    if (percent) {
      tokens.take();
      value = Lexer.percent(first);
    }
    Token word = tokens.peek();
    int timeExponent = 0;
    Unit unit = null;
    if (word.isWord("per")) {
      tokens.take();
      Token every = tokens.peek();
      double units = number(tokens);
      unit = unit(tokens, every.kind() == Token.Kind.NUMBER ? every : null);
      value = unit.toPerDay(value) / units;
      timeExponent = -1;
    } else if (word.kind() == Token.Kind.NAME && !Parser.RESERVED.contains(word.text())) {
      unit = unit(tokens, first);
      value = unit.toDays(value);
      timeExponent = 1;
    }
    Span span = tokens.since(first);
    if (!Double.isFinite(value)) {
      throw new FormulaException(span, "this quantity is too large");
    }
    return new Node.Number(span, value, timeExponent, unit, percent);
  }

  /** Takes how many units a rate is per: {@code 100} in {@code per 100 years}, else 1. */
  private static double number(Tokens tokens) {
    Token every = tokens.peek();
    if (every.kind() != Token.Kind.NUMBER) {
      return 1;
    }
    tokens.take();
    if (every.value() == 0) {
      throw new FormulaException(every.span(), "a rate cannot be per 0 of a unit");
    }
    return every.value();
  }

  /** Takes a unit; {@code number} is what stands right before it, or null. */
  private static Unit unit(Tokens tokens, Token number) {
    Token word = tokens.peek();
    if (word.kind() != Token.Kind.NAME) {
      throw tokens.expected("expected a unit after 'per', for example 'per year'");
    }
    Unit unit = Unit.named(word.text());
    if (unit == null) {
      String message = Unit.unknown(word.text());
      if (number != null && !message.endsWith("?")) {
        message += "; to multiply, write '" + number.text() + " * " + word.text() + "'";
      }
      throw new FormulaException(word.span(), Tokens.habit(word).orElse(message));
    }
    tokens.take();
    return unit;
  }
}
