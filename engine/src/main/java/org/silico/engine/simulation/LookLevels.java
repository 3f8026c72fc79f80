package org.silico.engine.simulation;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.silico.engine.design.GroupSequential;
import org.silico.engine.evaluation.AnalysisResult;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.plan.StoppingPlan;
import org.silico.engine.protocol.Stopping;
import org.silico.engine.random.StandardNormal;

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
  private double recomputed(StoppingPlan stopping, int look, EarlierLooks before, double seen) {
    if (!(seen > 0)) {
      return Double.POSITIVE_INFINITY;
    }
    int most = before.looks().size() + 1;
    int[] looks = new int[most];
    double[] information = new double[most];
    double[] bounds = new double[most];
    int n = 0;
    for (int k = 0; k < most - 1; k++) {
      AnalysisResult result = before.results().get(k);
      double own = measured(result, stopping.measure());
      if (own > 0) {
        looks[n] = before.looks().get(k);
        bounds[n] = bound(result, stopping.bounds());
        information[n++] = own / stopping.maximum();
      }
    }
    looks[n] = look;
    information[n] = seen / stopping.maximum();
    return stopping
        .bounds()
        .efficacy(
            Arrays.copyOf(looks, n + 1),
            Arrays.copyOf(information, n + 1),
            Arrays.copyOf(bounds, n));
  }

  /** The bound of Z that a result was tested at. */
  static double bound(AnalysisResult result, GroupSequential bounds) {
    return 0.0 - StandardNormal.quantile(result.boundary() / bounds.sides());
  }

  static double measured(AnalysisResult result, Stopping.Measure measure) {
    return switch (measure) {
      case EVENTS -> result.eventsTreated() + result.eventsControl();
      case SUBJECTS -> result.treated() + result.control();
      case INFORMATION -> result.estimate().information();
    };
  }
}
