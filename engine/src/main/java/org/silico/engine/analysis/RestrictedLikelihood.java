package org.silico.engine.analysis;

import static org.silico.engine.analysis.GeneralisedLeastSquares.atLeast;
import static org.silico.engine.analysis.SmallMatrices.dot;
import static org.silico.engine.analysis.SmallMatrices.multiply;

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

  /** Calls that leave tr(FF) out; more are made where that does not suffice. */
  private static final int WITHOUT = 8;

  final GeneralisedLeastSquares fit = new GeneralisedLeastSquares();

  CovarianceStructure structure;

  /** The elements of &theta;. */
  int k;

  final VisitPairs pairs = new VisitPairs();

  /** Current from {@link #complete} until the next call of {@link #at}. */
  final FixedEffectShare fixedEffects = new FixedEffectShare();

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

  private double[] pairInformation = new double[0];

  /** L<sup>-1</sup>X'V<sup>-1</sup>V<sub>i</sub>V<sup>-1</sup>r, row-major k &times; p. */
  private double[] u = new double[0];

  private double[] expected = new double[0];
  private double[] work = new double[0];
  private double[] work2 = new double[0];

  void take(RepeatedMeasures data, CovarianceStructure structure) {
    this.data = data;
    this.structure = structure;
    fit.take(data);
    int visits = data.visits;
    int square = visits * visits;
    p = data.p;
    pairs.take(structure, visits);
    k = pairs.parameters;
    fixedEffects.take(fit, pairs);
    pairGradient = atLeast(pairGradient, pairs.count);
    pairU = atLeast(pairU, pairs.count * p);
    pairInformation = atLeast(pairInformation, pairs.count * pairs.count);
    u = atLeast(u, k * p);
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
  }

  /** Before another start. */
  void restart() {
    calls = 0;
    fixedEffects.clear();
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
   * tr(F<sub>i</sub>F<sub>j</sub>) is small and dear: it is left out for some calls, which makes
   * steps a little short, and taken where that does not suffice. It changes nothing of where
   * Newton's method ends. See {@link #complete}.
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
    if (calls >= WITHOUT) {
      fixedEffects.compute();
    }
    calls++;
    for (int pair = 0; pair < pairs.count; pair++) {
      for (int i = pairs.first[pair]; i < pairs.end[pair]; i++) {
        score[i] += pairs.slope[pair * k + i] * pairGradient[pair];
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

  /** Completes the information at the parameters of the last call of {@link #at}. */
  void complete(double[] theta) {
    fixedEffects.compute();
    observe(theta);
  }

  /** The expected information at the parameters of the last call of {@link #at}. */
  double[] expected() {
    information(0, -1, 0.5, expected);
    for (int i = 0; i < k * k; i++) {
      expected[i] += 0.5 * fixedEffects.traces[i];
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
        double less = dot(u, i * p, u, j * p, p) + 0.5 * fixedEffects.traces[i * k + j];
        if (!structure.linear()) {
          less += curvature(theta, i, j);
        }
        observed[i * k + j] -= less;
        observed[j * k + i] = observed[i * k + j];
      }
    }
  }

  private double curvature(double[] theta, int i, int j) {
    double sum = 0;
    for (int a = 0; a < data.visits; a++) {
      for (int b = 0; b <= a; b++) {
        double second = structure.second(theta, i, j, a, b) * (a == b ? 0.5 : 1);
        sum += second * pairGradient[Unstructured.pair(a, b)];
      }
    }
    return sum;
  }

  private void differentiate(double[] theta) {
    pairs.differentiate(structure, theta, data.visits);
    Arrays.fill(pairGradient, 0, pairs.count, 0);
    Arrays.fill(pairU, 0, pairs.count * p, 0);
    for (int t = 0; t < data.patterns; t++) {
      addPattern(t);
    }
    for (int i = 0; i < k; i++) {
      Arrays.fill(work2, 0, p, 0);
      for (int pair = 0; pair < pairs.count; pair++) {
        double weight = pairs.slope[pair * k + i];
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

  /** Sum of tr(M V<sub>i</sub>SV<sub>j</sub>), M = SRS onRr + SHS onH + nS onSize. */
  private void information(double onRr, double onH, double onSize, double[] result) {
    Arrays.fill(pairInformation, 0, pairs.count * pairs.count, 0);
    for (int t = 0; t < data.patterns; t++) {
      int m = data.observed[t];
      for (int i = 0; i < m * m; i++) {
        work[i] = onRr * srs[t][i] + onH * shs[t][i] + onSize * data.size[t] * fit.inverse[t][i];
      }
      addPairInformation(t, work, fit.inverse[t]);
    }
    pairs.leadOver(pairInformation, result);
  }

  /** Adds tr(M(E<sub>ab</sub> + E<sub>ba</sub>)S(E<sub>cd</sub> + E<sub>dc</sub>)). */
  private void addPairInformation(int t, double[] mid, double[] s) {
    int m = data.observed[t];
    int[] visit = data.visit[t];
    for (int a = 0; a < m; a++) {
      for (int b = 0; b <= a; b++) {
        int row = Unstructured.pair(visit[a], visit[b]) * pairs.count;
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
}
