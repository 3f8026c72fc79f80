package org.silico.jobs.page;

import static org.silico.jobs.page.Numbers.shown;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.silico.engine.dataset.TableNames;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Protocol;
import org.silico.jobs.parquet.TableReader;

/** What patients went through in the first scenario, where their tables were kept. */
final class CourseFigures {
  private static final String[] TERMS = {"NATCOURS", "PLACEBO", "DRUG", "NOCEBO", "RESCUE"};

  private static final String[] TERM_NAMES = {
    "natural course", "placebo response", "drug", "nocebo", "rescue"
  };

  private final Stored stored;
  private final Protocol protocol;
  private final String scenario;

  CourseFigures(Stored stored, Protocol protocol) {
    this.stored = stored;
    this.protocol = protocol;
    this.scenario = stored.scenarios().get(0);
  }

  /** Sums over patients at a visit. */
  private static final class Visit {
    String name;
    double n;
    double days;
    final double[] sums;
    double squares;

    Visit(int columns) {
      sums = new double[columns];
    }
  }

  List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (Endpoint e : protocol.endpoints()) {
      if (e.longitudinal().isPresent() && stored.has(e.table())) {
        figures.add(trajectories(e));
      }
      if (e.longitudinal().isPresent() && stored.has(TableNames.TRUTH_BY_VISIT)) {
        figures.add(terms(e));
        figures.add(missing(e));
      }
      if (e.table().equals("ADTTE") && stored.has(e.table())) {
        figures.add(kaplanMeier(e));
      }
    }
    return figures;
  }

  /** By arm and visit, of the first scenario and an endpoint. */
  private Map<String, TreeMap<Integer, Visit>> visits(
      TableReader t, Endpoint e, String arm, String... columns) {
    Map<String, TreeMap<Integer, Visit>> byArm = new LinkedHashMap<>();
    for (int i = 0; i < t.rows(); i++) {
      if (!t.texts("SCENARIO")[i].equals(scenario) || !t.texts("PARAMCD")[i].equals(e.name())) {
        continue;
      }
      double first = t.numbers(columns[0])[i];
      if (Double.isNaN(first)) {
        continue;
      }
      Visit visit =
          byArm
              .computeIfAbsent(t.texts(arm)[i], a -> new TreeMap<>())
              .computeIfAbsent((int) t.numbers("AVISITN")[i], v -> new Visit(columns.length));
      visit.name = t.texts("AVISIT")[i];
      visit.n++;
      visit.days += t.numbers("ADY")[i];
      visit.squares += first * first;
      for (int c = 0; c < columns.length; c++) {
        visit.sums[c] += t.numbers(columns[c])[i];
      }
    }
    return byArm;
  }

  private Figure trajectories(Endpoint e) {
    TableReader t =
        stored.read(e.table(), "SCENARIO", "PARAMCD", "TRTP", "AVISIT", "AVISITN", "ADY", "AVAL");
    List<Map<String, Object>> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    List<String> ends = new ArrayList<>();
    visits(t, e, "TRTP", "AVAL")
        .forEach(
            (arm, visits) -> {
              int position = ends.size();
              List<double[]> means = new ArrayList<>();
              List<double[]> spread = new ArrayList<>();
              for (Visit v : visits.values()) {
                double mean = v.sums[0] / v.n;
                double sd = Math.sqrt(Math.max(0, v.squares / v.n - mean * mean));
                double day = v.days / v.n + 0.6 * position;
                means.add(new double[] {day, mean});
                spread.add(new double[] {day, mean - sd});
                spread.add(new double[] {day, mean + sd});
                spread.add(null);
                rows.add(
                    List.of(arm, v.name, shown(v.days / v.n), shown(v.n), shown(mean), shown(sd)));
              }
              series.add(Options.line(arm, position, means, true));
              series.add(Options.pieces(arm + ", ± 1 SD", position, spread));
              ends.add(arm + " " + shown(means.get(means.size() - 1)[1]));
            });
    String finding =
        "Mean "
            + e.label()
            + " at the last visit in "
            + scenario
            + ": "
            + String.join(", ", ends)
            + ".";
    return new Figure(
        "course-" + e.name(),
        e.label() + " over time, as observed",
        finding,
        Options.chart(
            finding,
            Options.numbers("days since randomisation"),
            Options.upright(Options.numbers(e.label()), 40),
            series,
            true),
        new Grid(
            e.label() + " by arm and visit",
            List.of("arm", "visit", "mean day", "values", "mean", "SD"),
            rows));
  }

  /** The response of the first control arm, split into what it is made of. */
  private Figure terms(Endpoint e) {
    String control =
        protocol.arms().stream()
            .filter(Protocol.Arm::control)
            .map(Protocol.Arm::name)
            .findFirst()
            .orElse(protocol.arms().get(0).name());
    String[] columns = {"SCENARIO", "PARAMCD", "TRT01P", "AVISIT", "AVISITN", "ADY"};
    String[] all = Arrays.copyOf(columns, columns.length + TERMS.length);
    System.arraycopy(TERMS, 0, all, columns.length, TERMS.length);
    TableReader t = stored.read(TableNames.TRUTH_BY_VISIT, all);
    List<Map<String, Object>> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    List<String> ends = new ArrayList<>();
    var visits = visits(t, e, "TRT01P", TERMS).getOrDefault(control, new TreeMap<>());
    for (int c = 0; c < TERMS.length; c++) {
      List<double[]> points = new ArrayList<>();
      double start = Double.NaN;
      boolean moves = false;
      for (Visit v : visits.values()) {
        double mean = v.sums[c] / v.n;
        // the level is in the natural course: all are shown from the first visit on
        start = Double.isNaN(start) ? (c == 0 ? mean : 0) : start;
        points.add(new double[] {v.days / v.n, mean - start});
        moves |= Math.abs(mean - start) > 1e-9;
        rows.add(List.of(TERM_NAMES[c], v.name, shown(v.days / v.n), shown(mean)));
      }
      if (moves) {
        series.add(Options.line(TERM_NAMES[c], series.size(), points, true));
        ends.add(TERM_NAMES[c] + " " + shown(points.get(points.size() - 1)[1]));
      }
    }
    String finding =
        "On arm "
            + control
            + ", scenario "
            + scenario
            + ", the response at the last visit is made of: "
            + (ends.isEmpty() ? "nothing that changes" : String.join(", ", ends))
            + " (natural course from the first visit on).";
    return new Figure(
        "terms-" + e.name(),
        "What the response of arm " + control + " is made of: " + e.label(),
        finding,
        Options.chart(
            finding,
            Options.numbers("days since randomisation"),
            Options.upright(Options.numbers("mean, on the scale on which terms add"), 44),
            series,
            true),
        new Grid(
            "Mean terms of arm " + control, List.of("term", "visit", "mean day", "mean"), rows));
  }

  private Figure missing(Endpoint e) {
    TableReader t =
        stored.read(
            TableNames.TRUTH_BY_VISIT,
            "SCENARIO",
            "PARAMCD",
            "TRT01P",
            "AVISIT",
            "AVISITN",
            "ADY",
            "AVAL",
            "SEEN");
    Map<String, TreeMap<Integer, double[]>> shares = new LinkedHashMap<>();
    Map<Integer, String> names = new TreeMap<>();
    for (int i = 0; i < t.rows(); i++) {
      if (t.texts("SCENARIO")[i].equals(scenario) && t.texts("PARAMCD")[i].equals(e.name())) {
        int visit = (int) t.numbers("AVISITN")[i];
        names.put(visit, t.texts("AVISIT")[i]);
        double[] counts =
            shares
                .computeIfAbsent(t.texts("TRT01P")[i], a -> new TreeMap<>())
                .computeIfAbsent(visit, v -> new double[2]);
        counts[0]++;
        counts[1] += t.texts("SEEN")[i].equals("N") ? 1 : 0;
      }
    }
    List<Map<String, Object>> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    List<String> ends = new ArrayList<>();
    shares.forEach(
        (arm, visits) -> {
          List<Double> values = new ArrayList<>();
          visits.forEach(
              (visit, counts) -> {
                values.add(counts[1] / counts[0]);
                rows.add(List.of(arm, names.get(visit), shown(counts[1] / counts[0])));
              });
          series.add(Options.bars(arm, series.size(), values, null));
          ends.add(arm + " " + shown(100 * values.get(values.size() - 1)) + " %");
        });
    String finding =
        "Not seen at the last visit in " + scenario + ": " + String.join(", ", ends) + ".";
    return new Figure(
        "missing-" + e.name(),
        "Values that were not seen: " + e.label(),
        finding,
        Options.chart(
            finding,
            Options.words("visit", List.copyOf(names.values())),
            Options.upright(Options.numbers("share of patients"), 44),
            series,
            true),
        new Grid("Values not seen", List.of("arm", "visit", "share"), rows));
  }

  /** Of the first trial. */
  private Figure kaplanMeier(Endpoint e) {
    TableReader t = stored.read(e.table(), "SCENARIO", "SIMREP", "PARAMCD", "TRTP", "AVAL", "CNSR");
    Map<String, List<double[]>> byArm = new LinkedHashMap<>();
    protocol.arms().forEach(arm -> byArm.put(arm.name(), new ArrayList<>()));
    for (int i = 0; i < t.rows(); i++) {
      if (t.numbers("SIMREP")[i] == 1
          && t.texts("SCENARIO")[i].equals(scenario)
          && t.texts("PARAMCD")[i].equals(e.name())) {
        byArm
            .get(t.texts("TRTP")[i])
            .add(new double[] {t.numbers("AVAL")[i], t.numbers("CNSR")[i]});
      }
    }
    List<Map<String, Object>> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    List<String> ends = new ArrayList<>();
    byArm.forEach(
        (arm, times) -> {
          List<double[]> steps = productLimit(times);
          Map<String, Object> line = Options.line(arm, series.size(), steps, false);
          line.put("step", "end");
          series.add(line);
          for (int k = 0; k < steps.size(); k += Math.max(1, steps.size() / 40)) {
            rows.add(List.of(arm, shown(steps.get(k)[0]), shown(steps.get(k)[1])));
          }
          ends.add(arm + " " + shown(steps.get(steps.size() - 1)[1]));
        });
    String finding =
        "Share without the event at the end of follow-up in the first trial of "
            + scenario
            + ": "
            + String.join(", ", ends)
            + ".";
    return new Figure(
        "km-" + e.name(),
        e.label() + " in one trial (Kaplan–Meier)",
        finding,
        Options.chart(
            finding,
            Options.numbers("days since randomisation"),
            Options.upright(Options.between("share without the event", 0, 1), 40),
            series,
            true),
        new Grid("Kaplan–Meier estimate", List.of("arm", "day", "share"), rows));
  }

  /** Times and the share that is left from each on, at events; the last is the end. */
  static List<double[]> productLimit(List<double[]> timesAndCensored) {
    double[][] sorted = timesAndCensored.toArray(double[][]::new);
    Arrays.sort(
        sorted, (a, b) -> a[0] != b[0] ? Double.compare(a[0], b[0]) : Double.compare(a[1], b[1]));
    List<double[]> steps = new ArrayList<>();
    steps.add(new double[] {0, 1});
    double left = 1;
    int i = 0;
    while (i < sorted.length) {
      double time = sorted[i][0];
      int atRisk = sorted.length - i;
      int events = 0;
      while (i < sorted.length && sorted[i][0] == time) {
        events += sorted[i++][1] == 0 ? 1 : 0;
      }
      if (events > 0) {
        left *= 1 - (double) events / atRisk;
        steps.add(new double[] {time, left});
      }
    }
    if (sorted.length > 0) {
      steps.add(new double[] {sorted[sorted.length - 1][0], left});
    }
    return steps;
  }
}
