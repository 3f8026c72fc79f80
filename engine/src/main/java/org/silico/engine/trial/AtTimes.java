package org.silico.engine.trial;

import java.util.Arrays;

/**
 * Computes a column whose function takes one time for all patients, where patients may have their
 * own: once for every time that occurs. Visits are on whole days, so that there are few.
 */
final class AtTimes {
  private final double[] buffer;
  private final boolean[] done;

  AtTimes(int capacity) {
    buffer = new double[capacity];
    done = new boolean[capacity];
  }

  /** Fills a column for all patients as if all were at one time. */
  @FunctionalInterface
  interface Column {
    void fill(double time, double[] out);
  }

  void fill(double[] time, int n, Column column, double[] out) {
    boolean same = true;
    for (int i = 1; i < n; i++) {
      if (time[i] != time[0]) {
        same = false;
        break;
      }
    }
    if (same) {
      column.fill(time[0], out);
      return;
    }
    Arrays.fill(done, 0, n, false);
    for (int i = 0; i < n; i++) {
      if (!done[i]) {
        column.fill(time[i], buffer);
        for (int j = i; j < n; j++) {
          if (time[j] == time[i]) {
            out[j] = buffer[j];
            done[j] = true;
          }
        }
      }
    }
  }
}
