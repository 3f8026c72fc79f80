package org.silico.engine.plan;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.silico.engine.formula.ColumnFormula;
import org.silico.engine.formula.FormulaCompiler;
import org.silico.engine.formula.Typed;

/**
 * The formulas of a protocol, compiled together when the first of them is evaluated: one
 * compilation for all formulas and all scenarios.
 */
final class FormulaBatch {
  private final Map<Typed, Integer> positions = new IdentityHashMap<>();
  private final List<Typed> formulas = new ArrayList<>();
  private volatile List<ColumnFormula> compiled = List.of();

  synchronized ColumnFormula get(Typed formula) {
    Integer known = positions.get(formula);
    if (known == null) {
      known = formulas.size();
      formulas.add(formula);
      positions.put(formula, known);
    }
    int position = known;
    return (columns, parameters, from, to, out) ->
        compiled(position).evaluate(columns, parameters, from, to, out);
  }

  private ColumnFormula compiled(int position) {
    List<ColumnFormula> now = compiled;
    return position < now.size() ? now.get(position) : compile(position);
  }

  private synchronized ColumnFormula compile(int position) {
    if (position >= compiled.size()) {
      compiled = FormulaCompiler.compileAll(formulas);
    }
    return compiled.get(position);
  }
}
