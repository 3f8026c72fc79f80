package org.silico.engine.reader;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.silico.engine.formula.Scope;
import org.silico.engine.formula.Symbol;

/** The names that formulas of a section may use, and why they may not use others. */
final class Names implements Scope {
  private final Names outer;
  private final Map<String, Symbol> symbols = new HashMap<>();
  private final Map<String, String> outOfReach = new HashMap<>();
  private final Set<String> broken = new HashSet<>();

  private Names(Names outer) {
    this.outer = outer;
  }

  static Names none() {
    return new Names(null);
  }

  /** These names and more to come; names added to this later are seen there too. */
  Names inner() {
    return new Names(this);
  }

  void add(String name, Symbol symbol) {
    symbols.put(name, symbol);
  }

  /** A name whose meaning could not be read: formulas that use it are not complained about. */
  void addBroken(String name) {
    broken.add(name);
  }

  /**
   * A name that means something elsewhere.
   *
   * @param why after "'NAME' "
   */
  void exclude(String name, String why) {
    outOfReach.put(name, why);
  }

  @Override
  public Symbol lookup(String name) {
    Symbol own = symbols.get(name);
    return own != null || outer == null ? own : outer.lookup(name);
  }

  boolean isBroken(String name) {
    return broken.contains(name) || (outer != null && outer.isBroken(name));
  }

  Optional<String> whyNot(String name) {
    String why = outOfReach.get(name);
    return why != null ? Optional.of(why) : outer == null ? Optional.empty() : outer.whyNot(name);
  }

  @Override
  public Collection<String> names() {
    List<String> all = new ArrayList<>(symbols.keySet());
    if (outer != null) {
      all.addAll(outer.names());
    }
    return all;
  }
}
