package org.silico.engine.formula;

/** Evaluates a checked formula for one row; truths are 1 and 0. */
final class Interpreter {
  private final double[][] columns;
  private final double[] parameters;
  private final int row;

  private Interpreter(double[][] columns, double[] parameters, int row) {
    this.columns = columns;
    this.parameters = parameters;
    this.row = row;
  }

  static double value(Expr expr, double[][] columns, double[] parameters, int row) {
    return new Interpreter(columns, parameters, row).value(expr);
  }

  private double value(Expr expr) {
    if (expr instanceof Expr.Literal literal) {
      return literal.value();
    } else if (expr instanceof Expr.Parameter parameter) {
      return parameters[parameter.index()];
    } else if (expr instanceof Expr.Column column) {
      return columns[column.index()][row];
    } else if (expr instanceof Expr.Negate negate) {
      return -value(negate.operand());
    } else if (expr instanceof Expr.Arithmetic arithmetic) {
      return arithmetic(arithmetic);
    } else if (expr instanceof Expr.Apply apply) {
      return apply.function().unary.applyAsDouble(value(apply.argument()));
    } else if (expr instanceof Expr.Apply2 apply) {
      return apply.function().binary.applyAsDouble(value(apply.first()), value(apply.second()));
    } else if (expr instanceof Expr.If choice) {
      return value(truth(choice.condition()) ? choice.whenTrue() : choice.whenFalse());
    } else if (expr instanceof Expr.AsNumber number) {
      return value(number.truth());
    }
    return truth(expr) ? 1 : 0;
  }

  private double arithmetic(Expr.Arithmetic expr) {
    double value = value(expr.operands().get(0));
    for (int i = 0; i < expr.operators().size(); i++) {
      value = expr.operators().get(i).apply(value, value(expr.operands().get(i + 1)));
    }
    return value;
  }

  private boolean truth(Expr expr) {
    if (expr instanceof Expr.Truth truth) {
      return truth.value();
    } else if (expr instanceof Expr.Stored stored) {
      return value(stored.read()) == 1;
    } else if (expr instanceof Expr.Not not) {
      return !truth(not.operand());
    } else if (expr instanceof Expr.Logic logic) {
      return logic(logic);
    } else if (expr instanceof Expr.Chain chain) {
      return chain(chain);
    } else if (expr instanceof Expr.OneOf oneOf) {
      double code = value(oneOf.category());
      return oneOf.negated() != oneOf.codes().stream().anyMatch(wanted -> code == wanted);
    } else if (expr instanceof Expr.If choice) {
      return truth(truth(choice.condition()) ? choice.whenTrue() : choice.whenFalse());
    }
    throw new AssertionError(expr);
  }

  private boolean logic(Expr.Logic logic) {
    for (Expr operand : logic.operands()) {
      if (truth(operand) == logic.any()) {
        return logic.any();
      }
    }
    return !logic.any();
  }

  private boolean chain(Expr.Chain chain) {
    double left = value(chain.operands().get(0));
    for (int i = 0; i < chain.operators().size(); i++) {
      double right = value(chain.operands().get(i + 1));
      if (!chain.operators().get(i).holds(left, right)) {
        return false;
      }
      left = right;
    }
    return true;
  }
}
