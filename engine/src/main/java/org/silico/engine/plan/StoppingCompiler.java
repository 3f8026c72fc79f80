package org.silico.engine.plan;

import java.util.List;
import java.util.function.Supplier;
import org.silico.engine.design.Efficacy;
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
  private final PlanCompiler.Scope scope;

  StoppingCompiler(List<CutPlan> looks, PlanCompiler.Scope scope) {
    this.looks = looks;
    this.scope = scope;
  }

  /** Null for an analysis that does not end the trial. */
  GroupSequential compile(Analysis a, double alpha) {
    if (a.stopping().isEmpty()) {
      return null;
    }
    Stopping stopping = a.stopping().get();
    double[] information = information(stopping);
    Efficacy efficacy = efficacy(stopping.efficacy(), stopping.location());
    double oneSided = alpha / a.hypothesis().sides();
    if (stopping.futility().isEmpty()) {
      return located(
          stopping.location(),
          () ->
              a.hypothesis().twoSided()
                  ? GroupSequential.of(information, alpha, 2, efficacy)
                  : GroupSequential.of(information, oneSided, 1, efficacy));
    }
    Stopping.Futility futility = stopping.futility().get();
    if (futility instanceof Stopping.Futility.Given given) {
      double[] bounds = new double[information.length];
      for (int k = 0; k < given.bounds().size(); k++) {
        Quantity q = given.bounds().get(k);
        bounds[k] =
            given.p()
                ? 0.0
                    - StandardNormal.quantile(
                        scope.number(q, Range.of("p of futility", q, 0, false, 1, false)))
                : scope.number(q, Range.finite("z of futility", q));
      }
      return located(
          given.location(),
          () -> GroupSequential.of(information, oneSided, efficacy, bounds, given.binding()));
    }
    Stopping.Futility.Spent spent = (Stopping.Futility.Spent) futility;
    double beta =
        scope.number(spent.beta(), Range.of("beta", spent.beta(), 0, false, 1 - oneSided, false));
    Spending spending = spending(spent.spending(), spent.location());
    return located(
        spent.location(),
        () -> GroupSequential.of(information, oneSided, efficacy, beta, spending, spent.binding()));
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
