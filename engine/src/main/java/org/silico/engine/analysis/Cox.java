package org.silico.engine.analysis;

import org.silico.engine.arithmetic.Elementary;

/**
 * Cox's proportional hazards model with treatment, optional covariates and strata: Wald test of the
 * log hazard ratio (treatment over control), ties by Efron's approximation (Efron 1977, J Am Stat
 * Assoc 72:557-565).
 *
 * <p>At an event time with d events, risk set sum S<sub>0</sub> = &Sigma; exp(x&beta;) and the same
 * sum D<sub>0</sub> over the d events, the log partial likelihood has the term
 * &Sigma;<sub>events</sub> x&beta; - &Sigma;<sub>l=0..d-1</sub> log(S<sub>0</sub> - (l/d)
 * D<sub>0</sub>). The standard error is from the observed information. Without covariates this is
 * {@link CoxTwoArm}, on event tables.
 *
 * <p>Edges: EMPTY_ARM; no event NO_EVENTS; no event time with both arms at risk in a stratum, or
 * all patients at risk have their event at that time, NO_VARIANCE; monotone likelihood in treatment
 * SEPARATION, in covariates alone, as of a level without events, LEVEL_WITHOUT_EVENTS with the
 * treatment effect at its limit; treatment explained by covariates wherever there is an event
 * SINGULAR; other constant or dependent covariates COVARIATE_DROPPED. Rows with a missing time or
 * covariate are left out.
 */
public final class Cox {

  private final CoxTwoArm twoArm = new CoxTwoArm();
  private final Design design = new Design();
  private final Order order = new Order();
  private final Newton newton = new Newton();
  private final Newton.LogLikelihood logLikelihood = this::logLikelihood;

  // complete rows; then, in the order of stratum and time, covariates and event
  private double[] rowTime = new double[0];
  private int[] rowStratum = new int[0];
  private double[] x = new double[0];
  private int[] died = new int[0];

  // sums over the risk set, and over the events of one time: 1, x, x x' (lower triangle)
  private double[] s1 = new double[0];
  private double[] s2 = new double[0];
  private double[] d1 = new double[0];
  private double[] d2 = new double[0];

  private double[] floor = new double[0];

  /**
   * Tests "log hazard ratio = {@code nullValue}".
   *
   * @param time time to event or censoring, NaN where missing
   * @param event 1 for an event, 0 for censored
   * @param group 0 control, 1 treatment
   * @param covariates columns, or null
   * @param stratum codes from 0 on, or null
   * @param nullValue log hazard ratio, 0 for superiority
   */
  public Estimate test(
      double[] time,
      int[] event,
      int[] group,
      double[][] covariates,
      int[] stratum,
      int n,
      double nullValue) {
    if (covariates == null || covariates.length == 0) {
      order.sort(time, stratum, n);
      Status status = twoArm.fit(order, event, group);
      return status == Status.OK
          ? Estimate.wald(twoArm.estimate(), twoArm.standardError(), nullValue)
          : Estimate.failed(status);
    }
    Status status = design.take(time, null, group, covariates, n);
    if (status == Status.OK) {
      status = fit(time, event, group, stratum);
    }
    return status.valid()
        ? Estimate.wald(status, newton.estimate(), newton.standardError(), nullValue)
        : Estimate.failed(status);
  }

  private Status fit(double[] time, int[] event, int[] group, int[] stratum) {
    int n = design.n;
    int p = design.p;
    grow(n, p);
    for (int i = 0; i < n; i++) {
      rowTime[i] = time[design.row[i]];
      rowStratum[i] = stratum == null ? 0 : stratum[design.row[i]];
    }
    order.sort(rowTime, stratum == null ? null : rowStratum, n);
    for (int i = 0; i < n; i++) {
      int from = order.row[i];
      System.arraycopy(design.x, from * p, x, i * p, p);
      died[i] = event[design.row[from]];
      order.row[i] = design.row[from];
    }
    // a direction without end in treatment alone has none with covariates either
    Status alone = twoArm.count(order, event, group);
    if (alone != Status.OK) {
      return alone;
    }
    newton.start(p);
    // a standardised covariate is at most sqrt(n) large, and its variance in a risk set a
    // difference
    double rounding = 1e-13 * twoArm.events();
    for (int j = 0; j < p - 1; j++) {
      floor[j] = rounding * n;
    }
    floor[p - 1] = rounding;
    newton.floor = floor;
    return newton.maximise(logLikelihood);
  }

  private void grow(int n, int p) {
    if (rowTime.length < n) {
      rowTime = new double[n];
      rowStratum = new int[n];
      died = new int[n];
    }
    if (x.length < n * p) {
      x = new double[n * p];
    }
    if (s1.length < p) {
      s1 = new double[p];
      s2 = new double[p * p];
      d1 = new double[p];
      d2 = new double[p * p];
    }
    if (floor.length != p) {
      floor = new double[p];
    }
  }

  /** The log partial likelihood, its gradient and observed information. */
  private double logLikelihood(double[] beta, double[] score, double[] information) {
    int p = design.p;
    double value = 0;
    clear(d1, d2, p);
    for (int s = 0; s < order.strata; s++) {
      int from = order.start[s];
      int i = order.start[s + 1] - 1;
      double s0 = 0;
      clear(s1, s2, p);
      while (i >= from) {
        double t = order.value[i];
        int last = i;
        int d = 0;
        while (i >= from && order.value[i] == t) {
          d += died[i--];
        }
        double d0 = 0;
        if (d > 1) {
          clear(d1, d2, p);
        }
        for (int r = i + 1; r <= last; r++) {
          double linear = 0;
          for (int j = 0; j < p; j++) {
            linear += beta[j] * x[r * p + j];
          }
          double weight = Elementary.exp(linear);
          s0 += weight;
          add(weight, r * p, p, s1, s2);
          if (died[r] != 0) {
            value += linear;
            for (int j = 0; j < p; j++) {
              score[j] += x[r * p + j];
            }
            if (d > 1) {
              d0 += weight;
              add(weight, r * p, p, d1, d2);
            }
          }
        }
        for (int l = 0; l < d; l++) {
          double share = (double) l / d;
          double denominator = s0 - share * d0;
          value -= Elementary.log(denominator);
          double inverse = 1 / denominator;
          for (int j = 0; j < p; j++) {
            double mean = (s1[j] - share * d1[j]) * inverse;
            score[j] -= mean;
            for (int k = 0; k <= j; k++) {
              int jk = j * p + k;
              information[jk] +=
                  (s2[jk] - share * d2[jk]) * inverse - mean * (s1[k] - share * d1[k]) * inverse;
            }
          }
        }
      }
    }
    return value;
  }

  private void add(double weight, int at, int p, double[] first, double[] second) {
    for (int j = 0; j < p; j++) {
      double wx = weight * x[at + j];
      first[j] += wx;
      for (int k = 0; k <= j; k++) {
        second[j * p + k] += wx * x[at + k];
      }
    }
  }

  private static void clear(double[] first, double[] second, int p) {
    for (int j = 0; j < p; j++) {
      first[j] = 0;
      for (int k = 0; k <= j; k++) {
        second[j * p + k] = 0;
      }
    }
  }
}
