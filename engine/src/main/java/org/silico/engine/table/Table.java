package org.silico.engine.table;

import java.util.List;

/**
 * An output table.
 *
 * @param name directory and data set name, such as ADSL
 * @param label one line for people
 * @param columns in order; names are unique
 */
public record Table(String name, String label, List<Column> columns) {

  public Table {
    columns = List.copyOf(columns);
    if (columns.stream().map(Column::name).distinct().count() != columns.size()) {
      throw new IllegalArgumentException("table " + name + " has two columns of one name");
    }
  }

  /** The position of a column, or -1. */
  public int index(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    return -1;
  }
}
