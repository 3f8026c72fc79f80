package org.silico.engine.model;

/**
 * Gives columns of independent standard normal scores the covariance of a model's random effects:
 * eta = L z with L L' the covariance matrix and L lower triangular.
 *
 * <p>The matrix may be singular: an effect of variance 0 becomes a column of zeros.
 */
public final class RandomEffects {

  private static final double TOLERANCE = 1e-9;

  private final int dimension;
  private final double[][] factor;

  /**
   * @param covariance k x k, symmetric, positive semidefinite
   * @throws IllegalArgumentException if it is not
   */
  public RandomEffects(double[][] covariance) {
    dimension = covariance.length;
    factor = new double[dimension][dimension];
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j <= i; j++) {
        if (covariance[i].length != dimension || covariance[i][j] != covariance[j][i]) {
          throw new IllegalArgumentException("the covariance matrix is not square and symmetric");
        }
        double rest = covariance[i][j];
        for (int m = 0; m < j; m++) {
          rest -= factor[i][m] * factor[j][m];
        }
        if (i == j) {
          factor[i][i] = root(rest, covariance[i][i], i);
        } else if (factor[j][j] > 0) {
          factor[i][j] = rest / factor[j][j];
        } else if (Math.abs(rest) > TOLERANCE * Math.sqrt(covariance[i][i])) {
          throw notDefinite(i);
        }
      }
    }
  }

  private static double root(double pivot, double variance, int i) {
    if (!(pivot >= -TOLERANCE * variance && variance >= 0 && variance < Double.POSITIVE_INFINITY)) {
      throw notDefinite(i);
    }
    return pivot <= TOLERANCE * variance ? 0 : Math.sqrt(pivot);
  }

  private static IllegalArgumentException notDefinite(int i) {
    return new IllegalArgumentException(
        "the covariance matrix of the random effects is not positive semidefinite, as seen at effect "
            + (i + 1));
  }

  /** How many random effects there are. */
  public int dimension() {
    return dimension;
  }

  /**
   * Replaces k columns of independent standard normals by random effects, in place.
   *
   * @param z k columns of at least n values; {@code z[j][i]} belongs to patient i. The column of an
   *     effect between studies holds one number n times
   */
  public void correlate(double[][] z, int n) {
    for (int j = dimension - 1; j >= 0; j--) {
      double[] column = z[j];
      double own = factor[j][j];
      for (int i = 0; i < n; i++) {
        column[i] = own == 0 ? 0 : own * column[i];
      }
      for (int m = 0; m < j; m++) {
        double weight = factor[j][m];
        if (weight != 0) {
          double[] other = z[m];
          for (int i = 0; i < n; i++) {
            column[i] += weight * other[i];
          }
        }
      }
    }
  }
}
