package org.silico.engine.formula;

import java.util.Set;

/** A formula whose names, types and units have been checked. Immutable. */
public final class Typed {
  private final Expr expr;
  private final Type type;
  private final Set<Integer> columns;
  private final Set<Integer> parameters;
  private final Notation notation;

  Typed(Expr expr, Type type, Set<Integer> columns, Set<Integer> parameters, Notation notation) {
    this.expr = expr;
    this.type = type;
    this.columns = Set.copyOf(columns);
    this.parameters = Set.copyOf(parameters);
    this.notation = notation;
  }

  /** What its values are. */
  public Type type() {
    return type;
  }

  /** How its numbers were written. */
  public Notation notation() {
    return notation;
  }

  /** Whether it mentions no column, so that it has one value for given parameters. */
  public boolean constant() {
    return columns.isEmpty();
  }

  /**
   * The value of a constant formula: in days to the power of its type; true and false are 1 and 0;
   * a category is the index of its level.
   *
   * @throws IllegalStateException when the formula mentions a column
   */
  public double value(double[] parameters) {
    if (!constant()) {
      throw new IllegalStateException("the formula has a value per row, not one value");
    }
    return Interpreter.value(expr, new double[0][], parameters, 0);
  }

  /**
   * The value for one row of columns, coded as for {@link ColumnFormula}; for many rows compile.
   *
   * @param columns {@code columns[c][row]}; only the columns that the formula mentions are read
   */
  public double value(double[][] columns, double[] parameters, int row) {
    return Interpreter.value(expr, columns, parameters, row);
  }

  /** The indices of the columns that it mentions. */
  public Set<Integer> columns() {
    return columns;
  }

  /** The indices of the parameters that it mentions. */
  public Set<Integer> parameters() {
    return parameters;
  }

  Expr expr() {
    return expr;
  }
}
