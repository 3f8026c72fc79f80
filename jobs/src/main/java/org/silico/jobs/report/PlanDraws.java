package org.silico.jobs.report;

import org.silico.engine.plan.Draw;
import org.silico.engine.plan.TrialPlan;

/** What the random numbers of a trial feed, with their addresses. */
final class PlanDraws {
  private PlanDraws() {}

  static TextTable of(TrialPlan plan) {
    TextTable table = new TextTable(1, "what it feeds", "purpose", "draws");
    for (Draw draw : plan.draws()) {
      table.row(draw.label(), Integer.toString(draw.purpose()), draw.unit().often());
    }
    return table;
  }
}
