package org.silico.engine.formula;

/** What a name in a formula stands for. */
public sealed interface Symbol {
  /** The type of its values. */
  Type type();

  /**
   * One value for the whole run of a formula: {@code parameters[index]}.
   *
   * @param notation how the formula that defines it is written
   */
  record Parameter(int index, Type type, Notation notation) implements Symbol {
    public Parameter(int index, Type type) {
      this(index, type, Notation.PLAIN);
    }
  }

  /** A value per row: {@code columns[index][row]}. */
  record Column(int index, Type type) implements Symbol {}
}
