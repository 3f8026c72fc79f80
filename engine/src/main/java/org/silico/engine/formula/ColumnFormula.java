package org.silico.engine.formula;

/** A compiled formula: one value for each row of a block of columns. Safe for use by threads. */
@FunctionalInterface
public interface ColumnFormula {
  /**
   * Sets {@code out[i]} for every i in [from, to), and nothing else.
   *
   * @param columns {@code columns[c][i]}; only the columns that the formula mentions are read, the
   *     others may be null; booleans are 1 and 0, categories the index of their level
   * @param parameters {@code parameters[p]}, coded alike
   * @param from first row, inclusive
   * @param to last row, exclusive; nothing happens when it is not above {@code from}
   * @param out the result, coded alike; it may be one of the columns
   */
  void evaluate(double[][] columns, double[] parameters, int from, int to, double[] out);
}
