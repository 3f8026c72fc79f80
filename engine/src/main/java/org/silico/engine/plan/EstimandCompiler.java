package org.silico.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.silico.engine.method.Option;
import org.silico.engine.method.Option.Kind.EarlierCondition;
import org.silico.engine.method.Option.Kind.EarlierVisit;
import org.silico.engine.method.Option.Kind.Fraction;
import org.silico.engine.method.Taken;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.protocol.Estimand;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Quantity;

/** Estimands, and what analyses look at of longitudinal endpoints, in one scenario. */
final class EstimandCompiler {
  private static final double SAME_DAY = 1e-9;

  private EstimandCompiler() {}

  static List<EstimandPlan> compile(
      Protocol protocol, List<EndpointPlan> endpoints, PlanCompiler.Scope scope) {
    List<EstimandPlan> plans = new ArrayList<>();
    for (Estimand e : protocol.estimands()) {
      Estimand.Variable variable = e.variable();
      plans.add(
          new EstimandPlan(
              e.treatment(),
              e.control(),
              e.population().map(q -> condition(q, scope)).orElse(null),
              e.endpoint(),
              visit(e.visit(), course(endpoints, e.endpoint()), scope),
              variable instanceof Estimand.Variable.Change,
              variable instanceof Estimand.Variable.Responder r
                  ? condition(r.condition(), scope)
                  : null,
              e.strategies(),
              e.compositeValue()
                  .map(q -> scope.number(q, Range.finite("composite value", q)))
                  .orElse(0.0),
              e.summary()));
    }
    return List.copyOf(plans);
  }

  static TargetPlan target(
      Analysis a,
      List<EndpointPlan> endpoints,
      List<EstimandPlan> estimands,
      List<RegimenPlan> regimens,
      PlanCompiler.Scope scope) {
    if (a.target().isEmpty()) {
      return null;
    }
    Analysis.Target t = a.target().get();
    LongitudinalPlan course = course(endpoints, a.endpoint());
    int earlier =
        formula(a, EarlierVisit.class).map(q -> visit(Optional.of(q), course, scope)).orElse(-1);
    double weight =
        formula(a, Fraction.class)
            .map(q -> scope.number(q, new Range("weight", q, 1e-6, 1 - 1e-6)))
            .orElse(Double.NaN);
    Value nonResponder =
        formula(a, EarlierCondition.class).map(q -> condition(q, scope)).orElse(null);
    int visit = visit(t.visit(), course, scope);
    if (earlier >= visit) {
      throw new PlanException(
          a.location(), a.name() + ": the first stage or period must end before the second");
    }
    if (a.method().method().taken() == Taken.STAGES) {
      checkStages(a, course, earlier, visit, regimens.get(a.treatment()));
    }
    return new TargetPlan(
        visit,
        t.missing(),
        a.method().values().change(),
        t.responder().map(q -> condition(q, scope)).orElse(null),
        t.excludeAfter().stream().mapToInt(Integer::intValue).toArray(),
        t.estimand().map(estimands::get).orElse(null),
        earlier,
        weight,
        nonResponder);
  }

  /** What an analysis gave for the method's option of a kind. */
  private static Optional<Quantity> formula(Analysis a, Class<? extends Option.Kind> kind) {
    return a.method().method().options().stream()
        .filter(o -> kind.isInstance(o.kind()))
        .map(o -> a.method().formulas().get(o.key()))
        .findFirst();
  }

  /** The drug of who begins on placebo begins after stage 1 and before the end of stage 2. */
  private static void checkStages(
      Analysis a, LongitudinalPlan course, int earlier, int visit, RegimenPlan treatment) {
    double begins = treatment.drugBegins();
    if (begins < course.days()[earlier] - SAME_DAY || !(begins < course.days()[visit])) {
      throw new PlanException(
          a.location(),
          a.name()
              + ": stage 1 ends on day "
              + course.days()[earlier]
              + " and stage 2 on day "
              + course.days()[visit]
              + ", but the drug of the treatment arm "
              + (Double.isInfinite(begins) ? "never begins" : "begins on day " + begins)
              + "; it must begin between them");
    }
  }

  private static LongitudinalPlan course(List<EndpointPlan> endpoints, int endpoint) {
    return endpoints.get(endpoint).course();
  }

  private static int visit(
      Optional<Quantity> visit, LongitudinalPlan course, PlanCompiler.Scope scope) {
    if (visit.isEmpty()) {
      return course.visits() - 1;
    }
    Quantity q = visit.get();
    double day = scope.number(q, Range.positive("visit", q));
    for (int v = 0; v < course.visits(); v++) {
      if (Math.abs(course.days()[v] - day) < SAME_DAY) {
        return v;
      }
    }
    throw new PlanException(q.location(), "there is no visit at " + q.text());
  }

  private static Value condition(Quantity q, PlanCompiler.Scope scope) {
    return scope.value(q, Range.probability("condition", q));
  }
}
