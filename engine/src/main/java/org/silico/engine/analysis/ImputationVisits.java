package org.silico.engine.analysis;

/**
 * The visits that a model of imputation takes: those up to the one analysed, and those after it
 * that inform. With the visits to h all taken, those after h tell nothing if nobody who is observed
 * after h has a missing outcome up to h: given the outcomes to h, they are of parameters of their
 * own. So h is the smallest such visit from the one analysed on.
 *
 * <p>Visits that have no regression are left out, except for the one analysed: an arm without an
 * outcome, no more outcomes than coefficients and a variance, or outcomes that are constant or
 * follow from those before.
 */
final class ImputationVisits {

  private double[][] y;
  private int n;
  private int analysedVisit;

  /** Whether patient i has all covariates. */
  private boolean[] taken = new boolean[0];

  private boolean[] leftOut = new boolean[0];
  private int[] visit = new int[0];
  private int size;
  private int analysed;
  private boolean gaps;

  /** Of each patient the last observed visit of the model; -1 for none, and who is not taken. */
  private int[] last = new int[0];

  /**
   * @return OK; EMPTY_ARM if an arm has no patient with all covariates; or TOO_FEW if the visit
   *     analysed has no regression
   */
  Status start(double[][] y, int[] group, double[][] covariates, int analysedVisit, int n) {
    this.y = y;
    this.n = n;
    this.analysedVisit = analysedVisit;
    if (taken.length < n) {
      taken = new boolean[n];
      last = new int[n];
    }
    if (leftOut.length < y.length) {
      leftOut = new boolean[y.length];
      visit = new int[y.length];
    }
    int[] arms = new int[2];
    for (int i = 0; i < n; i++) {
      taken[i] = present(covariates, i);
      arms[group[i]] += taken[i] ? 1 : 0;
    }
    if (arms[0] == 0 || arms[1] == 0) {
      return Status.EMPTY_ARM;
    }
    if (!enough(group, rank(covariates) + 2)) {
      return Status.TOO_FEW;
    }
    choose();
    return Status.OK;
  }

  /** Of the covariates, beside an intercept. */
  private int rank(double[][] covariates) {
    int q = covariates == null ? 0 : covariates.length;
    double[] mean = new double[q];
    double[] floor = new double[q];
    double[] cross = new double[q * q];
    int patients = 0;
    for (int i = 0; i < n; i++) {
      patients += taken[i] ? 1 : 0;
      for (int j = 0; taken[i] && j < q; j++) {
        mean[j] += covariates[j][i];
        floor[j] += PosteriorRegression.CONSTANT * covariates[j][i] * covariates[j][i];
      }
    }
    for (int j = 0; j < q; j++) {
      mean[j] /= patients;
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; taken[i] && j < q; j++) {
        for (int k = 0; k <= j; k++) {
          cross[j * q + k] += (covariates[j][i] - mean[j]) * (covariates[k][i] - mean[k]);
        }
      }
    }
    return Cholesky.factorInOrder(cross, q, floor);
  }

  /**
   * Leaves out the visits without enough outcomes for a regression.
   *
   * @param coefficients of the first visit
   * @return false for the visit analysed
   */
  private boolean enough(int[] group, int coefficients) {
    for (int v = 0; v < y.length; v++) {
      int[] seen = new int[2];
      for (int i = 0; i < n; i++) {
        seen[group[i]] += taken[i] && !Double.isNaN(y[v][i]) ? 1 : 0;
      }
      leftOut[v] = seen[0] == 0 || seen[1] == 0 || seen[0] + seen[1] <= coefficients;
      if (leftOut[v] && v == analysedVisit) {
        return false;
      }
      coefficients += leftOut[v] ? 0 : 1;
    }
    return true;
  }

  /** Visits, gaps and last visits, by what is not left out. */
  private void choose() {
    int horizon = analysedVisit;
    boolean grown = true;
    while (grown) {
      grown = false;
      for (int i = 0; i < n; i++) {
        int first = firstMissing(i);
        int l = lastObserved(i);
        if (taken[i] && first <= horizon && l > horizon) {
          horizon = l;
          grown = true;
        }
      }
    }
    size = 0;
    for (int v = 0; v <= horizon; v++) {
      if (!leftOut[v]) {
        analysed = v == analysedVisit ? size : analysed;
        visit[size++] = v;
      }
    }
    gaps = false;
    for (int i = 0; i < n; i++) {
      int v = taken[i] ? size - 1 : -1;
      while (v >= 0 && Double.isNaN(y[visit[v]][i])) {
        v--;
      }
      last[i] = v;
      gaps |= v >= 0 && firstMissing(i) < visit[v];
    }
  }

  private int firstMissing(int i) {
    int v = 0;
    while (v < y.length && (leftOut[v] || !Double.isNaN(y[v][i]))) {
      v++;
    }
    return v;
  }

  private int lastObserved(int i) {
    int v = y.length - 1;
    while (v >= 0 && (leftOut[v] || Double.isNaN(y[v][i]))) {
      v--;
    }
    return v;
  }

  /** Leaves out a visit of the model, and chooses again. */
  void leaveOut(int v) {
    leftOut[visit[v]] = true;
    choose();
  }

  /** Visits of the model. */
  int size() {
    return size;
  }

  /** Which visit the v-th of the model is. */
  int visit(int v) {
    return visit[v];
  }

  /** Which of the model's visits is analysed. */
  int analysed() {
    return analysed;
  }

  /** Whether someone is observed again after a missing outcome. */
  boolean gaps() {
    return gaps;
  }

  /** Of each patient the last observed visit of the model; -1 for none. */
  int[] last() {
    return last;
  }

  /** Whether all covariates of patient i are there. */
  static boolean present(double[][] covariates, int i) {
    double sum = 0;
    for (int j = 0; covariates != null && j < covariates.length; j++) {
      sum += covariates[j][i];
    }
    // a sum is NaN if a term is
    return sum == sum;
  }
}
