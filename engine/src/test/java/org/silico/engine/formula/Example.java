package org.silico.engine.formula;

import java.util.List;
import java.util.Map;

/** A scope, and short ways to evaluate a formula in it and to see what is wrong with one. */
final class Example {
  static final Map<String, Symbol> SYMBOLS =
      Map.of(
          "AGE", new Symbol.Column(0, Type.number()),
          "SEX", new Symbol.Column(1, new Type.Category(List.of("F", "M"))),
          "TIME", new Symbol.Column(2, Type.duration()),
          "SMOKER", new Symbol.Column(3, Type.truth()),
          "ARM", new Symbol.Column(4, new Type.Category(List.of("placebo", "low", "high"))),
          "effect", new Symbol.Parameter(0, Type.number()),
          "halfLife", new Symbol.Parameter(1, Type.duration()),
          "hazard", new Symbol.Parameter(2, Type.rate()),
          "blinded", new Symbol.Parameter(3, Type.truth()),
          "region", new Symbol.Parameter(4, new Type.Category(List.of("EU", "US"))));

  static final Scope SCOPE = Scope.of(SYMBOLS);

  /** One row: 40 years old, M, day 14, a smoker, on the high dose. */
  static final double[][] ROW = {{40}, {1}, {14}, {1}, {2}};

  static final double[] PARAMETERS = {-2, 7, 0.01, 1, 1};

  private Example() {}

  static Typed typed(String text) {
    return Formula.parse(text).resolve(SCOPE);
  }

  static Type type(String text) {
    return typed(text).type();
  }

  /** The formula's value in {@link #ROW}, interpreted. */
  static double value(String text) {
    return Interpreter.value(typed(text).expr(), ROW, PARAMETERS, 0);
  }

  static List<FormulaException.Problem> problems(String text) {
    try {
      typed(text);
    } catch (FormulaException e) {
      return e.problems();
    }
    throw new AssertionError("no problem in " + text);
  }

  /** The text of its first problem. */
  static String problem(String text) {
    return problems(text).get(0).message();
  }
}
