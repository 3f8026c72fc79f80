package org.silico.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.silico.engine.Sampled;
import org.silico.engine.evaluation.AnalysisResult;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.plan.PlanCompiler;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.reader.ProtocolReader;
import org.silico.engine.truth.TrueValue;
import org.silico.engine.truth.TrueValues;

/** The protocols in the folder of that name. */
class PublishedProtocolsTest {
  private static final Path FOLDER = Path.of("../protocols");

  static List<Path> protocols() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static TrialRunner runner(TrialPlan plan) {
    Metrics metrics = new Metrics(List.of(), new double[0]);
    return new TrialRunner(plan, metrics);
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void everyScenarioRuns(Path file) throws IOException {
    Protocol protocol = ProtocolReader.read(file);
    PlanCompiler compiler = new PlanCompiler(protocol);
    for (int s = 0; s < protocol.scenarios().size(); s++) {
      TrialPlan plan = compiler.compile(s);
      TrialOutcome outcome = runner(plan).run(0);
      assertTrue(outcome.subjects() > 0 && outcome.subjects() <= plan.conduct().patients());
      assertTrue(Double.isFinite(outcome.duration()));
      for (AnalysisResult r : outcome.results()) {
        assertFalse(Double.isNaN(r.decision().p()), plan.identity().scenarioName());
        assertTrue(r.lower() < r.upper());
      }
    }
  }

  /** In the protocols of one effect each true value is that of the protocol's numbers. */
  @Test
  void trueValuesFollowFromTheNumbers() {
    assertTrueValue("t-test-power.yaml", 40);
    assertTrueValue("proportions-power.yaml", 0.2);
    assertTrueValue("survival-events.yaml", Math.log(0.7));
    assertTrueValue("survival-fixed.yaml", Math.log(0.2 / 0.3));
  }

  private static void assertTrueValue(String file, double expected) {
    TrialPlan plan = new PlanCompiler(ProtocolReader.read(FOLDER.resolve(file))).compile(0);
    TrueValue value = TrueValues.of(plan).get(0);
    assertEquals(TrueValue.Origin.EXACT, value.origin());
    assertEquals(expected, value.value(), 1e-12);
  }

  /**
   * Lachin & Foulkes 1986: with hazard l, dropout e, entry uniform on (0, R) and analysis at T an
   * event is seen with probability l / (l + e) [1 - (exp(-(l + e)(T - R)) - exp(-(l + e) T)) / ((l
   * + e) R)]; 256.72 events among 624 patients.
   */
  @Test
  void theExpectedNumberOfEventsIsThatOfLachinAndFoulkes() throws IOException {
    double expected = 312 * (seen(0.3, 0.1, 1, 3) + seen(0.2, 0.1, 1, 3));
    // R: integrate((l / (l + e)) * (1 - exp(-(l + e) * (3 - u))), 0, 1) for both arms
    assertEquals(256.7200663550207, expected, 1e-9);
    TrialPlan plan =
        new PlanCompiler(ProtocolReader.read(FOLDER.resolve("survival-fixed.yaml"))).compile(0);
    assertEquals(624, plan.conduct().patients());
    TrialRunner runner = runner(plan);
    Sampled events = new Sampled();
    Sampled treated = new Sampled();
    for (int t = 0; t < 3_000; t++) {
      AnalysisResult logRank = runner.run(t).results().get(0);
      events.add(logRank.eventsTreated() + logRank.eventsControl());
      treated.add(logRank.eventsTreated());
    }
    events.assertMean(expected, "events");
    treated.assertMean(312 * seen(0.2, 0.1, 1, 3), "events under treatment");
  }

  private static double seen(double hazard, double dropout, double accrual, double end) {
    double sum = hazard + dropout;
    double late = Math.exp(-sum * (end - accrual)) - Math.exp(-sum * end);
    return hazard / sum * (1 - late / (sum * accrual));
  }

  /**
   * Sequential parallel comparison of a binary outcome: exact by enumeration of all binomials
   * (docs/validation/spcd.R); published are simulations of 200,000 trials (R package SPCDAnalyze
   * 0.1.0), within three of their standard errors of what is exact.
   */
  @ParameterizedTest
  @CsvSource({
    "spcd-binary.yaml, as published, 0.777363, 0.77814",
    "spcd-binary.yaml, no effect, 0.027376, 0.02748",
    "spcd-binary-loss.yaml, as published, 0.916401, 0.917285"
  })
  void theSequentialParallelComparisonHasItsExactPower(
      String file, String scenario, double exact, double published) throws IOException {
    double publishedError = Math.sqrt(exact * (1 - exact) / 200_000);
    assertTrue(Math.abs(published - exact) < 3 * publishedError);
    TrialRunner runner = runner(plan(file, scenario));
    int trials = 20_000;
    long rejected = 0;
    for (int t = 0; t < trials; t++) {
      rejected += runner.run(t).results().get(0).success() ? 1 : 0;
    }
    Sampled.assertShare(exact, rejected, trials, file + ", " + scenario);
  }

  /**
   * Dropout at random and not at random: the limits of MMRM, of LOCF and of complete cases in
   * setting C of docs/validation/missing.R (40 samples of 50,000 patients per arm, Monte-Carlo
   * error at most 0.0011), and the shares who leave. Multiple imputation has the limit of MMRM.
   */
  @ParameterizedTest
  @CsvSource({
    "MAR, -2.7916, -2.9860, -2.5224, 0.3942, 0.2946",
    "MNAR, -2.3928, -2.5798, -2.2852, 0.3215, 0.2013"
  })
  void analysesOfIncompleteDataTendToTheirLimits(
      String scenario,
      double mmrm,
      double locf,
      double complete,
      double leaveOnPlacebo,
      double leaveOnDrug)
      throws IOException {
    TrialPlan plan = plan("missing-data.yaml", scenario);
    double truth = -3 * (1 - Math.exp(-8.0 / 3));
    double[] limits = {mmrm, mmrm, locf, complete};
    Sampled[] estimates = Stream.generate(Sampled::new).limit(4).toArray(Sampled[]::new);
    Sampled placebo = new Sampled();
    Sampled drug = new Sampled();
    TrialRunner runner = runner(plan);
    for (int t = 0; t < 800; t++) {
      List<AnalysisResult> results = runner.run(t).results();
      for (int a = 0; a < 4; a++) {
        estimates[a].add(results.get(a).estimate().estimate());
      }
      placebo.add(1 - results.get(3).control() / 150.0);
      drug.add(1 - results.get(3).treated() / 150.0);
    }
    for (int a = 0; a < 4; a++) {
      estimates[a].assertMean(
          limits[a], scenario + ", " + plan.questions().analyses().get(a).analysis().name());
      assertEquals(truth, TrueValues.of(plan).get(a).value(), 1e-9);
    }
    placebo.assertMean(leaveOnPlacebo, "leave on placebo");
    drug.assertMean(leaveOnDrug, "leave on drug");
  }

  /**
   * Without a drug effect, those with the side effect have a placebo response of 4 points times 1 +
   * (f / (1 + f) - 1/2), f the Bayes factor, the others of 4 points.
   */
  @ParameterizedTest
  @CsvSource({
    "'no drug effect: share=24%, bayes=1', 0",
    "'no drug effect: share=24%, bayes=3', -0.16",
    "'no drug effect: share=80%, bayes=3', -0.72",
    "'no drug effect: share=80%, bayes=10', -1.178181818",
    "'no drug effect, nocebo', -0.458181818"
  })
  void unblindingAloneMakesAnEffect(String scenario, double apparent) {
    List<TrueValue> values = TrueValues.of(plan("depression-unblinding.yaml", scenario));
    assertEquals(0, values.get(0).value(), 1e-12);
    Sampled.assertWithin(apparent, values.get(1).value(), values.get(1).mcse() + 1e-12, scenario);
  }

  private static TrialPlan plan(String file, String scenario) {
    Protocol protocol = ProtocolReader.read(FOLDER.resolve(file));
    PlanCompiler compiler = new PlanCompiler(protocol);
    for (int s = 0; s < protocol.scenarios().size(); s++) {
      TrialPlan plan = compiler.compile(s);
      if (plan.identity().scenarioName().equals(scenario)) {
        return plan;
      }
    }
    throw new IllegalArgumentException(file + " has no scenario " + scenario);
  }
}
