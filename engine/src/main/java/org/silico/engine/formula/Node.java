package org.silico.engine.formula;

import java.util.List;

/** A parsed formula, before its names mean anything. Every node knows where it stands. */
sealed interface Node {
  Span span();

  /** A number in days to the power {@code timeExponent}. */
  record Number(Span span, double value, int timeExponent, boolean hasUnit) implements Node {}

  /** A level's name, without its quotes. */
  record Text(Span span, String text) implements Node {}

  record Truth(Span span, boolean value) implements Node {}

  record Name(Span span, String name) implements Node {}

  record Call(Span span, Span function, String name, List<Node> arguments) implements Node {}

  record Negate(Span span, Node operand) implements Node {}

  record Not(Span span, Node operand) implements Node {}

  /** {@code + - * / ^ and or}. */
  record Binary(Span span, Operator operator, Node left, Node right) implements Node {}

  /** {@code a < b <= c}: one operator fewer than operands, of which there are two or more. */
  record Chain(Span span, List<Node> operands, List<Comparison> operators) implements Node {}

  /** {@code a in ['x', 'y']}. */
  record In(Span span, Node operand, List<Text> levels, boolean negated) implements Node {}

  record If(Span span, Node condition, Node whenTrue, Node whenFalse) implements Node {}

  /** The operators between two values. */
  enum Operator {
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    POWER("^"),
    AND("and"),
    OR("or");

    final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }
  }
}
