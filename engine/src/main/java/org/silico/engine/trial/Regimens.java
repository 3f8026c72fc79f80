package org.silico.engine.trial;

import java.util.Arrays;
import java.util.List;
import org.silico.engine.plan.RegimenPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Layout;

/**
 * What patients take at given times: fills the columns that formulas see (TIME, TRIALTIME, ACTIVE,
 * DOSE, DRUGTIME, OFFTIME) and what is left of the drug's effect.
 */
final class Regimens {
  private final List<RegimenPlan> plans;
  private final double leadIn;
  private final boolean[] plain;

  /** Whether the patient is on the drug now. */
  final boolean[] drug;

  /** Whether the patient is on what the arm is given now, drug or not. */
  final boolean[] own;

  /** Whether a drug was ever taken, and if so ACTIVE and DOSE when it was taken last. */
  final boolean[] taken;

  final double[] lastActive;
  final double[] lastDose;

  Regimens(TrialPlan plan, int capacity) {
    plans = plan.arms().regimens();
    leadIn = plan.conduct().leadIn();
    plain = new boolean[plans.size()];
    for (int a = 0; a < plain.length; a++) {
      plain[a] = plans.get(a).steps() == 1;
    }
    drug = new boolean[capacity];
    own = new boolean[capacity];
    taken = new boolean[capacity];
    lastActive = new double[capacity];
    lastDose = new double[capacity];
  }

  /**
   * @param time of each patient since randomisation, days
   * @param stop when each patient stopped the drug; infinite for never, null when nobody did
   * @param drugged false when nobody takes a drug
   */
  void at(double[] time, int[] arm, double[] stop, boolean drugged, int n, double[][] columns) {
    double[] timeColumn = columns[Layout.TIME];
    double[] trialTime = columns[Layout.TRIALTIME];
    for (int i = 0; i < n; i++) {
      timeColumn[i] = time[i];
      trialTime[i] = Math.max(0, time[i] + leadIn);
    }
    if (!drugged) {
      Arrays.fill(drug, 0, n, false);
      Arrays.fill(own, 0, n, false);
      Arrays.fill(taken, 0, n, false);
      Arrays.fill(columns[Layout.ACTIVE], 0, n, 0);
      Arrays.fill(columns[Layout.DOSE], 0, n, 0);
      Arrays.fill(columns[Layout.DRUGTIME], 0, n, 0);
      Arrays.fill(columns[Layout.OFFTIME], 0, n, 0);
      return;
    }
    for (int i = 0; i < n; i++) {
      double end = stop == null ? Double.POSITIVE_INFINITY : stop[i];
      if (plain[arm[i]]) {
        oneStep(plans.get(arm[i]), i, time[i], end, columns);
      } else {
        steps(plans.get(arm[i]), i, time[i], end, columns);
      }
    }
  }

  private void oneStep(RegimenPlan p, int i, double time, double stop, double[][] columns) {
    double until = Math.min(time, stop);
    boolean on = time > 0 && time <= stop;
    drug[i] = on && p.drug()[0];
    own[i] = on && p.own()[0];
    columns[Layout.ACTIVE][i] = on ? p.active()[0] : 0;
    columns[Layout.DOSE][i] = on ? p.dose()[0] : 0;
    taken[i] = p.drug()[0] && until > 0;
    columns[Layout.DRUGTIME][i] = taken[i] ? until : 0;
    columns[Layout.OFFTIME][i] = taken[i] ? time - until : 0;
    lastActive[i] = p.active()[0];
    lastDose[i] = p.dose()[0];
  }

  /** A step's treatment acts after the day on which it begins. */
  private void steps(RegimenPlan p, int i, double time, double stop, double[][] columns) {
    double until = Math.min(time, stop);
    int now = -1;
    while (now + 1 < p.steps() && p.from()[now + 1] < until) {
      now++;
    }
    boolean stopped = time > stop;
    boolean on = now >= 0 && !stopped;
    drug[i] = on && p.drug()[now];
    own[i] = on && p.own()[now];
    columns[Layout.ACTIVE][i] = on ? p.active()[now] : 0;
    columns[Layout.DOSE][i] = on ? p.dose()[now] : 0;
    int last = now;
    while (last >= 0 && !p.drug()[last]) {
      last--;
    }
    taken[i] = last >= 0;
    if (last < 0) {
      columns[Layout.DRUGTIME][i] = 0;
      columns[Layout.OFFTIME][i] = 0;
      return;
    }
    int first = last;
    while (first > 0 && p.drug()[first - 1]) {
      first--;
    }
    double end = last < now ? p.from()[last + 1] : until;
    columns[Layout.DRUGTIME][i] = end - p.from()[first];
    columns[Layout.OFFTIME][i] = last < now || stopped ? time - end : 0;
    lastActive[i] = p.active()[last];
    lastDose[i] = p.dose()[last];
  }
}
