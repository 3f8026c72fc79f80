package org.silico.engine.protocol;

import java.util.Map;
import org.silico.engine.method.Effect;
import org.silico.engine.method.Method;
import org.silico.engine.method.OptionValues;

/**
 * The statistical method of an analysis, with its options.
 *
 * @param formulas those of the options that are quantities, by key: an earlier visit, a weight, a
 *     condition at the earlier visit
 */
public record MethodUse(Method method, OptionValues values, Map<String, Quantity> formulas) {

  public MethodUse {
    formulas = Map.copyOf(formulas);
  }

  public Effect effect() {
    return method.effect(values);
  }
}
