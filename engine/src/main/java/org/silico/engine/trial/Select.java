package org.silico.engine.trial;

import java.util.Arrays;

/**
 * The k-th smallest number. Many numbers are first counted in equal intervals, which leaves those
 * of one interval to choose from, by quickselect (Hoare 1961, Algorithm 65: Find).
 */
final class Select {
  private static final int INTERVALS = 256;

  /** Numbers up to which counting them first does not pay. */
  private static final int FEW = 64;

  private final int[] counts = new int[INTERVALS];
  private double[] within = new double[0];

  /**
   * Reorders a[0..n).
   *
   * @param a not NaN
   * @param k from 0
   */
  double smallest(double[] a, int n, int k) {
    if (n <= FEW) {
      return find(a, n, k);
    }
    double min = a[0];
    double max = a[0];
    for (int i = 1; i < n; i++) {
      // branches that are rarely taken are faster than Math.min, which waits for the last one
      if (a[i] < min) {
        min = a[i];
      } else if (a[i] > max) {
        max = a[i];
      }
    }
    double scale = (INTERVALS - 1) / (max - min);
    if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
      return find(a, n, k);
    }
    Arrays.fill(counts, 0);
    for (int i = 0; i < n; i++) {
      counts[(int) ((a[i] - min) * scale)]++;
    }
    int interval = 0;
    int below = 0;
    while (below + counts[interval] <= k) {
      below += counts[interval++];
    }
    if (within.length <= n) {
      within = new double[2 * n];
    }
    int found = 0;
    for (int i = 0; i < n; i++) {
      within[found] = a[i];
      found += (int) ((a[i] - min) * scale) == interval ? 1 : 0;
    }
    return find(within, found, k - below);
  }

  private static double find(double[] a, int n, int k) {
    int low = 0;
    int high = n - 1;
    while (low < high) {
      double pivot = median(a[low], a[(low + high) >>> 1], a[high]);
      int i = low;
      int j = high;
      while (i <= j) {
        while (a[i] < pivot) {
          i++;
        }
        while (a[j] > pivot) {
          j--;
        }
        if (i <= j) {
          double swap = a[i];
          a[i++] = a[j];
          a[j--] = swap;
        }
      }
      if (k <= j) {
        high = j;
      } else if (k >= i) {
        low = i;
      } else {
        break;
      }
    }
    return a[k];
  }

  private static double median(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
