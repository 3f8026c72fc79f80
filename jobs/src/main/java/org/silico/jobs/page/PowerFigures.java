package org.silico.jobs.page;

import static org.silico.jobs.page.Numbers.shown;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.silico.engine.evaluation.Metrics;

/** Power by scenario, over grids, and as it settled. */
final class PowerFigures {
  /** Scenarios that one chart lists; of more the lowest and the highest. */
  private static final int MOST_LISTED = 40;

  private static final double TWO_SIDED = 1.96;

  private final Stored stored;
  private final String analysis;

  PowerFigures(Stored stored, String analysis) {
    this.stored = stored;
    this.analysis = analysis;
  }

  /** Null where the analysis has no power. */
  private Stored.Characteristic power(String scenario) {
    return stored.characteristic(scenario, analysis, Metrics.POWER);
  }

  /** A point with its interval for each scenario. */
  Figure byScenario() {
    List<Stored.Characteristic> all =
        new ArrayList<>(stored.scenarios().stream().map(this::power).toList());
    boolean cut = all.size() > MOST_LISTED;
    if (cut) {
      all.sort(Comparator.comparingDouble(Stored.Characteristic::estimate));
      all.subList(MOST_LISTED / 2, all.size() - MOST_LISTED / 2).clear();
    }
    List<String> names = all.stream().map(Stored.Characteristic::scenario).toList();
    List<double[]> points = new ArrayList<>();
    List<double[]> intervals = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < all.size(); k++) {
      Stored.Characteristic c = all.get(k);
      points.add(new double[] {c.estimate(), k});
      if (c.mcse() > 0) {
        intervals.add(new double[] {Math.max(0, c.estimate() - TWO_SIDED * c.mcse()), k});
        intervals.add(new double[] {Math.min(1, c.estimate() + TWO_SIDED * c.mcse()), k});
        intervals.add(null);
      }
      rows.add(List.of(c.scenario(), shown(c.estimate()), shown(c.mcse()), Long.toString(c.n())));
    }
    String finding = finding(all, cut);
    Map<String, Object> y = Options.downwards(Options.words("scenario", names), 150);
    Map<String, Object> option =
        Options.chart(
            finding,
            Options.between("power: share of trials that reject", 0, 1),
            y,
            List.of(
                Options.pieces("95 % interval of simulation", 0, intervals),
                Options.points("power", 0, points)),
            false);
    return new Figure(
        "power",
        "Power of " + analysis + " by scenario",
        finding,
        option,
        new Grid(
            "Power of " + analysis + " by scenario",
            List.of("scenario", "power", "MCSE", "trials"),
            rows));
  }

  private String finding(List<Stored.Characteristic> all, boolean cut) {
    Stored.Characteristic least =
        all.stream().min(Comparator.comparingDouble(Stored.Characteristic::estimate)).orElseThrow();
    Stored.Characteristic most =
        all.stream().max(Comparator.comparingDouble(Stored.Characteristic::estimate)).orElseThrow();
    return all.size() == 1
        ? "Power is " + shown(least.estimate()) + " in the only scenario."
        : "Power goes from "
            + shown(least.estimate())
            + " ("
            + least.scenario()
            + ") to "
            + shown(most.estimate())
            + " ("
            + most.scenario()
            + ")."
            + (cut ? " The " + MOST_LISTED / 2 + " lowest and highest are shown." : "");
  }

  /** Lines over the parameter of a grid that has the most values, one for the others' values. */
  List<Figure> grids() {
    Map<String, List<String>> byName = new LinkedHashMap<>();
    for (String scenario : stored.scenarios()) {
      int colon = scenario.indexOf(": ");
      if (colon > 0 && scenario.indexOf('=', colon) > 0) {
        byName.computeIfAbsent(scenario.substring(0, colon), k -> new ArrayList<>()).add(scenario);
      }
    }
    List<Figure> figures = new ArrayList<>();
    byName.forEach(
        (name, members) -> {
          if (members.size() >= 3) {
            figures.add(grid("grid-" + figures.size(), name, members));
          }
        });
    return figures;
  }

  private Figure grid(String id, String name, List<String> members) {
    Map<String, Set<Double>> values = new LinkedHashMap<>();
    for (String m : members) {
      stored
          .parameters()
          .get(m)
          .forEach((p, v) -> values.computeIfAbsent(p, k -> new LinkedHashSet<>()).add(v));
    }
    values.values().removeIf(v -> v.size() < 2);
    String along =
        values.entrySet().stream()
            .max(Comparator.comparingInt(e -> e.getValue().size()))
            .map(Map.Entry::getKey)
            .orElse("");
    Map<String, Map<Double, Stored.Characteristic>> lines = new LinkedHashMap<>();
    for (String m : members) {
      Map<String, Double> own = stored.parameters().get(m);
      List<String> others =
          values.keySet().stream()
              .filter(p -> !p.equals(along))
              .map(p -> p + " = " + shown(own.get(p)))
              .toList();
      lines
          .computeIfAbsent(String.join(", ", others), k -> new TreeMap<>())
          .put(own.getOrDefault(along, 0.0), power(m));
    }
    List<Map<String, Object>> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    lines.forEach(
        (others, points) -> {
          String label = others.isEmpty() ? analysis : others;
          if (series.size() < Options.MOST_SERIES) {
            series.add(
                Options.line(
                    label,
                    series.size(),
                    points.entrySet().stream()
                        .map(e -> new double[] {e.getKey(), e.getValue().estimate()})
                        .toList(),
                    true));
          }
          points.forEach(
              (x, c) -> rows.add(List.of(label, shown(x), shown(c.estimate()), shown(c.mcse()))));
        });
    List<Stored.Characteristic> all = members.stream().map(this::power).toList();
    String finding = "Over " + stored.label(along) + ": " + finding(all, false);
    return new Figure(
        id,
        "Power of " + analysis + ", " + name,
        finding
            + (lines.size() > series.size()
                ? " The first " + series.size() + " of " + lines.size() + " lines are drawn."
                : ""),
        Options.chart(
            finding,
            Options.numbers(stored.label(along)),
            Options.upright(Options.between("power", 0, 1), 40),
            series,
            lines.size() > 1),
        new Grid(
            "Power of " + analysis + " over " + along,
            List.of("line", along, "power", "MCSE"),
            rows));
  }
}
