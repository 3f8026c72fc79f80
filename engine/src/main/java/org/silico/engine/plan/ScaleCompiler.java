package org.silico.engine.plan;

import org.silico.engine.model.BetaOnRange;
import org.silico.engine.plan.LongitudinalPlan.ScalePlan;
import org.silico.engine.protocol.Course;
import org.silico.engine.protocol.Endpoint;

/** The law of what is measured of a longitudinal endpoint, in one scenario. */
final class ScaleCompiler {
  private final Endpoint.Longitudinal endpoint;
  private final CourseScope scope;

  ScaleCompiler(Endpoint.Longitudinal endpoint, CourseScope scope) {
    this.endpoint = endpoint;
    this.scope = scope;
  }

  ScalePlan compile() {
    Course.Scale scale = endpoint.scale();
    if (scale instanceof Course.Scale.Continuous c) {
      double low = c.low().map(q -> scope.number("low", q)).orElse(Double.NEGATIVE_INFINITY);
      double high = c.high().map(q -> scope.number("high", q)).orElse(Double.POSITIVE_INFINITY);
      return new ScalePlan.Continuous(low, high, c.whole());
    } else if (scale instanceof Course.Scale.Bounded b) {
      double low = scope.number("low", b.low());
      double high = scope.number("high", b.high());
      if (!(low < high)) {
        throw new PlanException(
            b.high().location(), "the high end of the scale must be above the low");
      }
      double precision =
          scope.number(b.precision(), new Range(scope.of("precision"), b.precision(), 0.1, 1e6));
      return new ScalePlan.Bounded(low, high, new BetaOnRange(precision, high - low));
    } else if (scale instanceof Course.Scale.Binary b) {
      return new ScalePlan.Binary(b.link());
    } else if (scale instanceof Course.Scale.Ordinal o) {
      double[] thresholds =
          o.thresholds().stream().mapToDouble(q -> scope.number("threshold", q)).toArray();
      for (int k = 1; k < thresholds.length; k++) {
        if (!(thresholds[k] > thresholds[k - 1])) {
          throw new PlanException(
              o.thresholds().get(k).location(),
              "thresholds of " + endpoint.name() + " must ascend");
        }
      }
      return new ScalePlan.Ordinal(thresholds, o.link());
    } else if (scale instanceof Course.Scale.Count c) {
      return count(c);
    }
    throw new IllegalStateException("scale " + scale);
  }

  private ScalePlan count(Course.Scale.Count c) {
    boolean generalised = c.law() == Course.CountLaw.GENERALISED_POISSON;
    return new ScalePlan.Count(
        c.law(),
        c.dispersion()
            .map(
                d ->
                    scope.value(
                        d,
                        q ->
                            new Range(
                                scope.of("dispersion"),
                                q,
                                0,
                                generalised ? 0.99 : Double.MAX_VALUE)))
            .orElse(null));
  }
}
