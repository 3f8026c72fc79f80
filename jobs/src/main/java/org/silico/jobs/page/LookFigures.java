package org.silico.jobs.page;

import static org.silico.jobs.page.Numbers.shown;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.silico.engine.dataset.TableNames;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.random.StandardNormal;
import org.silico.jobs.parquet.TableReader;
import org.silico.jobs.report.DesignTable;

/** Bounds at looks, planned and simulated, and some trials look by look. */
final class LookFigures {
  /** Paths of trials drawn among the bounds. */
  private static final int PATHS = 6;

  private final Stored stored;
  private final String analysis;
  private final String scenario;

  /** Of the first trials of the first scenario, a row for each look. */
  private final List<Row> rows = new ArrayList<>();

  private record Row(
      int trial, int look, double estimate, double p, double boundary, boolean won) {}

  LookFigures(Stored stored, String analysis) {
    this.stored = stored;
    this.analysis = analysis;
    this.scenario = stored.scenarios().get(0);
    if (stored.has(TableNames.ANALYSES)) {
      TableReader t =
          stored.read(
              TableNames.ANALYSES,
              "SCENARIO",
              "SIMREP",
              "LOOK",
              "ANALYSIS",
              "ESTIMATE",
              "PVALUE",
              "BOUNDARY",
              "REJECTED");
      for (int i = 0; i < t.rows(); i++) {
        if (t.texts("SCENARIO")[i].equals(scenario)
            && t.texts("ANALYSIS")[i].equals(analysis)
            && t.numbers("LOOK")[i] > 0) {
          rows.add(
              new Row(
                  (int) t.numbers("SIMREP")[i],
                  (int) t.numbers("LOOK")[i],
                  t.numbers("ESTIMATE")[i],
                  t.numbers("PVALUE")[i],
                  t.numbers("BOUNDARY")[i],
                  t.numbers("REJECTED")[i] == 1));
        }
      }
    }
  }

  /** The bounds of a scenario, with what was planned and what was simulated. */
  Grid bounds(DesignTable design) {
    List<String> header =
        new ArrayList<>(
            List.of(
                "look",
                "information",
                "z",
                "nominal p",
                "alpha spent",
                "rejects, planned",
                "rejects, simulated"));
    boolean events = design.looks().get(0).events() >= 0;
    if (events) {
      header.add(2, "events");
      header.add(5, "hazard ratio");
    }
    List<List<String>> cells = new ArrayList<>();
    for (int k = 0; k < design.looks().size(); k++) {
      DesignTable.Look look = design.looks().get(k);
      List<String> row =
          new ArrayList<>(
              List.of(
                  look.name(),
                  shown(look.information()),
                  shown(look.z()),
                  shown(look.p()),
                  shown(look.spent()),
                  shown(look.rejects()),
                  shown(simulated(design, k))));
      if (events) {
        row.add(2, shown(look.events()));
        row.add(5, shown(look.hazardRatio()));
      }
      cells.add(row);
    }
    return new Grid(
        "Bounds of "
            + design.analysis()
            + ", "
            + design.scenario()
            + ", "
            + (design.sides() == 1 ? "one-sided" : "two-sided")
            + " alpha "
            + shown(design.alpha()),
        header,
        cells);
  }

  /** How often trials rejected first at a look; of the last what is left of power. */
  private double simulated(DesignTable design, int look) {
    double before = 0;
    for (int k = 0; k < design.looks().size() - 1; k++) {
      Stored.Characteristic c =
          stored.characteristic(
              design.scenario(),
              design.analysis(),
              Metrics.REJECTED_AT + design.looks().get(k).name());
      if (c == null) {
        return Double.NaN;
      }
      if (k == look) {
        return c.estimate();
      }
      before += c.estimate();
    }
    return stored.characteristic(design.scenario(), design.analysis(), Metrics.POWER).estimate()
        - before;
  }

  /** Bounds of Z by information, and the first trials among them. */
  Figure paths(DesignTable design) {
    List<double[]> upper = new ArrayList<>();
    List<double[]> lower = new ArrayList<>();
    List<List<String>> data = new ArrayList<>();
    for (DesignTable.Look look : design.looks()) {
      if (Double.isFinite(look.z())) {
        upper.add(new double[] {look.information(), look.z()});
        if (design.sides() == 2) {
          lower.add(new double[] {look.information(), -look.z()});
        }
      }
      if (design.futility() && Double.isFinite(look.futileZ())) {
        lower.add(new double[] {look.information(), look.futileZ()});
      }
      data.add(List.of("bound", look.name(), shown(look.information()), shown(look.z())));
    }
    List<Map<String, Object>> series = new ArrayList<>();
    series.add(Options.line("efficacy", 0, upper, true));
    if (!lower.isEmpty()) {
      series.add(Options.line(design.sides() == 2 ? "harm" : "futility", 1, lower, true));
    }
    Map<Integer, List<double[]>> paths = new LinkedHashMap<>();
    for (Row row : rows) {
      if (paths.size() == PATHS && !paths.containsKey(row.trial)) {
        break;
      }
      double z = 0.0 - StandardNormal.quantile(row.p / design.sides());
      DesignTable.Look look = design.looks().get(row.look - 1);
      paths
          .computeIfAbsent(row.trial, t -> new ArrayList<>())
          .add(new double[] {look.information(), z});
      data.add(List.of("trial " + row.trial, look.name(), shown(look.information()), shown(z)));
    }
    paths.forEach(
        (trial, points) -> series.add(Options.line("trial " + trial, series.size(), points, true)));
    String finding =
        "The bound for efficacy goes from "
            + shown(design.looks().get(0).z())
            + " to "
            + shown(design.looks().get(design.looks().size() - 1).z())
            + (paths.isEmpty()
                ? "."
                : "; the first "
                    + paths.size()
                    + " trials of "
                    + scenario
                    + " are drawn until they end.");
    return new Figure(
        "bounds",
        "Bounds and the first trials",
        finding,
        Options.chart(
            finding,
            Options.numbers("share of the information"),
            Options.upright(
                Options.numbers(design.sides() == 2 ? "Z, its size of trials" : "Z"), 36),
            series,
            true),
        new Grid("Bounds and trials", List.of("what", "look", "information", "Z"), data));
  }

  /** A trial that was won at the last look, one that was lost, one that ended early. */
  Grid examples(int looks) {
    Map<String, Integer> chosen = new LinkedHashMap<>();
    Map<Integer, Row> last = new LinkedHashMap<>();
    rows.forEach(row -> last.put(row.trial, row));
    for (Row row : last.values()) {
      String kind =
          row.look < looks
              ? (row.won ? "stopped early, won" : "stopped early, not won")
              : row.won ? "won" : "lost";
      chosen.putIfAbsent(kind, row.trial);
    }
    List<List<String>> cells = new ArrayList<>();
    chosen.forEach(
        (kind, trial) ->
            rows.stream()
                .filter(row -> row.trial == trial)
                .forEach(
                    row ->
                        cells.add(
                            List.of(
                                kind,
                                Integer.toString(trial),
                                Integer.toString(row.look),
                                shown(row.estimate),
                                shown(row.p),
                                shown(row.boundary),
                                row.won ? "rejects" : "does not"))));
    return new Grid(
        "Example trials of " + scenario + ": see all of one with silico replay",
        List.of("kind", "trial", "look", "estimate", "p", "largest p that rejects", "decision"),
        cells);
  }
}
