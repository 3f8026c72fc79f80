package org.silico.jobs.report;

import java.util.List;
import java.util.Locale;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.simulation.Cost;

/** What a run costs, about, in a line. */
public final class CostText {
  private CostText() {}

  /**
   * @param trials of each scenario
   */
  public static String of(List<TrialPlan> plans, long trials) {
    double most = 0;
    double all = 0;
    double bytes = 0;
    for (TrialPlan plan : plans) {
      Cost cost = Cost.of(plan);
      most = Math.max(most, cost.seconds());
      all += cost.seconds() * trials;
      bytes = Math.max(bytes, cost.bytes());
    }
    return String.format(
        Locale.ROOT,
        "about %s of one core a trial, %s for %,d trials in each of %d scenario%s; %s of memory a"
            + " task",
        Cost.time(most),
        Cost.time(all),
        trials,
        plans.size(),
        plans.size() == 1 ? "" : "s",
        Digits.bytes(bytes));
  }
}
