package org.silico.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.silico.engine.Plans;
import org.silico.engine.Sampled;
import org.silico.engine.plan.PlanCompiler;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Layout;
import org.silico.engine.trial.TrialData;
import org.silico.engine.trial.TrialSimulator;

/** Whether scenarios share their random numbers. */
class ScenariosTest {
  private static final int PATIENTS = 2_000;

  private static TrialData[] simulate(boolean common) {
    PlanCompiler compiler =
        new PlanCompiler(
            Plans.protocol(
                "parameters: {effect: 0, hr: 1}\n"
                    + Plans.TWO_ARMS
                    + "population: {covariates: {X: {distribution: normal, mean: 0, sd: 1}}}\n"
                    + "enrolment: {patients: 2000, rate: 1 per day}\n"
                    + "endpoints:\n"
                    + "  Y: {type: continuous, visit: 1 week, mean: X + effect * ACTIVE, sd: 2}\n"
                    + "  T: {type: time to event, hazard: 0.1 per day,"
                    + " hazard ratio: {control: 1, active: hr}}\n"
                    + "follow up: {duration: 1 year}\n"
                    + "dropout: {hazard: 0.01 per day}\n"
                    + "scenarios: [{name: none}, {name: some, set: {effect: 3, hr: 0.5}}]\n"
                    + "simulation: {seed: 7, common random numbers: "
                    + common
                    + "}\n"));
    TrialPlan[] plans = {compiler.compile(0), compiler.compile(1)};
    return new TrialData[] {
      new TrialSimulator(plans[0]).simulate(2), new TrialSimulator(plans[1]).simulate(2)
    };
  }

  @Test
  void commonRandomNumbersGiveTheSamePatientsAndTheEffectAlone() {
    TrialData[] data = simulate(true);
    for (int c = 0; c < data[0].columns().length; c++) {
      assertArrayEquals(data[0].columns()[c], data[1].columns()[c]);
    }
    assertArrayEquals(data[0].arm(), data[1].arm());
    assertArrayEquals(data[0].dropout(), data[1].dropout());
    for (int i = 0; i < PATIENTS; i++) {
      int active = data[0].arm()[i];
      assertEquals(3 * active, data[1].outcome(0)[i] - data[0].outcome(0)[i], 1e-12);
      double ratio = data[1].outcome(1)[i] / data[0].outcome(1)[i];
      assertEquals(active == 1 ? 2 : 1, ratio, 1e-12);
    }
  }

  @Test
  void otherwiseScenariosAreIndependent() {
    TrialData[] data = simulate(false);
    double[] a = data[0].columns()[Layout.COVARIATES];
    double[] b = data[1].columns()[Layout.COVARIATES];
    Sampled.assertCorrelation(0, a, b, PATIENTS);
    int sameArm = 0;
    for (int i = 0; i < PATIENTS; i++) {
      assertNotEquals(a[i], b[i]);
      assertNotEquals(data[0].entry()[i], data[1].entry()[i]);
      sameArm += data[0].arm()[i] == data[1].arm()[i] ? 1 : 0;
    }
    Sampled.assertShare(0.5, sameArm, PATIENTS, "same arm");
  }

  @Test
  void trialsAreIndependent() {
    TrialPlan plan =
        Plans.twoArms(
            "enrolment: {patients: 2000}\n"
                + "endpoints: {Y: {type: continuous, visit: 1 week, mean: 0, sd: 2}}\n");
    double[] first = new TrialSimulator(plan).simulate(0).outcome(0);
    double[] second = new TrialSimulator(plan).simulate(1).outcome(0);
    Sampled.assertCorrelation(0, first, second, PATIENTS);
  }
}
