package org.silico.engine.plan;

import java.util.List;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.plan.LongitudinalPlan.EffectPlan;
import org.silico.engine.protocol.Course;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Quantity;
import org.silico.engine.random.GaussianCopula;

/** Random effects of a longitudinal endpoint in one scenario. */
final class EffectCompiler {
  private final Endpoint.Longitudinal endpoint;
  private final CourseScope scope;

  EffectCompiler(Endpoint.Longitudinal endpoint, CourseScope scope) {
    this.endpoint = endpoint;
    this.scope = scope;
  }

  EffectPlan effect(Course.Effect effect) {
    Course.EffectLaw law = effect.law();
    if (law instanceof Course.EffectLaw.Normal n) {
      return plain(EffectPlan.Law.NORMAL, effect, n.sd(), 0);
    } else if (law instanceof Course.EffectLaw.Lognormal n) {
      return plain(EffectPlan.Law.LOGNORMAL, effect, n.sd(), 0);
    } else if (law instanceof Course.EffectLaw.LogitNormal n) {
      double median =
          scope.number(
              n.median(),
              new Range(scope.of("median of " + effect.name()), n.median(), 1e-9, 1 - 1e-9));
      return plain(
          EffectPlan.Law.LOGIT_NORMAL,
          effect,
          n.sd(),
          Elementary.log(median) - Elementary.log1p(-median));
    } else if (law instanceof Course.EffectLaw.BoxCox b) {
      return plain(
          EffectPlan.Law.BOX_COX,
          effect,
          b.sd(),
          scope.number("shape of " + effect.name(), b.shape()));
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
                  scope.of("probability of " + effect.name() + " = " + classes.names().get(k)), q));
      cumulative[k] = sum;
    }
    if (Math.abs(sum - 1) > 1e-9) {
      throw new PlanException(
          effect.location(),
          "the probabilities of " + effect.name() + " sum to " + sum + ", not to 1");
    }
    return new EffectPlan(effect.name(), EffectPlan.Law.CLASSES, effect.level(), 1, 0, cumulative);
  }

  private EffectPlan plain(EffectPlan.Law law, Course.Effect effect, Quantity sd, double shape) {
    double value = scope.number(sd, Range.notNegative(scope.of("sd of " + effect.name()), sd));
    return new EffectPlan(effect.name(), law, effect.level(), value, shape, null);
  }

  int[] members() {
    return CopulaCompiler.members(endpoint.effectCorrelation(), effectNames());
  }

  GaussianCopula copula(int[] members) {
    return CopulaCompiler.copula(
        endpoint.effectCorrelation(), effectNames(), members, scope.numbers());
  }

  private List<String> effectNames() {
    return endpoint.effects().stream().map(Course.Effect::name).toList();
  }
}
