package org.silico.jobs.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.silico.engine.formula.Formula;
import org.silico.engine.formula.FormulaException;
import org.silico.engine.formula.Nearest;
import org.silico.engine.formula.Scope;
import org.silico.engine.formula.Typed;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.reader.Uses;

/**
 * What is set in a protocol from outside.
 *
 * @param parameters by name, in all scenarios, over what they set themselves: a number, or a
 *     duration or rate with its unit, such as "24 weeks"
 * @param seed in place of the protocol's
 */
public record Settings(Map<String, String> parameters, OptionalLong seed) {
  public static final Settings NONE = new Settings(Map.of(), OptionalLong.empty());

  public Settings {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /**
   * A parameter that is set, where that is to be known.
   *
   * @param scenarios how many have a value of their own that is replaced
   * @param unused whether nothing uses it
   */
  public record Note(String parameter, long scenarios, boolean unused) {}

  public long seed(Protocol protocol) {
    return seed.orElse(protocol.simulation().seed());
  }

  /**
   * The values by parameter; durations in days, rates per day.
   *
   * @throws OptionException if the protocol has no such parameter, or it cannot have that value
   */
  public Map<String, Double> values(Protocol protocol) {
    Map<String, Double> values = new LinkedHashMap<>();
    parameters.forEach((name, text) -> values.put(name, value(protocol, name, text)));
    return values;
  }

  private static double value(Protocol protocol, String name, String text) {
    List<String> names = protocol.parameters().stream().map(p -> p.name()).toList();
    int at = names.indexOf(name);
    if (at < 0) {
      throw new OptionException(
          "--set: unknown parameter '"
              + name
              + "'"
              + Nearest.of(name, names).map(n -> "; did you mean '" + n + "'?").orElse("")
              + (names.isEmpty()
                  ? "; the protocol has no parameters"
                  : "; it has " + String.join(", ", names)));
    }
    try {
      Typed value =
          Formula.parse(text)
              .resolve(Scope.of(Map.of()), protocol.parameters().get(at).value().formula().type());
      return value.value(new double[0]);
    } catch (FormulaException e) {
      throw new OptionException("--set " + name + ": " + e.problems().get(0).message());
    }
  }

  /** Of parameters that replace values of scenarios, too, and of those that nothing uses. */
  List<Note> notes(Protocol protocol) {
    List<Note> notes = new ArrayList<>();
    Set<Integer> unused = parameters.isEmpty() ? Set.of() : new Uses(protocol).unusedParameters();
    for (int p = 0; p < protocol.parameters().size(); p++) {
      int at = p;
      String name = protocol.parameters().get(p).name();
      if (parameters.containsKey(name)) {
        long scenarios =
            protocol.scenarios().stream().filter(s -> !s.values().get(at).isNaN()).count();
        if (scenarios > 0 || unused.contains(p)) {
          notes.add(new Note(name, scenarios, unused.contains(p)));
        }
      }
    }
    return notes;
  }
}
