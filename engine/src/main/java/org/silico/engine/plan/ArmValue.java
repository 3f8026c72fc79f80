package org.silico.engine.plan;

/** A quantity that may differ by arm, in one scenario. */
public final class ArmValue {
  private final Value[] arms;

  ArmValue(Value... arms) {
    this.arms = arms;
  }

  /** Whether every arm has a number, not a formula of columns. */
  public boolean isConstant() {
    for (Value v : arms) {
      if (!v.isConstant()) {
        return false;
      }
    }
    return true;
  }

  /** The number of an arm; NaN when a formula of columns. */
  public double constant(int arm) {
    return arms[arms.length == 1 ? 0 : arm].constant();
  }

  /** Whether one number serves all arms. */
  public boolean isOneNumber() {
    return arms.length == 1 && arms[0].isConstant();
  }

  /**
   * One number per patient, by the patient's arm, into out[0..n).
   *
   * @param scratch as long as out
   */
  public void evaluate(double[][] columns, int[] arm, int n, double[] out, double[] scratch) {
    if (arms.length == 1) {
      arms[0].evaluate(columns, n, out);
      return;
    }
    for (int a = 0; a < arms.length; a++) {
      Value v = arms[a];
      if (v.isConstant()) {
        double c = v.constant();
        for (int i = 0; i < n; i++) {
          if (arm[i] == a) {
            out[i] = c;
          }
        }
      } else {
        v.evaluate(columns, n, scratch);
        for (int i = 0; i < n; i++) {
          if (arm[i] == a) {
            out[i] = scratch[i];
          }
        }
      }
    }
  }
}
