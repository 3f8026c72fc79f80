package org.silico.engine.analysis;

import java.util.Arrays;

/**
 * The patients with gaps, observed again after a missing visit, ordered by their last observed
 * visit from the latest, and within by the visits of their gaps: patients of one pattern in a row.
 */
final class GapPatterns {

  /** Patterns. */
  int size;

  /** Patient of each place; those of pattern t at {@code start[t]} to {@code start[t + 1] - 1}. */
  int[] patient = new int[0];

  int[] start = new int[1];

  /** Last observed visit of each pattern. */
  int[] last = new int[0];

  /** Visits of the gaps of each pattern, ascending; the first {@code gaps[t]} count. */
  int[][] gap = new int[0][];

  int[] gaps = new int[0];

  private int patients;
  private int[] sorted = new int[0];
  private int[] places = new int[0];

  /**
   * @param rows row-major, NaN where missing
   * @param first the column of the first visit
   * @param last of each patient the last observed visit; -1 for those to leave out
   */
  void take(double[] rows, int width, int first, int visits, int[] last, int n) {
    if (patient.length < n) {
      patient = new int[n];
      sorted = new int[n];
    }
    patients = 0;
    for (int i = 0; i < n; i++) {
      if (hasGap(rows, i * width + first, last[i])) {
        patient[patients++] = i;
      }
    }
    sort(rows, width, first, visits, last);
    group(rows, width, first, visits, last);
  }

  /** Whether an outcome before the last is missing. */
  static boolean hasGap(double[] rows, int at, int last) {
    double sum = 0;
    for (int v = 0; v <= last; v++) {
      sum += rows[at + v];
    }
    // a sum is NaN if a term is
    return sum != sum;
  }

  /** By one visit after the other, in an order that keeps that of equals. */
  private void sort(double[] rows, int width, int first, int visits, int[] last) {
    for (int v = 0; v < visits; v++) {
      int next = 0;
      for (int missing = 0; missing < 2; missing++) {
        for (int k = 0; k < patients; k++) {
          if (Double.isNaN(rows[patient[k] * width + first + v]) == (missing == 1)) {
            sorted[next++] = patient[k];
          }
        }
      }
      swap();
    }
    if (places.length < visits) {
      places = new int[visits];
    }
    Arrays.fill(places, 0);
    for (int k = 0; k < patients; k++) {
      places[last[patient[k]]]++;
    }
    int next = 0;
    for (int v = visits - 1; v >= 0; v--) {
      int here = places[v];
      places[v] = next;
      next += here;
    }
    for (int k = 0; k < patients; k++) {
      sorted[places[last[patient[k]]]++] = patient[k];
    }
    swap();
  }

  private void swap() {
    int[] other = patient;
    patient = sorted;
    sorted = other;
  }

  private void group(double[] rows, int width, int first, int visits, int[] last) {
    size = 0;
    for (int k = 0; k < patients; k++) {
      int at = patient[k] * width + first;
      int l = last[patient[k]];
      if (k == 0 || !same(rows, patient[k - 1] * width + first, at, last[patient[k - 1]], l)) {
        open(k, visits, l);
        for (int v = 0; v < l; v++) {
          if (Double.isNaN(rows[at + v])) {
            gap[size - 1][gaps[size - 1]++] = v;
          }
        }
      }
    }
    start[size] = patients;
  }

  private static boolean same(double[] rows, int at, int other, int last, int otherLast) {
    boolean same = last == otherLast;
    for (int v = 0; v < last && same; v++) {
      same = Double.isNaN(rows[at + v]) == Double.isNaN(rows[other + v]);
    }
    return same;
  }

  private void open(int place, int visits, int l) {
    if (size == last.length) {
      int length = 2 * size + 8;
      last = Arrays.copyOf(last, length);
      gaps = Arrays.copyOf(gaps, length);
      gap = Arrays.copyOf(gap, length);
      start = Arrays.copyOf(start, length + 1);
    }
    if (gap[size] == null || gap[size].length < visits) {
      gap[size] = new int[visits];
    }
    start[size] = place;
    last[size] = l;
    gaps[size++] = 0;
  }
}
