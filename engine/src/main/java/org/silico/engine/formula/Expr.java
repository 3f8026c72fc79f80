package org.silico.engine.formula;

import java.util.List;

/**
 * A checked formula: every name is an index, every level a code, every conversion explicit. An
 * expression yields either a number or a truth; the checker sees to it that each stands where it
 * may.
 */
sealed interface Expr {
  /** Whether this yields a truth, not a number. */
  default boolean isTruth() {
    return false;
  }

  /** A finite number, not negative. */
  record Literal(double value) implements Expr {}

  /** {@code parameters[index]}. */
  record Parameter(int index) implements Expr {}

  /** {@code columns[index][row]}. */
  record Column(int index) implements Expr {}

  record Negate(Expr operand) implements Expr {}

  /** Operators applied from left to right, one fewer than operands. */
  record Arithmetic(List<Expr> operands, List<Node.Operator> operators) implements Expr {}

  /** A function of one argument. */
  record Apply(Builtin function, Expr argument) implements Expr {}

  /** A function of two arguments. */
  record Apply2(Builtin function, Expr first, Expr second) implements Expr {}

  /** 1 for true, 0 for false. */
  record AsNumber(Expr truth) implements Expr {}

  /** Both branches are numbers, or both are truths. */
  record If(Expr condition, Expr whenTrue, Expr whenFalse) implements Expr {
    @Override
    public boolean isTruth() {
      return whenTrue.isTruth();
    }
  }

  record Truth(boolean value) implements Expr {
    @Override
    public boolean isTruth() {
      return true;
    }
  }

  /** The truth that a column or parameter stores as 1; anything else is false. */
  record Stored(Expr read) implements Expr {
    @Override
    public boolean isTruth() {
      return true;
    }
  }

  record Not(Expr operand) implements Expr {
    @Override
    public boolean isTruth() {
      return true;
    }
  }

  /** Whether all of some truths hold, or any of them. */
  record Logic(boolean any, List<Expr> operands) implements Expr {
    @Override
    public boolean isTruth() {
      return true;
    }
  }

  /** Every neighbouring pair of numbers compares as its operator says. */
  record Chain(List<Expr> operands, List<Comparison> operators) implements Expr {
    @Override
    public boolean isTruth() {
      return true;
    }
  }

  /** Whether a category, read from a column or parameter, is one of some codes. */
  record OneOf(Expr category, List<Integer> codes, boolean negated) implements Expr {
    public OneOf {
      codes = List.copyOf(codes);
    }

    @Override
    public boolean isTruth() {
      return true;
    }
  }
}
