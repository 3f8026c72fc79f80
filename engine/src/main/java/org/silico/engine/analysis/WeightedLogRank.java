package org.silico.engine.analysis;

/**
 * Weighted log-rank test of equal hazards, stratified or not.
 *
 * <p>With O - E and V of each event time as in {@link LogRank} and its weight w, z = &Sigma; w (O -
 * E) / &radic; &Sigma; w&sup2; V: <b>positive when the treatment arm has the higher hazard</b>
 * where the weights are large. The estimate is &Sigma; w (O - E) / &Sigma; w V, which is the log
 * hazard ratio to first order where hazards are proportional and an average of it, over the times
 * that count, where they are not; its standard error is &radic; &Sigma; w&sup2; V / &Sigma; w V.
 * The information is &Sigma; w&sup2; V. The null value is 0 and cannot be another.
 *
 * <p>Edges: as {@link LogRank}; weights of 0 at all events, as {@code 1 - S(t-)} gives a first
 * event alone, are NO_VARIANCE.
 */
public final class WeightedLogRank {
  private final LogRankWeight weight;
  private final Order order = new Order();

  public WeightedLogRank(LogRankWeight weight) {
    this.weight = weight;
  }

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
    int[] row = order.row;
    int treated = 0;
    double score = 0;
    double weighted = 0;
    double variance = 0;
    int events = 0;
    for (int s = 0; s < order.strata; s++) {
      int to = order.start[s + 1];
      int atRisk1 = 0;
      for (int i = order.start[s]; i < to; i++) {
        atRisk1 += group[row[i]];
      }
      treated += atRisk1;
      double survival = 1;
      double prentice = 1;
      int i = order.start[s];
      while (i < to) {
        double t = order.value[i];
        int atRisk = to - i;
        double share = (double) atRisk1 / atRisk;
        int d = 0;
        int d1 = 0;
        for (; i < to && order.value[i] == t; i++) {
          int g = group[row[i]];
          int e = event[row[i]];
          d += e;
          d1 += e & g;
          atRisk1 -= g;
        }
        if (d > 0) {
          prentice *= 1 - d / (atRisk + 1.0);
          double w = weight.at(atRisk, survival, prentice);
          double v = atRisk > 1 ? d * share * (1 - share) * (atRisk - d) / (atRisk - 1) : 0;
          score += w * (d1 - d * share);
          weighted += w * v;
          variance += w * w * v;
          survival *= 1 - (double) d / atRisk;
          events += d;
        }
      }
    }
    if (treated == 0 || treated == taken) {
      return Estimate.failed(Status.EMPTY_ARM);
    }
    if (events == 0) {
      return Estimate.failed(Status.NO_EVENTS);
    }
    if (!(variance > 0)) {
      return Estimate.failed(Status.NO_VARIANCE);
    }
    double root = Math.sqrt(variance);
    return new Estimate(
        Status.OK,
        score / weighted,
        root / weighted,
        score / root,
        Double.POSITIVE_INFINITY,
        variance);
  }
}
