package org.silico.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.silico.engine.evaluation.Characteristic;
import org.silico.jobs.report.RunSummary.LookRow;

/** What the looks before the last saw; nothing where there are none. */
final class LooksText {
  private LooksText() {}

  static String of(List<LookRow> rows) {
    if (rows.isEmpty()) {
      return "";
    }
    List<String> header = new ArrayList<>(List.of("scenario", "look", "held", "subjects", "days"));
    rows.get(0).rejected().keySet().forEach(analysis -> header.add(analysis + " rejects"));
    boolean futile = rows.stream().anyMatch(r -> r.futile() != null);
    if (futile) {
      header.add("futile");
    }
    TextTable table = new TextTable(2, header.toArray(String[]::new));
    for (LookRow r : rows) {
      List<String> row = new ArrayList<>();
      row.add(r.scenario());
      row.add(r.look());
      row.add(Digits.fixed(r.held().estimate(), 4));
      row.add(Digits.fixed(r.subjects().estimate(), 1));
      row.add(Digits.fixed(r.days().estimate(), 1));
      for (Map.Entry<String, Characteristic> e : r.rejected().entrySet()) {
        row.add(Digits.fixed(e.getValue().estimate(), 4));
      }
      if (futile) {
        row.add(r.futile() == null ? "" : Digits.fixed(r.futile().estimate(), 4));
      }
      table.row(row.toArray(String[]::new));
    }
    return "\n"
        + table
        + (rows.get(0).stops()
            ? "a trial ends at the first look that crosses a bound; power is that of all looks\n"
            : "no analysis has 'stopping', so no look ends a trial; power is that of the last\n");
  }
}
