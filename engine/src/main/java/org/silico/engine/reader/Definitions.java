package org.silico.engine.reader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.silico.engine.formula.Formula;
import org.silico.engine.formula.FormulaException;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Written;

/**
 * Definitions that use those above them: parameters, covariates. Says why one of them may not use
 * another: it is itself, the two go in a circle, or the other only comes further down.
 */
final class Definitions {
  private final String what;

  /** By name, in their order; the names in the formulas of each. */
  private final Map<String, Set<String>> uses = new HashMap<>();

  private final List<String> order;
  private final Set<String> inCirclesTold = new HashSet<>();

  /**
   * @param what one of them is, without article: "parameter"
   */
  Definitions(Written.Entries map, String what) {
    this.what = what;
    this.order = List.copyOf(map.entries().keySet());
    map.entries().forEach((name, entry) -> uses.put(name, names(entry.value())));
  }

  /** Tells {@code names} which definitions are out of reach of the one that is read next. */
  void readNext(String name, Names names) {
    for (String other : order.subList(order.indexOf(name), order.size())) {
      List<String> circle = uses.get(name).contains(other) ? circle(name, other) : List.of();
      inCirclesTold.addAll(circle);
      names.exclude(
          other,
          other.equals(name)
              ? "refers to itself; define it by a number or by other " + what + "s"
              : circle.isEmpty()
                  ? "is defined further down; move it above this " + what
                  : "is defined by this "
                      + what
                      + " in turn: "
                      + String.join(" -> ", circle)
                      + "; give one of them a value of its own");
    }
  }

  /** Whether a definition is in a circle that was told where one above it is defined. */
  boolean isTold(String name) {
    return inCirclesTold.contains(name);
  }

  /** A shortest way from a name over another one back to it; empty when there is none. */
  private List<String> circle(String name, String over) {
    Map<String, String> before = new HashMap<>();
    List<String> reached = new ArrayList<>(List.of(over));
    for (int i = 0; i < reached.size(); i++) {
      String from = reached.get(i);
      for (String next : uses.getOrDefault(from, Set.of())) {
        if (uses.containsKey(next)
            && !next.equals(over)
            && before.putIfAbsent(next, from) == null) {
          reached.add(next);
        }
      }
    }
    if (!before.containsKey(name)) {
      return List.of();
    }
    List<String> circle = new ArrayList<>(List.of(name));
    for (String at = before.get(name); !at.equals(over); at = before.get(at)) {
      circle.add(1, at);
    }
    circle.add(1, over);
    circle.add(name);
    return circle;
  }

  private static Set<String> names(Written written) {
    Set<String> names = new LinkedHashSet<>();
    if (written instanceof Written.Entries map) {
      map.entries().values().forEach(entry -> names.addAll(names(entry.value())));
    } else if (written instanceof Written.Items list) {
      list.items().forEach(item -> names.addAll(names(item)));
    } else if (written instanceof Written.Scalar scalar && scalar.shape() instanceof Shape.Number) {
      try {
        names.addAll(Formula.parse(scalar.text()).names());
      } catch (FormulaException e) {
        // complained about where it is read; it uses nothing
        return Set.of();
      }
    }
    return names;
  }
}
