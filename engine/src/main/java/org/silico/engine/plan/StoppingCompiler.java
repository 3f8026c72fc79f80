package org.silico.engine.plan;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.design.Efficacy;
import org.silico.engine.design.FutilityByPower;
import org.silico.engine.design.GroupSequential;
import org.silico.engine.design.Spending;
import org.silico.engine.language.Location;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.protocol.Quantity;
import org.silico.engine.protocol.Stopping;
import org.silico.engine.random.StandardNormal;

/** Bounds at looks in one scenario. */
final class StoppingCompiler {
  private final List<CutPlan> looks;
  private final ArmsPlan arms;
  private final int patients;
  private final PlanCompiler.Scope scope;

  StoppingCompiler(List<CutPlan> looks, ArmsPlan arms, int patients, PlanCompiler.Scope scope) {
    this.looks = looks;
    this.arms = arms;
    this.patients = patients;
    this.scope = scope;
  }

  /** Null for an analysis that does not end the trial. */
  StoppingPlan compile(Analysis a, double alpha) {
    if (a.stopping().isEmpty()) {
      return null;
    }
    Stopping stopping = a.stopping().get();
    boolean recomputed = stopping.recompute().isPresent();
    return new StoppingPlan(
        bounds(a, stopping, alpha),
        futileEffect(a, stopping),
        stopping.harm().map(this::given).orElse(null),
        stopping.recompute().map(Stopping.Recompute::by).orElse(null),
        recomputed ? maximum(stopping.recompute().get(), a) : Double.NaN,
        stopping.stagewise());
  }

  private double[] futileEffect(Analysis a, Stopping stopping) {
    if (!(stopping.futility().orElse(null) instanceof Stopping.Futility.Effect effect)) {
      return null;
    }
    boolean ratio = a.method().effect().ratio();
    return effect.values().stream()
        .mapToDouble(
            q ->
                ratio
                    ? Elementary.log(scope.number(q, Range.positive("effect of futility", q)))
                    : scope.number(q, Range.finite("effect of futility", q)))
        .toArray();
  }

  /** How much of what information is measured by is planned in the end. */
  private double maximum(Stopping.Recompute recompute, Analysis a) {
    if (recompute.maximum().isPresent()) {
      Quantity q = recompute.maximum().get();
      return scope.number(q, Range.positive("maximum", q));
    }
    if (recompute.by() == Stopping.Measure.EVENTS) {
      return ((CutPlan.Events) looks.get(looks.size() - 1)).number();
    }
    double[] ratio = arms.ratio();
    return patients * (ratio[a.treatment()] + ratio[a.control()]) / Arrays.stream(ratio).sum();
  }

  private GroupSequential bounds(Analysis a, Stopping stopping, double alpha) {
    double[] information = information(stopping);
    Efficacy efficacy = efficacy(stopping.efficacy(), stopping.location());
    double oneSided = alpha / a.hypothesis().sides();
    Stopping.Futility futility = stopping.futility().orElse(null);
    if (futility == null || futility instanceof Stopping.Futility.Effect) {
      return located(
          stopping.location(),
          () ->
              a.hypothesis().twoSided()
                  ? GroupSequential.of(information, alpha, 2, efficacy)
                  : GroupSequential.of(information, oneSided, 1, efficacy));
    }
    if (futility instanceof Stopping.Futility.Given given) {
      double[] bounds = given(given);
      return located(
          given.location(),
          () -> GroupSequential.of(information, oneSided, efficacy, bounds, given.binding()));
    }
    if (futility instanceof Stopping.Futility.Power power) {
      return located(
          power.location(),
          () ->
              GroupSequential.of(
                  information,
                  oneSided,
                  efficacy,
                  byPower(power, information, oneSided, efficacy),
                  false));
    }
    Stopping.Futility.Spent spent = (Stopping.Futility.Spent) futility;
    double beta =
        scope.number(spent.beta(), Range.of("beta", spent.beta(), 0, false, 1 - oneSided, false));
    Spending spending = spending(spent.spending(), spent.location());
    return located(
        spent.location(),
        () -> GroupSequential.of(information, oneSided, efficacy, beta, spending, spent.binding()));
  }

  /** Bounds of Z. */
  private double[] given(Stopping.Futility.Given given) {
    return given.bounds().stream()
        .mapToDouble(
            q ->
                given.p()
                    ? 0.0
                        - StandardNormal.quantile(
                            scope.number(q, Range.of("p", q, 0, false, 1, false)))
                    : scope.number(q, Range.finite("z", q)))
        .toArray();
  }

  private double[] byPower(
      Stopping.Futility.Power futility, double[] information, double alpha, Efficacy efficacy) {
    GroupSequential design = GroupSequential.of(information, alpha, 1, efficacy);
    FutilityByPower power = new FutilityByPower(information, design.efficacy());
    double drift =
        futility
            .planned()
            .map(q -> scope.number(q, Range.of("planned power", q, alpha, false, 1, false)))
            .map(p -> design.power(p).drift())
            .orElse(Double.NaN);
    double[] bounds = new double[futility.values().size()];
    for (int k = 0; k < bounds.length; k++) {
      Quantity q = futility.values().get(k);
      double value = scope.number(q, Range.of("power", q, 0, false, 1, false));
      bounds[k] =
          futility.predictive()
              ? power.predictiveBound(k, value)
              : Double.isNaN(drift)
                  ? power.trendBound(k, value)
                  : power.conditionalBound(k, value, drift);
    }
    return bounds;
  }

  private double[] information(Stopping stopping) {
    double[] information = new double[looks.size()];
    information[looks.size() - 1] = 1;
    for (int k = 0; k < looks.size() - 1; k++) {
      if (stopping.information().isEmpty()) {
        CutPlan.Events all = (CutPlan.Events) looks.get(looks.size() - 1);
        information[k] = (double) ((CutPlan.Events) looks.get(k)).number() / all.number();
      } else {
        Quantity q = stopping.information().get(k);
        information[k] = scope.number(q, Range.of("share of information", q, 0, false, 1, false));
        if (k > 0 && information[k] <= information[k - 1]) {
          throw new PlanException(
              q.location(),
              "shares of information must ascend: "
                  + q.text()
                  + " does not come after "
                  + stopping.information().get(k - 1).text());
        }
      }
    }
    return information;
  }

  private Efficacy efficacy(Stopping.Efficacy efficacy, Location location) {
    if (efficacy instanceof Stopping.Efficacy.OBrienFleming) {
      return new Efficacy.OBrienFleming();
    } else if (efficacy instanceof Stopping.Efficacy.Pocock) {
      return new Efficacy.Pocock();
    } else if (efficacy instanceof Stopping.Efficacy.WangTsiatis w) {
      return new Efficacy.WangTsiatis(scope.number(w.delta(), Range.finite("delta", w.delta())));
    } else if (efficacy instanceof Stopping.Efficacy.HaybittlePeto h) {
      return new Efficacy.HaybittlePeto(scope.number(h.bound(), Range.positive("z", h.bound())));
    } else if (efficacy instanceof Stopping.Efficacy.Spent s) {
      return new Efficacy.Spent(spending(s.spending(), location));
    }
    throw new IllegalArgumentException("efficacy " + efficacy);
  }

  private Spending spending(Stopping.Spending spending, Location location) {
    if (spending instanceof Stopping.Spending.OBrienFleming) {
      return new Spending.OBrienFleming();
    } else if (spending instanceof Stopping.Spending.Pocock) {
      return new Spending.Pocock();
    } else if (spending instanceof Stopping.Spending.HwangShihDeCani h) {
      return new Spending.HwangShihDeCani(
          scope.number(h.gamma(), Range.finite("gamma", h.gamma())));
    } else if (spending instanceof Stopping.Spending.KimDeMets k) {
      return new Spending.KimDeMets(scope.number(k.rho(), Range.positive("rho", k.rho())));
    } else if (spending instanceof Stopping.Spending.Table t) {
      return located(
          location, () -> new Spending.Table(numbers(t.information()), numbers(t.shares())));
    }
    throw new IllegalArgumentException("spending " + spending);
  }

  private double[] numbers(List<Quantity> quantities) {
    return quantities.stream()
        .mapToDouble(q -> scope.number(q, Range.probability("share", q)))
        .toArray();
  }

  private static <T> T located(Location location, Supplier<T> bounds) {
    try {
      return bounds.get();
    } catch (IllegalArgumentException e) {
      throw new PlanException(location, e.getMessage());
    }
  }
}
