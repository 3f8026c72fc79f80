package org.silico.engine.protocol;

import java.util.Map;
import java.util.Optional;
import org.silico.engine.method.Effect;
import org.silico.engine.method.Method;
import org.silico.engine.method.Option;
import org.silico.engine.method.OptionValues;

/**
 * The statistical method of an analysis, with its options.
 *
 * @param formulas those of the options that are quantities, by key: an earlier visit, a weight, a
 *     condition at the earlier visit, a time to which times to events are looked at
 */
public record MethodUse(Method method, OptionValues values, Map<String, Quantity> formulas) {

  public MethodUse {
    formulas = Map.copyOf(formulas);
  }

  /** The time to which times to events are looked at; absent where they are to their end. */
  public Optional<Quantity> horizon() {
    return method.options().stream()
        .filter(o -> o.kind() instanceof Option.Kind.Horizon)
        .findFirst()
        .map(o -> formulas.get(o.key()));
  }

  public Effect effect() {
    return method.effect(values);
  }
}
