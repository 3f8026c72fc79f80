package org.silico.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.silico.engine.Plans;
import org.silico.engine.dataset.Datasets;
import org.silico.engine.dataset.KeptRows;
import org.silico.engine.dataset.TableNames;
import org.silico.engine.evaluation.Characteristic;
import org.silico.engine.evaluation.LookOutcome;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.plan.PlanException;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Layout;
import org.silico.engine.trial.DataCut;
import org.silico.engine.trial.OnError;
import org.silico.engine.trial.TrialData;
import org.silico.engine.trial.TrialState;

class LooksTest {
  private static final String SURVIVAL =
      """
      population: {covariates: {SEX: {distribution: categorical, probabilities: {F: 0.5, M: 0.5}}}}
      arms: {control: {control: true}, active: {}}
      enrolment: {patients: 300, rate: 20 per month}
      endpoints:
        OS: {type: time to event, median: {control: 9 months, active: 13 months}}
        Y: {type: continuous, visit: 3 months, mean: 0.3 * ACTIVE, sd: 1}
      dropout: {hazard: 0.01 per month}
      analyses:
        os: {method: log-rank, endpoint: OS, better: lower}
        y: {method: t test, endpoint: Y}
      simulation: {seed: 21}
      """;

  private static final String TWO_LOOKS =
      SURVIVAL + "looks: {interim: {events: 60}}\ncut: {events: 180}\n";

  private static TrialRunner runner(TrialPlan plan, Decisions decisions) {
    return new TrialRunner(
        plan, new Metrics(List.of(), new double[0]), Datasets.NONE, OnError.STOP, decisions);
  }

  private static TrialRunner runner(TrialPlan plan) {
    return runner(plan, Decisions.GO_ON);
  }

  /**
   * A look sees what a trial would that ends with it: whose results are held against R elsewhere.
   */
  @Test
  void aLookIsAsATrialThatEndsThere() throws IOException {
    TrialRunner both = runner(Plans.plan(TWO_LOOKS));
    TrialRunner first = runner(Plans.plan(SURVIVAL + "cut: {events: 60}\n"));
    TrialRunner last = runner(Plans.plan(SURVIVAL + "cut: {events: 180}\n"));
    for (int trial = 0; trial < 20; trial++) {
      TrialOutcome outcome = both.run(trial);
      assertEquals(2, outcome.looks().size());
      LookOutcome interim = outcome.looks().get(0);
      assertEquals(first.run(trial).last(), interim);
      assertEquals(60, interim.events().get(0));
      LookOutcome end = last.run(trial).last();
      assertEquals(2, outcome.look());
      assertEquals(end.days(), outcome.duration());
      assertEquals(end.results(), outcome.results());
      assertTrue(interim.subjects() < end.subjects());
      // who has not come to the visit yet is not in the t test
      assertTrue(
          interim.results().get(1).treated() + interim.results().get(1).control()
              < interim.subjects());
    }
  }

  @Test
  void analysesHaveARowForEachLook() throws IOException {
    Plans.Trial trial = Plans.Trial.of(TWO_LOOKS);
    KeptRows rows = new KeptRows();
    Metrics metrics = new Metrics(List.of("os", "y"), new double[2]);
    new TrialRunner(trial.plan(), metrics, trial.datasets(Set.copyOf(TableNames.PER_TRIAL), rows))
        .run(0, 5);
    List<Map<String, Object>> analyses = rows.of(TableNames.ANALYSES);
    assertEquals(5 * 2 * 2, analyses.size());
    for (int k = 0; k < analyses.size(); k++) {
      assertEquals(k / 4 + 1, analyses.get(k).get("SIMREP"));
      assertEquals(k / 2 % 2 + 1, analyses.get(k).get("LOOK"));
      assertEquals(k % 2 == 0 ? "os" : "y", analyses.get(k).get("ANALYSIS"));
    }
    assertEquals(5, rows.of(TableNames.TRIALS).size());
    assertEquals(2, rows.of(TableNames.TRIALS).get(0).get("STOPLOOK"));
  }

  @Test
  void characteristicsTellOfEachLook() throws IOException {
    TrialPlan plan = Plans.plan(TWO_LOOKS);
    Metrics metrics =
        new Metrics(
            List.of("os", "y"),
            new double[2],
            new double[2],
            Arrays.asList("OS", null),
            true,
            List.of("interim"),
            -1);
    int trials = 200;
    List<Characteristic> all = metrics.summarise(new TrialRunner(plan, metrics).run(0, trials));
    TrialRunner runner = runner(plan);
    double days = 0;
    long rejected = 0;
    for (int trial = 0; trial < trials; trial++) {
      LookOutcome interim = runner.run(trial).looks().get(0);
      days += interim.days();
      rejected += interim.results().get(0).success() ? 1 : 0;
    }
    assertEquals(1, of(all, "", "held: interim"));
    assertEquals(days / trials, of(all, "", "duration (days) to interim"), 1e-9);
    assertEquals((double) rejected / trials, of(all, "os", "rejected at interim"));
    assertTrue(of(all, "os", "rejected at interim") < of(all, "os", "power"));
  }

  private static double of(List<Characteristic> all, String analysis, String metric) {
    return all.stream()
        .filter(c -> c.analysis().equals(analysis) && c.metric().equals(metric))
        .findFirst()
        .orElseThrow()
        .estimate();
  }

  @Test
  void aLookThatWouldComeAfterTheLastIsNotHeld() throws IOException {
    TrialPlan plan =
        Plans.plan(
            SURVIVAL
                + "looks: {early: {calendar time: 6 months}, late: {events: 250}, never: {events:"
                + " 299}}\n"
                + "cut: {calendar time: 18 months}\n");
    TrialOutcome outcome = runner(plan).run(0);
    assertEquals(List.of(1, 4), outcome.looks().stream().map(LookOutcome::look).toList());
    assertEquals(DataCut.Reason.CALENDAR_TIME, outcome.cut());
  }

  @Test
  void ofTwoLooksAtOnceOneIsHeld() throws IOException {
    TrialPlan plan =
        Plans.plan(
            SURVIVAL
                + "looks: {a: {calendar time: 12 months}, b: {events: 1}, c: {events: 150}}\n"
                + "cut: {events: 180}\n");
    TrialOutcome outcome = runner(plan).run(3);
    assertEquals(List.of(1, 3, 4), outcome.looks().stream().map(LookOutcome::look).toList());
  }

  @Test
  void aDecisionCanEndTheTrial() throws IOException {
    TrialPlan plan = Plans.plan(TWO_LOOKS);
    TrialRunner runner =
        runner(plan, (looks, state) -> new Decisions.Decision(TrialOutcome.Stop.FUTILITY, state));
    TrialOutcome outcome = runner.run(0);
    assertEquals(1, outcome.look());
    assertEquals(60, outcome.events().get(0));
    assertEquals(runner(plan).run(0).looks().get(0), outcome.last());
    assertEquals(outcome.subjects(), runner.observation().enrolled());
  }

  /** Patients by entry, with what is asked of them. */
  private record Seen(double[] entry, int[] arm, double[] sex, double[] os) {
    static Seen of(TrialData data) {
      int n = data.size();
      return new Seen(
          Arrays.copyOf(data.entry(), n),
          Arrays.copyOf(data.arm(), n),
          Arrays.copyOf(data.columns()[Layout.COVARIATES], n),
          Arrays.copyOf(data.outcome(0), n));
    }

    int until(double time) {
      return (int) Arrays.stream(entry).filter(t -> t <= time).count();
    }
  }

  private interface Change {
    TrialState of(TrialState state, double from);
  }

  /** The patients of a trial that changes after its first look, those of one that does not. */
  private static List<Seen> changed(TrialPlan plan, long trial, Change change, double[] at)
      throws IOException {
    TrialRunner plain = runner(plan);
    at[0] = plain.run(trial).looks().get(0).days();
    List<Seen> both = new ArrayList<>();
    both.add(Seen.of(plain.data()));
    TrialRunner other =
        runner(
            plan,
            (looks, state) -> {
              double from = looks.get(looks.size() - 1).days();
              return new Decisions.Decision(null, change.of(state, from));
            });
    TrialOutcome outcome = other.run(trial);
    assertEquals(plain.run(trial).looks().get(0), outcome.looks().get(0));
    both.add(Seen.of(other.data()));
    return both;
  }

  private static void sameUntil(double time, Seen a, Seen b) {
    int n = a.until(time);
    assertEquals(n, b.until(time));
    assertTrue(n > 50);
    assertArrayEquals(Arrays.copyOf(a.entry, n), Arrays.copyOf(b.entry, n));
    assertArrayEquals(Arrays.copyOf(a.arm, n), Arrays.copyOf(b.arm, n));
    assertArrayEquals(Arrays.copyOf(a.os, n), Arrays.copyOf(b.os, n));
  }

  private static final String EARLY = "looks: {interim: {events: 30}}\ncut: {events: 180}\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{method: simple}",
        "{method: permuted blocks, block size: 4}",
        "{method: permuted blocks, block sizes: [2, 6], strata: [SEX]}",
        "{method: minimisation, factors: [SEX]}"
      })
  void aNewRatioHoldsForThoseWhoEnterAfterTheLook(String method) throws IOException {
    TrialPlan plan = Plans.plan(SURVIVAL + EARLY + "randomisation: " + method + "\n");
    int after = 0;
    int treated = 0;
    for (int trial = 0; trial < 20; trial++) {
      double[] at = new double[1];
      List<Seen> both =
          changed(plan, trial, (s, from) -> s.withRatio(from, new double[] {1, 3}), at);
      sameUntil(at[0], both.get(0), both.get(1));
      Seen changed = both.get(1);
      for (int i = changed.until(at[0]); i < changed.arm.length; i++) {
        after++;
        treated += changed.arm[i];
      }
    }
    // 4 standard errors of a binomial share, which the restricted methods stay well within
    assertEquals(0.75, (double) treated / after, 4 * Math.sqrt(0.75 * 0.25 / after));
  }

  /** Blocks of 4 at 1:3 hold one control each, counted from the first patient after the look. */
  @Test
  void openBlocksAreLeftAndNewOnesBegun() throws IOException {
    TrialPlan plan =
        Plans.plan(SURVIVAL + EARLY + "randomisation: {method: permuted blocks, block size: 2}\n");
    double[] at = new double[1];
    Seen changed = changed(plan, 0, (s, from) -> s.withRatio(from, new double[] {1, 3}), at).get(1);
    for (int i = changed.until(at[0]); i + 4 <= changed.arm.length; i += 4) {
      assertEquals(
          3, changed.arm[i] + changed.arm[i + 1] + changed.arm[i + 2] + changed.arm[i + 3]);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{method: simple}",
        "{method: permuted blocks, block size: 6}",
        "{method: minimisation, factors: [SEX]}"
      })
  void aClosedArmTakesNobody(String method) throws IOException {
    TrialPlan plan =
        Plans.plan(
            SURVIVAL
                    .replace("active: {}", "active: {}, high: {}")
                    .replace("active: 13 months", "active: 13 months, high: 13 months")
                    .replace("better: lower", "better: lower, treatment: high")
                    .replace("{method: t test", "{method: t test, treatment: high")
                + EARLY
                + "randomisation: "
                + method
                + "\n");
    double[] at = new double[1];
    List<Seen> both = changed(plan, 1, (s, from) -> s.closing(from, 1), at);
    sameUntil(at[0], both.get(0), both.get(1));
    int[] of = new int[3];
    Seen changed = both.get(1);
    for (int i = changed.until(at[0]); i < changed.arm.length; i++) {
      of[changed.arm[i]]++;
    }
    assertEquals(0, of[1]);
    int n = of[0] + of[2];
    assertTrue(n > 50);
    assertEquals(0.5, (double) of[0] / n, 4 * Math.sqrt(0.25 / n));
  }

  /** Twice the rate halves what is left of each time to wait, whatever the random numbers. */
  @Test
  void enrolmentGoesOnAtTheNewRate() throws IOException {
    TrialPlan plan = Plans.plan(SURVIVAL + EARLY);
    double[] at = new double[1];
    List<Seen> both = changed(plan, 2, (s, from) -> s.withRate(from, 2), at);
    sameUntil(at[0], both.get(0), both.get(1));
    int n = both.get(0).until(at[0]);
    for (int i = n; i < 300; i++) {
      assertEquals(
          at[0] + (both.get(0).entry[i] - at[0]) / 2, both.get(1).entry[i], 1e-9, "patient " + i);
    }
  }

  @Test
  void anEnrichedTrialEnrolsTheSubgroupAlone() throws IOException {
    TrialPlan plan = Plans.plan(SURVIVAL + EARLY);
    double[] at = new double[1];
    TrialState.Enrichment women =
        new TrialState.Enrichment(Layout.COVARIATES, new boolean[] {true, false});
    List<Seen> both = changed(plan, 4, (s, from) -> s.enriched(from, women), at);
    sameUntil(at[0], both.get(0), both.get(1));
    Seen enriched = both.get(1);
    int n = enriched.until(at[0]);
    assertTrue(Arrays.stream(enriched.sex, 0, n).anyMatch(sex -> sex == 1));
    assertTrue(Arrays.stream(enriched.sex, n, enriched.sex.length).allMatch(sex -> sex == 0));
  }

  @Test
  void fewerPatientsAreTheFirstOfThem() throws IOException {
    TrialPlan plan = Plans.plan(SURVIVAL + EARLY.replace("180", "120"));
    double[] at = new double[1];
    List<Seen> both = changed(plan, 5, (s, from) -> s.withPatients(200), at);
    assertEquals(200, both.get(1).arm.length);
    assertArrayEquals(Arrays.copyOf(both.get(0).os, 200), both.get(1).os);
    TrialState start = TrialState.start(plan);
    assertThrows(IllegalArgumentException.class, () -> start.withPatients(301));
    assertThrows(IllegalArgumentException.class, () -> start.withRatio(1, new double[2]));
  }

  @Test
  void looksOutOfOrderAreRefused() {
    PlanException events =
        assertThrows(
            PlanException.class,
            () -> Plans.plan(SURVIVAL + "looks: {a: {events: 180}}\ncut: {events: 180}\n"));
    assertTrue(events.getMessage().contains("'a' stands before 'final'"), events.getMessage());
    PlanException times =
        assertThrows(
            PlanException.class,
            () ->
                Plans.plan(
                    SURVIVAL
                        + "looks: {a: {calendar time: 9 months}, b: {calendar time: 6 months}}\n"
                        + "cut: {calendar time: 18 months}\n"));
    assertTrue(times.getMessage().contains("'a' stands before 'b'"), times.getMessage());
  }
}
