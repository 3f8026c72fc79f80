package org.silico.engine.analysis;

/**
 * Cholesky factor A = LL' of a small positive definite matrix, in place, row-major p &times; p;
 * only the lower triangle is read and written. With the treatment effect last, its variance in
 * A<sup>-1</sup> is 1/L<sub>pp</sub>&sup2;: no inverse is ever formed.
 */
final class Cholesky {

  /**
   * A pivot below this share of its diagonal element is linear dependence: a column of which all
   * but this share is explained by those before it.
   */
  private static final double TOLERANCE = 1e-11;

  private Cholesky() {}

  /** False if a column depends on those before it, or an element is NaN. */
  static boolean factor(double[] a, int p) {
    for (int j = 0; j < p; j++) {
      double pivot = a[j * p + j];
      double smallest = TOLERANCE * pivot;
      for (int k = 0; k < j; k++) {
        pivot -= a[j * p + k] * a[j * p + k];
      }
      if (!(pivot > smallest) || pivot == Double.POSITIVE_INFINITY) {
        return false;
      }
      a[j * p + j] = Math.sqrt(pivot);
      below(a, p, j);
    }
    return true;
  }

  /**
   * The same for a positive semidefinite matrix: a row and column that depend on those before them
   * are left out, by a pivot of infinity. All that is solved with the factor is then 0 there, and
   * elsewhere as if they had not been: the order decides which of dependent columns stay.
   *
   * @param floor a pivot not above {@code floor[j]} is rounding, or null
   * @return the rank; -1 if an element is NaN or infinite
   */
  static int factorInOrder(double[] a, int p, double[] floor) {
    int rank = p;
    for (int j = 0; j < p; j++) {
      double pivot = a[j * p + j];
      double smallest = TOLERANCE * pivot;
      if (floor != null) {
        smallest = Math.max(smallest, floor[j]);
      }
      for (int k = 0; k < j; k++) {
        pivot -= a[j * p + k] * a[j * p + k];
      }
      if (pivot != pivot || pivot == Double.POSITIVE_INFINITY) {
        return -1;
      }
      double root = Math.sqrt(pivot);
      if (!(pivot > smallest)) {
        root = Double.POSITIVE_INFINITY;
        rank--;
      }
      a[j * p + j] = root;
      below(a, p, j);
    }
    return rank;
  }

  /** The elements of column j below its diagonal element, which is there already. */
  private static void below(double[] a, int p, int j) {
    double root = a[j * p + j];
    for (int i = j + 1; i < p; i++) {
      double sum = a[i * p + j];
      for (int k = 0; k < j; k++) {
        sum -= a[i * p + k] * a[j * p + k];
      }
      a[i * p + j] = sum / root;
    }
  }

  /** Whether {@link #factorInOrder} left out column j. */
  static boolean leftOut(double[] l, int p, int j) {
    return l[j * p + j] == Double.POSITIVE_INFINITY;
  }

  /** Replaces b by L<sup>-1</sup>b. */
  static void forward(double[] l, int p, double[] b) {
    for (int i = 0; i < p; i++) {
      double sum = b[i];
      for (int k = 0; k < i; k++) {
        sum -= l[i * p + k] * b[k];
      }
      b[i] = sum / l[i * p + i];
    }
  }

  /** Replaces b by L'<sup>-1</sup>b. */
  static void backward(double[] l, int p, double[] b) {
    for (int i = p - 1; i >= 0; i--) {
      double sum = b[i];
      for (int k = i + 1; k < p; k++) {
        sum -= l[k * p + i] * b[k];
      }
      b[i] = sum / l[i * p + i];
    }
  }

  /** Writes L<sup>-1</sup>, its lower triangle. */
  static void invertFactor(double[] l, int p, double[] inverse) {
    for (int j = 0; j < p; j++) {
      inverse[j * p + j] = 1 / l[j * p + j];
      for (int i = j + 1; i < p; i++) {
        double sum = 0;
        for (int k = j; k < i; k++) {
          sum -= l[i * p + k] * inverse[k * p + j];
        }
        inverse[i * p + j] = sum / l[i * p + i];
      }
    }
  }

  /** Writes A<sup>-1</sup>, both triangles, from L<sup>-1</sup>. */
  static void inverse(double[] inverseFactor, int p, double[] inverse) {
    for (int i = 0; i < p; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = i; k < p; k++) {
          sum += inverseFactor[k * p + i] * inverseFactor[k * p + j];
        }
        inverse[i * p + j] = sum;
        inverse[j * p + i] = sum;
      }
    }
  }
}
