package org.silico.engine.analysis;

/**
 * Gray's test of equal cumulative incidence where competing events may come first, stratified or
 * not (Gray 1988, Ann Stat 16:1141-1154, with &rho; = 0).
 *
 * <p>Of arm k, with Y at risk, S the Kaplan-Meier estimate of being free of any event and F the
 * incidence of the event of interest (both just before a time), R = Y(1 - F)/S stands for the
 * number at risk of the subdistribution. At each time of d events of interest, of whom d&#8321; on
 * treatment, E = d R&#8321;/(R&#8320; + R&#8321;); z = &Sigma; (d&#8321; - E) / &radic;V:
 * <b>positive when the treatment arm has the higher incidence</b>.
 *
 * <p>V is that of the score as a sum over both arms' martingales. With the pooled incidence G = 1 -
 * F&#8320;, dF&#8320; = d/&Sigma;(Y/S), a = (Y&#8320;/S&#8320;)(Y&#8321;/S&#8321;)/&Sigma;(Y/S) and
 * c(t) = &int; a dF&#8320;/G up to t, an event of interest of arm k at t adds (S/Y)&sup2; [a +
 * (c(end) - c)(1 - G/S)]&sup2; and a competing one (S/Y)&sup2; [(c(end) - c)G/S]&sup2;, the former
 * at the rate of the null hypothesis, with the factor 1 - (d - 1)/(m - 1) for ties.
 *
 * <p>The estimate is &Sigma; (d&#8321; - E) / I with I = &Sigma; d (R&#8321;/R)(1 - R&#8321;/R)(R -
 * d)/(R - 1), R = R&#8320; + R&#8321;: one step of Newton's method from 0 to the log
 * subdistribution hazard ratio; its standard error is &radic;V/I. The information is V. Without
 * competing events z has the score of {@link LogRank}, and a variance that is the same in large
 * trials. The null value is 0 and cannot be another: test a margin with {@link FineGray}.
 *
 * <p>Edges: as {@link LogRank}; NO_EVENTS is of the event of interest.
 */
public final class Gray {
  private static final int ARMS = 2;

  private final Order order = new Order();
  private final int[] atRisk = new int[ARMS];
  private final int[] ofInterest = new int[ARMS];
  private final int[] competing = new int[ARMS];

  // by arm just before a time
  private final double[] survival = new double[ARMS];
  private final double[] incidence = new double[ARMS];

  private double score;
  private double information;
  private double variance;

  /**
   * Tests "the event of interest has the same cumulative incidence".
   *
   * @param time time to the first event or censoring, NaN where missing
   * @param event 1 for the event of interest, 2 for a competing one, 0 for censored
   * @param group 0 control, 1 treatment
   * @param stratum codes from 0 on, or null
   */
  public Estimate test(double[] time, int[] event, int[] group, int[] stratum, int n) {
    int taken = order.sort(time, stratum, n);
    int treated = 0;
    int events = 0;
    for (int i = 0; i < taken; i++) {
      treated += group[order.row[i]];
      events += event[order.row[i]] & 1;
    }
    if (treated == 0 || treated == taken) {
      return Estimate.failed(Status.EMPTY_ARM);
    }
    if (events == 0) {
      return Estimate.failed(Status.NO_EVENTS);
    }
    score = 0;
    information = 0;
    variance = 0;
    for (int s = 0; s < order.strata; s++) {
      stratum(order.start[s], order.start[s + 1], event, group);
    }
    if (!(variance > 0 && information > 0)) {
      return Estimate.failed(Status.NO_VARIANCE);
    }
    double root = Math.sqrt(variance);
    return new Estimate(
        Status.OK,
        score / information,
        root / information,
        score / root,
        Double.POSITIVE_INFINITY,
        variance);
  }

  /** Adds what one stratum says. */
  private void stratum(int from, int to, int[] event, int[] group) {
    atRisk[1] = 0;
    for (int i = from; i < to; i++) {
      atRisk[1] += group[order.row[i]];
    }
    atRisk[0] = to - from - atRisk[1];
    for (int k = 0; k < ARMS; k++) {
      survival[k] = 1;
      incidence[k] = 0;
    }
    double pooled = 0;
    double c = 0;
    // the variance is a polynomial in c(end), which is known at the end
    double constant = 0;
    double linear = 0;
    double square = 0;
    int i = from;
    while (i < to) {
      double t = order.value[i];
      int leaving1 = 0;
      int first = i;
      ofInterest[0] = 0;
      ofInterest[1] = 0;
      competing[0] = 0;
      competing[1] = 0;
      for (; i < to && order.value[i] == t; i++) {
        int g = group[order.row[i]];
        int e = event[order.row[i]];
        ofInterest[g] += e & 1;
        competing[g] += e >> 1;
        leaving1 += g;
      }
      int d = ofInterest[0] + ofInterest[1];
      if (d > 0 || competing[0] + competing[1] > 0) {
        double y0 = atRisk[0] == 0 ? 0 : atRisk[0] / survival[0];
        double y1 = atRisk[1] == 0 ? 0 : atRisk[1] / survival[1];
        double all = y0 + y1;
        double r1 = y1 * (1 - incidence[1]);
        double r = y0 * (1 - incidence[0]) + r1;
        double a = y0 * y1 / all;
        c += a == 0 ? 0 : a * d / (all * (1 - pooled));
        pooled += d / all;
        if (d > 0) {
          double share = r1 / r;
          score += ofInterest[1] - d * share;
          information += d * share * (1 - share) * (d > 1 ? (r - d) / (r - 1) : 1);
        }
        for (int k = 0; k < ARMS; k++) {
          int m = atRisk[k];
          if (m == 0) {
            continue;
          }
          double before = survival[k];
          int died = ofInterest[k] + competing[k];
          double after = died == m ? 0 : before * (m - died) / m;
          double g = after > 0 ? (1 - pooled) / after : 0;
          if (d > 0) {
            double tied = d > 1 ? 1 - (d - 1) / (all * before - 1) : 1;
            double weight = tied * before * d / (all * m);
            double own = a - (1 - g) * c;
            constant += own * own * weight;
            linear += own * (1 - g) * weight;
            square += (1 - g) * (1 - g) * weight;
          }
          int d2 = competing[k];
          if (d2 > 0 && after > 0) {
            double tied = d2 > 1 ? 1 - (d2 - 1) / (m - 1.0) : 1;
            double weight = tied * before * before * d2 / ((double) m * m) * g * g;
            constant += c * c * weight;
            linear -= c * weight;
            square += weight;
          }
          incidence[k] += before * ofInterest[k] / m;
          survival[k] = after;
        }
      }
      atRisk[1] -= leaving1;
      atRisk[0] -= i - first - leaving1;
    }
    variance += constant + 2 * c * linear + c * c * square;
  }
}
