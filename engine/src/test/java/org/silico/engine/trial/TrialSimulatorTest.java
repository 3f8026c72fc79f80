package org.silico.engine.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.silico.engine.Plans;
import org.silico.engine.plan.TrialPlan;

class TrialSimulatorTest {
  private static final int PATIENTS = 501;

  private static TrialPlan plan(String randomisation, String arrivals) {
    return Plans.twoArms(
        "enrolment: {patients: 501, arrivals: "
            + arrivals
            + ", sites: {number: 5, rate: 2 per month, open every: 3 weeks}}\n"
            + "randomisation: {"
            + randomisation
            + "}\n"
            + "population:\n"
            + "  covariates:\n"
            + "    X: {distribution: normal, mean: 0, sd: 1}\n"
            + "    Z: {distribution: gamma, shape: 2 + X ^ 2, scale: 1}\n"
            + "    SEX: {distribution: categorical, probabilities: {F: 0.5, M: 0.5}}\n"
            + "    OLD: {formula: X > 0.5}\n"
            + "  correlation: [{between: [X, SEX], value: 0.3}]\n"
            + "  eligibility: X > -1 and Z > 1\n"
            + "endpoints:\n"
            + "  Y: {type: continuous, visit: 1 week, baseline: {mean: X, sd: 1}, change: -1, sd: 1}\n"
            + "  B: {type: binary, visit: 1 week, probability: 1 / (1 + exp(-X))}\n"
            + "  T: {type: time to event, hazard: 0.1 per day, hazard ratio: exp(ACTIVE * X)}\n"
            + "  N: {type: count, distribution: poisson, period: 1 month, rate: 1 per week}\n"
            + "endpoint correlation: [{between: [Y, T], value: 0.5}]\n"
            + "follow up: {duration: 30 weeks}\n"
            + "dropout: {hazard: 0.1 per week}\n");
  }

  /** All numbers of a patient as bits. */
  private static List<List<Double>> patients(TrialData data) {
    List<List<Double>> all = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      List<Double> one = new ArrayList<>();
      for (double[] column : data.columns()) {
        one.add(column[i]);
      }
      for (int e = 0; e < data.plan().questions().endpoints().size(); e++) {
        one.add(data.outcome(e)[i]);
      }
      one.add(data.dropout()[i]);
      one.add((double) data.arm()[i]);
      one.add((double) data.site()[i]);
      one.add((double) data.screenFailures()[i]);
      all.add(one);
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "method: simple",
        "method: permuted blocks, block size: 4",
        "method: 'permuted blocks', block sizes: [2, 4, 6], strata: [SEX, OLD]",
        "method: 'permuted blocks', block size: 4, strata: [SITE]",
        "method: minimisation, factors: [SEX, OLD, SITE], probability: 0.8",
        "method: minimisation, factors: [SEX], probability: 1, imbalance: variance"
      })
  void blocksOfPatientsAreThoseOfTheWholeTrial(String randomisation) {
    for (String arrivals : new String[] {"poisson", "even"}) {
      TrialPlan plan = plan(randomisation, arrivals);
      List<List<Double>> whole = patients(new TrialSimulator(plan).simulate(11));
      assertEquals(PATIENTS, whole.size());
      TrialSimulator simulator = new TrialSimulator(plan, 129);
      // the last block first: nothing is carried over from call to call
      for (int block = 3; block >= 0; block--) {
        int first = 129 * block;
        int end = Math.min(PATIENTS, first + 129);
        List<List<Double>> part = patients(simulator.simulate(11, first, end));
        assertEquals(whole.subList(first, end), part, "block " + block);
      }
    }
  }

  @Test
  void aTrialDoesNotDependOnThoseBeforeIt() {
    TrialPlan plan = plan("method: minimisation, factors: [SEX]", "poisson");
    TrialSimulator simulator = new TrialSimulator(plan);
    simulator.simulate(3);
    List<List<Double>> after = patients(simulator.simulate(4));
    assertEquals(patients(new TrialSimulator(plan).simulate(4)), after);
  }

  @Test
  void oneArmAndOnePatientIsATrial() {
    TrialPlan plan =
        Plans.plan(
            "arms: {only: {}}\nenrolment: {patients: 1}\n"
                + "randomisation: {method: permuted blocks, block size: 1}\n"
                + "endpoints: {Y: {type: continuous, visit: 1 day, mean: 3, sd: 0}}\n");
    TrialData data = new TrialSimulator(plan).simulate(0);
    assertEquals(1, data.size());
    assertEquals(3, data.outcome(0)[0]);
  }
}
