package org.silico.engine.analysis;

import static org.silico.engine.analysis.GeneralisedLeastSquares.atLeast;

import java.util.Arrays;

/**
 * A linear regression with independent normal errors, and draws of its parameters from their
 * posterior under the prior 1/&sigma;&sup2;: &sigma;&sup2; = RSS/&chi;&sup2; with n - p - 1 degrees
 * of freedom and &beta; ~ N(b, &sigma;&sup2;(X'X)<sup>-1</sup>), b the least-squares estimate
 * (Rubin 1987, Multiple Imputation for Nonresponse in Surveys, example 5.1, pp. 166-167).
 *
 * <p>Columns are centred, so that the intercept at their means is independent of the slopes, and
 * with L the Cholesky factor of their cross products and z = L<sup>-1</sup>X'y a draw of the slopes
 * is L'<sup>-1</sup>(z + &sigma;e), e standard normal.
 */
final class PosteriorRegression {

  /** A column is constant if its spread is below this share of its size (both squared). */
  private static final double CONSTANT = 1e-24;

  /** Drawn residual standard deviation. */
  double sigma;

  /** Drawn intercept, of columns as they are, not centred. */
  double intercept;

  /** Drawn slopes. */
  double[] slope = new double[0];

  private int p;
  private int n;
  private double residual;

  /** Of each column and, last, of the outcome. */
  private double[] mean = new double[0];

  private double[] size = new double[0];
  private double[] row = new double[0];
  private double[] factor = new double[0];
  private double[] z = new double[0];

  /**
   * Fits column p of a matrix to its first p columns, by the rows that have all of them.
   *
   * @param x row-major, NaN where missing
   * @param treatment the column of treatment, 0/1
   * @return OK; TOO_FEW without a row in some arm or a residual degree of freedom; SINGULAR; or
   *     NO_VARIANCE if the outcome is constant or fitted without residual
   */
  Status fit(double[] x, int width, int rows, int p, int treatment) {
    this.p = p;
    slope = atLeast(slope, p);
    mean = atLeast(mean, p + 1);
    size = atLeast(size, p + 1);
    row = atLeast(row, p + 1);
    factor = atLeast(factor, p * p);
    z = atLeast(z, p);
    means(x, width, rows);
    double treated = mean[treatment] * n;
    if (n - p - 1 <= 0 || treated == 0 || treated == n) {
      return Status.TOO_FEW;
    }
    residual = crossProducts(x, width, rows);
    for (int j = 0; j < p; j++) {
      if (!(factor[j * p + j] > CONSTANT * size[j])) {
        return Status.SINGULAR;
      }
    }
    double total = residual;
    if (!(total > CONSTANT * size[p])) {
      return Status.NO_VARIANCE;
    }
    if (!Cholesky.factor(factor, p)) {
      return Status.SINGULAR;
    }
    Cholesky.forward(factor, p, z);
    for (int j = 0; j < p; j++) {
      residual -= z[j] * z[j];
    }
    return residual > 1e-12 * total ? Status.OK : Status.NO_VARIANCE;
  }

  /** Draws {@link #sigma}, {@link #slope} and {@link #intercept}. */
  void draw(NormalDraws draws) {
    sigma = Math.sqrt(residual / draws.chiSquare(n - p - 1));
    intercept = mean[p] + sigma / Math.sqrt(n) * draws.normal();
    for (int j = 0; j < p; j++) {
      slope[j] = z[j] + sigma * draws.normal();
    }
    Cholesky.backward(factor, p, slope);
    for (int j = 0; j < p; j++) {
      intercept -= slope[j] * mean[j];
    }
  }

  private boolean complete(double[] x, int at) {
    double sum = 0;
    for (int j = 0; j <= p; j++) {
      sum += x[at + j];
    }
    // a sum is NaN if a term is
    return sum == sum;
  }

  private void means(double[] x, int width, int rows) {
    Arrays.fill(mean, 0, p + 1, 0);
    Arrays.fill(size, 0, p + 1, 0);
    n = 0;
    for (int i = 0; i < rows; i++) {
      int at = i * width;
      if (complete(x, at)) {
        n++;
        for (int j = 0; j <= p; j++) {
          double v = x[at + j];
          mean[j] += v;
          size[j] += v * v;
        }
      }
    }
    for (int j = 0; j <= p; j++) {
      mean[j] /= n;
    }
  }

  /** Fills X'X and X'y of centred columns and returns y'y. */
  private double crossProducts(double[] x, int width, int rows) {
    Arrays.fill(factor, 0, p * p, 0);
    Arrays.fill(z, 0, p, 0);
    double crossYY = 0;
    for (int i = 0; i < rows; i++) {
      int at = i * width;
      if (complete(x, at)) {
        for (int j = 0; j <= p; j++) {
          row[j] = x[at + j] - mean[j];
        }
        double y = row[p];
        crossYY += y * y;
        for (int j = 0; j < p; j++) {
          double xj = row[j];
          z[j] += xj * y;
          for (int k = 0; k <= j; k++) {
            factor[j * p + k] += xj * row[k];
          }
        }
      }
    }
    return crossYY;
  }
}
