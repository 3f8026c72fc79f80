package org.silico.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.silico.engine.language.Quoting;
import org.silico.jobs.report.DesignTable.Look;

/** The bounds of a trial as a table for the terminal. */
public final class DesignText {
  private DesignText() {}

  public static String of(List<DesignTable> tables) {
    StringBuilder text = new StringBuilder();
    for (DesignTable table : tables) {
      text.append(text.isEmpty() ? "" : "\n").append(of(table));
    }
    return text.toString();
  }

  private static String of(DesignTable design) {
    boolean events = design.looks().get(0).events() >= 0;
    List<String> header = new ArrayList<>(List.of("look", "information"));
    if (events) {
      header.add("events");
    }
    header.addAll(List.of("z", "nominal p"));
    if (events) {
      header.add("hazard ratio");
    }
    header.addAll(List.of("alpha spent", "rejects"));
    if (design.futility()) {
      header.addAll(List.of("futility z", "futile, null", "futile"));
    }
    TextTable table = new TextTable(1, header.toArray(String[]::new));
    for (Look look : design.looks()) {
      table.row(row(design, look, events).toArray(String[]::new));
    }
    return String.format(
            Locale.ROOT,
            "%s, %s: %s, alpha %s%n",
            design.scenario(),
            design.analysis(),
            design.sides() == 1 ? "one-sided" : "two-sided",
            Quoting.number(design.alpha()))
        + table
        + String.format(
            Locale.ROOT,
            "%s: power %.4f, mean of Z at the end %.4f%s%n"
                + "information at the end, on average: %.1f %% under the null hypothesis, %.1f %% with the effect%n",
            design.ofScenario()
                ? "with this scenario's hazard ratio (Schoenfeld)"
                : "with an effect of this power",
            design.power(),
            design.drift(),
            Double.isNaN(design.inflation())
                ? ""
                : String.format(
                    Locale.ROOT, ", %.4f times the information of one look", design.inflation()),
            100 * design.expectedUnderNull(),
            100 * design.expected());
  }

  private static List<String> row(DesignTable design, Look look, boolean events) {
    List<String> row = new ArrayList<>();
    row.add(look.name());
    row.add(Digits.fixed(look.information(), 4));
    if (events) {
      row.add(Digits.count(look.events()));
    }
    row.add(bound(look.z()));
    row.add(Digits.significant(look.p(), 4));
    if (events) {
      row.add(Digits.fixed(look.hazardRatio(), 4));
    }
    row.add(Digits.significant(look.spent(), 4));
    row.add(Digits.fixed(look.rejects(), 4));
    if (design.futility()) {
      boolean none = look.futileZ() == Double.NEGATIVE_INFINITY;
      row.add(none ? "" : bound(look.futileZ()));
      row.add(none ? "" : Digits.fixed(look.futileUnderNull(), 4));
      row.add(none ? "" : Digits.fixed(look.futile(), 4));
    }
    return row;
  }

  private static String bound(double z) {
    return Double.isInfinite(z) ? "none" : Digits.fixed(z, 4);
  }
}
