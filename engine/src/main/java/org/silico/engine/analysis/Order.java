package org.silico.engine.analysis;

import java.util.Arrays;

/**
 * Rows in ascending order of a value, within strata: the start of every method on ranks or times.
 *
 * <p>Values are spread by a counting sort over as many equal intervals as there are values, and
 * each interval is then put in order by insertion, or by merging when it holds many. Time is linear
 * for the smooth distributions of simulated times, n log n at worst, linear for ties. Comparisons
 * are of the doubles themselves, so that ties are exact.
 */
final class Order {

  private static final int INSERTION = 24;

  /** Values in ascending order within each stratum. */
  double[] value = new double[0];

  /** The row that each value came from. */
  int[] row = new int[0];

  /** Stratum s takes the places start[s] to start[s + 1] - 1. */
  int[] start = new int[2];

  /** Number of strata, empty ones included. */
  int strata;

  private double[] spreadValue = new double[0];
  private int[] spreadRow = new int[0];
  private int[] next = new int[0];

  /**
   * Takes rows 0 to n - 1 whose value is not NaN.
   *
   * @param stratum codes from 0 on, or null
   * @return the number of rows taken
   */
  int sort(double[] values, int[] stratum, int n) {
    if (value.length < n) {
      value = new double[n];
      row = new int[n];
      spreadValue = new double[n];
      spreadRow = new int[n];
      next = new int[n + 1];
    }
    if (stratum == null) {
      takeAll(values, n);
    } else {
      takeByStratum(values, stratum, n);
    }
    for (int s = 0; s < strata; s++) {
      spread(start[s], start[s + 1]);
    }
    return start[strata];
  }

  private void takeAll(double[] values, int n) {
    int taken = 0;
    for (int i = 0; i < n; i++) {
      double v = values[i];
      if (v == v) {
        value[taken] = v;
        row[taken++] = i;
      }
    }
    strata = 1;
    start[0] = 0;
    start[1] = taken;
  }

  private void takeByStratum(double[] values, int[] stratum, int n) {
    int highest = 0;
    for (int i = 0; i < n; i++) {
      highest = Math.max(highest, stratum[i]);
    }
    strata = highest + 1;
    if (start.length < strata + 2) {
      start = new int[strata + 2];
    }
    // shifted by one place, so that filling leaves the starts behind
    Arrays.fill(start, 0, strata + 2, 0);
    for (int i = 0; i < n; i++) {
      if (values[i] == values[i]) {
        start[stratum[i] + 2]++;
      }
    }
    for (int s = 2; s <= strata; s++) {
      start[s] += start[s - 1];
    }
    for (int i = 0; i < n; i++) {
      double v = values[i];
      if (v == v) {
        int at = start[stratum[i] + 1]++;
        value[at] = v;
        row[at] = i;
      }
    }
  }

  private void spread(int from, int to) {
    int n = to - from;
    if (n <= INSERTION) {
      insertion(value, row, from, to);
      return;
    }
    double min = value[from];
    double max = min;
    for (int i = from + 1; i < to; i++) {
      // branches that are rarely taken are faster than Math.min, which waits for the last one
      if (value[i] < min) {
        min = value[i];
      } else if (value[i] > max) {
        max = value[i];
      }
    }
    if (min == max) {
      return;
    }
    double scale = (n - 1) / (max - min);
    Arrays.fill(next, 0, n + 1, 0);
    for (int i = from; i < to; i++) {
      next[interval(value[i], min, scale, n) + 1]++;
    }
    int fullest = 0;
    for (int k = 1; k <= n; k++) {
      fullest = Math.max(fullest, next[k]);
      next[k] += next[k - 1];
    }
    for (int i = from; i < to; i++) {
      double v = value[i];
      int at = next[interval(v, min, scale, n)]++;
      spreadValue[at] = v;
      spreadRow[at] = row[i];
    }
    if (fullest > INSERTION) {
      int begin = 0;
      for (int k = 0; k < n; k++) {
        int end = next[k];
        if (end - begin > INSERTION) {
          merge(begin, end, from);
        }
        begin = end;
      }
    }
    insertion(spreadValue, spreadRow, 0, n);
    System.arraycopy(spreadValue, 0, value, from, n);
    System.arraycopy(spreadRow, 0, row, from, n);
  }

  /** Never decreases in v; in range also when the scale under- or overflowed. */
  private static int interval(double v, double min, double scale, int n) {
    return Math.min((int) ((v - min) * scale), n - 1);
  }

  private static void insertion(double[] value, int[] row, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      double v = value[i];
      if (value[i - 1] > v) {
        int r = row[i];
        int j = i - 1;
        do {
          value[j + 1] = value[j];
          row[j + 1] = row[j];
          j--;
        } while (j >= from && value[j] > v);
        value[j + 1] = v;
        row[j + 1] = r;
      }
    }
  }

  /** Merge sort of the spread values; the places of {@code value} from {@code free} on are free. */
  private void merge(int from, int to, int free) {
    if (to - from <= INSERTION) {
      insertion(spreadValue, spreadRow, from, to);
      return;
    }
    int middle = (from + to) >>> 1;
    merge(from, middle, free);
    merge(middle, to, free);
    if (spreadValue[middle - 1] <= spreadValue[middle]) {
      return;
    }
    int left = middle - from;
    System.arraycopy(spreadValue, from, value, free, left);
    System.arraycopy(spreadRow, from, row, free, left);
    int i = free;
    int j = middle;
    int at = from;
    while (i < free + left) {
      if (j < to && spreadValue[j] < value[i]) {
        spreadValue[at] = spreadValue[j];
        spreadRow[at++] = spreadRow[j++];
      } else {
        spreadValue[at] = value[i];
        spreadRow[at++] = row[i++];
      }
    }
  }
}
