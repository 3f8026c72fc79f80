package org.silico.engine.analysis;

import org.silico.engine.arithmetic.Elementary;

/**
 * Fine and Gray's regression of the subdistribution hazard, the hazard of the event of interest
 * among those who have not had it, with treatment, optional covariates and strata: Wald test of the
 * log subdistribution hazard ratio (Fine and Gray 1999, J Am Stat Assoc 94:496-509).
 *
 * <p>Who had a competing event at T stays at risk at t &gt; T with the weight w = G(t-)/G(T-),
 * where G is the Kaplan-Meier estimate of not being censored. Ties are Breslow's. The standard
 * error is the root of the last element of H<sup>-1</sup> [&Sigma; (&eta; + &psi;)(&eta; + &psi;)']
 * H<sup>-1</sup>, H the information, with
 *
 * <pre>
 *   &eta; = &int; (x - x&#772;(t)) w(t) dM(t)
 *   &psi; = &int; q(u)/&pi;(u) dM<sub>c</sub>(u),  q(u) = -&Sigma;<sub>T &lt; u</sub> &int;<sub>t &ge; u</sub> (x - x&#772;(t)) w(t) dM(t)
 * </pre>
 *
 * where M and M<sub>c</sub> are the patients' martingales of the event and of censoring, &pi; is
 * the number that is not yet censored nor had an event, and the sum of q is over those with a
 * competing event. With strata, risk sets and G are each stratum's own (Zhou and others 2011,
 * Biometrics 67:661-670).
 *
 * <p>Sums over the risk set are those of who is still seen plus G(t-) times those of the competing
 * events before t with weights 1/G(T-): a step takes time linear in the patients. Without
 * covariates the likelihood needs two numbers of each event, those at risk in each arm, as in
 * {@link CoxTwoArm}.
 *
 * <p>Edges: as {@link Cox}; NO_EVENTS is of the event of interest. Rows with a missing time or
 * covariate are left out.
 */
public final class FineGray {

  private final Design design = new Design();
  private final Order order = new Order();
  private final CoxTwoArm twoArm = new CoxTwoArm();
  private final Newton newton = new Newton();
  private final Newton.LogLikelihood logLikelihood = this::logLikelihood;

  // complete rows
  private double[] rowTime = new double[0];
  private int[] rowStratum = new int[0];

  // in the order of stratum and time; free is G(T-)
  private double[] x = new double[0];
  private int[] cause = new int[0];
  private double[] free = new double[0];
  private double[] risk = new double[0];

  // sums of 1, x, x x' (lower triangle) over who is seen to be at risk, and over competing events
  private double s0;
  private double[] s1 = new double[0];
  private double[] s2 = new double[0];
  private double c0;
  private double[] c1 = new double[0];
  private double[] c2 = new double[0];

  private double[] beta = new double[0];

  // of the variance: the row of the inverse information that is the effect's, x on it, and by row
  // that is the first of a time with events the hazard and the mean of x on it
  private double[] direction = new double[0];
  private double[] along = new double[0];
  private double[] hazard = new double[0];
  private double[] mean = new double[0];

  private double[] floor = new double[0];

  /**
   * Tests "log subdistribution hazard ratio = {@code nullValue}".
   *
   * @param time time to the first event or censoring, NaN where missing
   * @param event 1 for the event of interest, 2 for a competing one, 0 for censored
   * @param group 0 control, 1 treatment
   * @param covariates columns, or null
   * @param stratum codes from 0 on, or null
   * @param nullValue log subdistribution hazard ratio, 0 for superiority
   */
  public Estimate test(
      double[] time,
      int[] event,
      int[] group,
      double[][] covariates,
      int[] stratum,
      int n,
      double nullValue) {
    Status status = design.take(time, null, group, covariates, n);
    if (status != Status.OK) {
      return Estimate.failed(status);
    }
    sort(time, event, stratum);
    status = treatmentAlone();
    if (status == Status.OK && design.p > 1) {
      status = fit();
    }
    if (!status.valid()) {
      return Estimate.failed(status);
    }
    double variance = variance();
    return variance > 0
        ? Estimate.wald(status, beta[design.p - 1], Math.sqrt(variance), nullValue)
        : Estimate.failed(Status.NO_VARIANCE);
  }

  private void sort(double[] time, int[] event, int[] stratum) {
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
      cause[i] = event[design.row[from]];
    }
    for (int s = 0; s < order.strata; s++) {
      int to = order.start[s + 1];
      double g = 1;
      int i = order.start[s];
      while (i < to) {
        int first = i;
        int censored = 0;
        do {
          free[i] = g;
          censored += cause[i++] == 0 ? 1 : 0;
        } while (i < to && order.value[i] == order.value[first]);
        g *= 1 - censored / (double) (to - first);
      }
    }
  }

  private void grow(int n, int p) {
    if (rowTime.length < n) {
      rowTime = new double[n];
      rowStratum = new int[n];
      cause = new int[n];
      free = new double[n];
      risk = new double[n];
      along = new double[n];
      hazard = new double[n];
      mean = new double[n];
    }
    if (x.length < n * p) {
      x = new double[n * p];
    }
    if (s1.length < p) {
      s1 = new double[p];
      s2 = new double[p * p];
      c1 = new double[p];
      c2 = new double[p * p];
      direction = new double[p];
      beta = new double[p];
    }
    if (floor.length != p) {
      floor = new double[p];
    }
  }

  /**
   * Finds the maximum of the likelihood in treatment alone, or only whether it lies inside where
   * there are covariates.
   */
  private Status treatmentAlone() {
    int p = design.p;
    twoArm.start(design.n);
    int events = 0;
    int events0 = 0;
    int events1 = 0;
    boolean varies = false;
    for (int s = 0; s < order.strata; s++) {
      int to = order.start[s + 1];
      int seen1 = 0;
      for (int i = order.start[s]; i < to; i++) {
        seen1 += (int) x[i * p + p - 1];
      }
      int seen0 = to - order.start[s] - seen1;
      // sums of 1/G(T-) over those with a competing event before
      double gone0 = 0;
      double gone1 = 0;
      int i = order.start[s];
      while (i < to) {
        double t = order.value[i];
        double g = free[i];
        int d = 0;
        int d1 = 0;
        int left = 0;
        int left1 = 0;
        int competing = 0;
        int competing1 = 0;
        for (; i < to && order.value[i] == t; i++) {
          int treated = (int) x[i * p + p - 1];
          left++;
          left1 += treated;
          d += cause[i] & 1;
          d1 += cause[i] & treated;
          competing += cause[i] >> 1;
          competing1 += (cause[i] >> 1) & treated;
        }
        events += d;
        double atRisk1 = seen1 + g * gone1;
        double atRisk0 = seen0 + g * gone0;
        if (d > 0 && atRisk0 > 0 && atRisk1 > 0) {
          events1 += d1;
          events0 += d - d1;
          varies |= d < seen0 + seen1 || gone0 + gone1 > 0;
          for (int k = 0; k < d; k++) {
            twoArm.term(atRisk1, atRisk0);
          }
        }
        seen1 -= left1;
        seen0 -= left - left1;
        gone1 += competing1 / g;
        gone0 += (competing - competing1) / g;
      }
    }
    if (events == 0) {
      return Status.NO_EVENTS;
    }
    if (!varies) {
      return Status.NO_VARIANCE;
    }
    if (events0 == 0 || events1 == 0) {
      return Status.SEPARATION;
    }
    if (p == 1) {
      Status status = twoArm.solve(events1);
      beta[0] = twoArm.estimate();
      direction[0] = 1 / twoArm.information();
      return status;
    }
    // a standardised covariate is at most sqrt(n) large, and its variance in a risk set a
    // difference
    double rounding = 1e-13 * events;
    for (int j = 0; j < p - 1; j++) {
      floor[j] = rounding * design.n;
    }
    floor[p - 1] = rounding;
    return Status.OK;
  }

  private Status fit() {
    newton.start(design.p);
    newton.floor = floor;
    Status status = newton.maximise(logLikelihood);
    if (status.valid()) {
      System.arraycopy(newton.parameters, 0, beta, 0, design.p);
      newton.effectRow(direction);
    }
    return status;
  }

  /** The log partial likelihood, its gradient and information. */
  private double logLikelihood(double[] beta, double[] score, double[] information) {
    int p = design.p;
    double value = 0;
    for (int s = 0; s < order.strata; s++) {
      int from = order.start[s];
      int to = order.start[s + 1];
      clear(p);
      for (int i = from; i < to; i++) {
        double linear = 0;
        for (int j = 0; j < p; j++) {
          linear += beta[j] * x[i * p + j];
        }
        double e = Elementary.exp(linear);
        risk[i] = e;
        if (cause[i] == 2) {
          e /= free[i];
          c0 += e;
          add(e, i * p, p, c1, c2);
        } else if (cause[i] == 1) {
          value += linear;
          for (int j = 0; j < p; j++) {
            score[j] += x[i * p + j];
          }
        }
      }
      // backwards: the competing events that are taken from the later ones matter little by then
      int i = to - 1;
      while (i >= from) {
        double t = order.value[i];
        double g = free[i];
        int d = 0;
        for (; i >= from && order.value[i] == t; i--) {
          double e = risk[i];
          s0 += e;
          add(e, i * p, p, s1, s2);
          if (cause[i] == 2) {
            c0 -= e / g;
            add(-e / g, i * p, p, c1, c2);
          } else {
            d += cause[i];
          }
        }
        if (d > 0) {
          double sum = s0 + g * c0;
          value -= d * Elementary.log(sum);
          double inverse = 1 / sum;
          for (int j = 0; j < p; j++) {
            double m = (s1[j] + g * c1[j]) * inverse;
            score[j] -= d * m;
            for (int k = 0; k <= j; k++) {
              int jk = j * p + k;
              information[jk] +=
                  d * ((s2[jk] + g * c2[jk]) * inverse - m * (s1[k] + g * c1[k]) * inverse);
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

  private void clear(int p) {
    s0 = 0;
    c0 = 0;
    for (int j = 0; j < p; j++) {
      s1[j] = 0;
      c1[j] = 0;
      for (int k = 0; k <= j; k++) {
        s2[j * p + k] = 0;
        c2[j * p + k] = 0;
      }
    }
  }

  /** Of the effect: only x along the effect's row of the inverse information is needed. */
  private double variance() {
    int p = design.p;
    for (int i = 0; i < design.n; i++) {
      double linear = 0;
      double sum = 0;
      for (int j = 0; j < p; j++) {
        linear += beta[j] * x[i * p + j];
        sum += direction[j] * x[i * p + j];
      }
      risk[i] = Elementary.exp(linear);
      along[i] = sum;
    }
    double variance = 0;
    for (int s = 0; s < order.strata; s++) {
      variance += variance(order.start[s], order.start[s + 1]);
    }
    return variance;
  }

  private double variance(int from, int to) {
    double competing = 0;
    double competingX = 0;
    for (int i = from; i < to; i++) {
      if (cause[i] == 2) {
        double w = risk[i] / free[i];
        competing += w;
        competingX += w * along[i];
      }
    }
    double seen = 0;
    double seenX = 0;
    // hazards, and hazards times means, of the times to come, weighted by G
    double later = 0;
    double laterX = 0;
    int i = to - 1;
    while (i >= from) {
      double t = order.value[i];
      double g = free[i];
      int d = 0;
      for (; i >= from && order.value[i] == t; i--) {
        seen += risk[i];
        seenX += risk[i] * along[i];
        if (cause[i] == 2) {
          double w = risk[i] / g;
          competing -= w;
          competingX -= w * along[i];
        } else {
          d += cause[i];
        }
      }
      if (d > 0) {
        double sum = seen + g * competing;
        hazard[i + 1] = d / sum;
        mean[i + 1] = (seenX + g * competingX) / sum;
        later += g * hazard[i + 1];
        laterX += g * hazard[i + 1] * mean[i + 1];
      } else {
        hazard[i + 1] = 0;
        mean[i + 1] = 0;
      }
    }
    competing = 0;
    competingX = 0;
    double cumulative = 0;
    double cumulativeX = 0;
    double censoring = 0;
    double squares = 0;
    i = from;
    while (i < to) {
      int first = i;
      double g = free[i];
      double atRisk = to - i;
      double q = (competingX * later - competing * laterX) / atRisk;
      double h = hazard[i];
      double m = mean[i];
      cumulative += h;
      cumulativeX += h * m;
      later -= g * h;
      laterX -= g * h * m;
      int end = i;
      int censored = 0;
      for (; end < to && order.value[end] == order.value[first]; end++) {
        censored += cause[end] == 0 ? 1 : 0;
      }
      censoring += q * censored / atRisk;
      for (; i < end; i++) {
        double e = risk[i];
        double u = -e * (along[i] * cumulative - cumulativeX) - censoring;
        if (cause[i] == 0) {
          u += q;
        } else if (cause[i] == 1) {
          u += along[i] - m;
        } else {
          double w = e / g;
          u -= w * (along[i] * later - laterX);
          competing += w;
          competingX += w * along[i];
        }
        squares += u * u;
      }
    }
    return squares;
  }
}
