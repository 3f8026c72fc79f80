package org.silico.engine.plan;

import java.util.Arrays;

/** A quantity that may differ by arm, in one scenario. */
public final class ArmValue {
  private final Value[] arms;

  /** By arm, when every arm has a number; else null. */
  private final double[] constants;

  ArmValue(Value... arms) {
    this.arms = arms;
    this.constants =
        Arrays.stream(arms).allMatch(Value::isConstant)
            ? Arrays.stream(arms).mapToDouble(Value::constant).toArray()
            : null;
  }

  /** Whether every arm has a number, not a formula of columns. */
  public boolean isConstant() {
    return constants != null;
  }

  /** The number of an arm; NaN when a formula of columns. */
  public double constant(int arm) {
    return arms[arms.length == 1 ? 0 : arm].constant();
  }

  /** 1 where one value serves all arms. */
  public int count() {
    return arms.length;
  }

  /** Whether it is written for each arm. */
  public boolean isByArm() {
    return arms.length > 1;
  }

  /** Whether one number serves all arms. */
  public boolean isOneNumber() {
    return arms.length == 1 && arms[0].isConstant();
  }

  /**
   * One number per patient, by the patient's arm, into out[0..n).
   *
   * @param scratch as long as out
   * @throws PatientException for a patient whose number leaves the range allowed
   */
  public void evaluate(double[][] columns, int[] arm, int n, double[] out, double[] scratch) {
    if (arms.length == 1) {
      arms[0].evaluate(columns, n, out);
    } else if (constants != null) {
      for (int i = 0; i < n; i++) {
        out[i] = constants[arm[i]];
      }
    } else {
      for (int a = 0; a < arms.length; a++) {
        arms[a].evaluate(columns, arm, a, n, out, scratch);
      }
    }
  }
}
