package org.silico.jobs.run;

import org.silico.engine.plan.AllocationPlan;
import org.silico.engine.plan.CoursePlan;
import org.silico.engine.plan.CovariatePlan;
import org.silico.engine.plan.EndpointPlan;
import org.silico.engine.plan.Purpose;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Analysis.Method;
import org.silico.engine.protocol.Course.EffectLevel;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Enrolment.Arrivals;
import org.silico.engine.protocol.Protocol;

/** What the random numbers of a trial feed, with their addresses. */
final class PlanDraws {
  private final TrialPlan plan;
  private final Protocol protocol;

  /** How many of what is drawn anew for every candidate for a place in the trial. */
  private final String perCandidate;

  private final TextTable table = new TextTable(1, "what it feeds", "purpose", "draws");

  private PlanDraws(TrialPlan plan) {
    this.plan = plan;
    this.protocol = plan.protocol();
    boolean judged = plan.eligibility() != null;
    for (int e = 0; e < plan.endpoints().size(); e++) {
      judged |= plan.course(e) != null && plan.course(e).entry() != null;
    }
    this.perCandidate = judged ? "1 per candidate" : "1";
  }

  static TextTable of(TrialPlan plan) {
    PlanDraws draws = new PlanDraws(plan);
    draws.entry();
    for (int e = 0; e < plan.endpoints().size(); e++) {
      if (plan.course(e) == null) {
        draws.endpoint(e);
      } else {
        draws.course(e, plan.course(e));
      }
    }
    draws.rest();
    return draws.table;
  }

  private void entry() {
    if (plan.arrivals().arrivals() == Arrivals.POISSON) {
      row("time of entry", Purpose.ARRIVAL, "1");
    }
    if (plan.arrivals().siteOrder().length > 1) {
      row("site", Purpose.SITE, "1");
    }
    boolean randomBlocks =
        plan.allocation() instanceof AllocationPlan.PermutedBlocks b && b.sizes().length > 1;
    row(
        "arm" + (randomBlocks ? ", and size of the block" : ""),
        Purpose.ALLOCATION,
        randomBlocks ? "2" : "1");
    for (int c = 0; c < plan.covariates().size(); c++) {
      if (!(plan.covariates().get(c) instanceof CovariatePlan.Derived)) {
        row(protocol.population().covariates().get(c).name(), Purpose.covariate(c), perCandidate);
      }
    }
  }

  private void endpoint(int e) {
    String name = protocol.endpoints().get(e).name();
    if (plan.layout().baselines().get(e) >= 0) {
      row(name + ", baseline", Purpose.baseline(e), "1");
    }
    row(name, Purpose.endpoint(e), "1");
    if (plan.endpoints().get(e) instanceof EndpointPlan.Count) {
      row(name + ", times of events", Purpose.eventTime(e), "1 per event");
    }
  }

  private void course(int e, CoursePlan course) {
    Endpoint.Longitudinal named = (Endpoint.Longitudinal) protocol.endpoints().get(e);
    String name = named.name();
    if (course.effects().stream().anyMatch(k -> k.level() == EffectLevel.RATER)) {
      row(name + ", rater", Purpose.rater(e), perCandidate);
    }
    for (int k = 0; k < course.effects().size(); k++) {
      String draws =
          switch (course.effects().get(k).level()) {
            case PATIENT -> perCandidate;
            case RATER -> "1 per rater";
            case SITE -> "1 per site";
            case STUDY -> "1 per trial";
          };
      row(name + ", " + named.effects().get(k).name(), Purpose.effect(e, k), draws);
    }
    if (course.levelMean() != null) {
      row(name + ", level", Purpose.baseline(e), perCandidate);
    }
    if (course.model() != null) {
      var effects = course.model().model().info().effects();
      for (int k = 0; k < effects.size(); k++) {
        String draws = course.model().study()[k] ? "1 per trial" : perCandidate;
        String what = name + ", model's effect " + effects.get(k).name();
        row(what, Purpose.modelEffect(e, k), draws);
      }
    }
    if (course.screened() && course.levelMean() == null) {
      row(name + ", screening", Purpose.screening(e), perCandidate);
    }
    if (course.inflation() != null) {
      row(name + ", inflation", Purpose.inflation(e), perCandidate);
    }
    if (!course.baselineIsLevel(plan.leadIn())) {
      row(name + ", baseline", Purpose.baselineResidual(e), perCandidate);
    }
    if (course.deviation() > 0) {
      row(name + ", days of visits", Purpose.deviation(e), "1 per visit");
    }
    if (course.missed() != null) {
      row(name + ", missed visits", Purpose.missed(e), "1 per visit");
    }
    row(name + ", visits", Purpose.residual(e), "1 per visit");
  }

  private void rest() {
    for (int k = 0; k < plan.events().size(); k++) {
      row(protocol.events().get(k).name(), Purpose.event(k), "1 per visit, before it");
    }
    if (plan.dropout() != null) {
      row("time of dropout", Purpose.DROPOUT, "1");
    }
    for (int a = 0; a < plan.analyses().size(); a++) {
      if (plan.analyses().get(a).analysis().method() instanceof Method.Imputation) {
        String name = plan.analyses().get(a).analysis().name();
        row(name + ", imputations", Purpose.imputation(a), "as needed");
      }
    }
  }

  private void row(String what, int purpose, String draws) {
    table.row(what, Integer.toString(purpose), draws);
  }
}
