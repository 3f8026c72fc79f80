package org.silico.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.silico.engine.Plans;
import org.silico.engine.analysis.Status;
import org.silico.engine.dataset.Datasets;
import org.silico.engine.evaluation.AnalysisResult;
import org.silico.engine.evaluation.Characteristic;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.truth.TrueValue;
import org.silico.engine.truth.TrueValues;

class FisherExactInTrialsTest {
  private static final String BLOCKS =
      "randomisation: {method: permuted blocks, block size: 2}\nsimulation: {seed: 11}\n";

  private static List<Characteristic> characteristics(TrialPlan plan, int trials)
      throws IOException {
    List<String> names =
        plan.questions().analyses().stream().map(a -> a.analysis().name()).toList();
    double[] truth = TrueValues.of(plan).stream().mapToDouble(TrueValue::value).toArray();
    Metrics metrics = new Metrics(names, truth);
    return metrics.summarise(new TrialRunner(plan, metrics, Datasets.NONE).run(0, trials));
  }

  private static double of(List<Characteristic> all, String analysis, String metric) {
    return all.stream()
        .filter(c -> c.analysis().equals(analysis) && c.metric().equals(metric))
        .findFirst()
        .orElseThrow()
        .estimate();
  }

  /** Exact powers by enumeration of all tables: src/test/r/expected.R, section FisherExact. */
  @Test
  void powerIsThatOfEveryTableWeighed() throws IOException {
    TrialPlan plan =
        Plans.twoArms(
            "enrolment: {patients: 60}\n"
                + BLOCKS
                + """
                endpoints: {R: {type: binary, visit: 1 day, probability: {control: 0.3, active: 0.6}}}
                analyses:
                  exact: {method: fisher exact}
                  mid: {method: fisher exact, p value: mid}
                  one: {method: fisher exact, sides: 1}
                """);
    int trials = 4000;
    List<Characteristic> all = characteristics(plan, trials);
    assertEquals(0.5608116279, of(all, "exact", "power"), 4 * Math.sqrt(0.246 / trials));
    assertEquals(0.6625080451, of(all, "mid", "power"), 4 * Math.sqrt(0.224 / trials));
    assertEquals(of(all, "exact", "power"), of(all, "one", "power"));
    double truth = Math.log(0.6 / 0.4 / (0.3 / 0.7));
    assertEquals(truth, of(all, "exact", "true value"), 1e-12);
    // the exact interval covers at least as often as it says, the mid-p one about so
    assertTrue(of(all, "exact", "coverage") > 0.95);
    assertEquals(0.95, of(all, "mid", "coverage"), 0.015);
  }

  /** Covariates make the arms' odds a mixture: the marginal odds ratio, from potential outcomes. */
  @Test
  void aMarginalOddsRatioIsItsTrueValue() throws IOException {
    TrialPlan plan =
        Plans.twoArms(
            """
            population: {covariates: {X: {distribution: categorical, probabilities: {n: 0.5, y: 0.5}}}}
            enrolment: {patients: 4000}
            simulation: {seed: 3}
            endpoints: {R: {type: binary, visit: 1 day, probability: "(if X == 'y' then 0.5 else 0.2) + 0.2 * ACTIVE"}}
            analyses: {f: {method: fisher exact}}
            """);
    // P(yes) = 0.35 and 0.55
    double truth = Math.log(0.55 / 0.45 / (0.35 / 0.65));
    TrueValue value = TrueValues.of(plan).get(0);
    assertEquals(truth, value.value(), 4 * value.mcse());
    assertTrue(value.mcse() < 0.02);
  }

  @Test
  void dropoutsAreFailuresOrLeftOutAsTheEndpointSays() throws IOException {
    String sections =
        "enrolment: {patients: 200}\n"
            + BLOCKS
            + "dropout: {probability: 0.3, by: 30 days}\n"
            + "endpoints: {R: {type: binary, visit: 30 days, probability: 0.5, dropouts: HOW}}\n"
            + "analyses: {f: {method: fisher exact}, p: {method: proportions, measure: odds ratio}}\n";
    for (String how : List.of("failures", "missing")) {
      TrialPlan plan = Plans.twoArms(sections.replace("HOW", how));
      TrialRunner runner =
          new TrialRunner(plan, new Metrics(List.of("f", "p"), new double[2]), Datasets.NONE);
      for (int trial = 0; trial < 20; trial++) {
        List<AnalysisResult> results = runner.run(trial).results();
        assertEquals(results.get(1).treated(), results.get(0).treated());
        assertEquals(results.get(1).control(), results.get(0).control());
        // the conditional estimate is the sample's drawn to 0 by about 1/n
        assertEquals(
            results.get(1).estimate().estimate(), results.get(0).estimate().estimate(), 0.03);
      }
    }
  }

  @Test
  void whereNobodyRespondsTheTestSaysNothing() throws IOException {
    TrialPlan plan =
        Plans.twoArms(
            "enrolment: {patients: 40}\n"
                + BLOCKS
                + "endpoints: {R: {type: binary, visit: 1 day, probability: 0}}\n"
                + "analyses: {f: {method: fisher exact}}\n");
    AnalysisResult result =
        new TrialRunner(plan, new Metrics(List.of("f"), new double[1])).run(0).results().get(0);
    assertEquals(Status.NO_VARIANCE, result.estimate().status());
    assertEquals(1, result.decision().p());
    assertEquals(Double.POSITIVE_INFINITY, result.upper());
  }

  /** Responders of a longitudinal endpoint, and an estimand of them. */
  @Test
  void respondersAtAVisitAreCompared() throws IOException {
    TrialPlan plan =
        Plans.twoArms(
            """
            enrolment: {patients: 100}
            simulation: {seed: 5}
            endpoints:
              Y:
                type: longitudinal
                visits: [2 weeks, 4 weeks]
                baseline: {mean: 20, sd: 3}
                terms: {natural course: 0, drug: {control: 0, active: -3}}
                residual: {sd: 3}
            analyses:
              f: {method: fisher exact, responder: CHANGE <= -2}
              p: {method: proportions, measure: odds ratio, responder: CHANGE <= -2}
            """);
    List<TrueValue> truth = TrueValues.of(plan);
    assertEquals(truth.get(1), truth.get(0));
    TrialRunner runner = new TrialRunner(plan, new Metrics(List.of("f", "p"), new double[2]));
    AnalysisResult fisher = runner.run(0).results().get(0);
    assertEquals(100, fisher.treated() + fisher.control());
    assertEquals(Status.OK, fisher.estimate().status());
  }
}
