package org.silico.jobs.standard;

import java.util.List;

/**
 * A data set as exchange formats know it.
 *
 * @param name such as ADSL
 * @param label one line for people
 * @param keys names of the variables that identify a row, in order; none where that is unknown
 * @param variables in order
 * @param rows one array per row with a place per variable: a {@link Double} or a {@link String};
 *     null is missing
 */
public record Dataset(
    String name, String label, List<String> keys, List<Variable> variables, List<Object[]> rows) {

  /** What the values of a variable are. */
  public enum Type {
    TEXT,
    INTEGER,
    NUMBER
  }

  /**
   * A column.
   *
   * @param name such as AVAL
   * @param label one line for people
   * @param length bytes of a value: at least those of the longest text, or 8 of a number
   * @param required whether no value is missing
   * @param origin where values come from: "Assigned", "Derived", "Simulated"; null for unknown
   * @param comment what else is to be known of it; null for nothing
   */
  public record Variable(
      String name,
      String label,
      Type type,
      int length,
      boolean required,
      String origin,
      String comment) {

    /** A variable of which no more is known. */
    public Variable(String name, String label, Type type, int length) {
      this(name, label, type, length, false, null, null);
    }

    boolean text() {
      return type == Type.TEXT;
    }
  }

  public Dataset {
    keys = List.copyOf(keys);
    variables = List.copyOf(variables);
  }

  /** The position of a variable, or -1. */
  public int index(String variable) {
    return variables.stream().map(Variable::name).toList().indexOf(variable);
  }
}
