package org.silico.engine.analysis;

import java.util.Arrays;

/**
 * Analysis of covariance: the treatment effect in the linear model y ~ covariates + treatment with
 * independent errors of one variance; t reference with n - p degrees of freedom, where p is the
 * rank of intercept, covariates and treatment.
 *
 * <p>Least squares by Cholesky of the cross products of centred columns, treatment last, so that
 * with z = L<sup>-1</sup>X'y the effect is z<sub>p</sub>/L<sub>pp</sub>, the residual sum of
 * squares y'y - z'z, and SE = s/L<sub>pp</sub>. Relative error is about 1e-10 while no covariate is
 * explained by the others to more than R&sup2; = 0.999.
 *
 * <p>Edges: EMPTY_ARM; no residual degree of freedom is TOO_FEW; treatment explained by covariates
 * SINGULAR; y constant or fitted without residual, NO_VARIANCE. Covariates that are constant or
 * depend on those before them are left out: COVARIATE_DROPPED. Rows with a missing outcome or
 * covariate are left out.
 */
public final class Ancova {

  private final Design design = new Design();
  private double[] cross = new double[4];
  private double[] crossY = new double[2];

  /**
   * Tests "adjusted difference = {@code nullValue}".
   *
   * @param y outcome, NaN where missing
   * @param group 0 control, 1 treatment
   * @param covariates columns, such as the baseline value and stratum indicators, or null
   */
  public Estimate test(double[] y, int[] group, double[][] covariates, int n, double nullValue) {
    Status status = design.take(y, null, group, covariates, n);
    int p = design.p;
    if (status != Status.OK) {
      return Estimate.failed(status);
    }
    double crossYY = crossProducts(y);
    int rank = Cholesky.factorInOrder(cross, p, null);
    int df = design.n - rank - 1;
    if (rank >= 0 && df <= 0) {
      return Estimate.failed(Status.TOO_FEW);
    }
    if (crossYY == 0) {
      return Estimate.failed(Status.NO_VARIANCE);
    }
    if (rank < 0 || Cholesky.leftOut(cross, p, p - 1)) {
      return Estimate.failed(Status.SINGULAR);
    }
    Cholesky.forward(cross, p, crossY);
    double residual = crossYY;
    for (int j = 0; j < p; j++) {
      residual -= crossY[j] * crossY[j];
    }
    if (!(residual > 1e-12 * crossYY)) {
      return Estimate.failed(Status.NO_VARIANCE);
    }
    double pivot = cross[p * p - 1];
    double estimate = crossY[p - 1] / pivot;
    double se = Math.sqrt(residual / df) / pivot;
    Status ended = rank < p ? Status.COVARIATE_DROPPED : Status.OK;
    return new Estimate(ended, estimate, se, (estimate - nullValue) / se, df, 1 / (se * se));
  }

  /** Fills X'X and X'y of centred columns and returns y'y; 0 if y is constant to rounding. */
  private double crossProducts(double[] y) {
    int p = design.p;
    int n = design.n;
    if (crossY.length < p) {
      cross = new double[p * p];
      crossY = new double[p];
    }
    Arrays.fill(cross, 0, p * p, 0);
    Arrays.fill(crossY, 0, p, 0);
    double sumY = 0;
    double size = 0;
    for (int i = 0; i < n; i++) {
      double v = y[design.row[i]];
      sumY += v;
      size += v * v;
    }
    double meanY = sumY / n;
    double meanGroup = (double) design.n1 / n;
    double crossYY = 0;
    double[] x = design.x;
    for (int i = 0; i < n; i++) {
      int at = i * p;
      x[at + p - 1] -= meanGroup;
      double v = y[design.row[i]] - meanY;
      crossYY += v * v;
      for (int j = 0; j < p; j++) {
        double xj = x[at + j];
        crossY[j] += xj * v;
        for (int k = 0; k <= j; k++) {
          cross[j * p + k] += xj * x[at + k];
        }
      }
    }
    return crossYY > 1e-28 * size ? crossYY : 0;
  }
}
