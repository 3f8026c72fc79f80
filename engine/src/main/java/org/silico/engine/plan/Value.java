package org.silico.engine.plan;

import java.util.Arrays;
import org.silico.engine.formula.ColumnFormula;
import org.silico.engine.protocol.Layout;
import org.silico.engine.protocol.Quantity;

/** A quantity in one scenario: a number, or a compiled formula of the patients' columns. */
public final class Value {
  private final double constant;
  private final ColumnFormula formula;
  private final Quantity quantity;
  private final Layout layout;
  private final double[] parameters;
  private final Range range;

  private Value(
      double constant,
      ColumnFormula formula,
      Quantity quantity,
      Layout layout,
      double[] parameters,
      Range range) {
    this.constant = constant;
    this.formula = formula;
    this.quantity = quantity;
    this.layout = layout;
    this.parameters = parameters;
    this.range = range;
  }

  public static Value constant(double value) {
    return new Value(value, null, null, null, null, null);
  }

  static Value constant(double value, Range range) {
    return constant(range.checked(value));
  }

  /**
   * @param formula the quantity's, compiled
   * @param layout of the columns that it reads
   */
  static Value formula(
      ColumnFormula formula, Quantity quantity, Layout layout, double[] parameters, Range range) {
    return new Value(Double.NaN, formula, quantity, layout, parameters, range);
  }

  public boolean isConstant() {
    return formula == null;
  }

  /** The number; NaN when a formula of columns. */
  public double constant() {
    return constant;
  }

  /**
   * One number per patient into out[0..n).
   *
   * @param columns by {@link org.silico.engine.protocol.Layout}
   * @throws PatientException for the first whose number leaves the range allowed
   */
  public void evaluate(double[][] columns, int n, double[] out) {
    if (formula == null) {
      Arrays.fill(out, 0, n, constant);
      return;
    }
    formula.evaluate(columns, parameters, 0, n, out);
    int outside = range.firstOutside(out, n);
    if (outside < n) {
      throw outside(columns, outside, out[outside]);
    }
  }

  /**
   * The numbers of one arm's patients into their places of out[0..n); what the formula gives for
   * patients of other arms does not matter.
   *
   * @param scratch as long as out
   */
  void evaluate(double[][] columns, int[] arm, int only, int n, double[] out, double[] scratch) {
    if (formula != null) {
      formula.evaluate(columns, parameters, 0, n, scratch);
    }
    for (int i = 0; i < n; i++) {
      if (arm[i] == only) {
        out[i] = formula == null ? constant : scratch[i];
        if (formula != null && !range.contains(out[i])) {
          throw outside(columns, i, out[i]);
        }
      }
    }
  }

  private PatientException outside(double[][] columns, int row, double value) {
    return new PatientException(
        range.location(),
        row,
        range.problem(value),
        Formulas.seen(quantity, layout, columns, row),
        range.hint(value, quantity.text()));
  }
}
