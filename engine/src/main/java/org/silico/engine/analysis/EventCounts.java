package org.silico.engine.analysis;

/** Events among the patients of two arms, missing outcomes left out. */
final class EventCounts {
  /** Patients on control and on treatment. */
  int n0;

  int n1;

  /** Events on control and on treatment. */
  int x0;

  int x1;

  /**
   * Counts anew.
   *
   * @param y 1 event, 0 none, NaN missing
   * @param group 0 control, 1 treatment; read where {@code y} is present
   */
  void take(double[] y, int[] group, int n) {
    n0 = 0;
    n1 = 0;
    x0 = 0;
    x1 = 0;
    for (int i = 0; i < n; i++) {
      if (y[i] == y[i]) {
        int event = y[i] != 0 ? 1 : 0;
        n1 += group[i];
        x1 += event & group[i];
        n0 += 1 - group[i];
        x0 += event & (1 - group[i]);
      }
    }
  }
}
