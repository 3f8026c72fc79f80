package org.silico.engine.protocol;

import java.util.List;
import java.util.Map;
import org.silico.engine.language.Quoting;

/** The values of a protocol's parameters. */
public final class Parameters {
  private Parameters() {}

  /**
   * All parameters in a scenario, in the order of {@link Protocol#parameters}: what the scenario or
   * an override sets stands in for the parameter's own formula, and the parameters derived from it
   * follow. An override goes before the scenario.
   *
   * @param scenario position in {@link Protocol#scenarios}
   * @param overrides by name; durations in days, rates per day
   * @throws IllegalArgumentException when an override names no parameter
   */
  public static double[] values(Protocol protocol, int scenario, Map<String, Double> overrides) {
    return values(protocol.parameters(), protocol.scenarios().get(scenario).values(), overrides);
  }

  /**
   * @param set by position, NaN where nothing is set; null to set nothing
   */
  public static double[] values(
      List<Protocol.Parameter> parameters, List<Double> set, Map<String, Double> overrides) {
    double[] values = new double[parameters.size()];
    int used = 0;
    for (int i = 0; i < values.length; i++) {
      Protocol.Parameter parameter = parameters.get(i);
      Double override = overrides.get(parameter.name());
      if (override != null) {
        values[i] = override;
        used++;
      } else if (set != null && !Double.isNaN(set.get(i))) {
        values[i] = set.get(i);
      } else {
        values[i] = parameter.value().formula().value(values);
      }
    }
    if (used < overrides.size()) {
      String unknown =
          overrides.keySet().stream()
              .filter(name -> parameters.stream().noneMatch(p -> p.name().equals(name)))
              .sorted()
              .findFirst()
              .orElseThrow();
      throw new IllegalArgumentException(
          "unknown parameter '"
              + Quoting.shown(unknown)
              + "'"
              + Quoting.hint(
                  unknown,
                  parameters.stream().map(Protocol.Parameter::name).toList(),
                  "; the protocol has "));
    }
    return values;
  }
}
