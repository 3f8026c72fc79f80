package org.silico.engine.analysis;

import static org.silico.engine.analysis.GeneralisedLeastSquares.atLeast;

import java.util.Arrays;

/**
 * The restricted log-likelihood of repeated measures as a function of the parameters &theta; of
 * their covariance matrix (Patterson and Thompson 1971, Biometrika 58:545-554; Harville 1977, J Am
 * Stat Assoc 72:320-338), with its gradient and information.
 *
 * <p>With V<sub>i</sub> = &part;V/&part;&theta;<sub>i</sub>, V<sub>ij</sub> the second derivative,
 * residuals r, and Q = V<sup>-1</sup> - V<sup>-1</sup>X&Phi;X'V<sup>-1</sup>, the gradient is
 * [r'V<sup>-1</sup>V<sub>i</sub>V<sup>-1</sup>r - tr(QV<sub>i</sub>)]/2, the expected information
 * tr(QV<sub>i</sub>QV<sub>j</sub>)/2, and the observed one y'QV<sub>i</sub>QV<sub>j</sub>Qy -
 * tr(QV<sub>i</sub>QV<sub>j</sub>)/2 + [tr(QV<sub>ij</sub>) - y'QV<sub>ij</sub>Qy]/2.
 *
 * <p>For a pattern of n patients, with S the inverse of its covariance matrix, R = &Sigma;rr' and H
 * = &Sigma;x&Phi;x', the gradient in the elements of &Sigma; is that of [S(R + H)S - nS]/2, and
 * tr(QV<sub>i</sub>QV<sub>j</sub>) a sum of tr(M V<sub>i</sub>SV<sub>j</sub>), with M made of nS,
 * SRS and SHS, and terms in the fixed effects. These are computed for single elements of &Sigma;,
 * the pairs of visits, and then led over to &theta; by the chain rule, whatever the structure.
 */
final class RestrictedLikelihood implements Newton.LogLikelihood {

  /** The call near enough to the maximum for tr(FF) to be kept, and the last that keeps it. */
  private static final int NEAR = 2;

  private static final int KEPT = 5;

  final GeneralisedLeastSquares fit = new GeneralisedLeastSquares();

  CovarianceStructure structure;

  /** The elements of &theta;. */
  int k;

  /** The elements of &Sigma; on and below the diagonal. */
  int pairs;

  /**
   * &part;&Sigma;/&part;&theta;, row-major pairs &times; k, halved on the diagonal of &Sigma;, so
   * that V<sub>i</sub> is the sum of slope times (E<sub>uv</sub> + E<sub>vu</sub>).
   */
  double[] slope = new double[0];

  /** F<sub>i</sub> = L<sup>-1</sup>X'V<sup>-1</sup>V<sub>i</sub>V<sup>-1</sup>XL<sup>-1</sup>'. */
  double[][] f = new double[0][];

  /** Row-major k &times; k, at the parameters of the last call of {@link #at}. */
  double[] observed = new double[0];

  double logLikelihood;

  private RepeatedMeasures data;
  private int p;

  /** Calls of {@link #at} since the search began. */
  private int calls;

  /** The parameters that the data tell of. */
  int determined;

  /** Information that is rounding, by parameter; null while the data tell of all. */
  double[] floor;

  /** What the data do not tell of the parameters. */
  final NullSpace notDetermined = new NullSpace();

  /** For each pattern SRS and SHS. */
  private double[][] srs = new double[0][];

  private double[][] shs = new double[0][];

  private double[] pairGradient = new double[0];

  /** X'V<sup>-1</sup>(E<sub>uv</sub> + E<sub>vu</sub>)V<sup>-1</sup>r, a row for each pair. */
  private double[] pairU = new double[0];

  /**
   * Half of X'V<sup>-1</sup>(E<sub>uv</sub> + E<sub>vu</sub>)V<sup>-1</sup>X; then its transpose.
   */
  private double[][] pairP = new double[0][];

  private double[] pairInformation = new double[0];
  private double[] halfway = new double[0];

  /** L<sup>-1</sup>X'V<sup>-1</sup>V<sub>i</sub>V<sup>-1</sup>r, row-major k &times; p. */
  private double[] u = new double[0];

  /** tr(F<sub>i</sub>F<sub>j</sub>). */
  private double[] traces = new double[0];

  private double[] expected = new double[0];
  private double[] work = new double[0];
  private double[] work2 = new double[0];

  /** Matrices p &times; p of all parameters, side by side. */
  private double[] side = new double[0];

  void take(RepeatedMeasures data, CovarianceStructure structure) {
    this.data = data;
    this.structure = structure;
    fit.take(data);
    int visits = data.visits;
    int square = visits * visits;
    p = data.p;
    k = structure.parameters(visits);
    pairs = visits * (visits + 1) / 2;
    slope = atLeast(slope, pairs * k);
    pairGradient = atLeast(pairGradient, pairs);
    pairU = atLeast(pairU, pairs * p);
    pairP = atLeast(pairP, pairs, p * p);
    pairInformation = atLeast(pairInformation, pairs * pairs);
    halfway = atLeast(halfway, pairs * k);
    u = atLeast(u, k * p);
    f = atLeast(f, k, p * p);
    traces = atLeast(traces, k * k);
    observed = atLeast(observed, k * k);
    floor = null;
    determined = k;
    fit.whole = true;
    expected = atLeast(expected, k * k);
    srs = atLeast(srs, data.patterns, square);
    shs = atLeast(shs, data.patterns, square);
    int largest = Math.max(Math.max(p * p, k * k), Math.max(square, visits * data.q));
    work = atLeast(work, largest);
    work2 = atLeast(work2, largest);
    side = atLeast(side, k * p * p);
  }

  /** Before another start. */
  void restart() {
    calls = 0;
    Arrays.fill(traces, 0, k * k, 0);
  }

  /**
   * Finds the parameters that the data do not tell of: those of which the fixed effects leave less
   * than the share {@code least} of what would be known without them. To be called after {@link
   * #at}, with the same parameters.
   */
  void determine(double[] theta, double least) {
    complete(theta);
    floor = new double[k];
    information(0, 0, 0.5, expected);
    for (int i = 0; i < k; i++) {
      floor[i] = least * expected[i * k + i];
    }
    System.arraycopy(expected(), 0, work, 0, k * k);
    determined = Cholesky.factorInOrder(work, k, floor);
    notDetermined.take(work, k);
    if (determined == k) {
      floor = null;
    }
    fit.whole = determined == k;
  }

  /**
   * The information is the observed one if positive definite, else the expected one. Of it
   * tr(F<sub>i</sub>F<sub>j</sub>) is small and dear: it is left out at first, then taken once and
   * kept while it is near, and always taken where that does not suffice. It changes nothing of
   * where Newton's method ends. See {@link #complete}.
   */
  @Override
  public double at(double[] theta, double[] score, double[] information) {
    if (!fit.cover(structure, theta)) {
      return Double.NaN;
    }
    logLikelihood = fit.fit();
    if (Double.isNaN(logLikelihood)) {
      return Double.NaN;
    }
    differentiate(theta);
    if (calls == NEAR || calls > KEPT) {
      takeFixedEffects();
    }
    calls++;
    for (int pair = 0; pair < pairs; pair++) {
      for (int i = 0; i < k; i++) {
        score[i] += slope[pair * k + i] * pairGradient[pair];
      }
    }
    observe(theta);
    System.arraycopy(observed, 0, work, 0, k * k);
    double[] best = factor(work) ? observed : expected();
    System.arraycopy(best, 0, information, 0, k * k);
    return logLikelihood;
  }

  /** Whether a matrix over parameters is positive definite where the data tell of them. */
  boolean factor(double[] matrix) {
    return floor == null
        ? Cholesky.factor(matrix, k)
        : Cholesky.factorInOrder(matrix, k, floor) == determined;
  }

  /** Completes the information and {@link #f} at the parameters of the last call of {@link #at}. */
  void complete(double[] theta) {
    takeFixedEffects();
    observe(theta);
  }

  /** The expected information at the parameters of the last call of {@link #at}. */
  double[] expected() {
    information(0, -1, 0.5, expected);
    for (int i = 0; i < k * k; i++) {
      expected[i] += 0.5 * traces[i];
    }
    return expected;
  }

  /**
   * Of what the data would tell of a parameter if the fixed effects were known, the share that is
   * left; for the parameter where it is least, of those that the data tell of. Overwrites {@link
   * #expected}.
   */
  double leastIdentified() {
    information(0, 0, 0.5, expected);
    double least = 1;
    for (int i = 0; i < k; i++) {
      if (floor == null || observed[i * k + i] > floor[i]) {
        least = Math.min(least, observed[i * k + i] / expected[i * k + i]);
      }
    }
    return least;
  }

  private void observe(double[] theta) {
    information(1, 1, -0.5, observed);
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        double less = dot(u, i * p, u, j * p, p) + 0.5 * traces[i * k + j];
        for (int a = 0; a < data.visits; a++) {
          for (int b = 0; b <= a; b++) {
            double second = structure.second(theta, i, j, a, b) * (a == b ? 0.5 : 1);
            less += second * pairGradient[Unstructured.pair(a, b)];
          }
        }
        observed[i * k + j] -= less;
        observed[j * k + i] = observed[i * k + j];
      }
    }
  }

  private void differentiate(double[] theta) {
    for (int a = 0; a < data.visits; a++) {
      for (int b = 0; b <= a; b++) {
        for (int i = 0; i < k; i++) {
          double first = structure.first(theta, i, a, b);
          slope[Unstructured.pair(a, b) * k + i] = a == b ? 0.5 * first : first;
        }
      }
    }
    Arrays.fill(pairGradient, 0, pairs, 0);
    Arrays.fill(pairU, 0, pairs * p, 0);
    for (int t = 0; t < data.patterns; t++) {
      addPattern(t);
    }
    for (int i = 0; i < k; i++) {
      Arrays.fill(work2, 0, p, 0);
      for (int pair = 0; pair < pairs; pair++) {
        double weight = slope[pair * k + i];
        if (weight != 0) {
          for (int c = 0; c < p; c++) {
            work2[c] += weight * pairU[pair * p + c];
          }
        }
      }
      for (int r = 0; r < p; r++) {
        u[i * p + r] = dot(fit.inverseFactor, r * p, work2, 0, r + 1);
      }
    }
  }

  /** The share of pattern t in the sums for pairs of visits. */
  private void addPattern(int t) {
    int m = data.observed[t];
    int q = data.q;
    int[] visit = data.visit[t];
    double[] s = fit.inverse[t];
    for (int a = 0; a < m; a++) {
      for (int b = 0; b <= a; b++) {
        double sum = 0;
        for (int r = 0; r < q; r++) {
          int row = data.column[visit[a] * q + r] * p;
          for (int e = 0; e < q; e++) {
            sum += fit.covariance[row + data.column[visit[b] * q + e]] * data.zz[t][r * q + e];
          }
        }
        work[a * m + b] = sum;
        work[b * m + a] = sum;
      }
    }
    multiply(s, work, m, m, m, work2);
    multiply(work2, s, m, m, m, shs[t]);
    multiply(s, fit.rr[t], m, m, m, work2);
    multiply(work2, s, m, m, m, srs[t]);
    multiply(s, fit.zr[t], m, m, q, work2);
    for (int a = 0; a < m; a++) {
      for (int b = 0; b <= a; b++) {
        int pair = Unstructured.pair(visit[a], visit[b]);
        int at = a * m + b;
        pairGradient[pair] += srs[t][at] + shs[t][at] - data.size[t] * s[at];
        for (int c = 0; c < m; c++) {
          double sa = s[c * m + a];
          double sb = s[c * m + b];
          for (int r = 0; r < q; r++) {
            pairU[pair * p + data.column[visit[c] * q + r]] +=
                sa * work2[b * q + r] + sb * work2[a * q + r];
          }
        }
      }
    }
  }

  /** The share of pattern t in the matrices of fixed effects of pairs of visits. */
  private void addFixedEffects(int t) {
    int m = data.observed[t];
    int[] visit = data.visit[t];
    double[] s = fit.inverse[t];
    for (int a = 0; a < m; a++) {
      for (int b = 0; b <= a; b++) {
        double[] sum = pairP[Unstructured.pair(visit[a], visit[b])];
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

  /** F of all parameters, and tr(F<sub>i</sub>F<sub>j</sub>). */
  private void takeFixedEffects() {
    for (int i = 0; i < pairs; i++) {
      Arrays.fill(pairP[i], 0, p * p, 0);
    }
    for (int t = 0; t < data.patterns; t++) {
      addFixedEffects(t);
    }
    int width = k * p;
    for (int i = 0; i < k; i++) {
      Arrays.fill(work, 0, p * p, 0);
      for (int pair = 0; pair < pairs; pair++) {
        double weight = slope[pair * k + i];
        if (weight != 0) {
          for (int c = 0; c < p * p; c++) {
            work[c] += weight * pairP[pair][c];
          }
        }
      }
      for (int r = 0; r < p; r++) {
        for (int c = 0; c < p; c++) {
          side[r * width + i * p + c] = work[r * p + c] + work[c * p + r];
        }
      }
    }
    sandwich(side, k);
    for (int i = 0; i < k; i++) {
      for (int r = 0; r < p; r++) {
        System.arraycopy(side, r * width + i * p, f[i], r * p, p);
      }
      for (int j = 0; j <= i; j++) {
        traces[i * k + j] = dot(f[i], 0, f[j], 0, p * p);
        traces[j * k + i] = traces[i * k + j];
      }
    }
  }

  /**
   * Replaces symmetric matrices A by L<sup>-1</sup>AL<sup>-1</sup>'.
   *
   * @param a the matrices side by side: p rows of {@code count} &times; p elements
   */
  void sandwich(double[] a, int count) {
    int width = count * p;
    multiplyByInverseFactor(a, width);
    for (int i = 0; i < count; i++) {
      for (int r = 0; r < p; r++) {
        for (int c = 0; c < r; c++) {
          int here = r * width + i * p + c;
          int there = c * width + i * p + r;
          double swap = a[here];
          a[here] = a[there];
          a[there] = swap;
        }
      }
    }
    multiplyByInverseFactor(a, width);
  }

  /** From the last row up, as a row of the product needs no row below it. */
  private void multiplyByInverseFactor(double[] a, int width) {
    for (int r = p - 1; r >= 0; r--) {
      int row = r * width;
      double weight = fit.inverseFactor[r * p + r];
      for (int c = 0; c < width; c++) {
        a[row + c] *= weight;
      }
      for (int e = 0; e < r; e++) {
        addRow(a, row, fit.inverseFactor[r * p + e], e * width, width);
      }
    }
  }

  private static void addRow(double[] a, int to, double weight, int from, int width) {
    for (int c = 0; c < width; c++) {
      a[to + c] += weight * a[from + c];
    }
  }

  /** Sum of tr(M V<sub>i</sub>SV<sub>j</sub>), M = SRS onRr + SHS onH + nS onSize. */
  private void information(double onRr, double onH, double onSize, double[] result) {
    Arrays.fill(pairInformation, 0, pairs * pairs, 0);
    for (int t = 0; t < data.patterns; t++) {
      int m = data.observed[t];
      for (int i = 0; i < m * m; i++) {
        work[i] = onRr * srs[t][i] + onH * shs[t][i] + onSize * data.size[t] * fit.inverse[t][i];
      }
      addPairInformation(t, work, fit.inverse[t]);
    }
    Arrays.fill(halfway, 0, pairs * k, 0);
    for (int i = 0; i < pairs; i++) {
      for (int j = 0; j < pairs; j++) {
        double value = pairInformation[j <= i ? i * pairs + j : j * pairs + i];
        for (int e = 0; e < k; e++) {
          halfway[i * k + e] += value * slope[j * k + e];
        }
      }
    }
    Arrays.fill(result, 0, k * k, 0);
    for (int i = 0; i < pairs; i++) {
      for (int e = 0; e < k; e++) {
        double weight = slope[i * k + e];
        if (weight != 0) {
          for (int g = 0; g < k; g++) {
            result[e * k + g] += weight * halfway[i * k + g];
          }
        }
      }
    }
  }

  /** Adds tr(M(E<sub>ab</sub> + E<sub>ba</sub>)S(E<sub>cd</sub> + E<sub>dc</sub>)). */
  private void addPairInformation(int t, double[] mid, double[] s) {
    int m = data.observed[t];
    int[] visit = data.visit[t];
    for (int a = 0; a < m; a++) {
      for (int b = 0; b <= a; b++) {
        int row = Unstructured.pair(visit[a], visit[b]) * pairs;
        for (int c = 0; c <= a; c++) {
          int last = c == a ? b : c;
          double mca = mid[c * m + a];
          double mcb = mid[c * m + b];
          double sca = s[c * m + a];
          double scb = s[c * m + b];
          int col = row + Unstructured.pair(visit[c], 0);
          for (int d = 0; d <= last; d++) {
            int da = d * m + a;
            int db = d * m + b;
            pairInformation[col + visit[d]] +=
                mid[da] * scb + mca * s[db] + mid[db] * sca + mcb * s[da];
          }
        }
      }
    }
  }

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
