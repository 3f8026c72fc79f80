package org.silico.engine.reader;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.silico.engine.formula.Formula;
import org.silico.engine.formula.FormulaException;
import org.silico.engine.formula.Scope;
import org.silico.engine.formula.Type;
import org.silico.engine.formula.Typed;
import org.silico.engine.language.Choices;
import org.silico.engine.language.Dimension;
import org.silico.engine.language.Habits;
import org.silico.engine.language.Location;
import org.silico.engine.language.Problems;
import org.silico.engine.language.Quoting;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.SourceText;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.ByArm;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Quantity;

/**
 * What the section readers share: the problems found, the checks that wait for the scenarios, and
 * how a written value becomes a {@link Quantity}. After a problem a stand-in goes on, which no
 * check looks at; the protocol is never returned then.
 */
public final class Reading {
  private static final Quantity BROKEN =
      new Quantity(Formula.parse("0").resolve(Scope.of(Map.of())), "0", new Location(1, 1));

  final Problems problems;
  final ScenarioChecks checks;

  /** Names of parameters only. */
  final Names parameters = Names.none();

  private final SourceText source;

  Reading(SourceText source, Problems problems) {
    this.source = source;
    this.problems = problems;
    this.checks = new ScenarioChecks(problems);
  }

  static boolean isBroken(Quantity quantity) {
    return quantity == BROKEN;
  }

  static Quantity broken() {
    return BROKEN;
  }

  /** The quantity at a key that has to be there. */
  Quantity quantity(Written.Entries map, String key, Names names) {
    return quantity(map.need(key), names);
  }

  /** The quantity at a key, when there is one. */
  Optional<Quantity> optional(Written.Entries map, String key, Names names) {
    return map.has(key) ? Optional.of(quantity(map.need(key), names)) : Optional.empty();
  }

  /** The quantity at a key, or the usual one. */
  Quantity quantity(Written.Entries map, String key, String usual, Names names) {
    return map.has(key) ? quantity(map.need(key), names) : standard(usual, map.location());
  }

  /** A written number or formula, of the dimension and in the range that its shape says. */
  Quantity quantity(Written written, Names names) {
    if (!(written instanceof Written.Scalar scalar)) {
      return BROKEN;
    }
    Shape.Number shape = (Shape.Number) scalar.shape();
    Quantity quantity = formula(scalar, shape.dimension(), names);
    if (shape.dimension() != Dimension.TRUTH) {
      checks.addRange(quantity, scalar.label(), shape.range());
    }
    return quantity;
  }

  private Quantity formula(Written.Scalar scalar, Dimension dimension, Names names) {
    try {
      Formula formula = Formula.parse(scalar.text());
      if (formula.names().stream().anyMatch(name -> isBroken(name, names))) {
        return BROKEN;
      }
      Typed typed =
          dimension.type == null ? formula.resolve(names) : formula.resolve(names, dimension.type);
      Type type = typed.type();
      if (dimension == Dimension.NUMBER_OR_TRUTH
          && !type.equals(Type.number())
          && !type.equals(Type.truth())) {
        problems.add(
            scalar.location(),
            "'"
                + scalar.label()
                + "' is "
                + type.describe()
                + "; it must be a plain number or true or false");
        return BROKEN;
      }
      return new Quantity(typed, scalar.text(), scalar.location());
    } catch (FormulaException e) {
      Optional<String> habit = Habits.advice(scalar.text(), dimension);
      if (habit.isPresent()) {
        problems.add(scalar.location(), habit.get());
        return BROKEN;
      }
      for (FormulaException.Problem problem : e.problems()) {
        if (!isBroken(part(problem, scalar.text()), names)) {
          problems.add(place(scalar, problem), message(problem, scalar, names));
        }
      }
      return BROKEN;
    }
  }

  private static String part(FormulaException.Problem problem, String text) {
    int end = Math.min(problem.offset() + problem.length(), text.length());
    return text.substring(Math.min(problem.offset(), end), end);
  }

  private static boolean isBroken(String name, Names names) {
    return names.lookup(name) == null && names.isBroken(name);
  }

  private static String message(
      FormulaException.Problem problem, Written.Scalar scalar, Names names) {
    String text = scalar.text();
    String part = part(problem, text);
    if (names.lookup(part) == null) {
      Optional<String> why = names.whyNot(part);
      if (why.isPresent()) {
        return "'" + part + "' " + why.get();
      }
    }
    boolean whole = part.length() == text.length() && problem.message().startsWith("must be");
    return (whole ? scalar.label() + " " : "") + problem.message();
  }

  /** Where in the protocol a problem of a formula stands. */
  Location place(Written.Scalar scalar, FormulaException.Problem problem) {
    return source.within(scalar.node(), problem.offset());
  }

  /** A constant that the language knows, as if it had been written at {@code at}. */
  static Quantity standard(String text, Location at) {
    return new Quantity(Formula.parse(text).resolve(Scope.of(Map.of())), text, at);
  }

  /**
   * A quantity computed from written ones.
   *
   * @param text a formula of the texts of {@code from}, each in parentheses
   * @param type of the result
   */
  Quantity derived(String text, Type type, Names names, Quantity... from) {
    for (Quantity quantity : from) {
      if (isBroken(quantity)) {
        return BROKEN;
      }
    }
    try {
      return new Quantity(Formula.parse(text).resolve(names, type), text, from[0].location());
    } catch (FormulaException e) {
      problems.add(from[0].location(), e.getMessage() + " (in " + Quoting.shown(text) + ")");
      return BROKEN;
    }
  }

  /** One quantity for all arms, or one for every arm by name. */
  ByArm byArm(Written written, List<String> arms, Names names) {
    if (written instanceof Written.Entries map) {
      List<Quantity> quantities = new ArrayList<>();
      everyArm(map, arms).forEach(value -> quantities.add(quantity(value, names)));
      return new ByArm(quantities);
    }
    return new ByArm(List.of(quantity(written, names)));
  }

  /** What may differ by arm at a key, when there is one. */
  Optional<ByArm> byArm(Written.Entries map, String key, List<String> arms, Names names) {
    return map.has(key) ? Optional.of(byArm(map.need(key), arms, names)) : Optional.empty();
  }

  /** The values of a map from every arm, in the order of the arms. */
  List<Written> everyArm(Written.Entries map, List<String> arms) {
    List<String> missing = new ArrayList<>(arms);
    missing.removeAll(map.entries().keySet());
    boolean typo = false;
    for (String name : map.entries().keySet()) {
      if (!arms.contains(name)) {
        typo = true;
        problems.add(
            map.keyLocation(name),
            "unknown arm '"
                + Quoting.shown(name)
                + "'"
                + Quoting.hint(name, missing.isEmpty() ? arms : missing, "; the arms are "));
      }
    }
    if (!missing.isEmpty() && !typo) {
      problems.add(
          map.key(),
          "no value for "
              + (missing.size() == 1 ? "arm " : "arms ")
              + Quoting.list(missing)
              + "; give one value for every arm, or a single value for all");
    }
    return arms.stream().map(map::need).toList();
  }

  /** The names in a list, each known and written once. */
  List<String> namesIn(List<Written> items, Choices choices) {
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Written item : items) {
      if (item instanceof Written.Scalar scalar) {
        String name = scalar.text();
        String problem =
            seen.add(name)
                ? choices.problem(name)
                : "'" + Quoting.shown(name) + "' stands here twice";
        if (problem != null) {
          problems.add(scalar.location(), problem);
        } else if (choices.names().contains(name)) {
          names.add(name);
        }
      }
    }
    return Collections.unmodifiableList(names);
  }

  /** The position of a name among others; 0 after a problem. */
  int position(Written.Scalar scalar, List<String> known, String what) {
    int position = known.indexOf(scalar.text());
    if (position < 0) {
      problems.add(scalar.location(), unknown(what, scalar.text(), known));
    }
    return Math.max(position, 0);
  }

  static String unknown(String what, String name, Collection<String> known) {
    return new Choices(what, List.copyOf(known), List.of(), Map.of()).problem(name);
  }

  /** Pairs of names with their correlation. */
  List<Protocol.Correlation> correlations(List<Written> items, Choices choices) {
    List<Protocol.Correlation> correlations = new ArrayList<>();
    Map<Set<String>, Location> seen = new HashMap<>();
    for (Written item : items) {
      if (!(item instanceof Written.Entries map)) {
        continue;
      }
      List<String> pair = namesIn(map.items("between"), choices);
      Quantity value = quantity(map, "value", parameters);
      if (pair.size() == 2) {
        Location first = seen.putIfAbsent(Set.copyOf(pair), map.location());
        if (first != null) {
          problems.add(
              map.location(),
              "the correlation of "
                  + Quoting.list(pair)
                  + " was given on line "
                  + first.line()
                  + "; keep one");
        }
        correlations.add(new Protocol.Correlation(pair.get(0), pair.get(1), value, map.location()));
      }
    }
    return List.copyOf(correlations);
  }

  /** The shape of a list of correlations. */
  static Shape correlationShape(String example) {
    return Shape.list(
        Shape.fields(
            "a correlation",
            Shape.required(
                "between", Shape.list(Shape.SHORT_TEXT, 2, 2, example), "the two names", example),
            Shape.required(
                "value",
                Shape.number(Range.open(-1, 1)),
                "correlation of the latent normals (Gaussian copula)",
                "0.3")),
        0,
        10_000,
        "[{between: " + example + ", value: 0.3}]");
  }
}
