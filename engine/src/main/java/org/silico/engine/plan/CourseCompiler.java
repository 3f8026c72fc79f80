package org.silico.engine.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.silico.engine.model.BetaOnRange;
import org.silico.engine.model.Kernel;
import org.silico.engine.model.LongitudinalModel;
import org.silico.engine.model.ModelInfo;
import org.silico.engine.model.Models;
import org.silico.engine.model.RandomEffect;
import org.silico.engine.model.RandomEffects;
import org.silico.engine.plan.CoursePlan.EffectPlan;
import org.silico.engine.plan.CoursePlan.ExpectationPlan;
import org.silico.engine.plan.CoursePlan.InflationPlan;
import org.silico.engine.plan.CoursePlan.ModelPlan;
import org.silico.engine.plan.CoursePlan.ScalePlan;
import org.silico.engine.plan.CoursePlan.TermPlan;
import org.silico.engine.protocol.ByArm;
import org.silico.engine.protocol.Course;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Quantity;
import org.silico.engine.random.GaussianCopula;

/** Longitudinal endpoints in one scenario. */
final class CourseCompiler {
  private final Protocol protocol;
  private final Endpoint.Longitudinal endpoint;
  private final PlanCompiler.Scope scope;
  private final List<RegimenPlan> regimens;
  private final double[] ratio;

  CourseCompiler(
      Protocol protocol,
      Endpoint.Longitudinal endpoint,
      List<RegimenPlan> regimens,
      double[] ratio,
      PlanCompiler.Scope scope) {
    this.protocol = protocol;
    this.endpoint = endpoint;
    this.regimens = regimens;
    this.ratio = ratio;
    this.scope = scope;
  }

  CoursePlan compile(double leadIn) {
    double[] days = days();
    double deviation = endpoint.schedule().sd().map(this::duration).orElse(0.0);
    int window = (int) Math.floor(endpoint.schedule().window().map(this::duration).orElse(0.0));
    double screenDay =
        endpoint.screening().map(s -> -leadIn - duration(s.before())).orElse(Double.NaN);
    checkWindow(days, window);
    boolean level = endpoint.baseline().isPresent();
    int before = (Double.isNaN(screenDay) || level ? 0 : 1) + (level && leadIn == 0 ? 0 : 1);
    double[][] correlation = correlation(before + days.length);
    TermPlan[] terms = new TermPlan[Course.TermKind.values().length];
    endpoint.terms().forEach((kind, term) -> terms[kind.ordinal()] = term(kind, term));
    int[] members = effectMembers();
    return new CoursePlan(
        days,
        deviation,
        window,
        endpoint.schedule().missed().map(m -> value(m, probability("missed visits"))).orElse(null),
        endpoint
            .baseline()
            .map(b -> scope.value(b.mean(), range("baseline mean", b.mean())))
            .orElse(null),
        endpoint
            .baseline()
            .map(b -> scope.value(b.sd(), Range.notNegative(of("baseline SD"), b.sd().location())))
            .orElse(null),
        endpoint.model().map(this::model).orElse(null),
        terms,
        endpoint
            .carryOver()
            .map(c -> c.halfLife().map(this::positiveDuration).orElse(Double.POSITIVE_INFINITY))
            .orElse(0.0),
        endpoint.effects().stream().map(this::effect).toList(),
        effectCopula(members),
        members,
        endpoint
            .raters()
            .map(q -> (int) scope.number(q, new Range(of("raters"), q.location(), 1, 1e6)))
            .orElse(1),
        scale(),
        endpoint
            .residual()
            .flatMap(Course.Residual::sd)
            .map(s -> value(s, notNegative("residual SD")))
            .orElse(null),
        endpoint
            .residual()
            .flatMap(Course.Residual::proportional)
            .map(s -> value(s, notNegative("proportional residual")))
            .orElse(null),
        correlation == null ? null : copula(correlation, correlation.length),
        correlation == null || before == 0 ? null : copula(correlation, before),
        endpoint.expectation().map(this::expectation).orElse(null),
        screenDay,
        endpoint.screening().flatMap(Course.Screening::inflation).map(this::inflation).orElse(null),
        endpoint
            .entry()
            .map(q -> scope.value(q, Range.probability(of("entry"), q.location())))
            .orElse(null));
  }

  private double[] days() {
    List<Quantity> visits = endpoint.schedule().days();
    double[] days = new double[visits.size()];
    for (int v = 0; v < days.length; v++) {
      days[v] = positiveDuration(visits.get(v));
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
      return new TermPlan.Formula(value(f.value(), finite(what)));
    }
    Course.Term.Kernel k = (Course.Term.Kernel) term;
    Kernel kernel = (Kernel) Models.byName(k.kernel());
    ArmValue[] parameters =
        kernel.info().parameters().stream()
            .map(p -> value(k.parameters().get(p.name()), within(what + " " + p.name(), p)))
            .toArray(ArmValue[]::new);
    return new TermPlan.Shape(kernel, parameters);
  }

  private Function<Quantity, Range> within(
      String what, org.silico.engine.model.Parameter parameter) {
    return q ->
        new Range(
            of(what),
            q.location(),
            Math.max(parameter.low(), -Double.MAX_VALUE),
            Math.min(parameter.high(), Double.MAX_VALUE));
  }

  private ModelPlan model(Course.Model use) {
    LongitudinalModel model = Models.byName(use.name());
    ModelInfo info = model.info();
    try {
      Map<String, Double> theta = new LinkedHashMap<>();
      use.sets().forEach(set -> theta.putAll(info.set(set)));
      use.parameters().forEach((name, q) -> theta.put(name, number(name, q)));
      Map<String, Double> deviations = new LinkedHashMap<>();
      use.effects().forEach((name, q) -> deviations.put(name, number(name, q)));
      boolean[] study = new boolean[info.effects().size()];
      for (int k = 0; k < study.length; k++) {
        study[k] = info.effects().get(k).level() == RandomEffect.Level.STUDY;
      }
      Value[] covariates =
          info.covariates().stream()
              .map(
                  c ->
                      Optional.ofNullable(use.covariates().get(c.name()))
                          .map(q -> scope.value(q, range(c.name(), q)))
                          .orElse(Value.constant(c.typical())))
              .toArray(Value[]::new);
      return new ModelPlan(
          model,
          model.bind(theta),
          new RandomEffects(info.covariance(deviations)),
          study,
          covariates,
          use.exposure().map(x -> value(x, notNegative("exposure"))).orElse(null),
          info.outcome().ofChange());
    } catch (IllegalArgumentException e) {
      throw new PlanException(use.location(), e.getMessage());
    }
  }

  private EffectPlan effect(Course.Effect effect) {
    Course.EffectLaw law = effect.law();
    if (law instanceof Course.EffectLaw.Normal n) {
      return plain(EffectPlan.Law.NORMAL, effect, n.sd(), 0);
    } else if (law instanceof Course.EffectLaw.Lognormal n) {
      return plain(EffectPlan.Law.LOGNORMAL, effect, n.sd(), 0);
    } else if (law instanceof Course.EffectLaw.LogitNormal n) {
      double median =
          scope.number(
              n.median(),
              new Range(of("median of " + effect.name()), n.median().location(), 1e-9, 1 - 1e-9));
      return plain(
          EffectPlan.Law.LOGIT_NORMAL, effect, n.sd(), Math.log(median) - Math.log1p(-median));
    } else if (law instanceof Course.EffectLaw.BoxCox b) {
      return plain(
          EffectPlan.Law.BOX_COX, effect, b.sd(), number("shape of " + effect.name(), b.shape()));
    }
    Course.EffectLaw.Classes classes = (Course.EffectLaw.Classes) law;
    double[] cumulative = new double[classes.probabilities().size()];
    double sum = 0;
    for (int k = 0; k < cumulative.length; k++) {
      Quantity q = classes.probabilities().get(k);
      sum +=
          scope.number(
              q,
              Range.probability(
                  of("probability of " + effect.name() + " = " + classes.names().get(k)),
                  q.location()));
      cumulative[k] = sum;
    }
    if (Math.abs(sum - 1) > 1e-9) {
      throw new PlanException(
          effect.location(),
          "the probabilities of " + effect.name() + " sum to " + sum + ", not to 1");
    }
    return new EffectPlan(EffectPlan.Law.CLASSES, effect.level(), 1, 0, cumulative);
  }

  private EffectPlan plain(EffectPlan.Law law, Course.Effect effect, Quantity sd, double shape) {
    double value = scope.number(sd, Range.notNegative(of("SD of " + effect.name()), sd.location()));
    return new EffectPlan(law, effect.level(), value, shape, null);
  }

  private int[] effectMembers() {
    return PlanCompiler.members(endpoint.effectCorrelation(), effectNames());
  }

  private GaussianCopula effectCopula(int[] members) {
    return PlanCompiler.copula(endpoint.effectCorrelation(), effectNames(), members, scope);
  }

  private List<String> effectNames() {
    return endpoint.effects().stream().map(Course.Effect::name).toList();
  }

  private ScalePlan scale() {
    Course.Scale scale = endpoint.scale();
    if (scale instanceof Course.Scale.Continuous c) {
      double low = c.low().map(q -> number("low", q)).orElse(Double.NEGATIVE_INFINITY);
      double high = c.high().map(q -> number("high", q)).orElse(Double.POSITIVE_INFINITY);
      return new ScalePlan.Continuous(low, high, c.whole());
    } else if (scale instanceof Course.Scale.Bounded b) {
      double low = number("low", b.low());
      double high = number("high", b.high());
      if (!(low < high)) {
        throw new PlanException(
            b.high().location(), "the high end of the scale must be above the low");
      }
      double precision =
          scope.number(
              b.precision(), new Range(of("precision"), b.precision().location(), 0.1, 1e6));
      return new ScalePlan.Bounded(low, high, new BetaOnRange(precision, high - low));
    } else if (scale instanceof Course.Scale.Binary b) {
      return new ScalePlan.Binary(b.link());
    } else if (scale instanceof Course.Scale.Ordinal o) {
      double[] thresholds =
          o.thresholds().stream().mapToDouble(q -> number("threshold", q)).toArray();
      for (int k = 1; k < thresholds.length; k++) {
        if (!(thresholds[k] > thresholds[k - 1])) {
          throw new PlanException(
              o.thresholds().get(k).location(),
              "thresholds of " + endpoint.name() + " must ascend");
        }
      }
      return new ScalePlan.Ordinal(thresholds, o.link());
    }
    Course.Scale.Count c = (Course.Scale.Count) scale;
    boolean generalised = c.law() == Course.CountLaw.GENERALISED_POISSON;
    return new ScalePlan.Count(
        c.law(),
        c.dispersion()
            .map(
                d ->
                    value(
                        d,
                        q ->
                            new Range(
                                of("dispersion"),
                                q.location(),
                                0,
                                generalised ? 0.99 : Double.MAX_VALUE)))
            .orElse(null));
  }

  /** Null when scores are independent. */
  private double[][] correlation(int n) {
    Course.ResidualCorrelation structure =
        endpoint
            .residual()
            .map(Course.Residual::correlation)
            .orElse(new Course.ResidualCorrelation.Independent());
    if (structure instanceof Course.ResidualCorrelation.Independent) {
      return null;
    }
    double[][] matrix = new double[n][n];
    if (structure instanceof Course.ResidualCorrelation.Unstructured u) {
      if (u.rows().size() != n || u.rows().stream().anyMatch(row -> row.size() != n)) {
        throw new PlanException(
            u.location(),
            "the correlation matrix of "
                + endpoint.name()
                + " must be "
                + n
                + " x "
                + n
                + ": "
                + (n - endpoint.schedule().days().size() == 0
                    ? ""
                    : n - endpoint.schedule().days().size() == 1
                        ? "baseline and "
                        : "screening, baseline and ")
                + endpoint.schedule().days().size()
                + " visits");
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          matrix[i][j] = number("correlation", u.rows().get(i).get(j));
        }
      }
      return matrix;
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix[i][j] =
            i == j
                ? 1
                : structure instanceof Course.ResidualCorrelation.Autoregressive a
                    ? Math.pow(correlation(a.value()), Math.abs(i - j))
                    : correlation(
                        ((Course.ResidualCorrelation.CompoundSymmetry) structure).value());
      }
    }
    return matrix;
  }

  private double correlation(Quantity q) {
    return scope.number(
        q,
        new Range(of("residual correlation"), q.location(), Math.nextUp(-1.0), Math.nextDown(1.0)));
  }

  private GaussianCopula copula(double[][] matrix, int n) {
    double[][] leading = new double[n][];
    for (int i = 0; i < n; i++) {
      leading[i] = Arrays.copyOf(matrix[i], n);
    }
    try {
      return new GaussianCopula(leading);
    } catch (IllegalArgumentException e) {
      throw new PlanException(endpoint.location(), of("residuals") + ": " + e.getMessage());
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
          scope.number(
              u.bayesFactor(), Range.positive(of("Bayes factor"), u.bayesFactor().location())));
    }
    return new ExpectationPlan(
        number("strength of the expectation", e.strength()),
        number("reference of the expectation", e.reference()),
        active / all,
        open ? (leadInDose() == 0 ? 0 : 1) : active / all,
        events.stream().mapToInt(Integer::intValue).toArray(),
        factors.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private double leadInDose() {
    return protocol.leadIn().map(l -> number("dose of the lead-in", l.dose())).orElse(0.0);
  }

  private InflationPlan inflation(Course.Inflation i) {
    return new InflationPlan(
        number("cut of the inflation", i.cut()),
        scope.number(i.below(), Range.notNegative(of("inflation"), i.below().location())),
        scope.number(
            i.probability(),
            Range.probability(of("probability of inflation"), i.probability().location())));
  }

  private String of(String what) {
    return what + " of " + endpoint.name();
  }

  private double duration(Quantity q) {
    return scope.number(q, Range.notNegative(of("a time"), q.location()));
  }

  private double positiveDuration(Quantity q) {
    return scope.number(q, Range.positive(of("a time"), q.location()));
  }

  private double number(String what, Quantity q) {
    return scope.number(q, range(what, q));
  }

  private Range range(String what, Quantity q) {
    return Range.finite(of(what), q.location());
  }

  /** Not folded by arm: what a formula makes of the arm may change from visit to visit. */
  private ArmValue value(ByArm byArm, Function<Quantity, Range> range) {
    return scope.changing(byArm, range);
  }

  private Function<Quantity, Range> finite(String what) {
    return q -> Range.finite(of(what), q.location());
  }

  private Function<Quantity, Range> notNegative(String what) {
    return q -> Range.notNegative(of(what), q.location());
  }

  private Function<Quantity, Range> probability(String what) {
    return q -> Range.probability(of(what), q.location());
  }
}
