package org.silico.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.formula.Type;
import org.silico.engine.method.Effect;
import org.silico.engine.method.Method;
import org.silico.engine.method.Option;
import org.silico.engine.method.Options;
import org.silico.engine.plan.AnalysisPlan.ModelColumn;
import org.silico.engine.plan.RandomisationPlan.Factors;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Layout;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Quantity;

/** Analyses in one scenario. */
final class AnalysisCompiler {
  private AnalysisCompiler() {}

  static List<AnalysisPlan> compile(
      Protocol protocol,
      Layout layout,
      List<EndpointPlan> endpoints,
      List<EstimandPlan> estimands,
      List<RegimenPlan> regimens,
      StoppingCompiler stopping,
      PlanCompiler.Scope scope) {
    return protocol.analyses().stream()
        .map(
            a ->
                compile(
                    a,
                    layout,
                    EstimandCompiler.target(a, endpoints, estimands, regimens, scope),
                    competing(a, protocol),
                    stopping,
                    scope))
        .toList();
  }

  private static AnalysisPlan compile(
      Analysis a,
      Layout layout,
      TargetPlan target,
      int[] competing,
      StoppingCompiler stopping,
      PlanCompiler.Scope scope) {
    Analysis.Hypothesis h = a.hypothesis();
    Factors strata =
        RandomisationCompiler.factors(layout, a.method().values().strata(), a.location());
    if (strata.cells() > Factors.MAX_CELLS) {
      throw new PlanException(a.location(), "there are more than " + Factors.MAX_CELLS + " strata");
    }
    double alpha =
        scope.number(h.alpha(), new Range("alpha of " + a.name(), h.alpha(), 1e-12, 0.5));
    return new AnalysisPlan(
        a,
        modelColumns(a, layout),
        strata,
        margin(h.lower(), a.method().effect(), scope),
        a.method().method().has(Options.NULL_VALUE)
            ? nullValue(a.method().formulas().get(Options.NULL_VALUE.key()), scope)
            : margin(h.upper(), a.method().effect(), scope),
        alpha,
        byVisit(a, layout),
        horizon(a, scope),
        stopping.compile(a, alpha),
        target,
        competing);
  }

  private static int[] competing(Analysis a, Protocol protocol) {
    List<String> names = protocol.endpoints().stream().map(Endpoint::name).toList();
    return a.method().values().competing().stream().mapToInt(names::indexOf).toArray();
  }

  private static double nullValue(Quantity q, PlanCompiler.Scope scope) {
    return scope.number(q, Range.of("null value", q, 0, false, 1, false));
  }

  /** Days; NaN for a method without. */
  private static double horizon(Analysis a, PlanCompiler.Scope scope) {
    return a.method()
        .horizon()
        .map(q -> scope.number(q, Range.positive("time that " + a.name() + " looks at", q)))
        .orElse(Double.NaN);
  }

  private static double margin(Optional<Quantity> margin, Effect effect, PlanCompiler.Scope scope) {
    if (margin.isEmpty()) {
      return Double.NaN;
    }
    Quantity q = margin.get();
    if (effect.ratio()) {
      return Elementary.log(scope.number(q, Range.positive("margin", q)));
    }
    Range range =
        effect.ofProportions()
            ? new Range("margin of a difference of proportions", q, -1, 1)
            : Range.finite("margin", q);
    return scope.number(q, range);
  }

  private static boolean[] byVisit(Analysis a, Layout layout) {
    Option own = byVisit(a.method().method());
    if (own == null) {
      return new boolean[0];
    }
    List<String> some = a.method().values().names(own.key());
    List<Boolean> byVisit = new ArrayList<>();
    for (String name : a.method().values().covariates()) {
      for (int k = 0; k < columns(name, a, layout); k++) {
        byVisit.add(some.contains(name));
      }
    }
    boolean[] each = new boolean[byVisit.size()];
    for (int k = 0; k < each.length; k++) {
      each[k] = byVisit.get(k);
    }
    return each;
  }

  /** The option that says which covariates have an effect at each visit; null for none. */
  private static Option byVisit(Method method) {
    return method.options().stream()
        .filter(o -> o.kind() instanceof Option.Kind.SomeCovariates)
        .findFirst()
        .orElse(null);
  }

  private static int columns(String name, Analysis a, Layout layout) {
    return layout.types().get(column(name, a, layout)) instanceof Type.Category c
        ? c.levels().size() - 1
        : 1;
  }

  private static int column(String name, Analysis a, Layout layout) {
    return name.equals("BASE")
        ? layout.baselines().get(a.endpoint())
        : layout.names().indexOf(name);
  }

  private static ModelColumn[] modelColumns(Analysis a, Layout layout) {
    List<ModelColumn> columns = new ArrayList<>();
    for (String name : a.method().values().covariates()) {
      int column = column(name, a, layout);
      if (column < 0) {
        throw new PlanException(a.location(), "unknown covariate '" + name + "'");
      }
      if (layout.types().get(column) instanceof Type.Category c) {
        for (int level = 1; level < c.levels().size(); level++) {
          columns.add(new ModelColumn(column, level));
        }
      } else {
        columns.add(new ModelColumn(column, -1));
      }
    }
    return columns.toArray(ModelColumn[]::new);
  }
}
