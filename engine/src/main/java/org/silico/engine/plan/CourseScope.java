package org.silico.engine.plan;

import java.util.function.Function;
import org.silico.engine.protocol.ByArm;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Quantity;

/** Quantities of one longitudinal endpoint in one scenario; problems name the endpoint. */
final class CourseScope {
  private final Endpoint.Longitudinal endpoint;
  private final PlanCompiler.Scope numbers;

  CourseScope(Endpoint.Longitudinal endpoint, PlanCompiler.Scope numbers) {
    this.endpoint = endpoint;
    this.numbers = numbers;
  }

  double number(Quantity q, Range range) {
    return numbers.number(q, range);
  }

  Value value(Quantity q, Range range) {
    return numbers.value(q, range);
  }

  PlanCompiler.Scope numbers() {
    return numbers;
  }

  String of(String what) {
    return what + " of " + endpoint.name();
  }

  double duration(Quantity q) {
    return numbers.number(q, Range.notNegative(of("a time"), q));
  }

  double positiveDuration(Quantity q) {
    return numbers.number(q, Range.positive(of("a time"), q));
  }

  double number(String what, Quantity q) {
    return numbers.number(q, range(what, q));
  }

  Range range(String what, Quantity q) {
    return Range.finite(of(what), q);
  }

  /** Not folded by arm: what a formula makes of the arm may change from visit to visit. */
  ArmValue value(ByArm byArm, Function<Quantity, Range> range) {
    return numbers.changing(byArm, range);
  }

  Function<Quantity, Range> finite(String what) {
    return q -> Range.finite(of(what), q);
  }

  Function<Quantity, Range> notNegative(String what) {
    return q -> Range.notNegative(of(what), q);
  }

  Function<Quantity, Range> probability(String what) {
    return q -> Range.probability(of(what), q);
  }
}
