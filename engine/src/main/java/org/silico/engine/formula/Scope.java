package org.silico.engine.formula;

import java.util.Collection;
import java.util.Map;

/** The names that a formula may use. */
public interface Scope {
  /** What {@code name} (letter case counts) stands for, or null when it is unknown. */
  Symbol lookup(String name);

  /** All names, for suggestions. */
  Collection<String> names();

  /** The scope with just these names. */
  static Scope of(Map<String, Symbol> symbols) {
    Map<String, Symbol> copy = Map.copyOf(symbols);
    return new Scope() {
      @Override
      public Symbol lookup(String name) {
        return copy.get(name);
      }

      @Override
      public Collection<String> names() {
        return copy.keySet();
      }
    };
  }
}
