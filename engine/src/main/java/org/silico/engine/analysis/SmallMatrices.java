package org.silico.engine.analysis;

/** Products of matrices of a few rows, row-major in arrays that may be longer. */
final class SmallMatrices {
  private SmallMatrices() {}

  /** The product of a rows &times; inner and an inner &times; columns matrix. */
  static void multiply(double[] a, double[] b, int rows, int inner, int columns, double[] product) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double sum = 0;
        for (int e = 0; e < inner; e++) {
          sum += a[i * inner + e] * b[e * columns + j];
        }
        product[i * columns + j] = sum;
      }
    }
  }

  /** In four sums, that additions need not wait for each other. */
  static double dot(double[] a, int fromA, double[] b, int fromB, int n) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      sum0 += a[fromA + i] * b[fromB + i];
      sum1 += a[fromA + i + 1] * b[fromB + i + 1];
      sum2 += a[fromA + i + 2] * b[fromB + i + 2];
      sum3 += a[fromA + i + 3] * b[fromB + i + 3];
    }
    for (; i < n; i++) {
      sum0 += a[fromA + i] * b[fromB + i];
    }
    return sum0 + sum1 + (sum2 + sum3);
  }
}
