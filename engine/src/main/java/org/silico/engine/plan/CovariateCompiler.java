package org.silico.engine.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.silico.engine.protocol.Covariate;
import org.silico.engine.protocol.Layout;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Quantity;
import org.silico.engine.random.Categorical;
import org.silico.engine.random.Distribution;
import org.silico.engine.random.DistributionFamily;
import org.silico.engine.random.Truncated;

/** Covariates in one scenario. */
final class CovariateCompiler {
  private static final double SUM_TOLERANCE = 1e-9;

  private CovariateCompiler() {}

  static List<CovariatePlan> compile(Protocol protocol, Layout layout, PlanCompiler.Scope scope) {
    List<CovariatePlan> plans = new ArrayList<>();
    int column = Layout.COVARIATES;
    for (Covariate c : protocol.population().covariates()) {
      plans.add(compile(c, column++, scope));
    }
    return plans;
  }

  private static CovariatePlan compile(Covariate covariate, int column, PlanCompiler.Scope scope) {
    if (covariate instanceof Covariate.Derived d) {
      return new CovariatePlan.Derived(
          column,
          new Source(d.name(), d.formula().location()),
          scope.value(d.formula(), Range.finite(d.name(), d.formula())));
    }
    if (covariate instanceof Covariate.Categorical c) {
      return levels(c, column, scope);
    }
    return drawn((Covariate.Drawn) covariate, column, scope);
  }

  private static CovariatePlan levels(
      Covariate.Categorical c, int column, PlanCompiler.Scope scope) {
    Value[] p = new Value[c.levels().size()];
    for (int k = 0; k < p.length; k++) {
      Quantity q = c.probabilities().get(k);
      p[k] =
          scope.value(
              q, Range.probability("probability of " + c.name() + " = " + c.levels().get(k), q));
    }
    if (!Arrays.stream(p).allMatch(Value::isConstant)) {
      return new CovariatePlan.Levels(column, new Source(c.name(), c.location()), p);
    }
    double[] constants = Arrays.stream(p).mapToDouble(Value::constant).toArray();
    double sum = Arrays.stream(constants).sum();
    if (Math.abs(sum - 1) > SUM_TOLERANCE) {
      throw new PlanException(
          c.location(), "the probabilities of " + c.name() + " sum to " + sum + ", not to 1");
    }
    return new CovariatePlan.Fixed(
        column, new Source(c.name(), c.location()), new Categorical(constants));
  }

  private static CovariatePlan drawn(Covariate.Drawn d, int column, PlanCompiler.Scope scope) {
    Source source = new Source(d.name(), d.location());
    Value[] parameters = new Value[d.parameters().size()];
    for (int k = 0; k < parameters.length; k++) {
      Quantity q = d.parameters().get(k);
      DistributionFamily.Parameter p = d.family().parameters().get(k);
      parameters[k] = scope.value(q, range(p, p.name() + " of " + d.name(), q));
    }
    Value minimum = bound(d.minimum().orElse(null), "minimum of " + d.name(), scope);
    Value maximum = bound(d.maximum().orElse(null), "maximum of " + d.name(), scope);
    boolean constant =
        Arrays.stream(parameters).allMatch(Value::isConstant)
            && (minimum == null || minimum.isConstant())
            && (maximum == null || maximum.isConstant());
    if (!constant) {
      return new CovariatePlan.Varying(column, source, d.family(), parameters, minimum, maximum);
    }
    try {
      Distribution free =
          d.family().of(Arrays.stream(parameters).mapToDouble(Value::constant).toArray());
      return new CovariatePlan.Fixed(
          column,
          source,
          truncated(
              free,
              minimum == null ? Double.NEGATIVE_INFINITY : minimum.constant(),
              maximum == null ? Double.POSITIVE_INFINITY : maximum.constant()));
    } catch (IllegalArgumentException e) {
      throw new PlanException(d.location(), d.name() + ": " + e.getMessage());
    }
  }

  private static Range range(DistributionFamily.Parameter p, String what, Quantity q) {
    return Range.of(what, q, p.low(), p.lowIncluded(), p.high(), p.highIncluded());
  }

  private static Value bound(Quantity q, String what, PlanCompiler.Scope scope) {
    return q == null ? null : scope.value(q, Range.finite(what, q));
  }

  private static Distribution truncated(Distribution free, double low, double high) {
    boolean bounded = low > Double.NEGATIVE_INFINITY || high < Double.POSITIVE_INFINITY;
    return bounded ? new Truncated(free, low, high) : free;
  }
}
