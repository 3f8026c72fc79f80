package org.silico.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.silico.engine.Plans;
import org.silico.engine.Sampled;
import org.silico.engine.evaluation.AnalysisResult;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.plan.PlanCompiler;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.reader.ProtocolReader;
import org.silico.engine.truth.TrueValue;
import org.silico.engine.truth.TrueValues;

/** Designs against placebo response, held against closed forms. */
class DesignsTest {

  private static Protocol protocol(String file) {
    return ProtocolReader.read(Path.of("../protocols/" + file));
  }

  private static List<Sampled> estimates(TrialPlan plan, int trials) throws IOException {
    TrialRunner runner = new TrialRunner(plan, new Metrics(List.of(), new double[0]));
    List<Sampled> estimates = plan.questions().analyses().stream().map(a -> new Sampled()).toList();
    for (int t = 0; t < trials; t++) {
      List<AnalysisResult> results = runner.run(t).results();
      for (int a = 0; a < results.size(); a++) {
        estimates.get(a).add(results.get(a).estimate().estimate());
      }
    }
    return estimates;
  }

  /**
   * With lambda left of the effect at the end of period 2 the estimate is biased by -lambda / 2
   * (Hills and Armitage 1979); lambda = -3 * 2^(-6 weeks / half-life).
   */
  @Test
  void carryOverBiasesACrossoverByHalf() throws IOException {
    PlanCompiler compiler = new PlanCompiler(protocol("crossover.yaml"));
    double[] halfLives = {1 / 7.0, 1.5, 3, 6};
    for (int s = 0; s < halfLives.length; s++) {
      TrialPlan plan = compiler.compile(s);
      double lambda = -3 * Math.pow(2, -6 / halfLives[s]);
      List<Sampled> estimates = estimates(plan, 4_000);
      estimates.get(0).assertMean(-3 - lambda / 2, plan.identity().scenarioName());
      // half the difference of two differences of residuals with SD 4, 24 patients a sequence
      estimates.get(0).assertVariance(4.0 * 4 / 24, plan.identity().scenarioName());
      estimates.get(1).assertMean(-3, plan.identity().scenarioName() + ", period 1");
      // what bias is counted from
      assertEquals(-3, TrueValues.of(plan).get(0).value(), 1e-9);
    }
  }

  /**
   * Lee and Gobburu's equation with the time since each arm's start: at month m of 28 days the
   * difference is slope * (m - late) - symptoms * (exp(-1.46 late) - exp(-1.46 m)), late = max(0, m
   * - 9) months on the drug of the delayed arm.
   */
  @Test
  void aDelayedStartKeepsWhatTheDrugDidToTheDisease() throws IOException {
    PlanCompiler compiler = new PlanCompiler(protocol("delayed-start.yaml"));
    double[][] effects = {{-0.3, 1.61}, {0, 1.61}, {-0.3, 0}};
    for (int s = 0; s < effects.length; s++) {
      TrialPlan plan = compiler.compile(s);
      List<TrueValue> truth = TrueValues.of(plan);
      List<Sampled> estimates = estimates(plan, 400);
      double[] months = {9, 12, 18};
      for (int a = 0; a < months.length; a++) {
        double late = Math.max(0, months[a] - 9);
        double expected =
            effects[s][0] * (months[a] - late)
                - effects[s][1] * (Math.exp(-1.46 * late) - Math.exp(-1.46 * months[a]));
        String what = plan.identity().scenarioName() + ", month " + months[a];
        estimates.get(a).assertMean(expected, what);
        assertEquals(expected, truth.get(a).value(), 4 * truth.get(a).mcse() + 1e-9, what);
      }
    }
  }

  /**
   * Eight weeks on the drug, then on or off it. Twelve weeks later the difference is -6 [(1 -
   * exp(-20 / 3)) - (1 - exp(-8 / 3)) 2^(-12 / 4)], with a half-life of 4 weeks, for every patient.
   */
  @Test
  void placeboAfterALeadInOnTheDrugHasWhatIsLeftOfIt() {
    String course =
        "lead in: {duration: 8 weeks, dose: 10}\n"
            + "enrolment: {patients: 100}\n"
            + "endpoints:\n"
            + "  Y:\n"
            + "    type: longitudinal\n"
            + "    visits: [2 weeks, 12 weeks]\n"
            + "    terms: {natural course: 24, drug: -6 * (1 - exp(-DRUGTIME / 3 weeks))}\n"
            + "    carry over: {half life: 4 weeks}\n"
            + "    residual: {sd: 1}\n"
            + "analyses: {a: {method: t test}}\n";
    double expected = -6 * ((1 - Math.exp(-20 / 3.0)) - (1 - Math.exp(-8 / 3.0)) * Math.pow(2, -3));
    assertEquals(expected, TrueValues.of(Plans.twoArms(course)).get(0).value(), 1e-9);
    // the same of an arm that says so step by step
    String steps =
        "arms: {control: {control: true, sequence: [{from: 0 weeks, dose: 0}]},"
            + " active: {dose: 10}}\n";
    assertEquals(expected, TrueValues.of(Plans.plan(steps + course)).get(0).value(), 1e-9);
  }
}
