package org.silico.engine.simulation;

import org.silico.engine.plan.Value;
import org.silico.engine.protocol.Layout;

/**
 * What an analysis or an estimand looks at of a patient at a visit of a longitudinal endpoint: the
 * value, the change from baseline, or whether a condition on them holds.
 *
 * @param change from baseline, else the value
 * @param responder the condition, or null
 */
public record Variable(boolean change, Value responder) {

  /**
   * @param value at the visit, NaN where missing
   * @param columns receives VALUE and CHANGE
   * @param out NaN where the value is; may be {@code value} itself
   */
  public void fill(double[] value, double[] base, double[][] columns, int n, double[] out) {
    if (responder == null) {
      for (int i = 0; i < n; i++) {
        out[i] = change ? value[i] - base[i] : value[i];
      }
      return;
    }
    see(value, base, columns, n);
    double[] seen = columns[Layout.VALUE];
    responder.evaluate(columns, n, out);
    for (int i = 0; i < n; i++) {
      out[i] = Double.isNaN(seen[i]) ? Double.NaN : out[i];
    }
  }

  /** Lets conditions see values at a visit. */
  static void see(double[] value, double[] base, double[][] columns, int n) {
    double[] seen = columns[Layout.VALUE];
    double[] change = columns[Layout.CHANGE];
    for (int i = 0; i < n; i++) {
      seen[i] = value[i];
      change[i] = value[i] - base[i];
    }
  }
}
