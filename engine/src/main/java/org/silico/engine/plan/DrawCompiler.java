package org.silico.engine.plan;

import java.util.ArrayList;
import java.util.List;
import org.silico.engine.model.RandomEffect;
import org.silico.engine.plan.Draw.Unit;
import org.silico.engine.plan.Draw.Use;
import org.silico.engine.protocol.Course.EffectLevel;
import org.silico.engine.protocol.Enrolment.Arrivals;

/** Lists every use of random numbers of a trial, in the order of its simulation. */
final class DrawCompiler {
  private final TrialPlan plan;

  /** Of what is drawn anew for every candidate for a place in the trial. */
  private final Unit candidate;

  private final List<Draw> draws = new ArrayList<>();

  private DrawCompiler(TrialPlan plan) {
    this.plan = plan;
    boolean judged = plan.population().eligibility() != null;
    for (int e : plan.questions().longitudinal()) {
      judged |= plan.questions().course(e).entry() != null;
    }
    this.candidate = judged ? Unit.CANDIDATE : Unit.PATIENT;
  }

  static List<Draw> compile(TrialPlan plan) {
    DrawCompiler compiler = new DrawCompiler(plan);
    compiler.entry();
    for (int e = 0; e < plan.questions().endpoints().size(); e++) {
      if (plan.questions().course(e) == null) {
        compiler.outcome(e);
      } else {
        compiler.course(e, plan.questions().course(e));
      }
    }
    compiler.afterwards();
    return List.copyOf(compiler.draws);
  }

  private void entry() {
    if (plan.conduct().enrolment().arrivals() == Arrivals.POISSON) {
      add(Use.ARRIVAL, 0, Purpose.ARRIVAL, "", "time of entry", Unit.PATIENT);
    }
    if (plan.conduct().enrolment().siteOrder().length > 1) {
      add(Use.SITE, 0, Purpose.SITE, "", "site", Unit.PATIENT);
    }
    add(Use.ARM, 0, Purpose.ALLOCATION, "", "arm", Unit.PATIENT);
    if (plan.conduct().randomisation() instanceof RandomisationPlan.PermutedBlocks b
        && b.sizes().length > 1) {
      add(Use.BLOCK_SIZE, 0, Purpose.ALLOCATION, "", "size of the block", Unit.BLOCK);
    }
    for (int c = 0; c < plan.population().covariates().size(); c++) {
      if (!(plan.population().covariates().get(c) instanceof CovariatePlan.Derived)) {
        String name = plan.population().covariates().get(c).source().name();
        add(Use.COVARIATE, c, Purpose.covariate(c), "", name, candidate);
      }
    }
  }

  private void outcome(int e) {
    String name = plan.questions().endpoints().get(e).source().name();
    if (plan.layout().baselines().get(e) >= 0) {
      add(Use.BASELINE, e, Purpose.baseline(e), name, "baseline", Unit.PATIENT);
    }
    add(Use.OUTCOME, e, Purpose.endpoint(e), "", name, Unit.PATIENT);
    if (plan.questions().endpoints().get(e).counts()) {
      add(Use.EVENT_TIME, e, Purpose.eventTime(e), name, "time of an event", Unit.COUNTED_EVENT);
    }
  }

  private void course(int e, LongitudinalPlan course) {
    String of = plan.questions().endpoints().get(e).source().name();
    if (course.effects().stream().anyMatch(k -> k.level() == EffectLevel.RATER)) {
      add(Use.RATER, e, Purpose.rater(e), of, "rater", candidate);
    }
    for (int k = 0; k < course.effects().size(); k++) {
      Unit unit =
          switch (course.effects().get(k).level()) {
            case PATIENT -> candidate;
            case RATER -> Unit.RATER;
            case SITE -> Unit.SITE;
            case STUDY -> Unit.STUDY;
          };
      String what = course.effects().get(k).name();
      draws.add(new Draw(Use.EFFECT, e, k, Purpose.effect(e, k), of, what, unit));
    }
    if (course.levelMean() != null) {
      add(Use.LEVEL, e, Purpose.baseline(e), of, "level", candidate);
    }
    if (course.model() != null) {
      List<RandomEffect> effects = course.model().model().info().effects();
      for (int k = 0; k < effects.size(); k++) {
        Unit unit = course.model().study()[k] ? Unit.STUDY : candidate;
        String what = "model's effect " + effects.get(k).name();
        draws.add(new Draw(Use.MODEL_EFFECT, e, k, Purpose.modelEffect(e, k), of, what, unit));
      }
    }
    before(e, of, course);
    visits(e, of, course);
  }

  private void before(int e, String of, LongitudinalPlan course) {
    if (course.screeningObserved()) {
      add(Use.SCREENING, e, Purpose.screening(e), of, "screening", candidate);
      if (course.twoResiduals()) {
        String what = "model's residual at screening";
        add(Use.MODEL_SCREENING, e, Purpose.modelScreening(e), of, what, candidate);
      }
    }
    if (course.inflation() != null) {
      add(Use.INFLATION, e, Purpose.inflation(e), of, "inflation", candidate);
    }
    if (!course.baselineIsLevel(plan.conduct().leadIn())) {
      add(Use.BASELINE_VALUE, e, Purpose.baselineResidual(e), of, "baseline", candidate);
      if (course.twoResiduals()) {
        String what = "model's residual at baseline";
        add(Use.MODEL_BASELINE, e, Purpose.modelBaseline(e), of, what, candidate);
      }
    }
  }

  private void visits(int e, String of, LongitudinalPlan course) {
    if (course.deviation() > 0) {
      add(Use.VISIT_DAY, e, Purpose.deviation(e), of, "day", Unit.VISIT);
    }
    if (course.missed() != null) {
      add(Use.MISSED_VISIT, e, Purpose.missed(e), of, "missed", Unit.VISIT);
    }
    add(Use.VISIT_VALUE, e, Purpose.residual(e), of, "value", Unit.VISIT);
    if (course.twoResiduals()) {
      add(Use.MODEL_VALUE, e, Purpose.modelResidual(e), of, "model's residual", Unit.VISIT);
    }
  }

  private void afterwards() {
    for (int k = 0; k < plan.conduct().events().size(); k++) {
      String name = plan.conduct().events().get(k).name();
      add(Use.INTERCURRENT_EVENT, k, Purpose.event(k), "", name, Unit.INTERVAL);
    }
    if (plan.conduct().dropout() != null) {
      add(Use.DROPOUT, 0, Purpose.DROPOUT, "", "time of dropout", Unit.PATIENT);
    }
    for (int a = 0; a < plan.questions().analyses().size(); a++) {
      if (plan.questions().analyses().get(a).analysis().method().method().random()) {
        String name = plan.questions().analyses().get(a).analysis().name();
        add(Use.IMPUTATION, a, Purpose.imputation(a), name, "imputations", Unit.ANALYSIS);
      }
    }
  }

  private void add(Use use, int index, int purpose, String of, String what, Unit unit) {
    draws.add(new Draw(use, index, 0, purpose, of, what, unit));
  }
}
