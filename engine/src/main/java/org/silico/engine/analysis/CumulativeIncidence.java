package org.silico.engine.analysis;

/**
 * The Aalen-Johansen estimate of the probability that an event has happened by a time, where
 * competing events may come first.
 *
 * <p>At a distinct time s with m at risk, d&#8321; events of interest and d&#8322; competing ones,
 * F grows by S(s-)d&#8321;/m, where S is the Kaplan-Meier estimate of being free of both. Its
 * variance is the sum over s &le; t of
 *
 * <pre>
 *   (S(s-)/m)&sup2; [ d&#8321; c(d&#8321;) (1 + (F(s) - F(t))/S(s))&sup2; + d&#8322; c(d&#8322;) ((F(s) - F(t))/S(s))&sup2; ]
 * </pre>
 *
 * with c(d) = 1 - (d - 1)/(m - 1) for ties; where S(s) = 0, the ratio is 0 (Gray 1988, Ann Stat
 * 16:1141-1154). A patient censored at a time of events is at risk at that time.
 */
public final class CumulativeIncidence {
  private final Order order = new Order();

  // by distinct time of an event of interest
  private double[] when = new double[0];
  private double[] incidence = new double[0];
  private double[] variance = new double[0];
  private int steps;

  /**
   * Estimates the incidence of one group of patients.
   *
   * @param time time to the first event or censoring, NaN where missing
   * @param event 1 for the event of interest, 2 for a competing one, 0 for censored
   */
  public void fit(double[] time, int[] event, int n) {
    int taken = order.sort(time, null, n);
    if (when.length < n) {
      when = new double[n];
      incidence = new double[n];
      variance = new double[n];
    }
    steps = 0;
    double survival = 1;
    double f = 0;
    // sums of what (1 + F(s)/S(s))^2 and (F(s)/S(s))^2 of the formula become, by powers of F(t)
    double constant = 0;
    double linear = 0;
    double square = 0;
    int i = 0;
    while (i < taken) {
      double t = order.value[i];
      double atRisk = taken - i;
      int d1 = 0;
      int d2 = 0;
      for (; i < taken && order.value[i] == t; i++) {
        int e = event[order.row[i]];
        d1 += e & 1;
        d2 += e >> 1;
      }
      int d = d1 + d2;
      if (d == 0) {
        continue;
      }
      double jump = survival / atRisk;
      double after = d == atRisk ? 0 : survival * (atRisk - d) / atRisk;
      double inverse = after > 0 ? 1 / after : 0;
      f += jump * d1;
      double w1 = jump * jump * tied(d1, atRisk);
      double w2 = jump * jump * tied(d2, atRisk);
      double ratio = f * inverse;
      constant += w1 * (1 + ratio) * (1 + ratio) + w2 * ratio * ratio;
      linear += inverse * (w1 * (1 + ratio) + w2 * ratio);
      square += inverse * inverse * (w1 + w2);
      survival = after;
      if (d1 > 0) {
        when[steps] = t;
        incidence[steps] = f;
        variance[steps++] = constant - 2 * f * linear + f * f * square;
      }
    }
  }

  private static double tied(int d, double atRisk) {
    return d > 1 ? d * (1 - (d - 1) / (atRisk - 1)) : d;
  }

  /** The probability by t, 0 before the first event. */
  public double at(double t) {
    int step = step(t);
    return step < 0 ? 0 : incidence[step];
  }

  /** The variance of {@link #at}; 0 before the first event. */
  public double variance(double t) {
    int step = step(t);
    return step < 0 ? 0 : variance[step];
  }

  /** The last step at t or before; -1 for none. */
  private int step(double t) {
    int low = -1;
    int high = steps;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (when[middle] <= t) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
