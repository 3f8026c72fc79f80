package org.silico.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.silico.engine.evaluation.Characteristic;
import org.silico.engine.evaluation.Metrics;
import org.silico.jobs.report.RunSummary.TrialsRow;
import org.silico.jobs.report.RunSummary.Unreached;

/** What the trials of each scenario took, and whether they came to the events they waited for. */
final class TrialsText {
  private TrialsText() {}

  static String of(RunSummary summary) {
    List<String> header =
        new ArrayList<>(List.of("scenario", "trials", "subjects", "dropouts", "screen fail"));
    summary.eventEndpoints().forEach(e -> header.add(Metrics.EVENTS + e));
    header.add("days");
    TextTable trials = new TextTable(1, header.toArray(String[]::new));
    StringBuilder unreached = new StringBuilder();
    for (TrialsRow r : summary.trials()) {
      List<String> row = new ArrayList<>();
      row.add(r.scenario());
      row.add(Digits.count(r.trials()));
      row.add(mean(r.subjects()));
      row.add(mean(r.dropouts()));
      row.add(mean(r.screenFailures()));
      r.events().forEach(e -> row.add(mean(e)));
      row.add(mean(r.days()));
      trials.row(row.toArray(String[]::new));
      if (r.unreached() != null) {
        unreached.append(unreached(r.scenario(), r.unreached()));
      }
    }
    return trials + (unreached.isEmpty() ? "" : "\n" + unreached);
  }

  private static String mean(Characteristic c) {
    return Digits.fixed(c.estimate(), 1);
  }

  private static String unreached(String scenario, Unreached u) {
    return String.format(
        Locale.ROOT,
        "%s: %,d of %,d trials reached %,d %s of %s; the others were cut %s%n",
        scenario,
        Math.round(u.reached().estimate() * u.reached().n()),
        u.reached().n(),
        u.events(),
        u.counted(),
        u.endpoint(),
        u.latest()
            ? "at the latest time, or when all patients were done"
            : "when all patients were done");
  }
}
