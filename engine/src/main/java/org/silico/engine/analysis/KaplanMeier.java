package org.silico.engine.analysis;

/**
 * Kaplan and Meier's survival curve of each arm up to a horizon, averaged over strata by their
 * sizes.
 *
 * <p>With d events among Y at risk at t, S(t) is the product of 1 - d/Y. Of S(&tau;) the variance
 * is Greenwood's, S(&tau;)&sup2; &Sigma; d / (Y (Y - d)), summed over event times up to &tau;. Of
 * the restricted mean &mu; = &int;&#8320;^&tau; S, it is &Sigma; A(t)&sup2; d / (Y (Y - d)) with
 * A(t) the area under S from t to &tau;, as R's {@code summary(survfit(...), rmean = tau)} has it.
 * Both are had in one pass from the last time to the first, of what is conditional on being at risk
 * at t, so that nothing is divided by Y - d: who is the last at risk and has the event adds nothing
 * to either variance, which is the limit.
 *
 * <p>With strata s of both arms, of n&#8347; patients among n, an arm has &Sigma; (n&#8347;/n)
 * S&#8347; and its variance &Sigma; (n&#8347;/n)&sup2; V&#8347;: what it would show among the
 * patients of both arms. Strata that hold one arm are left out.
 *
 * <p>Beyond the last time of an arm S is known only if it is 0 there.
 */
final class KaplanMeier {
  /** Of days, for rounding in sums of times. */
  static final double SLACK = 1e-7;

  private final Order order = new Order();
  private final double horizon;
  private int[] cell = new int[0];

  /** S(&tau;) by arm, 0 control, 1 treatment. */
  final double[] survival = new double[2];

  final double[] survivalVariance = new double[2];

  /** The restricted mean by arm. */
  final double[] mean = new double[2];

  final double[] meanVariance = new double[2];

  // of the cell at hand, from when on patients are at risk
  private double cellSurvival;
  private double cellSurvivalVariance;
  private double cellMean;
  private double cellMeanVariance;

  /** Events of both arms up to the horizon. */
  private int events;

  /**
   * @param horizon above 0, in the unit of the times
   */
  KaplanMeier(double horizon) {
    this.horizon = horizon;
  }

  /**
   * Fills the fields that are not private.
   *
   * @param time to event or censoring, NaN where missing
   * @param event 1 for an event, 0 for censored
   * @param group 0 control, 1 treatment
   * @param stratum codes from 0 on, or null
   * @return {@code OK}, {@code EMPTY_ARM} when no stratum holds both arms, {@code
   *     FOLLOW_UP_TOO_SHORT} when an arm's curve is not known up to the horizon, {@code NO_EVENTS}
   */
  Status fit(double[] time, int[] event, int[] group, int[] stratum, int n) {
    order.sort(time, cells(group, stratum, n), n);
    int taken = 0;
    for (int s = 0; s < order.strata; s += 2) {
      taken += size(s);
    }
    if (taken == 0) {
      return Status.EMPTY_ARM;
    }
    events = 0;
    for (int arm = 0; arm < 2; arm++) {
      survival[arm] = 0;
      survivalVariance[arm] = 0;
      mean[arm] = 0;
      meanVariance[arm] = 0;
      for (int s = 0; s < order.strata; s += 2) {
        int size = size(s);
        if (size == 0) {
          continue;
        }
        if (!curve(order.start[s + arm], order.start[s + arm + 1], event)) {
          return Status.FOLLOW_UP_TOO_SHORT;
        }
        double share = (double) size / taken;
        survival[arm] += share * cellSurvival;
        survivalVariance[arm] += share * share * cellSurvivalVariance;
        mean[arm] += share * cellMean;
        meanVariance[arm] += share * share * cellMeanVariance;
      }
    }
    return events == 0 ? Status.NO_EVENTS : Status.OK;
  }

  /** Patients of a stratum, at cells s and s + 1; 0 unless it holds both arms. */
  private int size(int s) {
    if (s + 1 >= order.strata) {
      return 0;
    }
    int controls = order.start[s + 1] - order.start[s];
    int treated = order.start[s + 2] - order.start[s + 1];
    return controls == 0 || treated == 0 ? 0 : controls + treated;
  }

  private int[] cells(int[] group, int[] stratum, int n) {
    if (stratum == null) {
      return group;
    }
    if (cell.length < n) {
      cell = new int[n + n / 2];
    }
    for (int i = 0; i < n; i++) {
      cell[i] = 2 * stratum[i] + group[i];
    }
    return cell;
  }

  /**
   * Those at places {@code from} to {@code to - 1}.
   *
   * @return false when the curve is not known up to the horizon
   */
  private boolean curve(int from, int to, int[] event) {
    double[] value = order.value;
    int[] row = order.row;
    boolean known = value[to - 1] >= horizon - SLACK;
    double s = 1;
    double vs = 0;
    double m = 0;
    double vm = 0;
    double later = horizon;
    int i = to;
    while (i > from && value[i - 1] > horizon) {
      i--;
    }
    while (i > from) {
      double t = value[i - 1];
      int d = 0;
      while (i > from && value[i - 1] == t) {
        d += event[row[--i]];
      }
      if (d > 0) {
        m += later - t;
        later = t;
        double atRisk = to - i;
        double stay = 1 - d / atRisk;
        double spread = d * (atRisk - d) / (atRisk * atRisk * atRisk);
        vs = stay * stay * vs + spread * s * s;
        vm = stay * stay * vm + spread * m * m;
        s *= stay;
        m *= stay;
        events += d;
        // the last group, all of whom have the event, ends the curve at 0
        known |= d == to - i;
      }
    }
    cellSurvival = s;
    cellSurvivalVariance = vs;
    cellMean = m + later;
    cellMeanVariance = vm;
    return known;
  }
}
