package org.silico.jobs.page;

import static org.silico.jobs.page.Numbers.shown;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.silico.engine.dataset.TableNames;
import org.silico.engine.evaluation.Metrics;
import org.silico.jobs.parquet.TableReader;

/** How power settles with trials, where estimates lie, how trials end. */
final class TrialFigures {
  private static final int CLASSES = 40;
  private static final int STEPS = 100;

  /** Scenarios drawn in one chart. */
  private static final int MOST_LINES = 6;

  private final Stored stored;
  private final String analysis;

  /** Behind what is estimated: a unit, or nothing. */
  private final String unit;

  /** By scenario, in the order of trials, what the analysis found at the last look held. */
  private final Map<String, Ends> ends = new LinkedHashMap<>();

  private static final class Ends {
    final List<Double> estimates = new ArrayList<>();
    final List<Boolean> rejected = new ArrayList<>();
    double lastTrial = -1;
  }

  /**
   * @param days whether estimates are in days
   */
  TrialFigures(Stored stored, String analysis, boolean days) {
    this.unit = days ? ", in days" : "";
    this.stored = stored;
    this.analysis = analysis;
    if (stored.has(TableNames.ANALYSES)) {
      readEnds();
    }
  }

  private void readEnds() {
    TableReader t =
        stored.read(TableNames.ANALYSES, "SCENARIO", "SIMREP", "ANALYSIS", "ESTIMATE", "REJECTED");
    String[] scenario = t.texts("SCENARIO");
    double[] trial = t.numbers("SIMREP");
    for (int i = 0; i < t.rows(); i++) {
      if (!t.texts("ANALYSIS")[i].equals(analysis)) {
        continue;
      }
      Ends own = ends.computeIfAbsent(scenario[i], s -> new Ends());
      boolean again = trial[i] == own.lastTrial;
      int last = own.estimates.size() - 1;
      if (again) {
        own.estimates.set(last, t.numbers("ESTIMATE")[i]);
        own.rejected.set(last, t.numbers("REJECTED")[i] == 1);
      } else {
        own.estimates.add(t.numbers("ESTIMATE")[i]);
        own.rejected.add(t.numbers("REJECTED")[i] == 1);
        own.lastTrial = trial[i];
      }
    }
  }

  List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    if (!ends.isEmpty()) {
      figures.add(convergence());
    }
    figures.add(forest());
    if (!ends.isEmpty()) {
      Figure histogram = histogram();
      if (histogram != null) {
        figures.add(histogram);
      }
    }
    if (stored.has(TableNames.TRIALS)) {
      Figure reasons = reasons();
      if (reasons != null) {
        figures.add(reasons);
      }
    }
    return figures;
  }

  /** Power of the trials so far, for the first scenarios. */
  private Figure convergence() {
    List<Map<String, Object>> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    double widest = 0;
    for (Map.Entry<String, Ends> e : ends.entrySet()) {
      if (series.size() == MOST_LINES) {
        break;
      }
      List<Boolean> rejected = e.getValue().rejected;
      List<double[]> points = new ArrayList<>();
      int successes = 0;
      int next = 1;
      for (int n = 1; n <= rejected.size(); n++) {
        successes += rejected.get(n - 1) ? 1 : 0;
        if (n >= Math.min(20, rejected.size()) && (n >= next || n == rejected.size())) {
          points.add(new double[] {n, (double) successes / n});
          next = n + Math.max(1, rejected.size() / STEPS);
        }
      }
      double p = (double) successes / rejected.size();
      double error = Math.sqrt(p * (1 - p) / rejected.size());
      widest = Math.max(widest, error);
      series.add(Options.line(e.getKey(), series.size(), points, false));
      rows.add(List.of(e.getKey(), Integer.toString(rejected.size()), shown(p), shown(error)));
    }
    String finding =
        "After "
            + Numbers.count(ends.values().iterator().next().rejected.size())
            + " trials a scenario, power has a Monte-Carlo standard error of at most "
            + shown(widest)
            + " in those shown.";
    return new Figure(
        "convergence",
        "Power as trials add up",
        finding,
        Options.chart(
            finding,
            Options.numbers("trials"),
            Options.upright(Options.numbers("power so far"), 44),
            series,
            true),
        new Grid(
            "Power of the trials that were read",
            List.of("scenario", "trials", "power", "MCSE"),
            rows));
  }

  /** Mean and spread of estimates by scenario, with the true value. */
  private Figure forest() {
    List<String> names = new ArrayList<>();
    List<double[]> means = new ArrayList<>();
    List<double[]> spread = new ArrayList<>();
    List<double[]> truths = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    double worst = 0;
    for (String s : stored.scenarios()) {
      Stored.Characteristic mean = stored.characteristic(s, analysis, "mean estimate");
      Stored.Characteristic error = stored.characteristic(s, analysis, "empirical SE");
      if (mean == null || names.size() == 40 || Double.isNaN(mean.estimate())) {
        continue;
      }
      int k = names.size();
      names.add(s);
      means.add(new double[] {mean.estimate(), k});
      spread.add(new double[] {mean.estimate() - 1.96 * error.estimate(), k});
      spread.add(new double[] {mean.estimate() + 1.96 * error.estimate(), k});
      spread.add(null);
      double truth = stored.truth(s, analysis);
      if (!Double.isNaN(truth)) {
        truths.add(new double[] {truth, k});
        worst =
            Math.abs(mean.estimate() - truth) > Math.abs(worst) ? mean.estimate() - truth : worst;
      }
      rows.add(List.of(s, shown(mean.estimate()), shown(error.estimate()), shown(truth)));
    }
    String finding =
        truths.isEmpty()
            ? "Estimates by scenario; what they estimate has no known true value."
            : "Mean estimates differ from their true values by at most "
                + shown(Math.abs(worst))
                + (unit.isEmpty() ? "." : " days.");
    return new Figure(
        "estimates",
        "Estimates of " + analysis + " and what is true",
        finding,
        Options.chart(
            finding,
            Options.numbers(
                unit.isEmpty() ? "estimate, on the scale of the analysis" : "estimate" + unit),
            Options.downwards(Options.words("scenario", names), 150),
            List.of(
                Options.pieces("mean ± 1.96 standard deviations", 0, spread),
                Options.points("mean estimate", 0, means),
                Options.points("true value", 1, truths)),
            true),
        new Grid(
            "Estimates of " + analysis + unit,
            List.of("scenario", "mean estimate", "standard deviation", "true value"),
            rows));
  }

  /** Estimates of the first scenario; null where there are too few. */
  private Figure histogram() {
    String scenario = ends.keySet().iterator().next();
    double[] x =
        ends.get(scenario).estimates.stream()
            .mapToDouble(v -> v)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (x.length < 20 || x[0] == x[x.length - 1]) {
      return null;
    }
    // the outermost thousandths would leave no room for the others
    double low = x[(int) (0.001 * x.length)];
    double high = x[x.length - 1 - (int) (0.001 * x.length)];
    double width = (high - low) / CLASSES;
    double[] counts = new double[CLASSES];
    for (double v : x) {
      int k = (int) ((v - low) / width);
      counts[Math.max(0, Math.min(CLASSES - 1, k))]++;
    }
    List<double[]> steps = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < CLASSES; k++) {
      double from = low + k * width;
      steps.add(new double[] {from, counts[k] / x.length});
      rows.add(List.of(shown(from), shown(from + width), shown(counts[k] / x.length)));
    }
    steps.add(new double[] {high, 0});
    Map<String, Object> line = Options.line("share of trials", 0, steps, false);
    line.put("step", "end");
    line.put("areaStyle", Options.map("opacity", 0.25));
    double truth = stored.truth(scenario, analysis);
    if (!Double.isNaN(truth)) {
      Options.rule(line, "xAxis", Options.round(truth), "true value");
    }
    String finding =
        "In "
            + scenario
            + " the middle half of the estimates lies between "
            + shown(x[x.length / 4])
            + " and "
            + shown(x[3 * x.length / 4])
            + (Double.isNaN(truth) ? "." : "; the true value is " + shown(truth) + ".");
    return new Figure(
        "histogram",
        "Distribution of the estimates, " + scenario,
        finding,
        Options.chart(
            finding,
            Options.numbers("estimate of " + analysis + unit),
            Options.upright(Options.numbers("share of trials"), 44),
            List.of(line),
            false),
        new Grid(
            "Share of trials by estimate" + unit, List.of("from", "to", "share of trials"), rows));
  }

  /** Why trials ended, at which look; null where all ended alike. */
  private Figure reasons() {
    TableReader t = stored.read(TableNames.TRIALS, "SCENARIO", "STOPLOOK", "STOPREAS");
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    Map<String, Integer> trials = new LinkedHashMap<>();
    for (int i = 0; i < t.rows(); i++) {
      double look = t.numbers("STOPLOOK")[i];
      String reason =
          (Double.isNaN(look) ? "" : "look " + shown(look) + ": ")
              + t.texts("STOPREAS")[i].toLowerCase(Locale.ROOT);
      counts
          .computeIfAbsent(reason, r -> new LinkedHashMap<>())
          .merge(t.texts("SCENARIO")[i], 1, Integer::sum);
      trials.merge(t.texts("SCENARIO")[i], 1, Integer::sum);
    }
    if (counts.size() < 2) {
      return null;
    }
    List<String> names = trials.keySet().stream().limit(40).toList();
    List<Map<String, Object>> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    counts.forEach(
        (reason, by) -> {
          List<Double> shares =
              names.stream().map(s -> (double) by.getOrDefault(s, 0) / trials.get(s)).toList();
          series.add(Options.bars(reason, series.size(), shares, "trials"));
          for (int k = 0; k < names.size(); k++) {
            rows.add(List.of(names.get(k), reason, shown(shares.get(k))));
          }
        });
    String first = names.get(0);
    String finding =
        "In "
            + first
            + " "
            + String.join(
                ", ",
                counts.entrySet().stream()
                    .filter(e -> e.getValue().containsKey(first))
                    .map(
                        e ->
                            shown(100.0 * e.getValue().get(first) / trials.get(first))
                                + " % of trials ended at "
                                + e.getKey())
                    .toList())
            + ".";
    return new Figure(
        "ends",
        "How trials ended",
        finding,
        Options.chart(
            finding,
            Options.between("share of trials", 0, 1),
            Options.downwards(Options.words("scenario", names), 150),
            series,
            true),
        new Grid("How trials ended", List.of("scenario", "end", "share of trials"), rows));
  }

  /** Whether power is known of the analysis. */
  static boolean tested(Stored stored, String analysis) {
    return stored.scenarios().stream()
        .allMatch(s -> stored.characteristic(s, analysis, Metrics.POWER) != null);
  }
}
