package org.silico.engine.analysis;

import static org.silico.engine.analysis.GeneralisedLeastSquares.atLeast;

import java.util.Arrays;

/**
 * A linear regression with independent normal errors, and draws of its parameters from their
 * posterior under the prior 1/&sigma;&sup2;: &sigma;&sup2; = RSS/&chi;&sup2; with n - r - 1 degrees
 * of freedom, r the rank of the columns, and &beta; ~ N(b, &sigma;&sup2;(X'X)<sup>-1</sup>), b the
 * least-squares estimate (Rubin 1987, Multiple Imputation for Nonresponse in Surveys, example 5.1,
 * pp. 166-167).
 *
 * <p>Columns are centred, so that the intercept at their means is independent of the slopes, and
 * with L the Cholesky factor of their cross products and z = L<sup>-1</sup>X'y a draw of the slopes
 * is L'<sup>-1</sup>(z + &sigma;e), e standard normal. The slope of a column that is constant or
 * depends on those before it is 0.
 */
final class PosteriorRegression {

  /** A column is constant if its spread is below this share of its size (both squared). */
  static final double CONSTANT = 1e-24;

  /**
   * The same of cross products that are centred by subtraction: a column that is constant among
   * those who are left, but not at the origin, such as the indicator of a level whose patients have
   * all left, keeps rounding errors of about 1e-16 of its square.
   */
  private static final double CONSTANT_OF_SUMS = 1e-13;

  /** Residual standard deviation, drawn or estimated. */
  double sigma;

  /** Likewise, of columns as they are, not centred. */
  double intercept;

  /** Likewise. */
  double[] slope = new double[0];

  private int p;
  private int n;
  private double df;
  private double residual;

  /** Of each column and, last, of the outcome. */
  private double[] mean = new double[0];

  /** Spread below which a column, or last the outcome, is constant. */
  private double[] floor = new double[0];

  private double[] row = new double[0];
  private double[] factor = new double[0];
  private double[] z = new double[0];

  /**
   * Fits column p of a matrix to its first p columns, by the rows that have all of them.
   *
   * @param x row-major, NaN where missing
   * @param treatment the column of treatment, 0/1
   * @return OK; TOO_FEW without a row in some arm or a residual degree of freedom; SINGULAR if
   *     treatment depends on the columns before it; or NO_VARIANCE if the outcome is constant or
   *     fitted without residual
   */
  Status fit(double[] x, int width, int rows, int p, int treatment) {
    reserve(p);
    means(x, width, rows);
    return solve(treatment, n, crossProducts(x, width, rows));
  }

  /**
   * The same from cross products, of values less an origin.
   *
   * @param cross row-major {@code width} &times; {@code width}, lower triangle
   * @param sum of each column
   * @param prior how many observations the rows count for that are not there: adds to the degrees
   *     of freedom, not to the means
   */
  Status fit(
      double[] cross,
      double[] sum,
      double[] origin,
      int width,
      int n,
      int p,
      int treatment,
      double prior) {
    reserve(p);
    this.n = n;
    for (int j = 0; j <= p; j++) {
      mean[j] = sum[j] / n;
      double square = cross[j * width + j];
      floor[j] = CONSTANT_OF_SUMS * square + CONSTANT * n * origin[j] * origin[j];
    }
    for (int j = 0; j < p; j++) {
      for (int k = 0; k <= j; k++) {
        factor[j * p + k] = cross[j * width + k] - sum[j] * mean[k];
      }
      z[j] = cross[p * width + j] - sum[p] * mean[j];
    }
    return solve(treatment, n + prior, cross[p * width + p] - sum[p] * mean[p]);
  }

  private void reserve(int p) {
    this.p = p;
    slope = atLeast(slope, p);
    mean = atLeast(mean, p + 1);
    floor = atLeast(floor, p + 1);
    row = atLeast(row, p + 1);
    factor = atLeast(factor, p * p);
    z = atLeast(z, p);
  }

  private Status solve(int treatment, double size, double total) {
    double treated = mean[treatment] * n;
    int rank = Cholesky.factorInOrder(factor, p, floor);
    df = size - rank - 1;
    if (n == 0 || treated == 0 || treated == n || (rank >= 0 && df <= 0)) {
      return Status.TOO_FEW;
    }
    if (rank < 0 || Cholesky.leftOut(factor, p, treatment)) {
      return Status.SINGULAR;
    }
    if (!(total > floor[p])) {
      return Status.NO_VARIANCE;
    }
    Cholesky.forward(factor, p, z);
    residual = total;
    for (int j = 0; j < p; j++) {
      residual -= z[j] * z[j];
    }
    return residual > 1e-12 * total ? Status.OK : Status.NO_VARIANCE;
  }

  /** Draws {@link #sigma}, {@link #slope} and {@link #intercept}. */
  void draw(NormalDraws draws) {
    sigma = Math.sqrt(residual / draws.chiSquare(df));
    intercept = mean[p] + sigma / Math.sqrt(n) * draws.normal();
    for (int j = 0; j < p; j++) {
      slope[j] = z[j] + sigma * draws.normal();
    }
    finish();
  }

  /** Sets them to their estimates, &sigma;&sup2; to RSS over its degrees of freedom. */
  void estimate() {
    sigma = Math.sqrt(residual / df);
    intercept = mean[p];
    System.arraycopy(z, 0, slope, 0, p);
    finish();
  }

  private void finish() {
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
    Arrays.fill(floor, 0, p + 1, 0);
    n = 0;
    for (int i = 0; i < rows; i++) {
      int at = i * width;
      if (complete(x, at)) {
        n++;
        for (int j = 0; j <= p; j++) {
          double v = x[at + j];
          mean[j] += v;
          floor[j] += CONSTANT * v * v;
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
