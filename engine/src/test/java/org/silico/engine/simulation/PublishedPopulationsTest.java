package org.silico.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.silico.engine.Plans;
import org.silico.engine.Sampled;
import org.silico.engine.plan.PlanCompiler;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.reader.ProtocolReader;
import org.silico.engine.trial.History;
import org.silico.engine.trial.TrialData;
import org.silico.engine.trial.TrialSimulator;

/** Populations of the models' papers, simulated through protocols. */
class PublishedPopulationsTest {

  private static TrialPlan plan(String file, int scenario, Map<String, Double> set) {
    return new PlanCompiler(ProtocolReader.read(Path.of("../protocols/" + file)), set, 7)
        .compile(scenario);
  }

  /**
   * Change on placebo at weeks 8, 16, 24 and 52 without variation between studies: mean and SD from
   * docs/validation/adas-cog.R, 4 million patients, with standard errors of the means of 0.0005 to
   * 0.003. (The probabilities of ApoE4 are rounded to sum to 1 here.)
   */
  @Test
  void adasCogOnPlaceboHasTheMeanAndSpreadOfRogers() {
    TrialPlan plan = plan("adas-cog-placebo.yaml", 0, Map.of("n", 1000.0));
    TrialSimulator simulator = new TrialSimulator(plan);
    Sampled[] changes = {new Sampled(), new Sampled(), new Sampled(), new Sampled()};
    for (int t = 0; t < 100; t++) {
      TrialData data = simulator.simulate(t);
      for (int v = 0; v < changes.length; v++) {
        for (int i = 0; i < data.size(); i++) {
          changes[v].add(data.history().values(0, v)[i] - data.baseline(0)[i]);
        }
      }
    }
    double[] mean = {-0.29352, 0.02533, 0.63834, 3.40342};
    double[] sd = {4.77426, 5.04837, 5.49115, 7.85568};
    for (int v = 0; v < changes.length; v++) {
      changes[v].assertMean(mean[v], "visit " + v);
      changes[v].assertVariance(sd[v] * sd[v], "visit " + v);
    }
  }

  /**
   * The typical patient of phase III on placebo is at 90.5 (1 - f PMAX), f = 1 - exp(-(t /
   * 13.2)^1.24), PMAX = 0.0859 * 1.688: 85.700, 81.853, 79.594, 78.412, 77.574. Baseline and PMAX
   * have the covariance -0.395, so that the mean of all patients is 0.395 f above.
   */
  @Test
  void panssOnPlaceboHasTheMeanOfFriberg() {
    TrialPlan plan =
        plan(
            "schizophrenia.yaml",
            0,
            Map.of("n", 1000.0, "entry_cut", 0.0, "long_share", 0.0, "exposure", 0.0));
    TrialSimulator simulator = new TrialSimulator(plan, plan.conduct().patients(), true);
    double[] days = {7, 14, 21, 28, 42};
    double[] typical = {85.700, 81.853, 79.594, 78.412, 77.574};
    Sampled[] predictions = new Sampled[days.length];
    for (int v = 0; v < days.length; v++) {
      predictions[v] = new Sampled();
    }
    for (int t = 0; t < 10; t++) {
      TrialData data = simulator.simulate(t);
      for (int v = 0; v < days.length; v++) {
        for (int i = 0; i < data.size(); i++) {
          predictions[v].add(data.history().terms(0, v)[History.PREDICTION][i]);
        }
      }
    }
    for (int v = 0; v < days.length; v++) {
      double f = 1 - Math.exp(-Math.pow(days[v] / 13.2, 1.24));
      assertEquals(typical[v], 90.5 * (1 - f * 0.0859 * 1.688), 0.0006);
      predictions[v].assertMean(typical[v] + 0.395 * f, "day " + days[v]);
    }
  }

  /**
   * Improvement 8.03 on placebo and 9.76 on drug at the end of treatment (Stone 2022): 16.0, 8.9
   * and 1.7 points with weights 0.096, 0.689, 0.215 and 0.245, 0.633, 0.122.
   */
  @Test
  void hamdHasTheMeansOfStone() {
    String course =
        "enrolment: {patients: 2000}\n"
            + "endpoints:\n"
            + "  HAMD:\n"
            + "    type: longitudinal\n"
            + "    visits: [8 weeks]\n"
            + "    baseline: {mean: 24, sd: 4}\n"
            + "    model:\n"
            + "      name: HAMD-17 Stone 2022\n"
            + "      effects: {within class: 5}\n"
            + "      exposure: ACTIVE\n";
    TrialSimulator simulator = new TrialSimulator(Plans.twoArms(course));
    Sampled[] improvements = {new Sampled(), new Sampled()};
    for (int t = 0; t < 40; t++) {
      TrialData data = simulator.simulate(t);
      for (int i = 0; i < data.size(); i++) {
        improvements[data.arm()[i]].add(data.baseline(0)[i] - data.history().values(0, 0)[i]);
      }
    }
    double[] classes = {16, 8.9, 1.7};
    double[][] weights = {{0.096, 0.689, 0.215}, {0.245, 0.633, 0.122}};
    double[] published = {8.03, 9.76};
    for (int a = 0; a < 2; a++) {
      double mean = 0;
      for (int k = 0; k < 3; k++) {
        mean += classes[k] * weights[a][k];
      }
      assertEquals(published[a], mean, 0.005);
      improvements[a].assertMean(mean, "arm " + a);
    }
  }
}
