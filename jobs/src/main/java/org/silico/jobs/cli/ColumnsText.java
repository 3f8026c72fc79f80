package org.silico.jobs.cli;

import org.silico.engine.table.Column;
import org.silico.engine.table.Table;
import org.silico.jobs.report.TextTable;

/** The columns of a table, for the terminal. */
final class ColumnsText {
  private ColumnsText() {}

  static String of(Table table) {
    var text = new TextTable(4, "column", "type", "origin", "label");
    for (Column column : table.columns()) {
      text.row(column.name(), type(column), column.origin(), column.label());
    }
    return text.toString();
  }

  private static String type(Column column) {
    String type =
        switch (column.type()) {
          case INT -> "integer";
          case LONG -> "64-bit integer";
          case DOUBLE -> "number";
          case TEXT -> "text";
        };
    return column.nullable() ? type + " or null" : type;
  }
}
