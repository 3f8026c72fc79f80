package org.silico.engine.simulation;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.silico.engine.design.GroupSequential;
import org.silico.engine.evaluation.AnalysisResult;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.plan.StoppingPlan;
import org.silico.engine.protocol.Stopping;

/** At what level an analysis is tested at a look. */
final class LookLevels {
  private final AnalysisPlan plan;

  LookLevels(AnalysisPlan plan) {
    this.plan = plan;
  }

  /**
   * Of all sides together.
   *
   * @param look from 0
   * @param seen the measure of information at the look; NaN where there is none, and then no test
   */
  double level(int look, EarlierLooks before, DoubleSupplier seen) {
    StoppingPlan stopping = plan.stopping();
    if (stopping == null) {
      return plan.alpha();
    }
    GroupSequential bounds = stopping.bounds();
    double z =
        stopping.measure() == null
            ? bounds.efficacy(held(look, before))
            : recomputed(stopping, look, before, seen.getAsDouble());
    return plan.analysis().hypothesis().sides() * GroupSequential.p(z);
  }

  /** Bit k for look k from 0. */
  static long held(int look, EarlierLooks before) {
    long held = 1L << look;
    for (int k : before.looks()) {
      held |= 1L << k;
    }
    return held;
  }

  /** Looks at which nothing could be estimated spend nothing. */
  private static double recomputed(
      StoppingPlan stopping, int look, EarlierLooks before, double seen) {
    int n = before.looks().size() + 1;
    int[] looks = new int[n];
    double[] information = new double[n];
    int found = 0;
    for (int k = 0; k < n; k++) {
      double own = k == n - 1 ? seen : measured(before.results().get(k), stopping.measure());
      if (own > 0) {
        looks[found] = k == n - 1 ? look : before.looks().get(k);
        information[found++] = own / stopping.maximum();
      }
    }
    if (!(seen > 0)) {
      return Double.POSITIVE_INFINITY;
    }
    return stopping
        .bounds()
        .efficacy(Arrays.copyOf(looks, found), Arrays.copyOf(information, found));
  }

  static double measured(AnalysisResult result, Stopping.Measure measure) {
    return switch (measure) {
      case EVENTS -> result.eventsTreated() + result.eventsControl();
      case SUBJECTS -> result.treated() + result.control();
      case INFORMATION -> result.estimate().information();
    };
  }
}
