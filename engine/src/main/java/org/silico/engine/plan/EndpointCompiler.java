package org.silico.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.silico.engine.protocol.ByArm;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Hazard;
import org.silico.engine.protocol.Quantity;
import org.silico.engine.random.NegativeBinomial;
import org.silico.engine.random.Poisson;

/** Endpoints and times to events in one scenario. */
final class EndpointCompiler {
  private EndpointCompiler() {}

  static EndpointPlan compile(
      Endpoint endpoint,
      int baselineColumn,
      Function<Endpoint.Longitudinal, LongitudinalPlan> courses,
      PlanCompiler.Scope scope) {
    String name = endpoint.name();
    Source source = new Source(name, endpoint.location());
    if (endpoint instanceof Endpoint.Continuous c) {
      return new EndpointPlan.Continuous(
          source,
          visit(c.visit(), name, scope),
          c.baseline()
              .map(
                  b ->
                      new EndpointPlan.BaselinePlan(
                          baselineColumn,
                          scope.value(b.mean(), finite("baseline mean of " + name).apply(b.mean())),
                          scope.value(b.sd(), notNegative("baseline SD of " + name).apply(b.sd()))))
              .orElse(null),
          c.change(),
          scope.value(c.mean(), finite("mean of " + name)),
          scope.value(c.sd(), notNegative("sd of " + name)));
    }
    if (endpoint instanceof Endpoint.Binary b) {
      return new EndpointPlan.Binary(
          source,
          visit(b.visit(), name, scope),
          scope.value(b.probability(), probability("probability of " + name)),
          b.dropoutsFail());
    }
    if (endpoint instanceof Endpoint.Count c) {
      double period = visit(c.period(), name, scope);
      double most =
          c.dispersion().isPresent() ? NegativeBinomial.LARGEST_MEAN : Poisson.LARGEST_MEAN;
      return new EndpointPlan.Count(
          source,
          period,
          scope.value(c.rate(), q -> new Range("rate of " + name, q, 0, most / period)),
          c.dispersion()
              .map(d -> scope.value(d, notNegative("dispersion of " + name)))
              .orElse(null));
    }
    if (endpoint instanceof Endpoint.Ordinal o) {
      return ordinal(o, source, scope);
    }
    if (endpoint instanceof Endpoint.Longitudinal l) {
      return new EndpointPlan.Longitudinal(source, courses.apply(l));
    }
    if (endpoint instanceof Endpoint.TimeToEvent t) {
      return new EndpointPlan.TimeToEvent(
          source, timeLaw(name, t.hazard(), t.hazardRatio(), t.cure(), scope));
    }
    throw new IllegalArgumentException("endpoint " + endpoint);
  }

  private static EndpointPlan ordinal(Endpoint.Ordinal o, Source source, PlanCompiler.Scope scope) {
    ArmValue[] probabilities = new ArmValue[o.categories().size()];
    for (int k = 0; k < probabilities.length; k++) {
      List<Quantity> byArm = new ArrayList<>();
      for (List<Quantity> arm : o.probabilities()) {
        byArm.add(arm.get(k));
      }
      probabilities[k] =
          scope.value(
              new ByArm(byArm),
              probability("probability of " + o.name() + " = " + o.categories().get(k)));
    }
    return new EndpointPlan.Ordinal(
        source,
        visit(o.visit(), o.name(), scope),
        probabilities,
        o.oddsRatio().map(r -> scope.value(r, positive("odds ratio of " + o.name()))).orElse(null));
  }

  static HazardPlan timeLaw(
      String name,
      Hazard hazard,
      List<Hazard.Piece> ratio,
      Optional<ByArm> cure,
      PlanCompiler.Scope scope) {
    if (hazard instanceof Hazard.Until until) {
      Quantity end = until.end();
      double day = scope.number(end, Range.positive("end of the hazard of " + name, end));
      HazardPlan endless = timeLaw(name, until.hazard(), ratio, cure, scope);
      return endless.until(day);
    }
    return new HazardPlan(
        base(name, hazard, scope),
        starts(name, ratio, scope),
        ratio.stream()
            .map(p -> scope.value(p.value(), notNegative("hazard ratio of " + name)))
            .toArray(ArmValue[]::new),
        cure.map(c -> scope.value(c, probability("cure fraction of " + name))).orElse(null));
  }

  private static HazardPlan.Base base(String name, Hazard hazard, PlanCompiler.Scope scope) {
    if (hazard instanceof Hazard.Exponential e) {
      return new HazardPlan.Piecewise(
          new double[] {0},
          new ArmValue[] {scope.value(e.hazard(), notNegative("hazard of " + name))});
    }
    if (hazard instanceof Hazard.Weibull w) {
      return new HazardPlan.Weibull(
          scope.value(w.shape(), positive("shape of " + name)),
          scope.value(w.scale(), scale("scale of " + name)));
    }
    if (hazard instanceof Hazard.Piecewise p) {
      return new HazardPlan.Piecewise(
          starts(name, p.pieces(), scope),
          p.pieces().stream()
              .map(piece -> scope.value(piece.value(), notNegative("hazard of " + name)))
              .toArray(ArmValue[]::new));
    }
    throw new IllegalArgumentException("hazard " + hazard);
  }

  private static double[] starts(String name, List<Hazard.Piece> pieces, PlanCompiler.Scope scope) {
    double[] from = new double[pieces.size()];
    for (int k = 0; k < from.length; k++) {
      Quantity q = pieces.get(k).from();
      from[k] = scope.number(q, Range.notNegative("start of a piece of " + name, q));
      if (k == 0 ? from[0] != 0 : !(from[k] > from[k - 1])) {
        throw new PlanException(
            q.location(), "the pieces of " + name + " must start at 0 and follow in order of time");
      }
    }
    return from;
  }

  private static double visit(Quantity q, String name, PlanCompiler.Scope scope) {
    return scope.number(q, Range.positive("visit of " + name, q));
  }

  private static Function<Quantity, Range> probability(String what) {
    return q -> Range.probability(what, q);
  }

  private static Function<Quantity, Range> notNegative(String what) {
    return q -> Range.notNegative(what, q);
  }

  private static Function<Quantity, Range> positive(String what) {
    return q -> Range.positive(what, q);
  }

  /** Infinite for what never happens, such as a dropout with probability 0. */
  private static Function<Quantity, Range> scale(String what) {
    return q -> new Range(what, q, Double.MIN_VALUE, Double.POSITIVE_INFINITY);
  }

  private static Function<Quantity, Range> finite(String what) {
    return q -> Range.finite(what, q);
  }
}
