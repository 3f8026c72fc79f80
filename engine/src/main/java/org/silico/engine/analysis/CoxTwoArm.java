package org.silico.engine.analysis;

import org.silico.engine.arithmetic.Elementary;

/**
 * Cox's model with treatment alone. Then the partial likelihood needs, at each event time, only
 * four numbers: m&#8320;, m&#8321; at risk and d&#8320;, d&#8321; events. With &theta; =
 * exp(&beta;) and Efron's ties, the score is &Sigma; d&#8321; - &Sigma;<sub>l</sub>
 * &pi;<sub>l</sub> and the information &Sigma; &pi;<sub>l</sub>(1 - &pi;<sub>l</sub>), where
 * &pi;<sub>l</sub> = a&#8321;&theta;/(a&#8321;&theta; + a&#8320;) and a = m - (l/d)d.
 *
 * <p>The score falls in &beta;: Newton's method, kept inside the bracket of the root. The
 * likelihood is monotone exactly if, at all times with both arms at risk, all events are of the
 * same arm: with other events the score has both signs.
 */
final class CoxTwoArm {

  // one entry per event and time with both arms at risk: a1, a0 of the class comment
  private double[] a1 = new double[0];
  private double[] a0 = new double[0];
  private int terms;
  private double treatedEvents;

  private int events;
  private double beta;
  private double score;
  private double information;

  /**
   * @param order rows in the order of stratum and time
   */
  Status fit(Order order, int[] event, int[] group) {
    Status status = count(order, event, group);
    return status == Status.OK ? solve() : status;
  }

  /** Reads the event tables; OK if the maximum is finite. */
  Status count(Order order, int[] event, int[] group) {
    int n = order.start[order.strata];
    if (a1.length < n) {
      a1 = new double[n];
      a0 = new double[n];
    }
    terms = 0;
    int treated = 0;
    int events = 0;
    int events0 = 0;
    int events1 = 0;
    boolean varies = false;
    for (int s = 0; s < order.strata; s++) {
      int from = order.start[s];
      int i = order.start[s + 1] - 1;
      int m0 = 0;
      int m1 = 0;
      while (i >= from) {
        double t = order.value[i];
        int d = 0;
        int d1 = 0;
        do {
          int row = order.row[i];
          int g = group[row];
          m1 += g;
          m0 += 1 - g;
          d += event[row];
          d1 += event[row] & g;
          i--;
        } while (i >= from && order.value[i] == t);
        events += d;
        if (d > 0 && m0 > 0 && m1 > 0) {
          int d0 = d - d1;
          events1 += d1;
          events0 += d0;
          varies |= d < m0 + m1;
          a1[terms] = m1;
          a0[terms++] = m0;
          for (int l = 1; l < d; l++) {
            double share = (double) l / d;
            a1[terms] = m1 - share * d1;
            a0[terms++] = m0 - share * d0;
          }
        }
      }
      treated += m1;
    }
    treatedEvents = events1;
    this.events = events;
    if (treated == 0 || treated == n) {
      return Status.EMPTY_ARM;
    }
    if (events == 0) {
      return Status.NO_EVENTS;
    }
    if (!varies) {
      return Status.NO_VARIANCE;
    }
    return events0 == 0 || events1 == 0 ? Status.SEPARATION : Status.OK;
  }

  /** Begins a likelihood of at most n terms that are not read off event tables. */
  void start(int n) {
    if (a1.length < n) {
      a1 = new double[n];
      a0 = new double[n];
    }
    terms = 0;
  }

  /** An event among so many at risk, who need not be whole. */
  void term(double atRisk1, double atRisk0) {
    a1[terms] = atRisk1;
    a0[terms++] = atRisk0;
  }

  /**
   * The maximum of the terms since {@link #start}.
   *
   * @param treatedEvents more than 0 and less than there are terms
   */
  Status solve(int treatedEvents) {
    this.treatedEvents = treatedEvents;
    return solve();
  }

  private Status solve() {
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    beta = 0;
    for (int iteration = 0; iteration < 100; iteration++) {
      evaluate(beta);
      if (score > 0) {
        low = beta;
      } else {
        high = beta;
      }
      double step = score / information;
      if (Math.abs(step) < 1e-8) {
        beta += step;
        return Status.OK;
      }
      double next = beta + Math.max(-3, Math.min(3, step));
      // both ends are finite as soon as a step crosses the root
      beta = next > low && next < high ? next : 0.5 * (low + high);
    }
    return Status.NOT_CONVERGED;
  }

  /** Events of both arms, in all strata. */
  int events() {
    return events;
  }

  /** Fills score and information. */
  void evaluate(double beta) {
    double theta = Elementary.exp(beta);
    score = treatedEvents;
    information = 0;
    for (int k = 0; k < terms; k++) {
      double w = a1[k] * theta;
      double share = w / (w + a0[k]);
      score -= share;
      information += share * (1 - share);
    }
  }

  /** At the last evaluation. */
  double score() {
    return score;
  }

  /** At the last evaluation. */
  double information() {
    return information;
  }

  double estimate() {
    return beta;
  }

  double standardError() {
    return 1 / Math.sqrt(information);
  }
}
