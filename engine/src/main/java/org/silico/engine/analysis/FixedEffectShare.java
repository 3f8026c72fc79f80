package org.silico.engine.analysis;

import static org.silico.engine.analysis.GeneralisedLeastSquares.atLeast;
import static org.silico.engine.analysis.SmallMatrices.dot;

import java.util.Arrays;

/**
 * What estimating the fixed effects takes of the information on covariance parameters: with X'V
 * <sup>-1</sup>X = LL', the matrices F<sub>i</sub> = L<sup>-1</sup>X'V<sup>-1</sup>V<sub>i</sub>V
 * <sup>-1</sup>XL<sup>-1</sup>' of all parameters, and tr(F<sub>i</sub>F<sub>j</sub>).
 *
 * <p>Matrices of all parameters are kept element by element, each element with its k values side by
 * side, so that loops run over parameters.
 */
final class FixedEffectShare {

  /** F, of which only elements (r, c) with c &le; r hold: at (r p + c) k, k values. */
  double[] f = new double[0];

  /** tr(F<sub>i</sub>F<sub>j</sub>), row-major k &times; k. */
  double[] traces = new double[0];

  private GeneralisedLeastSquares fit;
  private VisitPairs pairs;
  private int p;
  private int k;

  /**
   * Half of X'V<sup>-1</sup>(E<sub>uv</sub> + E<sub>vu</sub>)V<sup>-1</sup>X by pair of visits; the
   * other half is its transpose.
   */
  private double[][] half = new double[0][];

  /** The lower triangles of F, a row for each parameter, off the diagonal times the root of 2. */
  private double[] packed = new double[0];

  void take(GeneralisedLeastSquares fit, VisitPairs pairs) {
    this.fit = fit;
    this.pairs = pairs;
    p = fit.p;
    k = pairs.parameters;
    f = atLeast(f, k * p * p);
    traces = atLeast(traces, k * k);
    half = atLeast(half, pairs.count, p * p);
    packed = atLeast(packed, k * p * (p + 1) / 2);
  }

  /** As if the fixed effects took nothing. */
  void clear() {
    Arrays.fill(traces, 0, k * k, 0);
  }

  /** At the parameters of the last fit. */
  void compute() {
    for (int i = 0; i < pairs.count; i++) {
      Arrays.fill(half[i], 0, p * p, 0);
    }
    for (int t = 0; t < fit.data.patterns; t++) {
      addPattern(t);
    }
    Arrays.fill(f, 0, k * p * p, 0);
    for (int pair = 0; pair < pairs.count; pair++) {
      for (int i = pairs.first[pair]; i < pairs.end[pair]; i++) {
        double weight = pairs.slope[pair * k + i];
        for (int r = 0; r < p; r++) {
          for (int c = 0; c <= r; c++) {
            f[(r * p + c) * k + i] += weight * (half[pair][r * p + c] + half[pair][c * p + r]);
          }
        }
      }
    }
    for (int r = 0; r < p; r++) {
      for (int c = 0; c < r; c++) {
        System.arraycopy(f, (r * p + c) * k, f, (c * p + r) * k, k);
      }
    }
    sandwich(f, k);
    takeTraces();
  }

  /** The share of pattern t in the matrices of pairs of visits. */
  private void addPattern(int t) {
    int m = fit.data.observed[t];
    int[] visit = fit.data.visit[t];
    double[] s = fit.inverse[t];
    for (int a = 0; a < m; a++) {
      for (int b = 0; b <= a; b++) {
        double[] sum = half[Unstructured.pair(visit[a], visit[b])];
        for (int c = 0; c < m; c++) {
          double sa = s[c * m + a];
          double sb = s[c * m + b];
          for (int d = 0; d < c; d++) {
            fit.addBlock(sa * s[d * m + b] + sb * s[d * m + a], t, c, d, sum);
          }
          fit.addBlock(sa * sb, t, c, c, sum);
        }
      }
    }
  }

  private void takeTraces() {
    int length = p * (p + 1) / 2;
    double root = Math.sqrt(2);
    int element = 0;
    for (int r = 0; r < p; r++) {
      for (int c = 0; c <= r; c++) {
        double scale = c == r ? 1 : root;
        for (int i = 0; i < k; i++) {
          packed[i * length + element] = scale * f[(r * p + c) * k + i];
        }
        element++;
      }
    }
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        traces[i * k + j] = dot(packed, i * length, packed, j * length, length);
        traces[j * k + i] = traces[i * k + j];
      }
    }
  }

  /**
   * Replaces symmetric matrices A by the lower triangles of L<sup>-1</sup>AL<sup>-1</sup>'; what is
   * above them is of no use afterwards.
   *
   * @param a element by element, each with {@code count} values
   */
  void sandwich(double[] a, int count) {
    multiplyByInverseFactor(a, count, false);
    for (int r = 0; r < p; r++) {
      for (int c = 0; c < r; c++) {
        int here = (r * p + c) * count;
        int there = (c * p + r) * count;
        for (int i = 0; i < count; i++) {
          double swap = a[here + i];
          a[here + i] = a[there + i];
          a[there + i] = swap;
        }
      }
    }
    multiplyByInverseFactor(a, count, true);
  }

  /** From the last row up, as a row of the product needs no row below it. */
  private void multiplyByInverseFactor(double[] a, int count, boolean lower) {
    int whole = p * count;
    for (int r = p - 1; r >= 0; r--) {
      int row = r * whole;
      int width = lower ? (r + 1) * count : whole;
      double weight = fit.inverseFactor[r * p + r];
      for (int c = 0; c < width; c++) {
        a[row + c] *= weight;
      }
      for (int e = 0; e < r; e++) {
        addRow(a, row, fit.inverseFactor[r * p + e], e * whole, width);
      }
    }
  }

  private static void addRow(double[] a, int to, double weight, int from, int width) {
    for (int c = 0; c < width; c++) {
      a[to + c] += weight * a[from + c];
    }
  }

  /**
   * F<sub>i</sub>b for all parameters.
   *
   * @param product row-major p &times; k
   */
  void times(double[] b, double[] product) {
    Arrays.fill(product, 0, p * k, 0);
    for (int r = 0; r < p; r++) {
      for (int c = 0; c <= r; c++) {
        int at = (r * p + c) * k;
        for (int i = 0; i < k; i++) {
          product[r * k + i] += f[at + i] * b[c];
        }
        if (c < r) {
          for (int i = 0; i < k; i++) {
            product[c * k + i] += f[at + i] * b[r];
          }
        }
      }
    }
  }
}
