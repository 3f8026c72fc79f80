package org.silico.engine.analysis;

import java.util.Arrays;
import org.silico.engine.arithmetic.Elementary;

/**
 * Fixed effects of repeated measures for a given covariance matrix &Sigma; over visits: with V the
 * covariance matrix of all outcomes, &beta; = &Phi;X'V<sup>-1</sup>y and &Phi; =
 * (X'V<sup>-1</sup>X)<sup>-1</sup>. All sums over patients are sums over patterns of observed
 * visits.
 *
 * <p>Fixed effects that depend linearly on those before them are left out, as if they were 0.
 */
final class GeneralisedLeastSquares {

  RepeatedMeasures data;
  int visits;
  int p;

  /** &Sigma;, row-major visits &times; visits. */
  double[] sigma = new double[0];

  double[] beta = new double[0];

  /** L<sup>-1</sup>, lower triangle, of X'V<sup>-1</sup>X = LL'. */
  double[] inverseFactor = new double[0];

  /** The fixed effects that are not left out; -1 before the first fit. */
  int rank;

  /** What cannot be estimated of the fixed effects; empty at full rank. */
  final NullSpace notEstimable = new NullSpace();

  /**
   * Whether &Sigma; must be positive definite as a whole, and not only where patients are observed
   * at the same visits: unless there are elements that no patient tells of.
   */
  boolean whole = true;

  /** Infinite for the fixed effects left out, or null. */
  private double[] floor;

  /** &Phi;. */
  double[] covariance = new double[0];

  /** For each pattern the inverse S of its part of &Sigma;, row-major. */
  double[][] inverse = new double[0][];

  /** For each pattern &Sigma;zr', row-major observed visits &times; q, of residuals r. */
  double[][] zr = new double[0][];

  /** For each pattern R = &Sigma;rr'. */
  double[][] rr = new double[0][];

  private double[] cross = new double[0];
  private double[] work = new double[0];
  private double[] work2 = new double[0];

  void take(RepeatedMeasures data) {
    this.data = data;
    floor = null;
    rank = -1;
    visits = data.visits;
    p = data.p;
    int square = visits * visits;
    sigma = atLeast(sigma, square);
    beta = atLeast(beta, p);
    inverseFactor = atLeast(inverseFactor, p * p);
    covariance = atLeast(covariance, p * p);
    cross = atLeast(cross, p * p);
    work = atLeast(work, square);
    work2 = atLeast(work2, square);
    inverse = atLeast(inverse, data.patterns, square);
    zr = atLeast(zr, data.patterns, visits * data.q);
    rr = atLeast(rr, data.patterns, square);
  }

  static double[] atLeast(double[] a, int length) {
    return a.length < length ? new double[length] : a;
  }

  static double[][] atLeast(double[][] a, int count, int length) {
    double[][] result = a.length < count ? Arrays.copyOf(a, 2 * count) : a;
    for (int i = 0; i < count; i++) {
      if (result[i] == null || result[i].length < length) {
        result[i] = new double[length];
      }
    }
    return result;
  }

  /** Fills &Sigma;; false if it must be positive definite and is not. */
  boolean cover(CovarianceStructure structure, double[] theta) {
    for (int u = 0; u < visits; u++) {
      for (int v = 0; v <= u; v++) {
        double element = structure.element(theta, u, v);
        sigma[u * visits + v] = element;
        sigma[v * visits + u] = element;
      }
    }
    if (!whole) {
      return true;
    }
    System.arraycopy(sigma, 0, work, 0, visits * visits);
    return Cholesky.factor(work, visits);
  }

  /**
   * Finds the fixed effects that depend on others, fits the rest at &Sigma; = 1, and writes the
   * mean products of residuals, with divisors as if each visit had taken its share of the fixed
   * effects.
   *
   * @param counts patients seen at both visits
   */
  void moments(double[] moments, double[] counts) {
    Arrays.fill(sigma, 0, visits * visits, 0);
    for (int v = 0; v < visits; v++) {
      sigma[v * visits + v] = 1;
    }
    fit();
    Arrays.fill(moments, 0, visits * visits, 0);
    Arrays.fill(counts, 0, visits * visits, 0);
    for (int t = 0; t < data.patterns; t++) {
      int m = data.observed[t];
      for (int a = 0; a < m; a++) {
        for (int b = 0; b < m; b++) {
          int at = data.visit[t][a] * visits + data.visit[t][b];
          moments[at] += rr[t][a * m + b];
          counts[at] += data.size[t];
        }
      }
    }
    for (int i = 0; i < visits * visits; i++) {
      double df = Math.max(counts[i] - (double) rank / visits, 0.5 * counts[i]);
      moments[i] = counts[i] == 0 ? 0 : moments[i] / df;
    }
  }

  /**
   * Fits the fixed effects at {@link #sigma}.
   *
   * @return the restricted log-likelihood; NaN if &Sigma; or X'V<sup>-1</sup>X is singular
   */
  double fit() {
    Arrays.fill(cross, 0, p * p, 0);
    Arrays.fill(beta, 0, p, 0);
    double logDeterminants = 0;
    for (int t = 0; t < data.patterns; t++) {
      int m = data.observed[t];
      for (int a = 0; a < m; a++) {
        for (int b = 0; b < m; b++) {
          work[a * m + b] = sigma[data.visit[t][a] * visits + data.visit[t][b]];
        }
      }
      if (!Cholesky.factor(work, m)) {
        return Double.NaN;
      }
      for (int a = 0; a < m; a++) {
        logDeterminants += 2 * data.size[t] * Elementary.log(work[a * m + a]);
      }
      Cholesky.invertFactor(work, m, work2);
      Cholesky.inverse(work2, m, inverse[t]);
      addKronecker(inverse[t], t, cross);
      addRightHandSide(t);
    }
    int left = Cholesky.factorInOrder(cross, p, floor);
    if (rank < 0 && left >= 0) {
      settle(left);
    }
    if (left != rank || left < 0) {
      return Double.NaN;
    }
    Cholesky.invertFactor(cross, p, inverseFactor);
    Cholesky.inverse(inverseFactor, p, covariance);
    Cholesky.forward(cross, p, beta);
    Cholesky.backward(cross, p, beta);
    for (int j = 0; j < p; j++) {
      if (!Cholesky.leftOut(cross, p, j)) {
        logDeterminants += 2 * Elementary.log(cross[j * p + j]);
      }
    }
    double squares = 0;
    for (int t = 0; t < data.patterns; t++) {
      residuals(t);
      int m = data.observed[t];
      for (int i = 0; i < m * m; i++) {
        squares += inverse[t][i] * rr[t][i];
      }
    }
    int df = data.observations - rank;
    return -0.5 * (df * Elementary.log(2 * Math.PI) + logDeterminants + squares);
  }

  /** Those left out now stay out at every &Sigma;. */
  private void settle(int left) {
    rank = left;
    notEstimable.take(cross, p);
    if (left < p) {
      floor = new double[p];
      for (int i = 0; i < notEstimable.count(); i++) {
        floor[notEstimable.row(i)] = Double.POSITIVE_INFINITY;
      }
    }
  }

  /** Whether fixed effect j is not left out. */
  boolean fitted(int j) {
    return floor == null || floor[j] == 0;
  }

  /** Adds X'AX, summed over the patients of pattern t, for a matrix A over its visits. */
  void addKronecker(double[] a, int t, double[] sum) {
    int m = data.observed[t];
    for (int c = 0; c < m; c++) {
      for (int d = 0; d < m; d++) {
        addBlock(a[c * m + d], t, c, d, sum);
      }
    }
  }

  /** Adds {@code weight} &Sigma;zz' where the effects of two observed visits of pattern t meet. */
  void addBlock(double weight, int t, int c, int d, double[] sum) {
    int q = data.q;
    double[] zz = data.zz[t];
    int[] column = data.column;
    int row = data.visit[t][c] * q;
    int col = data.visit[t][d] * q;
    for (int r = 0; r < q; r++) {
      int to = column[row + r] * p;
      for (int e = 0; e < q; e++) {
        sum[to + column[col + e]] += weight * zz[r * q + e];
      }
    }
  }

  private void addRightHandSide(int t) {
    int m = data.observed[t];
    int q = data.q;
    for (int a = 0; a < m; a++) {
      int col = data.visit[t][a] * q;
      for (int b = 0; b < m; b++) {
        double s = inverse[t][a * m + b];
        for (int r = 0; r < q; r++) {
          beta[data.column[col + r]] += s * data.zy[t][b * q + r];
        }
      }
    }
  }

  private void residuals(int t) {
    int m = data.observed[t];
    int q = data.q;
    double[] zz = data.zz[t];
    double[] zy = data.zy[t];
    for (int a = 0; a < m; a++) {
      int col = data.visit[t][a] * q;
      for (int r = 0; r < q; r++) {
        double sum = zy[a * q + r];
        for (int e = 0; e < q; e++) {
          sum -= zz[r * q + e] * beta[data.column[col + e]];
        }
        zr[t][a * q + r] = sum;
      }
    }
    for (int a = 0; a < m; a++) {
      int colA = data.visit[t][a] * q;
      for (int b = 0; b < m; b++) {
        int colB = data.visit[t][b] * q;
        double sum = data.yy[t][a * m + b];
        for (int r = 0; r < q; r++) {
          sum -= beta[data.column[colA + r]] * zy[b * q + r];
          sum -= beta[data.column[colB + r]] * zr[t][a * q + r];
        }
        rr[t][a * m + b] = sum;
      }
    }
  }
}
