package org.silico.engine.analysis;

import static org.silico.engine.analysis.GeneralisedLeastSquares.atLeast;

import java.util.Arrays;

/**
 * What Kenward and Roger (1997, Biometrics 53:983-997) add to the covariance matrix &Phi; of fixed
 * effects for not knowing the covariance parameters &theta;: 2&Phi;[&Sigma; w<sub>ij</sub>
 * (Q<sub>ij</sub> - P<sub>i</sub>&Phi;P<sub>j</sub> - R<sub>ij</sub>/4)]&Phi;, where w is the
 * covariance matrix of &theta;, P<sub>i</sub> = -X'V<sup>-1</sup>V<sub>i</sub>V<sup>-1</sup>X,
 * Q<sub>ij</sub> = X'V<sup>-1</sup>V<sub>i</sub>V<sup>-1</sup>V<sub>j</sub>V<sup>-1</sup>X, and
 * R<sub>ij</sub> = X'V<sup>-1</sup>V<sub>ij</sub>V<sup>-1</sup>X.
 *
 * <p>The sums of Q and R over parameters are taken over V<sub>i</sub>V<sup>-1</sup>V<sub>j</sub>
 * and V<sub>ij</sub>, one matrix over visits for each pattern, before X comes in.
 */
final class KenwardRoger {

  private RestrictedLikelihood likelihood;
  private GeneralisedLeastSquares fit;
  private double[] w = new double[0];

  /** Covariance matrix of the elements of &Sigma;, pairs &times; pairs. */
  private double[] pairW = new double[0];

  private double[] curvature = new double[0];
  private double[] work = new double[0];
  private double[] work2 = new double[0];

  /** The lower triangle of L<sup>-1</sup>[&Sigma; w(Q - R/4)]L<sup>-1</sup>'. */
  private double[] sum = new double[0];

  /**
   * Takes a fit.
   *
   * @param w covariance matrix of &theta;, row-major
   * @param second whether R is taken; it vanishes where &Sigma; is linear in &theta;
   */
  void take(RestrictedLikelihood likelihood, double[] theta, double[] w, boolean second) {
    this.likelihood = likelihood;
    this.w = w;
    fit = likelihood.fit;
    RepeatedMeasures data = fit.data;
    int visits = data.visits;
    int p = data.p;
    work = atLeast(work, visits * visits);
    work2 = atLeast(work2, visits * visits);
    curvature = atLeast(curvature, visits * visits);
    sum = atLeast(sum, p * p);
    pairW = atLeast(pairW, likelihood.pairs.count * likelihood.pairs.count);
    likelihood.pairs.leadBack(w, pairW);
    for (int a = 0; a < visits; a++) {
      for (int b = 0; b <= a; b++) {
        double value = second ? curvature(theta, a, b) : 0;
        curvature[a * visits + b] = value;
        curvature[b * visits + a] = value;
      }
    }
    Arrays.fill(sum, 0, p * p, 0);
    for (int t = 0; t < data.patterns; t++) {
      int m = data.observed[t];
      middle(t);
      SmallMatrices.multiply(fit.inverse[t], work, m, m, m, work2);
      SmallMatrices.multiply(work2, fit.inverse[t], m, m, m, work);
      fit.addKronecker(work, t, sum);
    }
    likelihood.fixedEffects.sandwich(sum, 1);
  }

  /**
   * The addition to the variance of a contrast c.
   *
   * @param root L<sup>-1</sup>c
   * @param product F<sub>i</sub>L<sup>-1</sup>c, row-major p &times; k
   */
  double addition(double[] root, double[] product) {
    int p = fit.p;
    int k = likelihood.k;
    double addition = 0;
    for (int r = 0; r < p; r++) {
      double off = 0;
      for (int c = 0; c < r; c++) {
        off += sum[r * p + c] * root[c];
      }
      addition += root[r] * (2 * off + sum[r * p + r] * root[r]);
    }
    for (int r = 0; r < p; r++) {
      for (int i = 0; i < k; i++) {
        addition -= product[r * k + i] * SmallMatrices.dot(w, i * k, product, r * k, k);
      }
    }
    return 2 * addition;
  }

  /** Writes &Sigma; w<sub>ij</sub>(V<sub>i</sub>SV<sub>j</sub> - V<sub>ij</sub>/4) of pattern t. */
  private void middle(int t) {
    int m = fit.data.observed[t];
    int visits = fit.visits;
    int[] visit = fit.data.visit[t];
    double[] s = fit.inverse[t];
    for (int a = 0; a < m; a++) {
      for (int d = 0; d <= a; d++) {
        double value = curvature[visit[a] * visits + visit[d]];
        for (int b = 0; b < m; b++) {
          int row = pair(visit[a], visit[b]) * likelihood.pairs.count;
          // the slopes behind pairW are halved on the diagonal
          double whole = a == b ? 2 : 1;
          for (int c = 0; c < m; c++) {
            double weight = c == d ? 2 * whole : whole;
            value += weight * pairW[row + pair(visit[c], visit[d])] * s[b * m + c];
          }
        }
        work[a * m + d] = value;
        work[d * m + a] = value;
      }
    }
  }

  private double curvature(double[] theta, int a, int b) {
    int k = likelihood.k;
    double value = 0;
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        value += w[i * k + j] * likelihood.structure.second(theta, i, j, a, b);
      }
    }
    return -0.25 * value;
  }

  private static int pair(int u, int v) {
    return u >= v ? Unstructured.pair(u, v) : Unstructured.pair(v, u);
  }
}
