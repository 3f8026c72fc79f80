package org.silico.engine.formula;

import java.util.List;

/** A parsed formula, before its names mean anything. Every node knows where it stands. */
sealed interface Node {
  Span span();

  /**
   * A number in days to the power {@code timeExponent}.
   *
   * @param unit as written, or null
   * @param percent whether a per cent sign follows it
   */
  record Number(Span span, double value, int timeExponent, Unit unit, boolean percent)
      implements Node {}

  /** A level's name, without its quotes. */
  record Text(Span span, String text) implements Node {}

  record Truth(Span span, boolean value) implements Node {}

  record Name(Span span, String name) implements Node {}

  record Call(Span span, Span function, String name, List<Node> arguments) implements Node {}

  record Negate(Span span, Node operand) implements Node {}

  record Not(Span span, Node operand) implements Node {}

  /**
   * Operators of one rank, applied from left to right: {@code a + b - c}, {@code a * b / c}; one
   * operator fewer than operands, of which there are two or more. Long sums make no deep trees.
   */
  record Arithmetic(Span span, List<Node> operands, List<Operator> operators) implements Node {
    /** The part of this with the first {@code count} operands. */
    Arithmetic firstOperands(int count) {
      return new Arithmetic(
          span.to(operands.get(count - 1).span()),
          operands.subList(0, count),
          operators.subList(0, count - 1));
    }
  }

  record Power(Span span, Node base, Node exponent) implements Node {}

  /** All of two or more truths, or any of them. */
  record Logic(Span span, boolean any, List<Node> operands) implements Node {}

  /** {@code a < b <= c}: one operator fewer than operands, of which there are two or more. */
  record Chain(Span span, List<Node> operands, List<Comparison> operators) implements Node {}

  /** {@code a in ['x', 'y']}. */
  record In(Span span, Node operand, List<Text> levels, boolean negated) implements Node {}

  record If(Span span, Node condition, Node whenTrue, Node whenFalse) implements Node {}

  /** The operators between two numbers, written as in Java. */
  enum Operator {
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/");

    final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    /** The operator that a token stands for, or null. */
    static Operator of(Token token) {
      for (Operator operator : values()) {
        if (token.isSymbol(operator.symbol)) {
          return operator;
        }
      }
      return null;
    }

    double apply(double a, double b) {
      return switch (this) {
        case ADD -> a + b;
        case SUBTRACT -> a - b;
        case MULTIPLY -> a * b;
        case DIVIDE -> a / b;
      };
    }
  }
}
