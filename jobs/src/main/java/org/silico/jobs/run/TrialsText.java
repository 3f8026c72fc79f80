package org.silico.jobs.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.silico.engine.evaluation.Characteristic;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.plan.CutPlan;
import org.silico.engine.plan.TrialPlan;

/** What the trials of each scenario took, and whether they came to the events they waited for. */
final class TrialsText {
  private TrialsText() {}

  static String of(List<ScenarioResult> results) {
    List<String> endpoints = withEvents(results.get(0).plan());
    List<String> header =
        new ArrayList<>(List.of("scenario", "trials", "subjects", "dropouts", "screen fail"));
    endpoints.forEach(e -> header.add(Metrics.EVENTS + e));
    header.add("days");
    TextTable trials = new TextTable(1, header.toArray(String[]::new));
    StringBuilder unreached = new StringBuilder();
    for (ScenarioResult r : results) {
      Map<String, Characteristic> whole = Summary.byMetric(r, "");
      List<String> row = new ArrayList<>();
      row.add(r.plan().scenarioName());
      row.add(String.format(Locale.ROOT, "%,d", r.trials()));
      row.add(mean(whole.get("subjects")));
      row.add(mean(whole.get("dropouts")));
      row.add(mean(whole.get("screen failures")));
      endpoints.forEach(e -> row.add(mean(whole.get(Metrics.EVENTS + e))));
      row.add(mean(whole.get("duration (days)")));
      trials.row(row.toArray(String[]::new));
      unreached.append(unreached(r, whole));
    }
    return trials + (unreached.isEmpty() ? "" : "\n" + unreached);
  }

  private static List<String> withEvents(TrialPlan plan) {
    return IntStream.range(0, plan.endpoints().size())
        .filter(e -> plan.endpoints().get(e).hasEvents())
        .mapToObj(e -> plan.protocol().endpoints().get(e).name())
        .toList();
  }

  private static String mean(Characteristic c) {
    return Summary.fixed(c.estimate(), 1);
  }

  /** Nothing where all trials reached the events that the cut waits for. */
  private static String unreached(ScenarioResult r, Map<String, Characteristic> whole) {
    Characteristic reached = whole.get(Metrics.TARGET_REACHED);
    if (reached == null || !(reached.estimate() < 1)) {
      return "";
    }
    CutPlan.Events cut = (CutPlan.Events) r.plan().looks().get(r.plan().looks().size() - 1);
    return String.format(
        Locale.ROOT,
        "%s: %,d of %,d trials reached %,d events of %s; the others were cut %s%n",
        r.plan().scenarioName(),
        Math.round(reached.estimate() * reached.n()),
        reached.n(),
        cut.number(),
        r.plan().protocol().endpoints().get(cut.endpoint()).name(),
        cut.latest() == Double.POSITIVE_INFINITY
            ? "when all patients were done"
            : "at the latest time, or when all patients were done");
  }
}
