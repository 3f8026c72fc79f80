package org.silico.jobs.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.holdenkarau.spark.testing.SharedJavaSparkContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.simulation.TrialRunner;
import org.silico.engine.simulation.Workload;

/** A trial cut into blocks of patients is the trial that it would be whole. */
class LargeTrialTest extends SharedJavaSparkContext {
  private static final String PROTOCOL =
      """
      silico: 1
      study: {id: LARGE, title: A trial of many patients}
      population:
        covariates:
          SEX: {distribution: categorical, probabilities: {F: 0.5, M: 0.5}}
          AGE: {distribution: normal, mean: 60, sd: 10}
        eligibility: AGE >= 50
      arms: {control: {control: true}, treatment: {}}
      enrolment: {patients: 500001, rate: 1000 per day}
      randomisation: {method: permuted blocks, block sizes: [4, 6], strata: [SEX]}
      intercurrent events:
        STOP: {type: treatment discontinuation, probability: 5%}
      endpoints:
        OS: {type: time to event, median: 2 years, hazard ratio: exp(-0.1 * ACTIVE)}
        SCORE:
          type: longitudinal
          visits: [4 weeks, 8 weeks, 12 weeks]
          missed visits: 5%
          random effects: {U: {sd: 1}, S: {sd: 0.2, by: study}}
          terms: {natural course: U + S, drug: 0.1}
          residual: {sd: 1}
          entry: BASE > -1
        CHG: {type: continuous, visit: 12 weeks, mean: 0.1 * ACTIVE + 0.01 * AGE, sd: 1}
      dropout: {probability: 5%, by: 1 year}
      looks: {interim: {events: 120000, endpoint: OS}}
      cut: {events: 200000, endpoint: OS}
      analyses:
        survival: {method: log-rank, endpoint: OS, strata: [SEX]}
        change: {method: ancova, endpoint: CHG, covariates: [AGE, SEX]}
        score: {method: mmrm, endpoint: SCORE}
        imputed:
          method: multiple imputation
          endpoint: SCORE
          visit: 8 weeks
          assumption: jump to reference
          imputations: 2
          exclude after: [STOP]
      simulation: {replicates: 1, seed: 3}
      """;

  @BeforeEach
  void startSpark() {
    runBefore();
  }

  @AfterAll
  static void stopSpark() {
    runAfterClass();
  }

  /** 120,000 of 200,000 events at a hazard ratio of exp(-0.1): Z is about 17. */
  @Test
  void blocksInParallelEndAtTheLookAtWhichTheWholeTrialEnds() throws Exception {
    String stopping = "stopping: {efficacy: {boundary: spending Pocock}}";
    String protocol =
        PROTOCOL.replace("strata: [SEX]}\n  change", "strata: [SEX], " + stopping + "}\n  change");
    RunSpec spec = new RunSpec("large.yaml", protocol, Map.of(), 3, Set.of());
    TrialPlan plan = spec.plan(0);
    TrialOutcome whole =
        new TrialRunner(
                plan, new Metrics(List.of("survival", "change", "score", "imputed"), new double[4]))
            .run(0);
    assertEquals(TrialOutcome.Stop.EFFICACY, whole.stop());
    assertEquals(1, whole.look());
    assertEquals(whole, LargeTrial.run(jsc(), spec, 0, 0));
  }

  @Test
  void blocksInParallelCountWhoCameToTheLastVisit() throws Exception {
    String protocol =
        PROTOCOL
            .replace("{events: 120000, endpoint: OS}", "{completers: 300000, endpoint: SCORE}")
            .replace("cut: {events: 200000, endpoint: OS}", "cut: {calendar time: 600 days}");
    RunSpec spec = new RunSpec("large.yaml", protocol, Map.of(), 3, Set.of());
    TrialOutcome whole =
        new TrialRunner(
                spec.plan(0),
                new Metrics(List.of("survival", "change", "score", "imputed"), new double[4]))
            .run(0);
    assertEquals(2, whole.looks().size());
    assertEquals(whole, LargeTrial.run(jsc(), spec, 0, 0));
  }

  /**
   * Looks at the last of two times and after a number of patients, bounds by what is seen of a
   * small effect, and what is said at the end: two looks are held before the last.
   */
  @Test
  void blocksInParallelRecomputeBoundsAndOrderTheEndByStage() throws Exception {
    String stopping =
        "sides: 1, stopping: {efficacy: {boundary: spending Pocock}, information: [0.3, 0.6],"
            + " recompute: {by: events}, final analysis: stagewise}";
    String protocol =
        PROTOCOL
            .replace("exp(-0.1 * ACTIVE)", "1")
            .replace("strata: [SEX]}\n  change", "strata: [SEX], " + stopping + "}\n  change")
            .replace(
                "looks: {interim: {events: 120000, endpoint: OS}}",
                "looks: {a: {later of: [{events: 60000, endpoint: OS}, {calendar time: 300 days}]},"
                    + " b: {minimum follow up: 30 days, patients: 480000}}");
    RunSpec spec = new RunSpec("large.yaml", protocol, Map.of(), 3, Set.of());
    TrialOutcome whole =
        new TrialRunner(
                spec.plan(0),
                new Metrics(List.of("survival", "change", "score", "imputed"), new double[4]))
            .run(0);
    assertEquals(3, whole.looks().size());
    assertTrue(whole.stagewise().p() > 0);
    assertEquals(whole, LargeTrial.run(jsc(), spec, 0, 0));
  }

  @Test
  void blocksInParallelGiveGiveTheResultsOfTheWholeTrial() throws Exception {
    RunSpec spec = new RunSpec("large.yaml", PROTOCOL, Map.of(), 3, Set.of());
    TrialPlan plan = spec.plan(0);
    assertTrue(Workload.byBlocks(plan));
    assertEquals(3, Workload.blocks(plan));
    TrialOutcome whole =
        new TrialRunner(
                plan, new Metrics(List.of("survival", "change", "score", "imputed"), new double[4]))
            .run(0);
    TrialOutcome blocks = LargeTrial.run(jsc(), spec, 0, 0);
    assertEquals(whole, blocks);
    assertEquals(2, blocks.looks().size());
    assertEquals(120_000, blocks.looks().get(0).events().get(0));
    assertEquals(
        200_000, blocks.results().get(0).eventsTreated() + blocks.results().get(0).eventsControl());
  }
}
