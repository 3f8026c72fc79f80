package org.silico.engine.trial;

import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.plan.EnrolmentPlan;
import org.silico.engine.plan.Purpose;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Enrolment;
import org.silico.engine.protocol.Layout;

/**
 * The times at which patients enter, and their sites. With L(t) the expected number by time t, the
 * k-th patient of a Poisson process enters at L^-1(E_1 + ... + E_k), E standard exponential (Çinlar
 * 1975, time change); evenly spaced patients at L^-1(k - 1/2).
 */
final class EnrolmentTimes {
  private final TrialPlan plan;
  private final EnrolmentPlan arrivals;
  private final double[] uniforms;
  private double expected;
  private int piece;
  private TrialState state;

  /** By phase of the state the expected number at its start, with the rates that held. */
  private double[] entered = new double[1];

  EnrolmentTimes(TrialPlan plan, int capacity) {
    this.plan = plan;
    this.arrivals = plan.conduct().enrolment();
    this.uniforms = new double[capacity];
  }

  /** Before the first block of a trial. */
  void restart(TrialState now) {
    expected = 0;
    piece = 0;
    if (now != state) {
      state = now;
      entered = entered(now);
    }
  }

  private double[] entered(TrialState now) {
    double[] entered = new double[now.phases().size()];
    for (int p = 1; p < entered.length; p++) {
      double from = Math.max(now.phases().get(p - 1).from(), 0);
      double to = now.phases().get(p).from();
      entered[p] = entered[p - 1] + now.phases().get(p - 1).rate() * (planned(to) - planned(from));
    }
    return entered;
  }

  /** L, by the plan's rates. */
  private double planned(double time) {
    int k = 0;
    while (k + 1 < arrivals.from().length && arrivals.from()[k + 1] <= time) {
      k++;
    }
    return arrivals.expected()[k] + arrivals.rate()[k] * (Math.max(time, 0) - arrivals.from()[k]);
  }

  /** The next block: entry times and sites. */
  void fill(TrialData data) {
    int n = data.size();
    double[] entry = data.entry();
    if (arrivals.arrivals() == Enrolment.Arrivals.AT_ONCE) {
      java.util.Arrays.fill(entry, 0, n, 0);
    } else if (arrivals.arrivals() == Enrolment.Arrivals.EVEN) {
      for (int i = 0; i < n; i++) {
        entry[i] = time(data.first() + i + 0.5);
      }
    } else {
      plan.identity().stream()
          .uniforms(data.trial(), Purpose.ARRIVAL, 0, data.first(), n, uniforms);
      for (int i = 0; i < n; i++) {
        expected -= Elementary.log(uniforms[i]);
        entry[i] = time(expected);
      }
    }
    if (arrivals.siteOrder().length > 1) {
      sites(data);
    }
  }

  /** L^-1 with the rates of the state; calls come in ascending order. */
  private double time(double number) {
    int p = entered.length - 1;
    while (p > 0 && number <= entered[p]) {
      p--;
    }
    return p == 0
        ? inverse(number)
        : inverse(
            planned(state.phases().get(p).from())
                + (number - entered[p]) / state.phases().get(p).rate());
  }

  /** By the plan's rates. */
  private double inverse(double target) {
    double[] starts = arrivals.expected();
    while (piece + 1 < starts.length && starts[piece + 1] <= target) {
      piece++;
    }
    return arrivals.from()[piece] + (target - starts[piece]) / arrivals.rate()[piece];
  }

  private void sites(TrialData data) {
    int n = data.size();
    plan.identity().stream().uniforms(data.trial(), Purpose.SITE, 0, data.first(), n, uniforms);
    double[] from = arrivals.from();
    double[] cumulative = arrivals.cumulativeRate();
    double[] entry = data.entry();
    double[] column = data.columns()[Layout.SITE];
    int at = 0;
    for (int i = 0; i < n; i++) {
      while (at + 1 < from.length && from[at + 1] <= entry[i]) {
        at++;
      }
      // all sites are candidates when everybody enters at once, before any has opened
      int open = Math.max(1, arrivals.open()[at]);
      double target = uniforms[i] * cumulative[open - 1];
      int low = 0;
      int high = open - 1;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (cumulative[middle] > target) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      data.site()[i] = arrivals.siteOrder()[low];
      column[i] = data.site()[i];
    }
  }
}
