package org.silico.engine.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.silico.engine.model.Kernel;
import org.silico.engine.model.LongitudinalModel;
import org.silico.engine.model.ModelInfo;
import org.silico.engine.model.Models;
import org.silico.engine.model.RandomEffect;
import org.silico.engine.model.RandomEffects;
import org.silico.engine.plan.LongitudinalPlan.ExpectationPlan;
import org.silico.engine.plan.LongitudinalPlan.InflationPlan;
import org.silico.engine.plan.LongitudinalPlan.ModelPlan;
import org.silico.engine.plan.LongitudinalPlan.TermPlan;
import org.silico.engine.protocol.Course;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Quantity;

/** Longitudinal endpoints in one scenario. */
final class LongitudinalCompiler {
  private final Protocol protocol;
  private final Endpoint.Longitudinal endpoint;
  private final CourseScope scope;
  private final List<RegimenPlan> regimens;
  private final double[] ratio;

  LongitudinalCompiler(
      Protocol protocol,
      Endpoint.Longitudinal endpoint,
      List<RegimenPlan> regimens,
      double[] ratio,
      PlanCompiler.Scope scope) {
    this.protocol = protocol;
    this.endpoint = endpoint;
    this.regimens = regimens;
    this.ratio = ratio;
    this.scope = new CourseScope(endpoint, scope);
  }

  LongitudinalPlan compile(double leadIn) {
    double[] days = days();
    double deviation = endpoint.schedule().sd().map(scope::duration).orElse(0.0);
    int window = (int) Math.floor(endpoint.schedule().window().map(scope::duration).orElse(0.0));
    double screenDay =
        endpoint.screening().map(s -> -leadIn - scope.duration(s.before())).orElse(Double.NaN);
    checkWindow(days, window);
    boolean level = endpoint.baseline().isPresent();
    int before = (Double.isNaN(screenDay) || level ? 0 : 1) + (level && leadIn == 0 ? 0 : 1);
    ResidualCompiler residuals = new ResidualCompiler(endpoint, scope);
    double[][] correlation = residuals.correlation(before + days.length);
    TermPlan[] terms = new TermPlan[Course.TermKind.values().length];
    endpoint.terms().forEach((kind, term) -> terms[kind.ordinal()] = term(kind, term));
    EffectCompiler effects = new EffectCompiler(endpoint, scope);
    int[] members = effects.members();
    return new LongitudinalPlan(
        days,
        deviation,
        window,
        endpoint
            .schedule()
            .missed()
            .map(m -> scope.value(m, scope.probability("missed visits")))
            .orElse(null),
        endpoint
            .baseline()
            .map(b -> scope.value(b.mean(), scope.range("mean of the baseline", b.mean())))
            .orElse(null),
        endpoint
            .baseline()
            .map(
                b -> scope.value(b.sd(), Range.notNegative(scope.of("sd of the baseline"), b.sd())))
            .orElse(null),
        endpoint.model().map(this::model).orElse(null),
        terms,
        endpoint
            .carryOver()
            .map(c -> c.halfLife().map(scope::positiveDuration).orElse(Double.POSITIVE_INFINITY))
            .orElse(0.0),
        endpoint.effects().stream().map(effects::effect).toList(),
        effects.copula(members),
        members,
        endpoint
            .raters()
            .map(q -> (int) scope.number(q, new Range(scope.of("raters"), q, 1, 1e6)))
            .orElse(1),
        new ScaleCompiler(endpoint, scope).compile(),
        endpoint
            .residual()
            .flatMap(Course.Residual::sd)
            .map(s -> scope.value(s, scope.notNegative("sd of the residual")))
            .orElse(null),
        endpoint
            .residual()
            .flatMap(Course.Residual::proportional)
            .map(s -> scope.value(s, scope.notNegative("proportional residual")))
            .orElse(null),
        correlation == null ? null : residuals.copula(correlation, correlation.length),
        correlation == null || before == 0 ? null : residuals.copula(correlation, before),
        endpoint.expectation().map(this::expectation).orElse(null),
        screenDay,
        endpoint.screening().flatMap(Course.Screening::inflation).map(this::inflation).orElse(null),
        endpoint
            .entry()
            .map(q -> scope.value(q, Range.probability(scope.of("entry"), q)))
            .orElse(null));
  }

  private double[] days() {
    List<Quantity> visits = endpoint.schedule().days();
    double[] days = new double[visits.size()];
    for (int v = 0; v < days.length; v++) {
      days[v] = scope.positiveDuration(visits.get(v));
      if (v > 0 && !(days[v] > days[v - 1])) {
        throw new PlanException(
            visits.get(v).location(), "visits of " + endpoint.name() + " must be in order of time");
      }
    }
    return days;
  }

  /** Visits must keep their order whatever the deviations. */
  private void checkWindow(double[] days, int window) {
    for (int v = 0; v < days.length; v++) {
      boolean fits = v == 0 ? window <= days[0] : window < (days[v] - days[v - 1]) / 2;
      if (!fits) {
        throw new PlanException(
            endpoint.schedule().window().get().location(),
            "the window of "
                + endpoint.name()
                + " must be below half the least time between visits and at most the first visit");
      }
    }
  }

  private TermPlan term(Course.TermKind kind, Course.Term term) {
    String what = kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    if (term instanceof Course.Term.Formula f) {
      return new TermPlan.Formula(scope.value(f.value(), scope.finite(what)));
    }
    Course.Term.Kernel k = (Course.Term.Kernel) term;
    Kernel kernel = (Kernel) Models.byName(k.kernel());
    ArmValue[] parameters =
        kernel.info().parameters().stream()
            .map(p -> scope.value(k.parameters().get(p.name()), within(what + " " + p.name(), p)))
            .toArray(ArmValue[]::new);
    return new TermPlan.Shape(kernel, parameters);
  }

  private Function<Quantity, Range> within(
      String what, org.silico.engine.model.Parameter parameter) {
    return q ->
        Range.of(
            scope.of(what),
            q,
            parameter.low(),
            parameter.lowIncluded(),
            parameter.high(),
            parameter.highIncluded());
  }

  private ModelPlan model(Course.Model use) {
    LongitudinalModel model = Models.byName(use.name());
    ModelInfo info = model.info();
    try {
      Map<String, Double> theta = new LinkedHashMap<>();
      use.sets().forEach(set -> theta.putAll(info.set(set)));
      use.parameters().forEach((name, q) -> theta.put(name, scope.number(name, q)));
      Map<String, Double> deviations = new LinkedHashMap<>();
      use.effects().forEach((name, q) -> deviations.put(name, scope.number(name, q)));
      boolean[] study = new boolean[info.effects().size()];
      for (int k = 0; k < study.length; k++) {
        study[k] = info.effects().get(k).level() == RandomEffect.Level.STUDY;
      }
      Value[] covariates =
          info.covariates().stream()
              .map(
                  c ->
                      Optional.ofNullable(use.covariates().get(c.name()))
                          .map(q -> scope.value(q, scope.range(c.name(), q)))
                          .orElse(Value.constant(c.typical())))
              .toArray(Value[]::new);
      return new ModelPlan(
          model,
          model.bind(theta),
          new RandomEffects(info.covariance(deviations)),
          study,
          covariates,
          use.exposure().map(x -> scope.value(x, scope.notNegative("exposure"))).orElse(null),
          info.outcome().ofChange());
    } catch (IllegalArgumentException e) {
      throw new PlanException(use.location(), e.getMessage());
    }
  }

  private ExpectationPlan expectation(Course.Expectation e) {
    double active = 0;
    double all = 0;
    for (int a = 0; a < ratio.length; a++) {
      all += ratio[a];
      active += regimens.get(a).everOnDrug() ? ratio[a] : 0;
    }
    boolean open = protocol.leadIn().isPresent() && !protocol.leadIn().get().blinded();
    List<Integer> events = new ArrayList<>();
    List<Double> factors = new ArrayList<>();
    for (Course.Unblinding u : e.unblinding()) {
      events.add(u.event());
      factors.add(
          scope.number(u.bayesFactor(), Range.positive(scope.of("bayes factor"), u.bayesFactor())));
    }
    return new ExpectationPlan(
        scope.number("strength of the expectation", e.strength()),
        scope.number("reference of the expectation", e.reference()),
        active / all,
        open ? (leadInDose() == 0 ? 0 : 1) : active / all,
        events.stream().mapToInt(Integer::intValue).toArray(),
        factors.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private double leadInDose() {
    return protocol.leadIn().map(l -> scope.number("dose of the lead-in", l.dose())).orElse(0.0);
  }

  private InflationPlan inflation(Course.Inflation i) {
    return new InflationPlan(
        scope.number("cut of the inflation", i.cut()),
        scope.number(i.below(), Range.notNegative(scope.of("below of the inflation"), i.below())),
        scope.number(
            i.probability(),
            Range.probability(scope.of("probability of inflation"), i.probability())));
  }
}
