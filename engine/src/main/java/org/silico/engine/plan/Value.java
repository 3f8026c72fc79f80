package org.silico.engine.plan;

import java.util.Arrays;
import org.silico.engine.formula.ColumnFormula;

/** A quantity in one scenario: a number, or a compiled formula of the patients' columns. */
public final class Value {
  private final double constant;
  private final ColumnFormula formula;
  private final double[] parameters;
  private final Range range;

  private Value(double constant, ColumnFormula formula, double[] parameters, Range range) {
    this.constant = constant;
    this.formula = formula;
    this.parameters = parameters;
    this.range = range;
  }

  public static Value constant(double value) {
    return new Value(value, null, null, null);
  }

  static Value constant(double value, Range range) {
    return new Value(range.checked(value), null, null, range);
  }

  static Value formula(ColumnFormula formula, double[] parameters, Range range) {
    return new Value(Double.NaN, formula, parameters, range);
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
   * @throws PlanException when a number leaves the range allowed
   */
  public void evaluate(double[][] columns, int n, double[] out) {
    if (formula == null) {
      Arrays.fill(out, 0, n, constant);
    } else {
      formula.evaluate(columns, parameters, 0, n, out);
      range.check(out, n);
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
        out[i] = formula == null ? constant : range.checked(scratch[i]);
      }
    }
  }
}
