package org.silico.engine.analysis;

import java.util.Arrays;

/**
 * The restricted log-likelihood of repeated measures as a function of the parameters &theta; of
 * their covariance matrix (Patterson and Thompson 1971, Biometrika 58:545-554; Harville 1977, J Am
 * Stat Assoc 72:320-338), with its gradient and information.
 *
 * <p>With V the covariance matrix of all outcomes, &Phi; = (X'V<sup>-1</sup>X)<sup>-1</sup>,
 * residuals r, V<sub>i</sub> = &part;V/&part;&theta;<sub>i</sub>, and Q = V<sup>-1</sup> -
 * V<sup>-1</sup>X&Phi;X'V<sup>-1</sup>, the gradient is -[tr(QV<sub>i</sub>) -
 * r'V<sup>-1</sup>V<sub>i</sub>V<sup>-1</sup>r]/2, the expected information
 * tr(QV<sub>i</sub>QV<sub>j</sub>)/2, and the observed one y'QV<sub>i</sub>QV<sub>j</sub>Qy -
 * {@code expected} + [tr(QV<sub>ij</sub>) - y'QV<sub>ij</sub>Qy]/2.
 *
 * <p>All sums over patients are sums over patterns. With S the inverse of the covariance matrix of
 * a pattern of n patients, R = &Sigma;rr' and H = &Sigma;x&Phi;x', the gradient with respect to the
 * elements of &Sigma; is that of [S(R + H)S - nS]/2, and the sums of the information are &Sigma;
 * tr(M V<sub>i</sub>SV<sub>j</sub>) with M made of S, SRS and SHS, less terms of the fixed effects.
 * These are computed for single elements of &Sigma;, pairs of visits, whatever the structure, and
 * then led over to &theta; by the chain rule.
 */
final class RestrictedLikelihood implements Newton.LogLikelihood {

  /** Less information than this share of what known fixed effects would leave is none. */
  private static final double UNIDENTIFIED = 1e-9;

  private RepeatedMeasures data;
  private CovarianceStructure structure;
  private int visits;
  private int p;

  /** Parameters of the covariance matrix. */
  int k;

  private int pairs;

  /** Row-major visits &times; visits. */
  double[] sigma = new double[0];

  double[] beta = new double[0];

  /** L<sup>-1</sup> of X'V<sup>-1</sup>X = LL'. */
  double[] inverseFactor = new double[0];

  /** &Phi;. */
  double[] covariance = new double[0];

  /** F<sub>i</sub> = L<sup>-1</sup>X'V<sup>-1</sup>V<sub>i</sub>V<sup>-1</sup>XL<sup>-1</sup>'. */
  double[][] f = new double[0][];

  /** Row-major k &times; k, at the parameters of the last call. */
  double[] observed = new double[0];

  double[] expected = new double[0];
  double logLikelihood;

  /** Of each pattern: S, SRS, SHS. */
  private double[][] inverse = new double[0][];

  private double[][] residual = new double[0][];
  private double[][] leverage = new double[0][];

  /** &part;&Sigma;/&part;&theta;, row-major pairs &times; k; halved on the diagonal of &Sigma;. */
  private double[] slope = new double[0];

  private double[] cross = new double[0];
  private double[] factor = new double[0];
  private double[] pairGradient = new double[0];
  private double[] pairU = new double[0];
  private double[][] pairP = new double[0][];
  private double[] pairInformation = new double[0];
  private double[] halfway = new double[0];
  private double[] u = new double[0];
  private double[] traces = new double[0];
  private double[] work = new double[0];
  private double[] work2 = new double[0];
  private double[] work3 = new double[0];

  void take(RepeatedMeasures data, CovarianceStructure structure) {
    this.data = data;
    this.structure = structure;
    visits = data.visits;
    p = data.p;
    k = structure.parameters(visits);
    pairs = visits * (visits + 1) / 2;
    int square = visits * visits;
    sigma = atLeast(sigma, square);
    beta = atLeast(beta, p);
    inverseFactor = atLeast(inverseFactor, p * p);
    covariance = atLeast(covariance, p * p);
    cross = atLeast(cross, p * p);
    factor = atLeast(factor, Math.max(p * p, Math.max(square, k * k)));
    slope = atLeast(slope, pairs * k);
    pairGradient = atLeast(pairGradient, pairs);
    pairU = atLeast(pairU, pairs * p);
    pairInformation = atLeast(pairInformation, pairs * pairs);
    halfway = atLeast(halfway, pairs * k);
    u = atLeast(u, k * p);
    traces = atLeast(traces, k * k);
    observed = atLeast(observed, k * k);
    expected = atLeast(expected, k * k);
    int largest = Math.max(p * p, Math.max(square, visits * data.q));
    work = atLeast(work, largest);
    work2 = atLeast(work2, largest);
    work3 = atLeast(work3, largest);
    inverse = atLeast(inverse, data.patterns, square);
    residual = atLeast(residual, data.patterns, square);
    leverage = atLeast(leverage, data.patterns, square);
    f = atLeast(f, k, p * p);
    pairP = atLeast(pairP, pairs, p * p);
  }

  private static double[] atLeast(double[] a, int length) {
    return a.length < length ? new double[length] : a;
  }

  private static double[][] atLeast(double[][] a, int count, int length) {
    double[][] result = a.length < count ? Arrays.copyOf(a, count) : a;
    for (int i = 0; i < count; i++) {
      if (result[i] == null || result[i].length < length) {
        result[i] = new double[length];
      }
    }
    return result;
  }

  /**
   * Fits the fixed effects at &Sigma; = 1 and puts into {@code moments} the matrix of mean products
   * of residuals.
   *
   * @return false if the columns of X are linearly dependent
   */
  boolean moments(double[] moments, double[] counts) {
    Arrays.fill(sigma, 0, visits * visits, 0);
    for (int v = 0; v < visits; v++) {
      sigma[v * visits + v] = 1;
    }
    if (Double.isNaN(fitFixedEffects())) {
      return false;
    }
    Arrays.fill(moments, 0, visits * visits, 0);
    Arrays.fill(counts, 0, visits * visits, 0);
    for (int t = 0; t < data.patterns; t++) {
      int m = data.observed[t];
      for (int a = 0; a < m; a++) {
        for (int b = 0; b < m; b++) {
          int at = data.visit[t][a] * visits + data.visit[t][b];
          moments[at] += residual[t][a * m + b];
          counts[at] += data.size[t];
        }
      }
    }
    for (int i = 0; i < visits * visits; i++) {
      double df = Math.max(counts[i] - (double) p / visits, 0.5 * counts[i]);
      moments[i] = counts[i] == 0 ? 0 : moments[i] / df;
    }
    return true;
  }

  /** Fills &Sigma;; false if it is not positive definite. */
  boolean cover(double[] theta) {
    for (int w = 0; w < visits; w++) {
      for (int v = 0; v <= w; v++) {
        double element = structure.element(theta, w, v);
        sigma[w * visits + v] = element;
        sigma[v * visits + w] = element;
      }
    }
    System.arraycopy(sigma, 0, factor, 0, visits * visits);
    return Cholesky.factor(factor, visits);
  }

  /** The information is the observed one if positive definite, else the expected one. */
  @Override
  public double at(double[] theta, double[] score, double[] information) {
    if (!cover(theta)) {
      return Double.NaN;
    }
    logLikelihood = fitFixedEffects();
    if (Double.isNaN(logLikelihood)) {
      return Double.NaN;
    }
    differentiate(theta, score);
    System.arraycopy(observed, 0, factor, 0, k * k);
    double[] best = Cholesky.factor(factor, k) ? observed : expected;
    System.arraycopy(best, 0, information, 0, k * k);
    return logLikelihood;
  }

  /**
   * Generalised least squares at &Sigma;: inverses, &beta;, &Phi;, residuals R (in {@code
   * residual}, not yet SRS).
   *
   * @return the restricted log-likelihood; NaN if &Sigma; or X'V<sup>-1</sup>X is singular
   */
  private double fitFixedEffects() {
    Arrays.fill(cross, 0, p * p, 0);
    Arrays.fill(beta, 0, p, 0);
    int q = data.q;
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
        logDeterminants += 2 * data.size[t] * Math.log(work[a * m + a]);
      }
      Cholesky.invertFactor(work, m, work2);
      Cholesky.inverse(work2, m, inverse[t]);
      addKronecker(inverse[t], t, cross);
      for (int a = 0; a < m; a++) {
        for (int b = 0; b < m; b++) {
          double s = inverse[t][a * m + b];
          for (int r = 0; r < q; r++) {
            beta[data.column[data.visit[t][a] * q + r]] += s * data.zy[t][b * q + r];
          }
        }
      }
    }
    if (!Cholesky.factor(cross, p)) {
      return Double.NaN;
    }
    Cholesky.invertFactor(cross, p, inverseFactor);
    Cholesky.inverse(inverseFactor, p, covariance);
    Cholesky.forward(cross, p, beta);
    Cholesky.backward(cross, p, beta);
    for (int j = 0; j < p; j++) {
      logDeterminants += 2 * Math.log(cross[j * p + j]);
    }
    double squares = 0;
    for (int t = 0; t < data.patterns; t++) {
      residuals(t);
      int m = data.observed[t];
      for (int i = 0; i < m * m; i++) {
        squares += inverse[t][i] * residual[t][i];
      }
    }
    int df = data.observations - p;
    return -0.5 * (df * Math.log(2 * Math.PI) + logDeterminants + squares);
  }

  /** Adds &Sigma;<sub>patients</sub> X'AX for a matrix A over the visits of pattern t. */
  void addKronecker(double[] a, int t, double[] sum) {
    int m = data.observed[t];
    int q = data.q;
    double[] zz = data.zz[t];
    for (int c = 0; c < m; c++) {
      int row = data.visit[t][c] * q;
      for (int d = 0; d < m; d++) {
        double s = a[c * m + d];
        int col = data.visit[t][d] * q;
        for (int r = 0; r < q; r++) {
          int to = data.column[row + r] * p;
          for (int e = 0; e < q; e++) {
            sum[to + data.column[col + e]] += s * zz[r * q + e];
          }
        }
      }
    }
  }

  /** Puts &Sigma;zr' into {@code work} (observed visit &times; q) and &Sigma;rr' into residual. */
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
        work[a * q + r] = sum;
      }
    }
    for (int a = 0; a < m; a++) {
      for (int b = 0; b < m; b++) {
        double sum = data.yy[t][a * m + b];
        int colA = data.visit[t][a] * q;
        int colB = data.visit[t][b] * q;
        for (int r = 0; r < q; r++) {
          sum -= beta[data.column[colA + r]] * zy[b * q + r];
          sum -= beta[data.column[colB + r]] * work[a * q + r];
        }
        residual[t][a * m + b] = sum;
      }
    }
  }

  private void differentiate(double[] theta, double[] score) {
    for (int w = 0; w < visits; w++) {
      for (int v = 0; v <= w; v++) {
        for (int i = 0; i < k; i++) {
          double first = structure.first(theta, i, w, v);
          slope[Unstructured.pair(w, v) * k + i] = w == v ? 0.5 * first : first;
        }
      }
    }
    Arrays.fill(pairGradient, 0, pairs, 0);
    Arrays.fill(pairU, 0, pairs * p, 0);
    for (int i = 0; i < pairs; i++) {
      Arrays.fill(pairP[i], 0, p * p, 0);
    }
    for (int t = 0; t < data.patterns; t++) {
      addPattern(t);
    }
    for (int i = 0; i < k; i++) {
      double sum = 0;
      for (int pair = 0; pair < pairs; pair++) {
        sum += slope[pair * k + i] * pairGradient[pair];
      }
      score[i] = sum;
    }
    fixedEffects();
    // observed: tr[(SRS + SHS - nS/2) Vi S Vj] - u'u - tr(FF)/2
    information(1, 1, -0.5, observed);
    // expected: tr[(nS/2 - SHS) Vi S Vj] + tr(FF)/2
    information(0, -1, 0.5, expected);
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        double uu = 0;
        for (int c = 0; c < p; c++) {
          uu += u[i * p + c] * u[j * p + c];
        }
        double curvature = 0;
        for (int w = 0; w < visits; w++) {
          for (int v = 0; v <= w; v++) {
            double second = structure.second(theta, i, j, w, v) * (w == v ? 0.5 : 1);
            curvature += second * pairGradient[Unstructured.pair(w, v)];
          }
        }
        observed[i * k + j] -= uu + 0.5 * traces[i * k + j] + curvature;
        expected[i * k + j] += 0.5 * traces[i * k + j];
        observed[j * k + i] = observed[i * k + j];
        expected[j * k + i] = expected[i * k + j];
      }
    }
  }

  /** The share of pattern t in the gradient, u and P of pairs; its SRS and SHS. */
  private void addPattern(int t) {
    int m = data.observed[t];
    int q = data.q;
    int[] visit = data.visit[t];
    double[] s = inverse[t];
    residuals(t);
    // D = S &Sigma;rz', into work2
    multiply(s, work, m, m, q, work2);
    for (int a = 0; a < m; a++) {
      for (int b = 0; b < m; b++) {
        double sum = 0;
        for (int r = 0; r < q; r++) {
          int row = data.column[visit[a] * q + r] * p;
          for (int e = 0; e < q; e++) {
            sum += covariance[row + data.column[visit[b] * q + e]] * data.zz[t][r * q + e];
          }
        }
        leverage[t][a * m + b] = sum;
      }
    }
    multiply(s, residual[t], m, m, m, work3);
    multiply(work3, s, m, m, m, residual[t]);
    multiply(s, leverage[t], m, m, m, work3);
    multiply(work3, s, m, m, m, leverage[t]);
    for (int a = 0; a < m; a++) {
      for (int b = 0; b <= a; b++) {
        int pair = Unstructured.pair(visit[a], visit[b]);
        int at = a * m + b;
        pairGradient[pair] += residual[t][at] + leverage[t][at] - data.size[t] * s[at];
        for (int c = 0; c < m; c++) {
          double sa = s[c * m + a];
          double sb = s[c * m + b];
          for (int r = 0; r < q; r++) {
            pairU[pair * p + data.column[visit[c] * q + r]] +=
                sa * work2[b * q + r] + sb * work2[a * q + r];
          }
        }
        addPair(t, a, b, pairP[pair]);
      }
    }
  }

  /** Adds half of X'S(E<sub>ab</sub> + E<sub>ba</sub>)SX; the other half is its transpose. */
  private void addPair(int t, int a, int b, double[] sum) {
    int m = data.observed[t];
    int q = data.q;
    int[] visit = data.visit[t];
    double[] s = inverse[t];
    double[] zz = data.zz[t];
    for (int c = 0; c < m; c++) {
      for (int d = 0; d <= c; d++) {
        double weight = s[c * m + a] * s[d * m + b] + s[c * m + b] * s[d * m + a];
        if (c == d) {
          weight *= 0.5;
        }
        for (int r = 0; r < q; r++) {
          int to = data.column[visit[c] * q + r] * p;
          for (int e = 0; e < q; e++) {
            sum[to + data.column[visit[d] * q + e]] += weight * zz[r * q + e];
          }
        }
      }
    }
  }

  /** u and F of the parameters, and tr(F<sub>i</sub>F<sub>j</sub>). */
  private void fixedEffects() {
    Arrays.fill(u, 0, k * p, 0);
    for (int i = 0; i < k; i++) {
      Arrays.fill(work, 0, p * p, 0);
      Arrays.fill(work3, 0, p, 0);
      for (int pair = 0; pair < pairs; pair++) {
        double weight = slope[pair * k + i];
        if (weight != 0) {
          for (int c = 0; c < p * p; c++) {
            work[c] += weight * pairP[pair][c];
          }
          for (int c = 0; c < p; c++) {
            work3[c] += weight * pairU[pair * p + c];
          }
        }
      }
      for (int r = 0; r < p; r++) {
        double sum = 0;
        for (int c = 0; c <= r; c++) {
          sum += inverseFactor[r * p + c] * work3[c];
        }
        u[i * p + r] = sum;
      }
      sandwich(work, f[i]);
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int c = 0; c < p * p; c++) {
          sum += f[i][c] * f[j][c];
        }
        traces[i * k + j] = sum;
      }
    }
  }

  /** L<sup>-1</sup>(A + A')L<sup>-1</sup>'. */
  void sandwich(double[] a, double[] result) {
    for (int r = 0; r < p; r++) {
      for (int c = 0; c < p; c++) {
        work2[r * p + c] = 0;
      }
      for (int e = 0; e <= r; e++) {
        double weight = inverseFactor[r * p + e];
        for (int c = 0; c < p; c++) {
          work2[r * p + c] += weight * (a[e * p + c] + a[c * p + e]);
        }
      }
    }
    for (int r = 0; r < p; r++) {
      for (int c = 0; c <= r; c++) {
        double sum = 0;
        for (int e = 0; e <= c; e++) {
          sum += work2[r * p + e] * inverseFactor[c * p + e];
        }
        result[r * p + c] = sum;
        result[c * p + r] = sum;
      }
    }
  }

  /**
   * &Sigma; tr(M V<sub>i</sub>SV<sub>j</sub>) over patterns, with M = SRS {@code onResidual} + SHS
   * {@code onLeverage} + nS {@code onSize}.
   */
  private void information(double onResidual, double onLeverage, double onSize, double[] result) {
    Arrays.fill(pairInformation, 0, pairs * pairs, 0);
    for (int t = 0; t < data.patterns; t++) {
      int m = data.observed[t];
      double[] s = inverse[t];
      for (int i = 0; i < m * m; i++) {
        work[i] =
            onResidual * residual[t][i]
                + onLeverage * leverage[t][i]
                + onSize * data.size[t] * s[i];
      }
      int[] visit = data.visit[t];
      for (int a = 0; a < m; a++) {
        for (int b = 0; b <= a; b++) {
          int row = Unstructured.pair(visit[a], visit[b]) * pairs;
          for (int c = 0; c <= a; c++) {
            int last = c == a ? b : c;
            double mca = work[c * m + a];
            double mcb = work[c * m + b];
            double sca = s[c * m + a];
            double scb = s[c * m + b];
            int col = Unstructured.pair(visit[c], 0);
            for (int d = 0; d <= last; d++) {
              pairInformation[row + col + visit[d]] +=
                  work[d * m + a] * scb
                      + mca * s[d * m + b]
                      + work[d * m + b] * sca
                      + mcb * s[d * m + a];
            }
          }
        }
      }
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

  /** Whether the outcomes tell of every parameter, beyond what goes into the fixed effects. */
  boolean identified() {
    information(0, 0, 0.5, traces);
    for (int i = 0; i < k; i++) {
      if (!(expected[i * k + i] > UNIDENTIFIED * traces[i * k + i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * Twice the Kenward-Roger adjustment between the &Phi; of its formula: X'V<sup>-1</sup>(&Sigma;
   * w<sub>ij</sub>[V<sub>i</sub>V<sup>-1</sup>V<sub>j</sub> - V<sub>ij</sub>/4])V<sup>-1</sup>X
   * (Kenward and Roger 1997, Biometrics 53:983-997, the terms Q and R).
   *
   * @param w the covariance matrix of &theta;, k &times; k
   * @param second whether to take V<sub>ij</sub>
   */
  void adjustment(double[] theta, double[] w, boolean second, double[] result) {
    Arrays.fill(result, 0, p * p, 0);
    // w led over to pairs, whole derivatives on the diagonal
    Arrays.fill(halfway, 0, pairs * k, 0);
    for (int pair = 0; pair < pairs; pair++) {
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < k; j++) {
          halfway[pair * k + j] += slope[pair * k + i] * w[i * k + j];
        }
      }
    }
    for (int i = 0; i < pairs; i++) {
      for (int j = 0; j < pairs; j++) {
        double sum = 0;
        for (int e = 0; e < k; e++) {
          sum += halfway[i * k + e] * slope[j * k + e];
        }
        pairInformation[i * pairs + j] = sum;
      }
    }
    for (int t = 0; t < data.patterns; t++) {
      int m = data.observed[t];
      double[] s = inverse[t];
      int[] visit = data.visit[t];
      for (int a = 0; a < m; a++) {
        for (int d = 0; d < m; d++) {
          double sum = second ? curvature(theta, w, visit[a], visit[d]) : 0;
          for (int b = 0; b < m; b++) {
            int row = pairOf(visit[a], visit[b]) * pairs;
            double half = a == b ? 2 : 1;
            for (int c = 0; c < m; c++) {
              double whole = c == d ? 2 * half : half;
              sum += whole * pairInformation[row + pairOf(visit[c], visit[d])] * s[b * m + c];
            }
          }
          work[a * m + d] = sum;
        }
      }
      multiply(s, work, m, m, m, work2);
      multiply(work2, s, m, m, m, work);
      addKronecker(work, t, result);
    }
  }

  /** -&Sigma; w<sub>ij</sub> &part;&sup2;&Sigma;<sub>uv</sub> / 4. */
  private double curvature(double[] theta, double[] w, int u, int v) {
    double sum = 0;
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        sum +=
            w[i * k + j]
                * structure.second(
                    theta, Math.max(i, j), Math.min(i, j), Math.max(u, v), Math.min(u, v));
      }
    }
    return -0.25 * sum;
  }

  private static int pairOf(int u, int v) {
    return u >= v ? Unstructured.pair(u, v) : Unstructured.pair(v, u);
  }

  /** The product of a rows &times; inner and an inner &times; columns matrix. */
  private static void multiply(
      double[] a, double[] b, int rows, int inner, int columns, double[] product) {
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
}
