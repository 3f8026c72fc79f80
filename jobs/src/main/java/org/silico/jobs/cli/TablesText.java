package org.silico.jobs.cli;

import java.util.Locale;
import org.silico.engine.table.Column;
import org.silico.engine.table.Table;
import org.silico.jobs.query.RunTables;
import org.silico.jobs.report.TextTable;

/** Tables and their columns, for the terminal. */
final class TablesText {
  private TablesText() {}

  static String list(RunTables tables) {
    var text = new TextTable(new int[] {0, 2}, "table", "rows", "label");
    for (String name : tables.names()) {
      text.row(
          name, String.format(Locale.ROOT, "%,d", tables.rows(name)), tables.table(name).label());
    }
    return text.toString();
  }

  static String columns(RunTables tables, String name) {
    return columns(tables.table(name));
  }

  static String columns(Table table) {
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
