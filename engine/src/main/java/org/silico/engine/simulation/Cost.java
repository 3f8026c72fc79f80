package org.silico.engine.simulation;

import java.util.Locale;
import org.silico.engine.method.Method;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.plan.EndpointPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.MethodUse;

/**
 * What a trial of a scenario costs, about: by counting, from times measured on one core of a server
 * of 2023. Meant to tell a second from an hour; a factor of three either way is nothing.
 *
 * @param seconds of one core for a trial, true values and tables left out
 * @param bytes of memory that a task needs
 */
public record Cost(double seconds, double bytes) {
  /** Of a covariate, an outcome, an arrival. */
  private static final double DRAW = 1e-8;

  /** Of a visit, in a world. */
  private static final double VISIT = 1e-7;

  public static Cost of(TrialPlan plan) {
    int visits = 0;
    for (int e : plan.questions().longitudinal()) {
      visits += plan.questions().course(e).visits() + 2;
    }
    int columns = plan.layout().names().size() + plan.questions().endpoints().size();
    double patient =
        DRAW * (2 + plan.population().covariates().size() + plan.questions().endpoints().size())
            + VISIT * visits;
    double seconds = patient * plan.conduct().patients();
    for (AnalysisPlan a : plan.questions().analyses()) {
      seconds += analysis(plan, a);
    }
    double inMemory =
        Workload.byBlocks(plan) ? Workload.PATIENTS_PER_BLOCK : (double) plan.conduct().patients();
    // a visit has a value, scores, a day, terms and the value in other worlds
    return new Cost(seconds, 8 * inMemory * (2 * columns + visits * (12 + plan.arms().count())));
  }

  /** A time in words, two digits of it: "4.2 ms", "35 min". */
  public static String time(double seconds) {
    double[] lengths = {1e-6, 1e-3, 1, 60, 3600, 86400};
    String[] units = {"us", "ms", "s", "min", "hours", "days"};
    int unit = 0;
    while (unit < lengths.length - 1 && seconds >= 2 * lengths[unit + 1]) {
      unit++;
    }
    double n = seconds / lengths[unit];
    return String.format(Locale.ROOT, n < 10 ? "%.1f %s" : "%,.0f %s", n, units[unit]);
  }

  /** Seconds of an analysis. */
  static double analysis(TrialPlan plan, AnalysisPlan analysis) {
    MethodUse use = analysis.analysis().method();
    EndpointPlan endpoint = plan.questions().endpoints().get(analysis.analysis().endpoint());
    double n = plan.conduct().patients();
    double rows = 1e-8 * n * (1 + analysis.covariates().length);
    Method.Size size = new Method.Size(rows, endpoint.visits(), analysis.visit() + 1.0);
    return use.method().seconds(use.values(), size);
  }
}
