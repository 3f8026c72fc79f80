package org.silico.engine.trial;

/** The k-th smallest number, by quickselect (Hoare 1961, Algorithm 65: Find). */
final class Select {
  private Select() {}

  /**
   * Reorders a[0..n).
   *
   * @param k from 0
   */
  static double smallest(double[] a, int n, int k) {
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
