package org.silico.engine.random;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * Correlates columns of independent standard normals, so that Phi of each column is a uniform and
 * the columns' quantiles have a Gaussian copula.
 *
 * <p>z becomes L z with L the lower Cholesky factor of the correlation matrix. The correlation is
 * that of the normal scores, not of the values the quantiles give.
 */
public final class GaussianCopula {

  private static final double SYMMETRY = 1e-12;

  private final int dimension;

  /** Lower triangle of L, row after row. */
  private final double[] factor;

  /**
   * @param correlation k x k, symmetric, ones on the diagonal, positive definite
   * @throws IllegalArgumentException if it is not; the message has the smallest eigenvalue
   */
  public GaussianCopula(double[][] correlation) {
    dimension = correlation.length;
    factor = new double[dimension * (dimension + 1) / 2];
    checkShape(correlation);
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = correlation[i][j];
        for (int m = 0; m < j; m++) {
          sum -= factor[row(i) + m] * factor[row(j) + m];
        }
        if (i == j && !(sum > 1e-14)) {
          throw new IllegalArgumentException(
              "the correlation matrix is not positive definite: its smallest eigenvalue is "
                  + rounded(smallestEigenvalue(correlation)));
        }
        factor[row(i) + j] = i == j ? Math.sqrt(sum) : sum / factor[row(j) + j];
      }
    }
  }

  private static String rounded(double eigenvalue) {
    BigDecimal value = BigDecimal.valueOf(eigenvalue).setScale(6, RoundingMode.HALF_EVEN);
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  public int dimension() {
    return dimension;
  }

  /**
   * Replaces k columns of independent standard normals by correlated ones, in place.
   *
   * @param z k columns of at least n values; {@code z[j][i]} belongs to patient i
   */
  public void correlate(double[][] z, int n) {
    for (int j = dimension - 1; j >= 0; j--) {
      double[] column = z[j];
      double own = factor[row(j) + j];
      for (int i = 0; i < n; i++) {
        column[i] *= own;
      }
      for (int m = 0; m < j; m++) {
        double weight = factor[row(j) + m];
        if (weight != 0) {
          double[] other = z[m];
          for (int i = 0; i < n; i++) {
            column[i] += weight * other[i];
          }
        }
      }
    }
  }

  private static int row(int i) {
    return i * (i + 1) / 2;
  }

  private static void checkShape(double[][] r) {
    for (int i = 0; i < r.length; i++) {
      if (r[i].length != r.length) {
        throw new IllegalArgumentException(
            "the correlation matrix is not square: row "
                + (i + 1)
                + " has "
                + r[i].length
                + " entries, not "
                + r.length);
      }
      if (!(Math.abs(r[i][i] - 1) <= SYMMETRY)) {
        throw new IllegalArgumentException(
            "the correlation matrix has "
                + r[i][i]
                + " on its diagonal in row "
                + (i + 1)
                + ", not 1");
      }
    }
    for (int i = 0; i < r.length; i++) {
      for (int j = 0; j < i; j++) {
        if (!(Math.abs(r[i][j] - r[j][i]) <= SYMMETRY)) {
          throw new IllegalArgumentException(
              "the correlation matrix is not symmetric: row "
                  + (i + 1)
                  + ", column "
                  + (j + 1)
                  + " is "
                  + r[i][j]
                  + ", the mirrored entry "
                  + r[j][i]);
        }
      }
    }
  }

  private static double smallestEigenvalue(double[][] r) {
    double smallest = Double.POSITIVE_INFINITY;
    for (double value : new EigenDecomposition(new Array2DRowRealMatrix(r)).getRealEigenvalues()) {
      smallest = Math.min(smallest, value);
    }
    return smallest;
  }
}
