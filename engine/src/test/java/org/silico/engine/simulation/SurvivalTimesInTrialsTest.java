package org.silico.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.silico.engine.Plans;
import org.silico.engine.analysis.Status;
import org.silico.engine.dataset.Datasets;
import org.silico.engine.dataset.KeptRows;
import org.silico.engine.dataset.TableNames;
import org.silico.engine.evaluation.AnalysisResult;
import org.silico.engine.evaluation.Characteristic;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.random.StandardNormal;
import org.silico.engine.truth.TrueValue;
import org.silico.engine.truth.TrueValue.Origin;
import org.silico.engine.truth.TrueValues;

/** Restricted means and milestones in whole trials. */
class SurvivalTimesInTrialsTest {
  /** An effect that begins after four months; patients leave and enter over a year and a half. */
  private static final String DELAYED =
      Plans.TWO_ARMS
          + """
          population: {covariates: {SEX: {distribution: categorical, probabilities: {F: 0.5, M: 0.5}}}}
          enrolment: {patients: 400, rate: 22 per month}
          randomisation: {method: permuted blocks, block size: 4}
          endpoints:
            OS:
              type: time to event
              median: 12 months
              hazard ratio: [{from: 0 months, ratio: 1}, {from: 4 months, ratio: {control: 1, active: 0.6}}]
          dropout: {hazard: 0.02 per month}
          simulation: {seed: 5}
          """;

  private static final String ANALYSES =
      """
      analyses:
        mean: {method: restricted mean survival time, to: 18 months}
        by sex: {method: restricted mean survival time, to: 18 months, strata: [SEX]}
        share: {method: milestone survival, at: 12 months}
        log-log: {method: milestone survival, at: 12 months, scale: complementary log-log}
        hazards: {method: log-rank}
      """;

  private static Map<String, List<Characteristic>> characteristics(TrialPlan plan, int trials)
      throws IOException {
    List<String> names =
        plan.questions().analyses().stream().map(a -> a.analysis().name()).toList();
    double[] truth = TrueValues.of(plan).stream().mapToDouble(TrueValue::value).toArray();
    Metrics metrics = new Metrics(names, truth);
    return metrics.summarise(new TrialRunner(plan, metrics, Datasets.NONE).run(0, trials)).stream()
        .collect(Collectors.groupingBy(Characteristic::analysis));
  }

  private static Characteristic of(List<Characteristic> all, String metric) {
    return all.stream().filter(c -> c.metric().equals(metric)).findFirst().orElseThrow();
  }

  /**
   * With dropout and staggered entry; the cut comes 28 months after enrolment opens, so that of 400
   * patients about 220 could be followed for 18 months.
   */
  @Test
  void estimatesAreUnbiasedAndIntervalsCover() throws IOException {
    TrialPlan plan = Plans.plan(DELAYED + "cut: {calendar time: 28 months}\n" + ANALYSES);
    assertTrue(
        TrueValues.of(plan).subList(0, 4).stream().allMatch(t -> t.origin() == Origin.EXACT));
    int trials = 4000;
    Map<String, List<Characteristic>> all = characteristics(plan, trials);
    for (String analysis : List.of("mean", "by sex", "share", "log-log")) {
      List<Characteristic> own = all.get(analysis);
      Characteristic bias = of(own, "bias");
      assertTrue(Math.abs(bias.estimate()) < 4 * bias.mcse(), analysis + ": " + bias);
      double ratio = of(own, "model SE").estimate() / of(own, "empirical SE").estimate();
      // the empirical one is known to 1.1%
      assertEquals(1, ratio, 0.045, analysis);
      // 4 standard errors of a share of 0.95
      assertEquals(0.95, of(own, "coverage").estimate(), 0.0138, analysis);
      assertEquals(0, of(own, Metrics.POWER).failures(), analysis);
      double drift = of(own, "true value").estimate() / of(own, "model SE").estimate();
      double power = StandardNormal.cdf(drift - StandardNormal.quantile(0.975));
      // 4 standard errors of a share of a half
      assertEquals(power, of(own, "power").estimate(), 0.032, analysis);
    }
    // late effect: months gained are days here
    double month = 365.25 / 12;
    double h = Math.log(2) / 12;
    double gained =
        Math.exp(-4 * h)
            * ((1 - Math.exp(-0.6 * h * 14)) / (0.6 * h) - (1 - Math.exp(-h * 14)) / h);
    assertEquals(gained * month, of(all.get("mean"), "true value").estimate(), 1e-9);
    double share = Math.exp(-4 * h) * (Math.exp(-0.6 * h * 8) - Math.exp(-h * 8));
    assertEquals(share, of(all.get("share"), "true value").estimate(), 1e-12);
  }

  /** Without an effect two-sided tests reject in 5%, half of them in the good direction. */
  @Test
  void levelsAreHeld() throws IOException {
    String nothing = DELAYED.replace("active: 0.6", "active: 1");
    TrialPlan plan = Plans.plan(nothing + "follow up: {duration: 18 months}\n" + ANALYSES);
    Map<String, List<Characteristic>> all = characteristics(plan, 4000);
    for (String analysis : List.of("mean", "by sex", "share", "log-log")) {
      // 4 standard errors of 0.025
      assertEquals(0.025, of(all.get(analysis), "power").estimate(), 0.0099, analysis);
    }
  }

  /** Where treatment costs as many days as the margin has, a non-inferiority has its level. */
  @Test
  void aMarginIsInDays() throws IOException {
    // a constant hazard h has a restricted mean of (1 - exp(-h t)) / h
    String harm =
        Plans.TWO_ARMS
            + """
            enrolment: {patients: 400}
            endpoints: {OS: {type: time to event, hazard: {control: 0.05 per month, active: 0.0651834 per month}}}
            follow up: {duration: 18 months}
            simulation: {seed: 9}
            analyses:
              cost: {method: restricted mean survival time, to: 18 months, hypothesis: non-inferiority, margin: 40 days, sides: 1}
              in months: {method: restricted mean survival time, to: 1.5 years, hypothesis: non-inferiority, margin: 1.3141683778 months, sides: 1}
            """;
    double truth =
        365.25
            / 12
            * ((1 - Math.exp(-0.0651834 * 18)) / 0.0651834 - (1 - Math.exp(-0.05 * 18)) / 0.05);
    String atMargin = harm.replace("margin: 40 days", "margin: " + -truth + " days");
    Map<String, List<Characteristic>> all = characteristics(Plans.plan(atMargin), 4000);
    assertEquals(0.025, of(all.get("cost"), "power").estimate(), 0.0099);
    assertEquals(truth, of(all.get("cost"), "true value").estimate(), 1e-9);
    TrialPlan plan = Plans.plan(harm);
    assertEquals(
        plan.questions().analyses().get(0).upper(),
        plan.questions().analyses().get(1).upper(),
        1e-7);
    assertEquals(-40, plan.questions().analyses().get(0).nullValue());
  }

  /** The hazard of the treatment arm is lower, its time longer, and both are shown. */
  @Test
  void bothDirectionsAreGood() throws IOException {
    TrialPlan plan = Plans.plan(DELAYED + "follow up: {duration: 30 months}\n" + ANALYSES);
    for (int a = 0; a < 5; a++) {
      assertEquals(
          a < 4 ? Analysis.Better.HIGHER : Analysis.Better.LOWER,
          plan.questions().analyses().get(a).analysis().hypothesis().better());
    }
    Map<String, List<Characteristic>> all = characteristics(plan, 200);
    // about 0.4 and 0.7; in the other direction both would be below 0.001
    assertTrue(of(all.get("mean"), "power").estimate() > 0.2);
    assertTrue(of(all.get("hazards"), "power").estimate() > 0.5);
    assertTrue(of(all.get("hazards"), "mean estimate").estimate() < 0);
    assertTrue(of(all.get("mean"), "mean estimate").estimate() > 0);
  }

  @Test
  void directionsThatContradictEachOtherAreWarnedOf() {
    String rest = DELAYED + "follow up: {duration: 30 months}\n";
    String both = "analyses: {a: {method: cox}, b: {method: milestone survival, at: 1 year}}\n";
    assertEquals(List.of(), warnings(rest + both));
    List<String> found = warnings(rest + both.replace("at: 1 year", "at: 1 year, better: lower"));
    assertEquals(1, found.size(), found.toString());
    assertTrue(
        found
            .get(0)
            .contains(
                "'b' and 'a' both take lower for better, and a longer time without an event goes"
                    + " with a lower hazard; one of them needs 'better: higher'"),
        found.toString());
    // recovery: an event that is good
    String good =
        both.replace("cox", "cox, better: higher")
            .replace("at: 1 year", "at: 1 year, better: lower");
    assertEquals(List.of(), warnings(rest + good));
  }

  private static List<String> warnings(String sections) {
    Protocol protocol = Plans.protocol(sections);
    return protocol.warnings().stream()
        .map(Object::toString)
        .filter(warning -> warning.contains("better"))
        .toList();
  }

  /** Looks come at 9 months, before anybody is followed for 18, and at 26. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "restricted mean survival time, to: 18 months",
        "milestone survival, at: 18 months",
        "milestone survival, at: 18 months, scale: complementary log-log"
      })
  void aLookBeforeTheTimeTestsNothingAndTheTrialGoesOn(String method) throws IOException {
    Plans.Trial trial =
        Plans.Trial.of(
            DELAYED
                + "looks: {early: {calendar time: 9 months}, late: {calendar time: 26 months}}\n"
                + "cut: {calendar time: 40 months}\n"
                + "analyses: {a: {sides: 1, method: "
                + method
                + ", stopping: {information: [0.1, 0.6], efficacy: {boundary: spending Pocock},"
                + " futility: {boundary: z, values: [0, 0]}}}}\n");
    TrialPlan plan = trial.plan();
    Metrics metrics = new Metrics(List.of("a"), new double[] {0});
    KeptRows rows = new KeptRows();
    TrialRunner runner =
        new TrialRunner(plan, metrics, trial.datasets(Set.copyOf(TableNames.PER_TRIAL), rows));
    runner.run(0, 50);
    int stopped = 0;
    for (int k = 0; k < 50; k++) {
      TrialOutcome outcome = new TrialRunner(plan, metrics).run(k);
      AnalysisResult early = outcome.looks().get(0).results().get(0);
      assertEquals(Status.FOLLOW_UP_TOO_SHORT, early.estimate().status());
      assertTrue(Double.isNaN(early.estimate().estimate()));
      assertEquals(false, early.decision().reject());
      assertTrue(outcome.look() > 1, "trial " + k);
      AnalysisResult late = outcome.looks().get(1).results().get(0);
      assertEquals(Status.OK, late.estimate().status());
      stopped += outcome.look() == 2 ? 1 : 0;
    }
    assertTrue(stopped > 5 && stopped < 50, stopped + " stopped");
    assertEquals(
        50,
        rows.of(TableNames.ANALYSES).stream()
            .filter(r -> "follow-up too short".equals(r.get("STATUS")))
            .count());
  }

  /** A trial that is cut too early fails, and is counted. */
  @Test
  void trialsOfTooShortAFollowUpAreCounted() throws IOException {
    TrialPlan plan =
        Plans.plan(
            DELAYED
                + "cut: {events: 60}\nanalyses: {a: {method: restricted mean survival time, to: 18"
                + " months}}\n");
    Map<String, List<Characteristic>> all = characteristics(plan, 200);
    List<Characteristic> own = all.get("a");
    assertEquals(200, of(own, "power").failures());
    assertEquals(1, of(own, Metrics.FAILED + "follow-up too short").estimate());
    assertEquals(0, of(own, "power").estimate());
  }
}
