package org.silico.jobs.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.silico.jobs.report.RunSummary.Outcomes;

/** How analyses ended other than well: lines for those of each scenario that did. */
final class OutcomesText {
  /** Of a grid the first so many; all are in OC. */
  private static final int SHOWN = 20;

  private OutcomesText() {}

  static String of(RunSummary summary) {
    return lines("failed: trials without a p value, which count as not rejecting", summary.failed())
        + lines("noted: trials with a p value, and something to know of it", summary.noted());
  }

  private static String lines(String heading, List<Outcomes> outcomes) {
    if (outcomes.isEmpty()) {
      return "";
    }
    StringBuilder lines = new StringBuilder(heading).append('\n');
    for (Outcomes o : outcomes.subList(0, Math.min(SHOWN, outcomes.size()))) {
      lines.append(
          String.format("  %s, %s: %s%n", o.scenario(), o.analysis(), reasons(o.trials())));
    }
    if (outcomes.size() > SHOWN) {
      lines.append(String.format("  and %d more, in the table OC%n", outcomes.size() - SHOWN));
    }
    return lines.toString();
  }

  private static String reasons(Map<String, Long> trials) {
    return trials.entrySet().stream()
        .map(e -> Digits.count(e.getValue()) + " " + e.getKey())
        .collect(Collectors.joining(", "));
  }
}
