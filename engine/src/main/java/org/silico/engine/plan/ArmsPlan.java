package org.silico.engine.plan;

import java.util.List;

/**
 * The arms of a trial, in the order of the protocol.
 *
 * @param names for messages
 * @param ratio allocation weights
 * @param control whether an arm is a control
 * @param regimens what the patients of each arm take
 * @param inFormulas whether the columns that follow from arms are read during a trial
 */
public record ArmsPlan(
    List<String> names,
    double[] ratio,
    double[] dose,
    boolean[] control,
    List<RegimenPlan> regimens,
    boolean inFormulas) {

  ArmsPlan inFormulas(boolean read) {
    return new ArmsPlan(names, ratio, dose, control, regimens, read);
  }

  public int count() {
    return ratio.length;
  }

  /** The first control arm; the first arm where there is none. */
  public int firstControl() {
    for (int a = 0; a < control.length; a++) {
      if (control[a]) {
        return a;
      }
    }
    return 0;
  }
}
