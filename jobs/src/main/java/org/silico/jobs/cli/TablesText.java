package org.silico.jobs.cli;

import java.util.Locale;
import org.silico.jobs.query.RunTables;
import org.silico.jobs.report.TextTable;

/** The tables of runs, for the terminal. */
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
}
