package org.silico.engine.analysis;

import java.util.Arrays;
import org.silico.engine.arithmetic.Elementary;

/**
 * Proportional odds model for ordered categories: logit P(Y &le; k) = &alpha;<sub>k</sub> -
 * (covariates + &beta; &middot; treatment); Wald test of &beta; (McCullagh 1980, J R Stat Soc B
 * 42:109-142).
 *
 * <p>&beta; is the log odds ratio of a category <b>above</b> any cut: positive when treatment has
 * the larger codes, as in R's MASS::polr. The standard error is from the observed information.
 * Categories without a patient are passed over; two categories make it logistic regression. Without
 * covariates, patients are counted by arm and category first.
 *
 * <p>Edges: EMPTY_ARM; all patients in one category NO_VARIANCE; no treated patient below the
 * highest control (or above the lowest) SEPARATION, as is any in which treatment takes part; a
 * covariate alone that separates, as a level without events does, LEVEL_WITHOUT_EVENTS with the
 * treatment effect at its limit; treatment explained by covariates SINGULAR, other constant or
 * dependent covariates COVARIATE_DROPPED. Rows with a missing category or covariate are left out.
 */
public final class ProportionalOdds {

  private final Design design = new Design();
  private final Newton newton = new Newton();
  private final Newton.LogLikelihood logLikelihood = this::logLikelihood;

  // patients, or counts of patients of one arm and category
  private int size;
  private int columns;
  private double[] x;
  private double[] arm = new double[0];
  private int[] category = new int[0];
  private double[] weight = new double[0];

  /** Patients of control, then of treatment, in each category. */
  private double[] table = new double[0];

  private int[] code = new int[0];
  private int categories;

  /**
   * Tests "log odds ratio = {@code nullValue}".
   *
   * @param y category, whole, from 0 on; NaN where missing
   * @param group 0 control, 1 treatment
   * @param covariates columns, or null
   */
  public Estimate test(double[] y, int[] group, double[][] covariates, int n, double nullValue) {
    Status status = design.take(y, null, group, covariates, n);
    if (status == Status.OK) {
      status = tabulate(y, group);
    }
    if (status == Status.OK) {
      boolean adjusted = design.p > 1;
      if (adjusted) {
        takePatients(y);
      } else {
        takeCounts();
      }
      start();
      status = newton.maximise(logLikelihood);
    }
    return status.valid()
        ? Estimate.wald(status, newton.estimate(), newton.standardError(), nullValue)
        : Estimate.failed(status);
  }

  /** Counts by arm and category, and renumbers the categories that have patients. */
  private Status tabulate(double[] y, int[] group) {
    int highest = 0;
    for (int i = 0; i < design.n; i++) {
      highest = Math.max(highest, (int) y[design.row[i]]);
    }
    if (code.length <= highest) {
      code = new int[highest + 1];
      table = new double[2 * (highest + 1)];
    }
    Arrays.fill(code, 0, highest + 1, 0);
    for (int i = 0; i < design.n; i++) {
      code[(int) y[design.row[i]]] = 1;
    }
    categories = 0;
    for (int k = 0; k <= highest; k++) {
      if (code[k] > 0) {
        code[k] = categories++;
      }
    }
    Arrays.fill(table, 0, 2 * categories, 0);
    int[] lowest = {Integer.MAX_VALUE, Integer.MAX_VALUE};
    int[] top = {-1, -1};
    for (int i = 0; i < design.n; i++) {
      int row = design.row[i];
      int k = code[(int) y[row]];
      int g = group[row];
      table[g * categories + k]++;
      lowest[g] = Math.min(lowest[g], k);
      top[g] = Math.max(top[g], k);
    }
    if (categories == 1) {
      return Status.NO_VARIANCE;
    }
    return top[0] <= lowest[1] || top[1] <= lowest[0] ? Status.SEPARATION : Status.OK;
  }

  private void takePatients(double[] y) {
    columns = design.p;
    size = design.n;
    grow(size);
    x = design.x;
    for (int i = 0; i < size; i++) {
      category[i] = code[(int) y[design.row[i]]];
      weight[i] = 1;
    }
  }

  private void takeCounts() {
    columns = 1;
    size = 2 * categories;
    grow(size);
    if (arm.length < size) {
      arm = new double[size];
    }
    x = arm;
    for (int i = 0; i < size; i++) {
      category[i] = i % categories;
      weight[i] = table[i];
      arm[i] = i / categories;
    }
  }

  private void grow(int rows) {
    if (category.length < rows) {
      category = new int[rows];
      weight = new double[rows];
    }
  }

  /** No effects; cuts at the logits of the cumulative proportions of both arms together. */
  private void start() {
    newton.start(categories - 1 + columns);
    double total = design.n;
    double below = 0;
    for (int k = 0; k < categories - 1; k++) {
      below += table[k] + table[categories + k];
      newton.parameters[k] = Elementary.log(below / (total - below));
    }
  }

  /**
   * With F the logistic cdf, u and l the cuts above and below less the effects &eta;: log(F(u) -
   * F(l)), d/d&eta; = F(u) + F(l) - 1, -d&sup2;/d&eta;&sup2; = f(u) + f(l).
   */
  private double logLikelihood(double[] parameters, double[] score, double[] information) {
    int cuts = categories - 1;
    int p = cuts + columns;
    double value = 0;
    for (int i = 0; i < size; i++) {
      double w = weight[i];
      if (w == 0) {
        continue;
      }
      double eta = 0;
      for (int j = 0; j < columns; j++) {
        eta += parameters[cuts + j] * x[i * columns + j];
      }
      int k = category[i];
      double upper = 1;
      double lower = 0;
      double probability;
      if (k < cuts) {
        upper = 1 / (1 + Elementary.exp(eta - parameters[k]));
      }
      if (k > 0) {
        lower = 1 / (1 + Elementary.exp(eta - parameters[k - 1]));
      }
      if (k == 0) {
        probability = upper;
      } else if (k == cuts) {
        probability = 1 / (1 + Elementary.exp(parameters[k - 1] - eta));
      } else {
        // F(u) - F(l) without cancellation
        probability = -upper * (1 - lower) * StrictMath.expm1(parameters[k - 1] - parameters[k]);
      }
      value += w * Elementary.log(probability);
      double density1 = upper * (1 - upper);
      double density0 = lower * (1 - lower);
      double slope1 = density1 / probability;
      double slope0 = density0 / probability;
      if (k < cuts) {
        score[k] += w * slope1;
        information[k * p + k] += w * slope1 * (slope1 - (1 - 2 * upper));
      }
      if (k > 0) {
        score[k - 1] -= w * slope0;
        information[(k - 1) * p + k - 1] += w * slope0 * (slope0 + (1 - 2 * lower));
        if (k < cuts) {
          information[k * p + k - 1] -= w * slope1 * slope0;
        }
      }
      double scoreEta = w * (upper + lower - 1);
      double informationEta = w * (density1 + density0);
      for (int j = 0; j < columns; j++) {
        double xj = x[i * columns + j];
        if (xj == 0) {
          continue;
        }
        int at = (cuts + j) * p;
        score[cuts + j] += scoreEta * xj;
        if (k < cuts) {
          information[at + k] -= w * density1 * xj;
        }
        if (k > 0) {
          information[at + k - 1] -= w * density0 * xj;
        }
        for (int m = 0; m <= j; m++) {
          information[at + cuts + m] += informationEta * xj * x[i * columns + m];
        }
      }
    }
    return value;
  }
}
