package org.silico.engine.analysis;

/**
 * Design matrix of a regression on covariates and treatment: complete rows only, covariates with
 * mean 0 and root mean square 1, treatment (0/1) as the last column. Scaling changes no treatment
 * effect but makes one set of tolerances fit all covariates. A constant covariate is a column of
 * zeros, for {@link Cholesky#factorInOrder} to leave out like others that are dependent.
 */
final class Design {

  /** A covariate is constant if its spread is below this share of its size (both squared). */
  private static final double CONSTANT = 1e-24;

  /** Complete rows. */
  int n;

  /** Complete rows on treatment. */
  int n1;

  /** Columns: the covariates and treatment. */
  int p;

  /** The row of the data that row i of the matrix came from. */
  int[] row = new int[0];

  /** Row-major n &times; p. */
  double[] x = new double[0];

  /**
   * Takes the rows on which outcome, second outcome and covariates are all present.
   *
   * @param second such as the exposure, or null
   * @param covariates columns, or null
   * @return OK or EMPTY_ARM
   */
  Status take(double[] y, double[] second, int[] group, double[][] covariates, int rows) {
    int q = covariates == null ? 0 : covariates.length;
    p = q + 1;
    if (row.length < rows) {
      row = new int[rows];
    }
    if (x.length < rows * p) {
      x = new double[rows * p];
    }
    n = 0;
    n1 = 0;
    for (int i = 0; i < rows; i++) {
      double present = second == null ? y[i] : y[i] + second[i];
      int at = n * p;
      for (int j = 0; j < q; j++) {
        double v = covariates[j][i];
        x[at + j] = v;
        present += v;
      }
      // a sum is NaN if a term is; infinities of both signs are no data either
      if (present == present) {
        x[at + q] = group[i];
        n1 += group[i];
        row[n++] = i;
      }
    }
    if (n1 == 0 || n1 == n) {
      return Status.EMPTY_ARM;
    }
    for (int j = 0; j < q; j++) {
      standardise(j);
    }
    return Status.OK;
  }

  private void standardise(int j) {
    double sum = 0;
    double size = 0;
    for (int i = 0; i < n; i++) {
      double v = x[i * p + j];
      sum += v;
      size += v * v;
    }
    double mean = sum / n;
    double spread = 0;
    for (int i = 0; i < n; i++) {
      double v = x[i * p + j] - mean;
      x[i * p + j] = v;
      spread += v * v;
    }
    double scale = spread > CONSTANT * size ? Math.sqrt(n / spread) : 0;
    for (int i = 0; i < n; i++) {
      x[i * p + j] *= scale;
    }
  }
}
