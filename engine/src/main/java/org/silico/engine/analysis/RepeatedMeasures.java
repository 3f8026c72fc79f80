package org.silico.engine.analysis;

import java.util.Arrays;
import org.silico.engine.arithmetic.Elementary;

/**
 * Repeated measures as sufficient statistics. The model of outcome y of a patient at visit v is
 * z'b<sub>v</sub>, where z holds 1, an indicator of each treatment, and the covariates. Patients
 * observed at the same visits form a pattern, and enter the likelihood only through its cross
 * products &Sigma;zz', &Sigma;zy' and &Sigma;yy'.
 *
 * <p>Outcomes are taken from the mean of their visit and divided by one standard deviation,
 * covariates standardised (mean and deviation over all outcomes, not over patients, as the means
 * "at mean covariates" of SAS and emmeans are). An arm without outcomes at a visit, or a constant
 * covariate, is a fixed effect with zeros only.
 */
final class RepeatedMeasures {

  /** A column is constant if its spread is below this share of its size (both squared). */
  private static final double CONSTANT = 1e-24;

  int visits;
  int patients;
  int observations;

  /** Elements of z. */
  int q;

  /** Fixed effects. */
  int p;

  /** column[v q + a] is the fixed effect of element a of z at visit v. */
  int[] column = new int[0];

  double[] mean = new double[0];
  double scale;

  /** For each fixed effect the log standard deviation of its covariate, 0 for means. */
  double[] logScale = new double[0];

  /** count[v arms + a] outcomes of arm a at visit v. */
  int[] count = new int[0];

  /** Whether an arm has no outcome at some visit. */
  boolean gaps;

  int patterns;

  /** Patients of each pattern. */
  int[] size = new int[0];

  /** The visits of each pattern, ascending; the first {@code observed[t]} count. */
  int[][] visit = new int[0][];

  int[] observed = new int[0];

  /** Row-major q &times; q. */
  double[][] zz = new double[0][];

  /** Row-major observed visit &times; q. */
  double[][] zy = new double[0][];

  /** Row-major observed &times; observed. */
  double[][] yy = new double[0][];

  private long[] mask = new long[0];
  private int[] pattern = new int[0];
  private double[] z = new double[0];
  private double[] value = new double[0];
  private double[] centre = new double[0];
  private double[] inverseDeviation = new double[0];

  /** OK; EMPTY_ARM if control has no outcome, or all others; or NO_VARIANCE. */
  Status take(
      double[][] y, int[] group, int arms, double[][] covariates, boolean[] byVisit, int n) {
    visits = y.length;
    int extra = covariates == null ? 0 : covariates.length;
    q = arms + extra;
    number(arms, extra, byVisit);
    if (pattern.length < n) {
      pattern = new int[n];
    }
    patterns = 0;
    patients = 0;
    for (int i = 0; i < n; i++) {
      pattern[i] = patternOf(y, covariates, i);
    }
    Status status = describe(y, group, arms, covariates, n);
    if (status == Status.OK) {
      addUp(y, group, arms, covariates, n);
    }
    return status;
  }

  private void number(int arms, int extra, boolean[] byVisit) {
    if (column.length < visits * q) {
      column = new int[visits * q];
    }
    p = visits * arms;
    for (int a = 0; a < q; a++) {
      for (int v = 0; v < visits; v++) {
        column[v * q + a] = a < arms ? v * arms + a : byVisit[a - arms] ? p + v : p;
      }
      p += a < arms ? 0 : byVisit[a - arms] ? visits : 1;
    }
  }

  /** The pattern of patient i, or -1 if a covariate or all outcomes are missing. */
  private int patternOf(double[][] y, double[][] covariates, int i) {
    int extra = covariates == null ? 0 : covariates.length;
    for (int j = 0; j < extra; j++) {
      if (Double.isNaN(covariates[j][i])) {
        return -1;
      }
    }
    long seen = 0;
    for (int v = 0; v < visits; v++) {
      if (!Double.isNaN(y[v][i])) {
        seen |= 1L << v;
      }
    }
    if (seen == 0) {
      return -1;
    }
    patients++;
    int t = 0;
    while (t < patterns && mask[t] != seen) {
      t++;
    }
    if (t == patterns) {
      open(seen);
    }
    size[t]++;
    return t;
  }

  private void open(long seen) {
    int t = patterns++;
    if (t == size.length) {
      int length = 2 * t + 8;
      mask = Arrays.copyOf(mask, length);
      size = Arrays.copyOf(size, length);
      observed = Arrays.copyOf(observed, length);
      visit = Arrays.copyOf(visit, length);
      zz = Arrays.copyOf(zz, length);
      zy = Arrays.copyOf(zy, length);
      yy = Arrays.copyOf(yy, length);
    }
    mask[t] = seen;
    size[t] = 0;
    if (visit[t] == null || visit[t].length < visits) {
      visit[t] = new int[visits];
      yy[t] = new double[visits * visits];
      zy[t] = null;
    }
    if (zy[t] == null || zz[t].length < q * q || zy[t].length < visits * q) {
      zz[t] = new double[q * q];
      zy[t] = new double[visits * q];
    }
    int m = 0;
    for (int v = 0; v < visits; v++) {
      if ((seen >> v & 1) == 1) {
        visit[t][m++] = v;
      }
    }
    observed[t] = m;
    Arrays.fill(zz[t], 0);
    Arrays.fill(zy[t], 0);
    Arrays.fill(yy[t], 0);
  }

  /** Counts and means, deviations. */
  private Status describe(double[][] y, int[] group, int arms, double[][] covariates, int n) {
    if (mean.length < visits || value.length < visits || count.length < visits * arms) {
      mean = new double[visits];
      value = new double[visits];
      count = new int[visits * arms];
    }
    Arrays.fill(count, 0, visits * arms, 0);
    observations = 0;
    double size = 0;
    double spread = 0;
    for (int v = 0; v < visits; v++) {
      double sum = 0;
      int seen = 0;
      for (int i = 0; i < n; i++) {
        double value = y[v][i];
        if (pattern[i] >= 0 && value == value) {
          count[v * arms + group[i]]++;
          seen++;
          sum += value;
          size += value * value;
        }
      }
      mean[v] = seen == 0 ? 0 : sum / seen;
      for (int i = 0; i < n; i++) {
        double value = y[v][i] - mean[v];
        if (pattern[i] >= 0 && value == value) {
          spread += value * value;
        }
      }
      observations += seen;
    }
    gaps = false;
    int control = 0;
    for (int v = 0; v < visits; v++) {
      control += count[v * arms];
      for (int a = 0; a < arms; a++) {
        gaps |= count[v * arms + a] == 0;
      }
    }
    if (control == 0 || control == observations) {
      return Status.EMPTY_ARM;
    }
    if (!(spread > CONSTANT * size) || spread == Double.POSITIVE_INFINITY) {
      return Status.NO_VARIANCE;
    }
    scale = Math.sqrt(spread / observations);
    standardise(covariates, arms, n);
    return Status.OK;
  }

  private void standardise(double[][] covariates, int arms, int n) {
    if (z.length < q) {
      z = new double[q];
      centre = new double[q];
      inverseDeviation = new double[q];
    }
    logScale = GeneralisedLeastSquares.atLeast(logScale, p);
    Arrays.fill(logScale, 0, p, 0);
    for (int a = arms; a < q; a++) {
      double[] x = covariates[a - arms];
      double sum = 0;
      double size = 0;
      for (int i = 0; i < n; i++) {
        if (pattern[i] >= 0) {
          sum += observed[pattern[i]] * x[i];
          size += observed[pattern[i]] * x[i] * x[i];
        }
      }
      centre[a] = sum / observations;
      double spread = 0;
      for (int i = 0; i < n; i++) {
        if (pattern[i] >= 0) {
          double v = x[i] - centre[a];
          spread += observed[pattern[i]] * v * v;
        }
      }
      double deviation = Math.sqrt(spread / observations);
      inverseDeviation[a] = spread > CONSTANT * size ? 1 / deviation : 0;
      for (int v = 0; v < visits; v++) {
        logScale[column[v * q + a]] = Elementary.log(deviation);
      }
    }
  }

  private void addUp(double[][] y, int[] group, int arms, double[][] covariates, int n) {
    double inverseScale = 1 / scale;
    z[0] = 1;
    for (int i = 0; i < n; i++) {
      int t = pattern[i];
      if (t < 0) {
        continue;
      }
      for (int a = 1; a < arms; a++) {
        z[a] = group[i] == a ? 1 : 0;
      }
      for (int a = arms; a < q; a++) {
        z[a] = (covariates[a - arms][i] - centre[a]) * inverseDeviation[a];
      }
      int m = observed[t];
      for (int k = 0; k < m; k++) {
        int v = visit[t][k];
        value[k] = (y[v][i] - mean[v]) * inverseScale;
      }
      for (int a = 0; a < q; a++) {
        for (int b = 0; b < q; b++) {
          zz[t][a * q + b] += z[a] * z[b];
        }
      }
      for (int k = 0; k < m; k++) {
        for (int a = 0; a < q; a++) {
          zy[t][k * q + a] += z[a] * value[k];
        }
        for (int l = 0; l < m; l++) {
          yy[t][k * m + l] += value[k] * value[l];
        }
      }
    }
  }
}
