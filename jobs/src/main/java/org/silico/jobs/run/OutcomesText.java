package org.silico.jobs.run;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.silico.engine.evaluation.Characteristic;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.protocol.Analysis;

/** How analyses ended other than well: lines for those of each scenario that did. */
final class OutcomesText {
  /** Of a grid the first so many; all are in OC. */
  private static final int SHOWN = 20;

  private OutcomesText() {}

  static String of(List<ScenarioResult> results) {
    return lines(
            "failed: trials without a p value, which count as not rejecting",
            Metrics.FAILED,
            results)
        + lines(
            "noted: trials with a p value, and something to know of it", Metrics.NOTED, results);
  }

  private static String lines(String heading, String prefix, List<ScenarioResult> results) {
    StringBuilder lines = new StringBuilder();
    int found = 0;
    for (ScenarioResult r : results) {
      for (Analysis a : r.plan().protocol().analyses()) {
        String reasons = reasons(Summary.byMetric(r, a.name()), prefix);
        found += reasons.isEmpty() ? 0 : 1;
        if (!reasons.isEmpty() && found <= SHOWN) {
          lines.append(String.format("  %s, %s: %s%n", r.plan().scenarioName(), a.name(), reasons));
        }
      }
    }
    if (found > SHOWN) {
      lines.append(String.format("  and %d more, in the table OC%n", found - SHOWN));
    }
    return found == 0 ? "" : heading + "\n" + lines;
  }

  private static String reasons(Map<String, Characteristic> metrics, String prefix) {
    return metrics.values().stream()
        .filter(c -> c.metric().startsWith(prefix))
        .map(
            c ->
                String.format(
                    Locale.ROOT,
                    "%,d %s",
                    Math.round(c.estimate() * c.n()),
                    c.metric().substring(prefix.length()).replaceFirst("^ok, ", "")))
        .collect(Collectors.joining(", "));
  }
}
