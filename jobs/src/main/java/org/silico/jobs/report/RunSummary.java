package org.silico.jobs.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.silico.engine.evaluation.Characteristic;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.plan.CutPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.protocol.Estimand;
import org.silico.engine.truth.TrueValue;
import org.silico.jobs.run.ScenarioResult;

/**
 * The numbers of a run that a statistician looks at first, unrounded, in the order of scenarios and
 * of the protocol. {@link Summary} is their text.
 *
 * @param analyses a row for each analysis of each scenario; none where the protocol has none
 * @param trials a row for each scenario
 * @param looks a row for each look before the last of each scenario; none where there is one only
 * @param eventEndpoints names of the endpoints that have events
 * @param estimands a row for each estimand of each scenario
 * @param failed trials without a p value, by analysis and scenario, where there are some
 * @param noted trials with a p value and something to know of it, likewise
 * @param labels of analyses that are called more than their names
 * @param badDirections analyses whose true effects all lie on the side that is not called better
 */
public record RunSummary(
    List<AnalysisRow> analyses,
    List<TrialsRow> trials,
    List<LookRow> looks,
    List<String> eventEndpoints,
    List<EstimandRow> estimands,
    List<Outcomes> failed,
    List<Outcomes> noted,
    Map<String, String> labels,
    List<Analysis> badDirections) {

  /** Below this a number is what rounding has left of 0. */
  static final double ROUNDING = 1e-12;

  /**
   * Of characteristics those that were not computed are null: there is no bias where the true value
   * is unknown.
   *
   * @param ratio whether estimates are logarithms of ratios
   * @param days whether they are in days
   */
  public record AnalysisRow(
      String scenario,
      Analysis analysis,
      boolean ratio,
      boolean days,
      Characteristic power,
      Characteristic trueValue,
      Characteristic meanEstimate,
      Characteristic bias,
      Characteristic empiricalError,
      Characteristic modelError,
      Characteristic coverage) {}

  /**
   * Means over trials.
   *
   * @param events by {@link RunSummary#eventEndpoints}
   * @param unreached where some trials have not reached the events that the cut waits for; else
   *     null
   */
  public record TrialsRow(
      String scenario,
      long trials,
      Characteristic subjects,
      Characteristic dropouts,
      Characteristic screenFailures,
      List<Characteristic> events,
      Characteristic days,
      Unreached unreached) {}

  /**
   * A look before the last.
   *
   * @param held the share of trials in which it was
   * @param rejected by analysis the share of trials in which it rejects at this look
   * @param futile the share of trials given up at this look; null where none can be
   * @param stops whether an analysis can end the trial
   */
  public record LookRow(
      String scenario,
      String look,
      Characteristic held,
      Characteristic days,
      Characteristic subjects,
      Map<String, Characteristic> rejected,
      Characteristic futile,
      boolean stops) {}

  /**
   * A cut that waited in vain.
   *
   * @param reached the share of trials that came to the events
   * @param events that it waits for
   * @param counted what they are, in words
   * @param latest whether there is a time that it does not wait beyond
   */
  public record Unreached(
      Characteristic reached, int events, String counted, String endpoint, boolean latest) {}

  /**
   * @param ratio whether the value is the logarithm of a ratio
   */
  public record EstimandRow(String scenario, String estimand, boolean ratio, TrueValue value) {}

  /**
   * How often an analysis ended other than well.
   *
   * @param trials by reason
   */
  public record Outcomes(String scenario, String analysis, Map<String, Long> trials) {}

  public static RunSummary of(List<ScenarioResult> results) {
    List<AnalysisRow> analyses = new ArrayList<>();
    List<TrialsRow> trials = new ArrayList<>();
    List<LookRow> looks = new ArrayList<>();
    List<EstimandRow> estimands = new ArrayList<>();
    List<Outcomes> failed = new ArrayList<>();
    List<Outcomes> noted = new ArrayList<>();
    TrialPlan first = results.get(0).plan();
    List<String> endpoints = withEvents(first);
    for (ScenarioResult r : results) {
      for (AnalysisPlan plan : r.plan().questions().analyses()) {
        analyses.add(analysis(r, plan));
      }
      trials.add(trials(r, endpoints));
      looks(r, looks);
      estimands(r, estimands);
      outcomes(r, Metrics.FAILED, failed);
      outcomes(r, Metrics.NOTED, noted);
    }
    Map<String, String> labels = new LinkedHashMap<>();
    for (Analysis a : results.get(0).protocol().analyses()) {
      if (!a.label().equals(a.name())) {
        labels.put(a.name(), a.label());
      }
    }
    return new RunSummary(
        analyses,
        trials,
        looks,
        endpoints,
        estimands,
        failed,
        noted,
        labels,
        badDirections(results));
  }

  private static AnalysisRow analysis(ScenarioResult r, AnalysisPlan plan) {
    Map<String, Characteristic> m = byMetric(r, plan.analysis().name());
    return new AnalysisRow(
        r.name(),
        plan.analysis(),
        plan.analysis().method().effect().ratio(),
        plan.analysis().method().method().inDays(),
        m.get(Metrics.POWER),
        m.get("true value"),
        m.get("mean estimate"),
        m.get("bias"),
        m.get("empirical SE"),
        m.get("model SE"),
        m.get("coverage"));
  }

  private static List<String> withEvents(TrialPlan plan) {
    return IntStream.range(0, plan.questions().endpoints().size())
        .filter(e -> plan.questions().endpoints().get(e).hasEvents())
        .mapToObj(e -> plan.questions().endpoints().get(e).source().name())
        .toList();
  }

  private static TrialsRow trials(ScenarioResult r, List<String> endpoints) {
    Map<String, Characteristic> whole = byMetric(r, "");
    return new TrialsRow(
        r.name(),
        r.trials(),
        whole.get("subjects"),
        whole.get("dropouts"),
        whole.get("screen failures"),
        endpoints.stream().map(e -> whole.get(Metrics.EVENTS + e)).toList(),
        whole.get("duration (days)"),
        unreached(r, whole.get(Metrics.TARGET_REACHED)));
  }

  private static void looks(ScenarioResult r, List<LookRow> rows) {
    Map<String, Characteristic> whole = byMetric(r, "");
    List<String> names = r.plan().conduct().lookNames();
    int deciding = r.plan().questions().deciding();
    boolean stops = deciding >= 0;
    boolean gives = stops && r.plan().questions().analyses().get(deciding).stopping().givesUp();
    for (String look : names.subList(0, names.size() - 1)) {
      Map<String, Characteristic> rejected = new LinkedHashMap<>();
      for (Analysis a : r.protocol().analyses()) {
        rejected.put(a.name(), byMetric(r, a.name()).get(Metrics.REJECTED_AT + look));
      }
      rows.add(
          new LookRow(
              r.name(),
              look,
              whole.get(Metrics.HELD + look),
              whole.get(Metrics.DAYS_TO + look),
              whole.get(Metrics.SUBJECTS_AT + look),
              rejected,
              gives ? whole.get(Metrics.FUTILE_AT + look) : null,
              stops));
    }
  }

  private static Unreached unreached(ScenarioResult r, Characteristic reached) {
    if (reached == null || !(reached.estimate() < 1)) {
      return null;
    }
    TrialPlan plan = r.plan();
    CutPlan.Events cut =
        (CutPlan.Events) plan.conduct().looks().get(plan.conduct().looks().size() - 1);
    return new Unreached(
        reached,
        cut.number(),
        cut.counted(),
        plan.questions().endpoints().get(cut.endpoint()).source().name(),
        cut.latest() != Double.POSITIVE_INFINITY);
  }

  private static void estimands(ScenarioResult r, List<EstimandRow> rows) {
    List<Estimand> estimands = r.protocol().estimands();
    for (int k = 0; k < estimands.size(); k++) {
      rows.add(
          new EstimandRow(
              r.name(),
              estimands.get(k).name(),
              estimands.get(k).summary() != Estimand.Summary.DIFFERENCE,
              r.truth().estimands().get(k)));
    }
  }

  private static void outcomes(ScenarioResult r, String prefix, List<Outcomes> rows) {
    for (Analysis a : r.protocol().analyses()) {
      Map<String, Long> trials = new LinkedHashMap<>();
      for (Characteristic c : byMetric(r, a.name()).values()) {
        if (c.metric().startsWith(prefix)) {
          String reason = c.metric().substring(prefix.length()).replaceFirst("^ok, ", "");
          trials.put(reason, Math.round(c.estimate() * c.n()));
        }
      }
      if (!trials.isEmpty()) {
        rows.add(new Outcomes(r.name(), a.name(), trials));
      }
    }
  }

  /**
   * Tests of superiority whose true value lies, wherever there is an effect, on the side that the
   * protocol does not call better.
   */
  private static List<Analysis> badDirections(List<ScenarioResult> results) {
    List<Analysis> found = new ArrayList<>();
    List<AnalysisPlan> analyses = results.get(0).plan().questions().analyses();
    for (int a = 0; a < analyses.size(); a++) {
      Analysis analysis = analyses.get(a).analysis();
      boolean higher = analysis.hypothesis().better() == Analysis.Better.HIGHER;
      int good = 0;
      int bad = 0;
      for (ScenarioResult r : results) {
        TrueValue truth = r.truth().analyses().get(a);
        if (Math.abs(truth.value()) > 4 * truth.mcse() + ROUNDING) {
          good += truth.value() > 0 == higher ? 1 : 0;
          bad += truth.value() > 0 == higher ? 0 : 1;
        }
      }
      if (analysis.hypothesis().kind() == Analysis.Kind.SUPERIORITY && bad > 0 && good == 0) {
        found.add(analysis);
      }
    }
    return found;
  }

  private static Map<String, Characteristic> byMetric(ScenarioResult r, String analysis) {
    return r.characteristics().stream()
        .filter(c -> c.analysis().equals(analysis))
        .collect(
            Collectors.toMap(
                Characteristic::metric, c -> c, (first, second) -> first, LinkedHashMap::new));
  }
}
