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
    if (tokens.isSymbol("%")) {
      tokens.take();
      value = Lexer.percent(first);
    }
    Token word = tokens.peek();
    int timeExponent = 0;
    if (word.isWord("per")) {
      tokens.take();
      value = perDay(value, tokens);
      timeExponent = -1;
    } else if (word.kind() == Token.Kind.NAME && !Parser.RESERVED.contains(word.text())) {
      value = unit(tokens, first).toDays(value);
      timeExponent = 1;
    }
    Span span = tokens.since(first);
    if (!Double.isFinite(value)) {
      throw new FormulaException(span, "this quantity is too large");
    }
    return new Node.Number(span, value, timeExponent, timeExponent != 0);
  }

  /** Takes the unit of a rate, {@code year} or {@code 100 years}. */
  private static double perDay(double amount, Tokens tokens) {
    Token every = tokens.peek();
    if (every.kind() == Token.Kind.NUMBER) {
      tokens.take();
      if (every.value() == 0) {
        throw new FormulaException(every.span(), "a rate cannot be per 0 of a unit");
      }
      return unit(tokens, every).toPerDay(amount) / every.value();
    }
    return unit(tokens, null).toPerDay(amount);
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
