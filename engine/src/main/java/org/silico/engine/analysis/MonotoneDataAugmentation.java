package org.silico.engine.analysis;

import static org.silico.engine.analysis.GeneralisedLeastSquares.atLeast;

import java.util.Arrays;

/**
 * Draws from the joint posterior of the gaps in repeated outcomes and of the parameters of their
 * {@link PosteriorRegression}s on covariates, treatment and the visits before, by monotone data
 * augmentation (Schafer 1997, Analysis of Incomplete Multivariate Data, section 6.5): in turn the
 * outcomes missing before a patient's last observed visit, given all that is observed of the
 * patient, and the regressions, given the outcomes of all patients up to their last observed visit.
 * What is missing after it is never drawn here: it tells nothing.
 *
 * <p><b>Gaps.</b> With r = (I - D)Y - c the residuals of the regressions, W their precisions and A
 * the columns of I - D that belong to the gaps, the gaps are normal with precision A'WA and, r
 * being taken with 0 in the gaps, mean -(A'WA)<sup>-1</sup>A'Wr. One Cholesky factor serves all
 * patients of a pattern.
 *
 * <p><b>Prior.</b> 1/&sigma;<sub>v</sub>&sup2; for each visit, flat for all coefficients. The
 * posterior is then proper if the patients without any gap up to a visit would do for its
 * regression. If they would not, as with many visits and few patients, the prior is multiplied by
 * the likelihood of one observation in which visits are uncorrelated, with the variance within arms
 * of each: a ridge prior (Schafer 1997, section 5.2.3).
 *
 * <p><b>Steps.</b> The chain begins at the estimates of an EM algorithm. Its rate of convergence is
 * the largest fraction of missing information, and so is the autocorrelation of the chain from one
 * step to the next (Schafer 1997, sections 3.5.3 and 4.4). If EM takes N iterations until nothing
 * changes by more than {@value #PRECISION} standard deviations, the autocorrelation over N steps is
 * about that; the chain burns in for N/2 steps, and makes N/4 before each imputation, over which it
 * is about 0.2 for what is known worst. N is at most {@value #MOST}.
 */
final class MonotoneDataAugmentation {

  private static final double PRECISION = 1e-3;
  private static final int MOST = 200;
  private static final double PRIOR = 1;

  private final GapPatterns patterns = new GapPatterns();
  private PosteriorRegression[] regressions;
  private double[] rows;
  private int width;
  private int visits;
  private int n;

  /** The column of treatment, before that of the first visit. */
  private int treatment;

  private double prior;
  private int steps;
  private int failed;

  /** The largest change of a gap, in standard deviations. */
  private double moved;

  /** Of each column; subtracted from the rows. */
  private double[] origin = new double[0];

  /** Of each column that is a visit, within arms. */
  private double[] variance = new double[0];

  /** By last visit, of patients without gaps: cross products, sums, number. */
  private double[][] fixedCross = new double[0][];

  private double[][] fixedSum = new double[0][];
  private int[] fixedCount = new int[0];

  private double[] cross = new double[0];
  private double[] sum = new double[0];

  /** Means of the arms. */
  private final double[][] armMean = {new double[0], new double[0]};

  /** Gap &times; visit: A'W. */
  private double[] weighted = new double[0];

  private double[] factor = new double[0];
  private double[] inverseFactor = new double[0];
  private double[] covariance = new double[0];
  private double[] residual = new double[0];
  private double[] value = new double[0];
  private double[] before = new double[0];

  /**
   * Takes the data and finds the estimates. Gaps in the rows are filled, and an origin is
   * subtracted from all of them.
   *
   * @param regressions one for each visit
   * @param rows by patient covariates, treatment, outcomes of each visit, NaN where missing; both
   *     arms are observed at each visit
   * @param last of each patient the last observed visit; -1 to leave the patient out
   * @return OK, or why the regression of {@link #failed} cannot be fitted
   */
  Status take(
      PosteriorRegression[] regressions,
      double[] rows,
      int width,
      int treatment,
      int[] last,
      int n) {
    this.regressions = regressions;
    this.rows = rows;
    this.width = width;
    this.treatment = treatment;
    this.n = n;
    visits = width - treatment - 1;
    reserve();
    prior = properWithoutGaps() ? 0 : PRIOR;
    patterns.take(rows, width, treatment + 1, visits, last, n);
    for (int j = 0; j < width; j++) {
      centre(j, last);
    }
    addFixed(last);
    fillWithMeans();
    return estimate();
  }

  /** The last visit whose regression could not be fitted. */
  int failed() {
    return failed;
  }

  /** What was subtracted from the outcomes of a visit. */
  double origin(int visit) {
    return origin[treatment + 1 + visit];
  }

  /** Runs from the estimates to where the start is forgotten. */
  Status burnIn(NormalDraws draws) {
    Status status = sweep(draws, true);
    return status == Status.OK ? run((steps + 1) / 2, draws) : status;
  }

  /** On to the next imputation: parameters of the regressions, and gaps given these. */
  Status next(NormalDraws draws) {
    return run((steps + 3) / 4, draws);
  }

  private Status run(int steps, NormalDraws draws) {
    Status status = Status.OK;
    for (int k = 0; k < steps && status == Status.OK; k++) {
      for (int v = 0; v < visits; v++) {
        regressions[v].draw(draws);
      }
      status = sweep(draws, true);
    }
    return status;
  }

  private void reserve() {
    origin = atLeast(origin, width);
    variance = atLeast(variance, width);
    for (int g = 0; g < 2; g++) {
      armMean[g] = atLeast(armMean[g], width);
    }
    fixedCross = atLeast(fixedCross, visits, width * width);
    fixedSum = atLeast(fixedSum, visits, width);
    if (fixedCount.length < visits) {
      fixedCount = new int[visits];
    }
    cross = atLeast(cross, width * width);
    sum = atLeast(sum, width);
    weighted = atLeast(weighted, visits * visits);
    factor = atLeast(factor, visits * visits);
    inverseFactor = atLeast(inverseFactor, visits * visits);
    covariance = atLeast(covariance, visits * visits);
    residual = atLeast(residual, visits);
    value = atLeast(value, visits);
    before = atLeast(before, visits);
  }

  /** Whether patients without gaps would do for all regressions. */
  private boolean properWithoutGaps() {
    for (int v = 0; v < visits; v++) {
      if (regressions[v].fit(rows, width, n, treatment + 1 + v, treatment) != Status.OK) {
        return false;
      }
    }
    return true;
  }

  /** Subtracts from what is observed of a column its mean; from treatment nothing. */
  private void centre(int j, int[] last) {
    double[] mean = {0, 0};
    int[] seen = {0, 0};
    for (int i = 0; i < n; i++) {
      double x = rows[i * width + j];
      if (last[i] >= 0 && x == x) {
        int g = (int) rows[i * width + treatment];
        seen[g]++;
        mean[g] += x;
      }
    }
    origin[j] = j == treatment ? 0 : (mean[0] + mean[1]) / (seen[0] + seen[1]);
    for (int g = 0; g < 2; g++) {
      mean[g] /= seen[g];
      armMean[g][j] = mean[g] - origin[j];
    }
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double x = rows[i * width + j];
      if (last[i] >= 0 && x == x) {
        double difference = x - mean[(int) rows[i * width + treatment]];
        squares += difference * difference;
      }
    }
    variance[j] = squares / (seen[0] + seen[1] - 2);
    for (int i = 0; j != treatment && i < n; i++) {
      rows[i * width + j] -= origin[j];
    }
  }

  private void addFixed(int[] last) {
    for (int v = 0; v < visits; v++) {
      Arrays.fill(fixedCross[v], 0, width * width, 0);
      Arrays.fill(fixedSum[v], 0, width, 0);
      fixedCount[v] = 0;
    }
    for (int i = 0; i < n; i++) {
      int l = last[i];
      if (l >= 0 && !GapPatterns.hasGap(rows, i * width + treatment + 1, l)) {
        fixedCount[l]++;
        add(i * width, treatment + 2 + l, fixedCross[l], fixedSum[l]);
      }
    }
  }

  /** The first columns of a row. */
  private void add(int at, int columns, double[] cross, double[] sum) {
    for (int j = 0; j < columns; j++) {
      double x = rows[at + j];
      sum[j] += x;
      for (int k = 0; k <= j; k++) {
        cross[j * width + k] += x * rows[at + k];
      }
    }
  }

  private void fillWithMeans() {
    for (int t = 0; t < patterns.size; t++) {
      for (int k = patterns.start[t]; k < patterns.start[t + 1]; k++) {
        int at = patterns.patient[k] * width;
        for (int a = 0; a < patterns.gaps[t]; a++) {
          int j = treatment + 1 + patterns.gap[t][a];
          rows[at + j] = armMean[(int) rows[at + treatment]][j];
        }
      }
    }
  }

  /** EM. */
  private Status estimate() {
    Status status = sweep(null, false);
    steps = 0;
    for (double change = 1; status == Status.OK && change > PRECISION && steps < MOST; steps++) {
      double most = 0;
      for (int v = 0; v < visits; v++) {
        double before = regressions[v].sigma;
        regressions[v].estimate();
        most = Math.max(most, steps == 0 ? 1 : Math.abs(1 - before / regressions[v].sigma));
      }
      moved = 0;
      status = sweep(null, true);
      change = Math.max(most, moved);
    }
    for (int v = 0; v < visits && status == Status.OK; v++) {
      regressions[v].estimate();
    }
    return status;
  }

  /**
   * Fills gaps given the parameters, if asked, and fits the regressions to what there is then, from
   * the last on: a patient whose last visit is l has part in those to l, and needs only these.
   *
   * @param draws null for expectations, of the gaps and of their products
   */
  private Status sweep(NormalDraws draws, boolean fill) {
    Arrays.fill(cross, 0, width * width, 0);
    Arrays.fill(sum, 0, width, 0);
    for (int j = treatment + 1; j < width; j++) {
      cross[j * width + j] = prior * variance[j];
    }
    int count = 0;
    int t = 0;
    for (int l = visits - 1; l >= 0; l--) {
      int columns = treatment + 2 + l;
      for (int j = 0; j < columns; j++) {
        sum[j] += fixedSum[l][j];
        for (int k = 0; k <= j; k++) {
          cross[j * width + k] += fixedCross[l][j * width + k];
        }
      }
      count += fixedCount[l];
      for (; t < patterns.size && patterns.last[t] == l; t++) {
        count += patterns.start[t + 1] - patterns.start[t];
        if (fill && !prepare(t)) {
          failed = l;
          return Status.SINGULAR;
        }
        for (int k = patterns.start[t]; k < patterns.start[t + 1]; k++) {
          int at = patterns.patient[k] * width;
          if (fill) {
            fill(t, at, draws);
          }
          add(at, columns, cross, sum);
        }
        if (fill && draws == null) {
          addCovariance(t);
        }
      }
      Status status =
          regressions[l].fit(cross, sum, origin, width, count, treatment + 1 + l, treatment, prior);
      if (status != Status.OK) {
        failed = l;
        return status;
      }
    }
    return Status.OK;
  }

  /** A'W, and the factor of A'WA. */
  private boolean prepare(int t) {
    int gaps = patterns.gaps[t];
    int[] gap = patterns.gap[t];
    int last = patterns.last[t];
    for (int a = 0; a < gaps; a++) {
      for (int v = gap[a]; v <= last; v++) {
        double sigma = regressions[v].sigma;
        double element = v == gap[a] ? 1 : -regressions[v].slope[treatment + 1 + gap[a]];
        weighted[a * visits + v] = element / (sigma * sigma);
      }
      for (int b = 0; b <= a; b++) {
        double product = 0;
        for (int v = gap[a]; v <= last; v++) {
          double element = v == gap[b] ? 1 : -regressions[v].slope[treatment + 1 + gap[b]];
          product += weighted[a * visits + v] * element;
        }
        factor[a * gaps + b] = product;
      }
    }
    return Cholesky.factor(factor, gaps);
  }

  private void fill(int t, int at, NormalDraws draws) {
    int gaps = patterns.gaps[t];
    int[] gap = patterns.gap[t];
    int last = patterns.last[t];
    int first = treatment + 1;
    for (int v = gap[0]; v <= last; v++) {
      residual[v] = rows[at + first + v] - regressions[v].intercept;
    }
    for (int a = 0; a < gaps; a++) {
      residual[gap[a]] = -regressions[gap[a]].intercept;
      before[a] = rows[at + first + gap[a]];
      rows[at + first + gap[a]] = 0;
    }
    for (int v = gap[0]; v <= last; v++) {
      double[] slope = regressions[v].slope;
      for (int j = 0; j < first + v; j++) {
        residual[v] -= slope[j] * rows[at + j];
      }
    }
    for (int a = 0; a < gaps; a++) {
      value[a] = 0;
      for (int v = gap[a]; v <= last; v++) {
        value[a] -= weighted[a * visits + v] * residual[v];
      }
    }
    Cholesky.forward(factor, gaps, value);
    for (int a = 0; a < gaps && draws != null; a++) {
      value[a] += draws.normal();
    }
    Cholesky.backward(factor, gaps, value);
    for (int a = 0; a < gaps; a++) {
      int j = first + gap[a];
      rows[at + j] = value[a];
      moved = Math.max(moved, Math.abs(value[a] - before[a]) / Math.sqrt(variance[j]));
    }
  }

  /** Of the gaps of all patients of a pattern, given the parameters. */
  private void addCovariance(int t) {
    int gaps = patterns.gaps[t];
    int patients = patterns.start[t + 1] - patterns.start[t];
    Cholesky.invertFactor(factor, gaps, inverseFactor);
    Cholesky.inverse(inverseFactor, gaps, covariance);
    for (int a = 0; a < gaps; a++) {
      int j = treatment + 1 + patterns.gap[t][a];
      for (int b = 0; b <= a; b++) {
        int k = treatment + 1 + patterns.gap[t][b];
        cross[j * width + k] += patients * covariance[a * gaps + b];
      }
    }
  }
}
