package org.silico.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.silico.engine.Plans;
import org.silico.engine.dataset.Datasets;
import org.silico.engine.dataset.KeptRows;
import org.silico.engine.dataset.TableNames;
import org.silico.engine.evaluation.LookOutcome;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.evaluation.TrialOutcome.Stop;
import org.silico.engine.plan.StoppingPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.random.StandardNormal;
import org.silico.engine.trial.OnError;

/**
 * Trials that end at a look, against probabilities of rpact 3.3.4 (R 4.2.2) within 4 Monte-Carlo
 * standard errors.
 */
class StoppingTest {
  private static final int TRIALS = 20_000;

  /** 600 patients, one a day; looks when 300, 450 and all are known: mean of Z δ√150. */
  private static final String CALENDAR =
      """
      parameters: {delta: 0}
      arms: {control: {control: true}, active: {}}
      enrolment: {patients: 600, rate: 1 per day, arrivals: even}
      randomisation: {method: permuted blocks, block size: 2}
      endpoints:
        Y: {type: continuous, visit: 1 day, mean: 5 + delta * ACTIVE, sd: 1}
      looks: {half: {calendar time: 300.5 days}, three quarters: {calendar time: 450.5 days}}
      analyses:
        y:
          method: t test
          sides: 1
          stopping:
            efficacy: {boundary: spending O'Brien-Fleming}
            information: [0.5, 0.75]
            futility: {boundary: z, values: [0, 0.5]}
      scenarios: [{name: s, justification: test, set: {delta: %s}}]
      simulation: {seed: 4}
      """;

  private record Ends(double[] efficacy, double[] futility, double[] all) {}

  private static Ends ends(TrialPlan plan) throws IOException {
    TrialRunner runner = new TrialRunner(plan, new Metrics(List.of(), new double[0]));
    int looks = plan.conduct().looks().size();
    Ends ends = new Ends(new double[looks], new double[looks], new double[looks]);
    for (int trial = 0; trial < TRIALS; trial++) {
      TrialOutcome outcome = runner.run(trial);
      int look = outcome.look() - 1;
      boolean last = look == looks - 1;
      ends.all[look] += 1.0 / TRIALS;
      if (last) {
        assertNull(outcome.stop());
      }
      if (outcome.results().get(0).success()) {
        ends.efficacy[look] += 1.0 / TRIALS;
        assertTrue(last || outcome.stop() == Stop.EFFICACY);
      } else if (outcome.stop() == Stop.FUTILITY) {
        ends.futility[look] += 1.0 / TRIALS;
      }
    }
    return ends;
  }

  private static void near(double[] expected, double[] actual) {
    for (int k = 0; k < expected.length; k++) {
      double p = expected[k];
      assertEquals(p, actual[k], 4 * Math.sqrt(p * (1 - p) / TRIALS), "look " + (k + 1));
    }
  }

  /** As in {@link org.silico.engine.design.GroupSequentialTest}, without an effect. */
  @Test
  void withoutAnEffectTrialsEndAsOftenAsPlanned() throws IOException {
    Ends ends = ends(Plans.plan(CALENDAR.formatted("0")));
    near(new double[] {0.00152532, 0.00812266, 0.01507815}, ends.efficacy);
    near(new double[] {0.5, 0.21910717}, ends.futility);
  }

  /** The same at a drift of 3.2415. */
  @Test
  void withAnEffectTrialsEndAsOftenAsPlanned() throws IOException {
    Ends ends = ends(Plans.plan(CALENDAR.formatted("3.2415 / sqrt(150)")));
    near(new double[] {0.2512691, 0.424857, 0.21628995}, ends.efficacy);
    near(new double[] {0.01095032, 0.00619004}, ends.futility);
  }

  /**
   * Without an effect, of patients of whom 15 % leave, looked at when shares of 0.508 and 0.808
   * have come to their visit.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: continuous, visit: 4 weeks, mean: X, sd: 1}; ancova, covariates: [X]",
        "{type: binary, visit: 4 weeks, probability: 0.3}; proportions",
        "{type: ordinal, visit: 4 weeks, categories: [a, b, c], probabilities: [0.2, 0.5, 0.3]};"
            + " proportional odds",
        "{type: continuous, visit: 4 weeks, mean: 1, sd: 1}; wilcoxon"
      })
  void typeOneErrorIsTheLevelWhateverTheEndpoint(String endpointAndMethod) throws IOException {
    String[] parts = endpointAndMethod.split("; ");
    TrialPlan plan =
        Plans.plan(
            """
            population: {covariates: {X: {distribution: normal, mean: 0, sd: 1}}}
            arms: {control: {control: true}, active: {}}
            enrolment: {patients: 300, rate: 30 per month, arrivals: even}
            randomisation: {method: permuted blocks, block size: 4}
            endpoints: {Y: %s}
            dropout: {probability: 15%%, by: 24 weeks}
            looks: {one: {calendar time: 6 months}, two: {calendar time: 9 months}}
            analyses:
              a:
                method: %s
                sides: 1
                stopping:
                  efficacy: {boundary: spending Pocock}
                  information: [0.508, 0.808]
            simulation: {seed: 6}
            """
                .formatted(parts[0], parts[1].replace(", ", "\n    ")));
    double rejected = 0;
    for (double share : ends(plan).efficacy) {
      rejected += share;
    }
    assertEquals(0.025, rejected, 4 * Math.sqrt(0.025 * 0.975 / TRIALS));
  }

  /** Who leaves is not waited for; who comes late by the window is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: continuous, visit: 8 weeks, mean: 0, sd: 1}; t test",
        "{type: longitudinal, visits: [4 weeks, 8 weeks], visit deviation: {sd: 2 days, window: 5 days}, random effects:"
            + " {U: {sd: 1}}, terms: {natural course: U}, residual: {sd: 1}}; mmrm"
      })
  void aLookByCompletersSeesAsManyAsItWaitsFor(String endpointAndMethod) throws IOException {
    String[] parts = endpointAndMethod.split("; ");
    TrialPlan plan =
        Plans.plan(
            """
            arms: {control: {control: true}, active: {}}
            enrolment: {patients: 300, rate: 30 per month}
            endpoints: {Y: %s}
            dropout: {probability: 20%%, by: 8 weeks}
            looks: {half: {completers: 120}, later: {completers: 180}}
            cut: {completers: 200, at most: 5 years}
            analyses:
              y: {method: %s, sides: 1, stopping: {efficacy: {boundary: Pocock}}}
            simulation: {seed: 9}
            """
                .formatted(parts[0], parts[1]));
    assertEquals(
        0.6, plan.questions().analyses().get(0).stopping().bounds().information()[0], 1e-12);
    TrialRunner runner =
        new TrialRunner(
            plan,
            new Metrics(List.of(), new double[0]),
            Datasets.NONE,
            OnError.STOP,
            Decisions.GO_ON);
    int[] waited = {120, 180, 200};
    for (int trial = 0; trial < 20; trial++) {
      TrialOutcome outcome = runner.run(trial);
      assertEquals(3, outcome.looks().size());
      for (int k = 0; k < 3; k++) {
        LookOutcome look = outcome.looks().get(k);
        int seen = look.results().get(0).treated() + look.results().get(0).control();
        if (parts[1].equals("mmrm")) {
          assertTrue(seen > waited[k], "those at the first visit are in as well");
        } else {
          assertEquals(waited[k], seen);
        }
      }
    }
  }

  private static final String EVENTS =
      """
      arms: {control: {control: true}, active: {}}
      enrolment: {patients: 300, rate: 25 per month}
      endpoints: {OS: {type: time to event, median: 9 months}}
      dropout: {hazard: 0.01 per month}
      looks: {one: {events: 60}, two: {events: 120}}
      cut: {events: 180}
      analyses:
        os:
          method: %s
          endpoint: OS
          %s
      simulation: {seed: 5}
      """;

  @ParameterizedTest
  @ValueSource(strings = {"log-rank", "cox"})
  void typeOneErrorOfEventsIsTheLevel(String method) throws IOException {
    String pocock = "stopping: {efficacy: {boundary: Pocock}}";
    TrialPlan plan = Plans.plan(EVENTS.formatted(method, pocock));
    TrialRunner runner = new TrialRunner(plan, new Metrics(List.of(), new double[0]));
    int rejected = 0;
    int harmful = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      TrialOutcome outcome = runner.run(trial);
      rejected += outcome.results().get(0).decision().reject() ? 1 : 0;
      harmful += outcome.stop() == Stop.HARM ? 1 : 0;
    }
    assertEquals(0.05, (double) rejected / TRIALS, 4 * Math.sqrt(0.05 * 0.95 / TRIALS));
    assertTrue(harmful > 0);
  }

  private static final String FUTILITY =
      """
      arms: {control: {control: true}, active: {}}
      enrolment: {patients: 120, rate: 1 per day, arrivals: even}
      endpoints: {Y: {type: continuous, visit: 1 day, mean: 5 + 0.1 * ACTIVE, sd: 1}}
      looks: {half: {completers: 60}, later: {completers: 90}}
      cut: {completers: 120}
      analyses:
        y:
          method: t test
          sides: 1
          stopping:
            efficacy: {boundary: spending O'Brien-Fleming}
            %s
      simulation: {seed: 4}
      """;

  /** Trials end where the estimate is worse, and nowhere else before the last look. */
  @Test
  void futilityByAnEffectComparesTheEstimate() throws IOException {
    String rule = "futility: {boundary: effect, values: [0, 0.15]}";
    TrialPlan plan = Plans.plan(FUTILITY.formatted(rule));
    TrialRunner runner = new TrialRunner(plan, new Metrics(List.of(), new double[0]));
    double[] least = {0, 0.15};
    int futile = 0;
    for (int trial = 0; trial < 500; trial++) {
      TrialOutcome outcome = runner.run(trial);
      for (LookOutcome look : outcome.looks().subList(0, Math.min(2, outcome.looks().size()))) {
        double estimate = look.results().get(0).estimate().estimate();
        boolean ends = look == outcome.last() && outcome.stop() == Stop.FUTILITY;
        boolean success = look.results().get(0).success();
        assertEquals(!success && estimate < least[look.look() - 1], ends);
      }
      futile += outcome.stop() == Stop.FUTILITY ? 1 : 0;
    }
    assertTrue(futile > 150);
  }

  /** What the bounds are is held in FinalAnalysisTest; here, that trials follow them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "futility: {boundary: conditional power, values: [0.2, 0.3]}",
        "futility: {boundary: conditional power, values: [0.2, 0.3], planned power: 0.9}",
        "futility: {boundary: predictive power, values: [0.2, 0.3]}",
        "harm: {boundary: z, values: [-1, -0.8]}",
        "harm: {boundary: p, values: [0.8413447, 0.7881446]}"
      })
  void trialsEndBelowTheBounds(String rule) throws IOException {
    TrialPlan plan = Plans.plan(FUTILITY.formatted(rule));
    boolean harm = rule.startsWith("harm");
    StoppingPlan stopping = plan.questions().analyses().get(0).stopping();
    double[] z = harm ? stopping.harm() : stopping.bounds().futility();
    if (harm) {
      assertEquals(-1, z[0], 1e-6);
      assertEquals(-0.8, z[1], 1e-6);
    }
    TrialRunner runner = new TrialRunner(plan, new Metrics(List.of(), new double[0]));
    int ended = 0;
    for (int trial = 0; trial < 500; trial++) {
      TrialOutcome outcome = runner.run(trial);
      for (LookOutcome look : outcome.looks()) {
        if (look.look() < 3) {
          double p = look.results().get(0).decision().p();
          boolean ends =
              look == outcome.last() && outcome.stop() == (harm ? Stop.HARM : Stop.FUTILITY);
          assertEquals(-StandardNormal.quantile(p) < z[look.look() - 1], ends);
          ended += ends ? 1 : 0;
        }
      }
    }
    assertTrue(ended > 20, "ended " + ended);
  }

  /**
   * Cases given their sum are binomial: the probabilities to stop, enumerated with equal times at
   * risk (R 4.2.2: nominal levels pnorm(-z) of rpact's getDesignGroupSequential(informationRates =
   * c(50, 97, 150) / 150, typeOfDesign = "asOF"), cases under vaccine at most 7, 27 and 49 by
   * pbinom(x, N, 0.7 / 1.7), convolutions of dbinom(, c(50, 47, 53), 0.4 / 1.4)). No p value of
   * these cases is close to its level, so that times at risk that differ a little do not matter.
   */
  @ParameterizedTest
  @CsvSource({
    "0.4, 0.0127316488 0.4746363116 0.3990146548",
    "0.7, 0.0000315740073 0.0044245649 0.0169968475"
  })
  void exactLooksStopAsEnumerated(double ratio, String exits) throws IOException {
    TrialPlan plan =
        Plans.plan(
            """
            arms: {placebo: {control: true}, vaccine: {}}
            enrolment: {patients: 20000, rate: 5000 per day}
            randomisation: {method: permuted blocks, block size: 2}
            endpoints:
              CASE: {type: time to event, hazard: 2%% per year, hazard ratio: {placebo: 1, vaccine: %s}}
            looks: {first: {events: 50}, second: {events: 97}}
            cut: {events: 150}
            analyses:
              efficacy:
                method: exact rates
                margin: 0.7
                sides: 1
                stopping: {efficacy: {boundary: spending O'Brien-Fleming}}
            simulation: {seed: 5}
            """
                .formatted(ratio));
    TrialRunner runner = new TrialRunner(plan, new Metrics(List.of(), new double[0]));
    int trials = 3_000;
    double[] seen = new double[3];
    for (int trial = 0; trial < trials; trial++) {
      TrialOutcome outcome = runner.run(trial);
      if (outcome.results().get(0).success()) {
        seen[outcome.look() - 1] += 1.0 / trials;
      }
    }
    String[] expected = exits.split(" ");
    for (int k = 0; k < 3; k++) {
      double p = Double.parseDouble(expected[k]);
      assertEquals(p, seen[k], 4 * Math.sqrt(p * (1 - p) / trials), "look " + (k + 1));
    }
  }

  @Test
  void tablesTellWhyATrialEnded() throws IOException {
    Plans.Trial trial = Plans.Trial.of(CALENDAR.formatted("0.25"));
    KeptRows rows = new KeptRows();
    Metrics metrics = new Metrics(List.of("y"), new double[1]);
    new TrialRunner(trial.plan(), metrics, trial.datasets(Set.copyOf(TableNames.PER_TRIAL), rows))
        .run(0, 200);
    int seen = 0;
    for (Map<String, Object> row : rows.of(TableNames.ANALYSES)) {
      int look = (Integer) row.get("LOOK");
      // pnorm(-c(2.96258804, 2.35901771, 2.01408367))
      double[] nominal = {0.001525323, 0.009161691, 0.022000375};
      assertEquals(nominal[look - 1], (Double) row.get("BOUNDARY"), 1e-8);
      boolean rejects = (Double) row.get("PVALUE") <= nominal[look - 1];
      assertEquals(rejects ? 1 : 0, row.get("REJECTED"));
      seen++;
    }
    long looks =
        rows.of(TableNames.TRIALS).stream().mapToInt(r -> (Integer) r.get("STOPLOOK")).sum();
    assertEquals(looks, seen);
    for (Map<String, Object> row : rows.of(TableNames.TRIALS)) {
      boolean last = row.get("STOPLOOK").equals(3);
      assertEquals(last, !Set.of("EFFICACY", "FUTILITY").contains(row.get("STOPREAS")));
    }
  }
}
