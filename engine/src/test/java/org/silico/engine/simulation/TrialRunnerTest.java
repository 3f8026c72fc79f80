package org.silico.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.silico.engine.Plans;
import org.silico.engine.analysis.Status;
import org.silico.engine.evaluation.AnalysisResult;
import org.silico.engine.evaluation.Characteristic;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.Tally;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.trial.DataCut;
import org.silico.engine.trial.TrialState;

/** Trials at the edge of what can be analysed, and trials in blocks. */
class TrialRunnerTest {
  private static final String ALL_METHODS =
      "population: {covariates: {SEX: {distribution: categorical, probabilities: {F: 0.5, M:"
          + " 0.5}}}}\n"
          + "endpoints:\n"
          + "  Y: {type: continuous, visit: 1 week, baseline: {mean: 0, sd: 1}, mean: BASE, sd: 2}\n"
          + "  B: {type: binary, visit: 1 week, probability: 0.3}\n"
          + "  P: {type: count, distribution: poisson, rate: 2 per year, period: 1 year}\n"
          + "  O: {type: ordinal, visit: 1 week, categories: [a, b], probabilities: [0.5, 0.5]}\n"
          + "  T: {type: time to event, median: 6 months}\n"
          + "analyses:\n"
          + "  t: {endpoint: Y, method: t test}\n"
          + "  ancova: {endpoint: Y, method: ancova, covariates: [BASE, SEX]}\n"
          + "  Wilcoxon: {endpoint: Y, method: wilcoxon, strata: [SEX]}\n"
          + "  z: {endpoint: B, method: proportions}\n"
          + "  FM: {endpoint: B, method: proportions, hypothesis: non-inferiority, margin: 0.1}\n"
          + "  Poisson: {endpoint: P, method: poisson}\n"
          + "  negative binomial: {endpoint: P, method: negative binomial, covariates: [SEX]}\n"
          + "  proportional odds: {endpoint: O, method: proportional odds}\n"
          + "  log-rank: {endpoint: T, method: log-rank, strata: [SEX]}\n"
          + "  Cox: {endpoint: T, method: cox, strata: [SEX]}\n";

  private static TrialRunner runner(Plans.Trial trial) {
    TrialPlan plan = trial.plan();
    Metrics metrics =
        new Metrics(
            plan.questions().analyses().stream().map(a -> a.analysis().name()).toList(),
            new double[plan.questions().analyses().size()]);
    return new TrialRunner(
        plan, metrics, trial.datasets(Set.of("ADSL", "ADQS", "ADTTE", "TRUTH"), rows -> {}));
  }

  @Test
  void anArmWithoutPatientsFailsEveryAnalysisAndIsCounted() throws IOException {
    Plans.Trial trial =
        Plans.Trial.of(
            Plans.TWO_ARMS
                + "enrolment: {patients: 1}\nfollow up: {duration: 1 year}\n"
                + ALL_METHODS);
    TrialOutcome outcome = runner(trial).run(0);
    assertEquals(1, outcome.subjects());
    for (AnalysisResult r : outcome.results()) {
      assertEquals(Status.EMPTY_ARM, r.estimate().status());
      assertTrue(Double.isNaN(r.decision().p()));
      assertFalse(r.success());
      assertEquals(1, r.treated() + r.control());
    }
    int analyses = trial.plan().questions().analyses().size();
    Metrics metrics =
        new Metrics(
            trial.plan().questions().analyses().stream().map(a -> a.analysis().name()).toList(),
            new double[analyses]);
    Tally tally = new TrialRunner(trial.plan(), metrics).run(0, 30);
    for (Characteristic c : metrics.summarise(tally)) {
      if (c.metric().equals(Metrics.POWER)) {
        assertEquals(30, c.failures(), c.analysis());
      }
    }
  }

  /** Entry on days 1, 3, 5 ... and a cut on half a day. */
  @Test
  void aCutBeforeTheFirstPatientLeavesNobody() throws IOException {
    Plans.Trial trial =
        Plans.Trial.of(
            Plans.TWO_ARMS
                + "enrolment: {patients: 20, arrivals: even, rate: 0.5 per day}\n"
                + "cut: {calendar time: 0.5 days}\n"
                + ALL_METHODS);
    TrialOutcome outcome = runner(trial).run(0);
    assertEquals(0, outcome.subjects());
    assertEquals(0.5, outcome.duration());
    for (AnalysisResult r : outcome.results()) {
      assertEquals(Status.EMPTY_ARM, r.estimate().status());
    }
  }

  /** Who enters at the time of the cut has been seen for no time. */
  @Test
  void patientsWithoutExposureDoNotSpoilCounts() throws IOException {
    Plans.Trial trial =
        Plans.Trial.of(
            Plans.TWO_ARMS
                + "enrolment: {patients: 200, arrivals: even, rate: 1 per day}\n"
                + "randomisation: {method: permuted blocks, block size: 2}\n"
                + "cut: {calendar time: 150.5 days}\n"
                + ALL_METHODS);
    TrialOutcome outcome = runner(trial).run(0);
    assertEquals(151, outcome.subjects());
    for (AnalysisResult r : outcome.results()) {
      assertEquals(Status.OK, r.estimate().status());
      assertTrue(Double.isFinite(r.decision().p()));
    }
  }

  @Test
  void oneArmWithoutAnalysesIsATrial() throws IOException {
    Plans.Trial trial =
        Plans.Trial.of(
            "arms: {only: {}}\nenrolment: {patients: 10, rate: 1 per day}\n"
                + "endpoints: {Y: {type: continuous, visit: 1 week, mean: 0, sd: 1}}\n"
                + "dropout: {hazard: 0.1 per week}\n");
    Metrics metrics = new Metrics(List.of(), new double[0]);
    List<String> tables = new ArrayList<>();
    TrialRunner runner =
        new TrialRunner(
            trial.plan(),
            metrics,
            trial.datasets(
                Set.of("ADSL", "ADQS", "TRUTH", "TRIALS"),
                rows -> tables.add(rows.table().name() + " " + rows.size())));
    Tally tally = runner.run(0, 5);
    assertTrue(tables.contains("ADSL 50"), tables.toString());
    assertTrue(tables.contains("TRUTH 50"));
    assertTrue(tables.contains("TRIALS 5"));
    assertEquals(4, metrics.summarise(tally).size());
  }

  /**
   * 410,000 patients in three blocks, with strata and a cut before the third block enters: its
   * analyses have no rows.
   */
  @Test
  void blocksOfPatientsGiveTheResultsOfTheWholeTrial() throws IOException {
    TrialPlan plan =
        Plans.twoArms(
            "enrolment: {patients: 410000, rate: 1000 per day}\n"
                + "randomisation: {method: permuted blocks, block size: 4, strata: [SEX]}\n"
                + "cut: {calendar time: 380 days}\n"
                + "population: {covariates: {SEX: {distribution: categorical, probabilities: {F:"
                + " 0.5, M: 0.5}}}}\n"
                + "endpoints:\n"
                + "  T: {type: time to event, median: 5 years}\n"
                + "  P: {type: count, distribution: poisson, rate: 1 per year, period: 1 year}\n"
                + "dropout: {hazard: 0.2 per year}\n"
                + "analyses:\n"
                + "  log-rank: {endpoint: T, method: log-rank, strata: [SEX]}\n"
                + "  Poisson: {endpoint: P, method: poisson}\n");
    Metrics metrics = new Metrics(List.of(), new double[0]);
    TrialOutcome whole = new TrialRunner(plan, metrics).run(1);
    List<DataCut.Share> shares = new ArrayList<>();
    List<TrialBlock.BlockRows> rows = new ArrayList<>();
    assertEquals(3, Workload.blocks(plan));
    for (int b = 0; b < 3; b++) {
      TrialBlock block = new TrialBlock(plan, 1, b, 0, TrialState.start(plan), false);
      shares.add(block.cut());
      rows.add(block.rows(380));
    }
    assertEquals(
        new DataCut.Time(whole.duration(), whole.cut()), TrialBlock.cutTime(plan, 1, 0, shares));
    for (int e = 0; e < 2; e++) {
      int endpoint = e;
      assertTrue(whole.events().get(e) > 10_000);
      assertEquals(
          whole.events().get(e), rows.stream().mapToLong(r -> r.events().get(endpoint)).sum());
    }
    assertEquals(whole.subjects(), rows.stream().mapToInt(TrialBlock.BlockRows::subjects).sum());
    assertEquals(whole.dropouts(), rows.stream().mapToInt(TrialBlock.BlockRows::dropouts).sum());
    assertEquals(0, rows.get(2).subjects());
    for (int a = 0; a < 2; a++) {
      int analysis = a;
      AnalysisResult result =
          TrialBlock.result(
              plan,
              1,
              a,
              0,
              EarlierLooks.NONE,
              rows.stream().map(r -> r.analyses().get(analysis)).toList());
      assertEquals(whole.results().get(a), result);
    }
  }
}
