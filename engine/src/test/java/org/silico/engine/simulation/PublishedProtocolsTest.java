package org.silico.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.silico.engine.Sampled;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.plan.PlanCompiler;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.ProtocolReader;

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
    return new TrialRunner(plan, metrics, Set.of(), rows -> {});
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void everyScenarioRuns(Path file) throws IOException {
    Protocol protocol = ProtocolReader.read(file);
    PlanCompiler compiler = new PlanCompiler(protocol);
    for (int s = 0; s < protocol.scenarios().size(); s++) {
      TrialPlan plan = compiler.compile(s);
      TrialOutcome outcome = runner(plan).run(0);
      assertTrue(outcome.subjects() > 0 && outcome.subjects() <= plan.patients());
      assertTrue(Double.isFinite(outcome.duration()));
      for (Result r : outcome.results()) {
        assertFalse(Double.isNaN(r.decision().p()), plan.scenarioName());
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
    assertEquals(624, plan.patients());
    TrialRunner runner = runner(plan);
    Sampled events = new Sampled();
    Sampled treated = new Sampled();
    for (int t = 0; t < 3_000; t++) {
      Result logRank = runner.run(t).results().get(0);
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
}
