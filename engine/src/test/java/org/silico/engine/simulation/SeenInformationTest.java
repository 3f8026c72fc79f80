package org.silico.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.silico.engine.Plans;
import org.silico.engine.dataset.KeptRows;
import org.silico.engine.dataset.TableNames;
import org.silico.engine.design.Efficacy;
import org.silico.engine.design.Spending;
import org.silico.engine.evaluation.AnalysisResult;
import org.silico.engine.evaluation.LookOutcome;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.StagewiseResult;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.random.StandardNormal;

/**
 * Bounds by the information that looks see, and what is said at the end. Shares of trials are held
 * to 4 Monte-Carlo standard errors.
 */
class SeenInformationTest {

  private static final String SURVIVAL =
      """
      arms: {control: {control: true}, active: {}}
      enrolment: {patients: 200, rate: 20 per month}
      endpoints: {OS: {type: time to event, median: 9 months}}
      dropout: {hazard: 0.01 per month}
      looks: {one: {calendar time: 9 months}, two: {calendar time: 12 months}}
      cut: {events: 120, at most: 20 months}
      analyses:
        os:
          method: log-rank
          sides: %s
          stopping:
            efficacy: {boundary: spending Pocock}
            information: [0.1, 0.9]
            recompute: {by: events}
      simulation: {seed: 5}
      """;

  /** At calendar times the numbers of events are chance, and far from what was planned. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void boundsAreThoseOfTheEventsSeen(int sides) throws IOException {
    TrialPlan plan = Plans.plan(SURVIVAL.formatted(sides));
    TrialRunner runner = new TrialRunner(plan, new Metrics(List.of(), new double[0]));
    Efficacy.Spent family = new Efficacy.Spent(new Spending.Pocock());
    int trials = 20_000;
    int rejected = 0;
    for (int trial = 0; trial < trials; trial++) {
      TrialOutcome outcome = runner.run(trial);
      AnalysisResult end = outcome.results().get(0);
      rejected += end.decision().reject() ? 1 : 0;
      if (trial < 50) {
        double[] seen =
            outcome.looks().stream()
                .map(look -> look.results().get(0))
                .mapToDouble(r -> (r.eventsTreated() + r.eventsControl()) / 120.0)
                .toArray();
        double[] shares = seen.clone();
        if (outcome.look() == 3) {
          shares[seen.length - 1] = 1;
        }
        double[] z = family.bounds(shares, seen, plan.questions().analyses().get(0).alpha(), sides);
        double p = sides * StandardNormal.cdf(-z[z.length - 1]);
        assertEquals(p, end.boundary(), 1e-10);
      }
    }
    double alpha = plan.questions().analyses().get(0).alpha();
    assertEquals(alpha, (double) rejected / trials, 4 * Math.sqrt(alpha * (1 - alpha) / trials));
  }

  /** 1/SE of a mixed model grows otherwise than its patients; none of it is known beforehand. */
  @ParameterizedTest
  @ValueSource(strings = {"information, maximum: 38", "subjects"})
  void theLevelIsKeptWhateverMeasuresInformation(String by) throws IOException {
    TrialPlan plan =
        Plans.plan(
            """
            arms: {control: {control: true}, active: {ratio: 2}}
            enrolment: {patients: 150, rate: 15 per month}
            endpoints:
              Y:
                type: longitudinal
                visits: [4 weeks, 8 weeks]
                random effects: {U: {sd: 1}}
                terms: {natural course: U}
                residual: {sd: 1}
            dropout: {probability: 20%%, by: 8 weeks}
            looks: {half: {completers: 60}}
            analyses:
              y:
                method: mmrm
                sides: 1
                stopping:
                  efficacy: {boundary: spending Pocock}
                  information: [0.2]
                  recompute: {by: %s}
            simulation: {seed: 11}
            """
                .formatted(by));
    TrialRunner runner = new TrialRunner(plan, new Metrics(List.of(), new double[0]));
    int trials = 6_000;
    int rejected = 0;
    for (int trial = 0; trial < trials; trial++) {
      TrialOutcome outcome = runner.run(trial);
      rejected += outcome.results().get(0).success() ? 1 : 0;
      AnalysisResult first = outcome.looks().get(0).results().get(0);
      if (trial < 20) {
        double seen =
            by.equals("subjects")
                ? (first.treated() + first.control()) / 150.0
                : first.estimate().information() / 38;
        double spent = 0.025 * Math.log1p((Math.E - 1) * seen);
        assertEquals(spent, first.boundary(), 1e-9);
      }
    }
    assertEquals(0.025, (double) rejected / trials, 4 * Math.sqrt(0.025 * 0.975 / trials));
  }

  private static final String MEANS =
      """
      parameters: {delta: %s}
      arms: {control: {control: true}, active: {}}
      enrolment: {patients: 100, rate: 1 per day, arrivals: even}
      randomisation: {method: permuted blocks, block size: 2}
      endpoints:
        Y: {type: continuous, visit: 1 day, mean: 5 + delta * ACTIVE, sd: 1}
      looks: {third: {completers: 34}, two thirds: {completers: 68}}
      analyses:
        y:
          method: t test
          %s
          stopping:
            efficacy: {boundary: spending O'Brien-Fleming}
            information: [0.34, 0.68]
            final analysis: stagewise
      simulation: {seed: 3}
      """;

  /**
   * Half of the median-unbiased estimates are below the truth, and the interval has it in 95 of 100
   * trials, where the estimate itself is biased; p decides as the bounds do.
   */
  @ParameterizedTest
  @ValueSource(strings = {"sides: 1", "sides: 2", "better: lower", "margin: 0.3"})
  void theEndIsUnbiasedAndAgreesWithTheDecision(String hypothesis) throws IOException {
    double delta = hypothesis.equals("better: lower") ? -0.6 : 0.6;
    String written =
        switch (hypothesis) {
          case "better: lower" -> "sides: 1\n    better: lower";
          case "margin: 0.3" -> "hypothesis: non-inferiority\n    margin: 0.3\n    sides: 1";
          default -> hypothesis;
        };
    TrialPlan plan = Plans.plan(MEANS.formatted(delta, written));
    TrialRunner runner = new TrialRunner(plan, new Metrics(List.of(), new double[0]));
    int trials = 2_000;
    int below = 0;
    int naiveFarther = 0;
    int covered = 0;
    double level = plan.questions().analyses().get(0).alpha();
    for (int trial = 0; trial < trials; trial++) {
      TrialOutcome outcome = runner.run(trial);
      StagewiseResult end = outcome.stagewise();
      AnalysisResult result = outcome.results().get(0);
      assertEquals(result.decision().reject(), end.p() <= level, "trial " + trial);
      assertEquals(result.decision().reject(), end.repeatedP() <= level, "trial " + trial);
      assertTrue(end.lower() < end.estimate() && end.estimate() < end.upper());
      below += Math.abs(end.estimate()) < Math.abs(delta) ? 1 : 0;
      naiveFarther += Math.abs(result.estimate().estimate()) > Math.abs(delta) ? 1 : 0;
      covered += end.lower() <= delta && delta <= end.upper() ? 1 : 0;
    }
    assertEquals(0.5, (double) below / trials, 4 * Math.sqrt(0.25 / trials));
    assertEquals(0.95, (double) covered / trials, 4 * Math.sqrt(0.95 * 0.05 / trials));
    assertTrue(naiveFarther > 0.5 * trials, "the estimate of who stops early is too large");
  }

  @Test
  void tablesAndCharacteristicsTellOfTheEnd() throws IOException {
    Plans.Trial trial = Plans.Trial.of(MEANS.formatted(0.6, "sides: 1"));
    KeptRows rows = new KeptRows();
    Metrics metrics =
        new Metrics(
            List.of("y"),
            new double[] {0.6},
            new double[1],
            Arrays.asList((String) null),
            false,
            List.of("third", "two thirds"),
            0);
    int trials = 500;
    var all =
        metrics.summarise(
            new TrialRunner(
                    trial.plan(), metrics, trial.datasets(Set.copyOf(TableNames.PER_TRIAL), rows))
                .run(0, trials));
    TrialRunner runner = new TrialRunner(trial.plan(), metrics);
    double sum = 0;
    double[] bias = new double[3];
    int[] ended = new int[3];
    int row = 0;
    List<Map<String, Object>> analyses = rows.of(TableNames.ANALYSES);
    for (int t = 0; t < trials; t++) {
      TrialOutcome outcome = runner.run(t);
      sum += outcome.stagewise().estimate() / trials;
      bias[outcome.look() - 1] += outcome.results().get(0).estimate().estimate() - 0.6;
      ended[outcome.look() - 1]++;
      for (LookOutcome look : outcome.looks()) {
        Object estimate = analyses.get(row++).get("STAGEEST");
        assertEquals(look == outcome.last() ? outcome.stagewise().estimate() : null, estimate);
      }
    }
    assertEquals(row, analyses.size());
    for (var c : all) {
      switch (c.metric()) {
        case "mean estimate, stagewise" -> assertEquals(sum, c.estimate(), 1e-12);
        case "bias, stagewise" -> assertEquals(sum - 0.6, c.estimate(), 1e-12);
        case "bias, ended at third" -> assertEquals(bias[0] / ended[0], c.estimate(), 1e-12);
        case "bias, ended at two thirds" -> assertEquals(bias[1] / ended[1], c.estimate(), 1e-12);
        case "bias, ended at final" -> assertEquals(bias[2] / ended[2], c.estimate(), 1e-12);
        default -> {}
      }
    }
    assertEquals(
        5,
        all.stream().filter(c -> c.metric().matches("bias, .*|mean estimate, stagewise")).count());
  }
}
