package org.silico.engine.analysis;

/**
 * Log-rank test of equal hazards, stratified or not (Mantel 1966; Peto and Peto 1972).
 *
 * <p>At each distinct event time of a stratum, with d events among m at risk, of whom m&#8321; on
 * treatment, E = d m&#8321;/m and V = d (m&#8321;/m)(1 - m&#8321;/m)(m - d)/(m - 1): the mean and
 * variance of the treatment arm's events under the hypergeometric distribution, which is exact for
 * ties. Summed over times and strata, z = (O - E)/&radic;V: <b>positive when the treatment arm has
 * more events</b> than expected, that is, the higher hazard. A patient censored at an event time is
 * at risk at that time.
 *
 * <p>The estimate is Peto's one-step log hazard ratio (O - E)/V with standard error 1/&radic;V
 * (Yusuf and others 1985, Prog Cardiovasc Dis 27:335-371); the information is V. The null value is
 * 0 and cannot be another: test a margin with {@link Cox}.
 *
 * <p>Edges: an arm without rows is EMPTY_ARM; no event is NO_EVENTS; events but V = 0, as when all
 * patients have their event at one time, or no stratum holds both arms, is NO_VARIANCE.
 */
public final class LogRank {

  private final Order order = new Order();

  /**
   * Tests "hazards are equal".
   *
   * @param time time to event or censoring, NaN where missing
   * @param event 1 for an event, 0 for censored
   * @param group 0 control, 1 treatment
   * @param stratum codes from 0 on, or null
   */
  public Estimate test(double[] time, int[] event, int[] group, int[] stratum, int n) {
    int taken = order.sort(time, stratum, n);
    int treated = 0;
    for (int i = 0; i < taken; i++) {
      treated += group[order.row[i]];
    }
    if (treated == 0 || treated == taken) {
      return Estimate.failed(Status.EMPTY_ARM);
    }
    double[] value = order.value;
    int[] row = order.row;
    double observedMinusExpected = 0;
    double variance = 0;
    int events = 0;
    for (int s = 0; s < order.strata; s++) {
      int to = order.start[s + 1];
      int atRisk1 = 0;
      int i = to - 1;
      int from = order.start[s];
      // backwards in time, so that the number at risk is what was passed
      while (i >= from) {
        double t = value[i];
        int g = group[row[i]];
        int d = event[row[i]];
        int d1 = d & g;
        atRisk1 += g;
        i--;
        while (i >= from && value[i] == t) {
          g = group[row[i]];
          int e = event[row[i]];
          atRisk1 += g;
          d += e;
          d1 += e & g;
          i--;
        }
        double atRisk = to - 1 - i;
        double share = atRisk1 / atRisk;
        observedMinusExpected += d1 - d * share;
        if (d <= 1) {
          // nothing without an event: cheaper than a branch that depends on chance
          variance += d * (share * (1 - share));
        } else {
          variance += d * share * (1 - share) * (atRisk - d) / (atRisk - 1);
        }
        events += d;
      }
    }
    if (events == 0) {
      return Estimate.failed(Status.NO_EVENTS);
    }
    if (!(variance > 0)) {
      return Estimate.failed(Status.NO_VARIANCE);
    }
    double se = 1 / Math.sqrt(variance);
    return new Estimate(
        Status.OK,
        observedMinusExpected / variance,
        se,
        observedMinusExpected * se,
        Double.POSITIVE_INFINITY,
        variance);
  }
}
