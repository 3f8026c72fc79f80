package org.silico.jobs.standard;

import java.util.List;

/**
 * A data set as exchange formats know it.
 *
 * @param name such as ADSL
 * @param label one line for people
 * @param variables in order
 * @param rows one array per row with a place per variable: a {@link Double} or a {@link String};
 *     null is missing, and of a text the same as none
 */
public record Dataset(String name, String label, List<Variable> variables, List<Object[]> rows) {

  /**
   * A column.
   *
   * @param name such as AVAL
   * @param label one line for people
   * @param text whether values are text; else numbers
   * @param length bytes of a value: the longest text, or 8 of a number
   */
  public record Variable(String name, String label, boolean text, int length) {}

  public Dataset {
    variables = List.copyOf(variables);
  }
}
