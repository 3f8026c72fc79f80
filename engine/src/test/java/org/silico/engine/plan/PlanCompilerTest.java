package org.silico.engine.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.silico.engine.Plans;
import org.silico.engine.protocol.Layout;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.trial.SimulationException;
import org.silico.engine.trial.TrialData;
import org.silico.engine.trial.TrialSimulator;

class PlanCompilerTest {
  private static final String THREE =
      "arms: {placebo: {control: true}, low: {dose: 5}, high: {dose: 20}}\n"
          + "enrolment: {patients: 300}\n"
          + "population: {covariates: {X: {distribution: normal, mean: 0, sd: 1}}}\n";

  private static ArmValue mean(String mean) {
    TrialPlan plan =
        Plans.plan(
            "parameters: {effect: 3}\n"
                + THREE
                + "endpoints: {Y: {type: continuous, visit: 1 day, mean: "
                + mean
                + ", sd: 1}}\n");
    return ((EndpointPlan.Continuous) plan.questions().endpoints().get(0)).mean();
  }

  private static void assertArms(ArmValue value, double... expected) {
    assertTrue(value.isConstant());
    for (int a = 0; a < 3; a++) {
      assertEquals(expected[a], value.constant(a));
    }
  }

  @Test
  void formulasOfTheArmAloneAreNumbersByArm() {
    assertArms(mean("effect * ACTIVE"), 0, 3, 3);
    assertArms(mean("10 - effect * DOSE / (5 + DOSE)"), 10, 10 - 3 * 0.5, 10 - 3 * 0.8);
    assertArms(mean("if ARM == 'low' then effect else -1"), -1, 3, -1);
    assertArms(mean("{placebo: 1, low: DOSE, high: 2 * DOSE}"), 1, 5, 40);
  }

  @Test
  void oneNumberServesAllArmsThatHaveTheSame() {
    assertTrue(mean("7").isOneNumber());
    assertTrue(mean("0 * ACTIVE").isOneNumber());
    assertTrue(mean("{placebo: 2, low: 2, high: 2}").isOneNumber());
    assertFalse(mean("ACTIVE").isOneNumber());
    assertFalse(mean("X").isOneNumber());
  }

  @Test
  void formulasOfPatientsStayFormulas() {
    ArmValue value = mean("{placebo: X, low: DOSE, high: X * DOSE}");
    assertFalse(value.isConstant());
    assertEquals(5, value.constant(1));
    assertTrue(Double.isNaN(value.constant(0)));
    double[][] columns = new double[Layout.COVARIATES + 1][];
    columns[Layout.DOSE] = new double[] {0, 5, 20, 0};
    columns[Layout.COVARIATES] = new double[] {1, 2, 3, 4};
    double[] out = new double[4];
    value.evaluate(columns, new int[] {0, 1, 2, 0}, 4, out, new double[4]);
    assertEquals(1, out[0]);
    assertEquals(5, out[1]);
    assertEquals(60, out[2]);
    assertEquals(4, out[3]);
  }

  /** log(DOSE) is infinite for placebo, whose mean it is not. */
  @Test
  void theFormulaOfAnArmNeedNotHoldForOthers() {
    assertArms(mean("{placebo: 0, low: log(DOSE), high: log(DOSE)}"), 0, Math.log(5), Math.log(20));
    TrialPlan plan =
        Plans.plan(
            THREE
                + "endpoints: {Y: {type: continuous, visit: 1 day, sd: 0,"
                + " mean: {placebo: 0, low: X * log(DOSE), high: X + log(DOSE)}}}\n");
    TrialData data = new TrialSimulator(plan).simulate(0);
    for (int i = 0; i < data.size(); i++) {
      assertTrue(Double.isFinite(data.outcome(0)[i]));
    }
  }

  @Test
  void aValueOutOfRangeHasTheUnitOfItsFormula() {
    assertEquals(
        "hazard of T is -20.5 per month; it must be 0 or more",
        refusal("endpoints: {T: {type: time to event, hazard: (DOSE - 20.5) / 1 month}}\n"));
    assertEquals(
        "probability of B is 200%; it must be between 0% and 100%",
        refusal("endpoints: {B: {type: binary, visit: 1 day, probability: DOSE * 10%}}\n"));
    assertEquals(
        "sd of Y is -1; it must be 0 or more",
        refusal("endpoints: {Y: {type: continuous, visit: 1 day, mean: 0, sd: DOSE - 1}}\n"));
  }

  /** What is said of a protocol whose numbers make no trial. */
  private static String refusal(String endpoints) {
    String sections = THREE + endpoints + "follow up: {duration: 1 year}\n";
    return assertThrows(
            PlanException.class, () -> new TrialSimulator(Plans.plan(sections)).simulate(0))
        .getMessage();
  }

  @Test
  void aMatrixThatIsNotPositiveDefiniteIsLocatedWhereItIsWritten() {
    PlanException residuals =
        assertThrows(
            PlanException.class,
            () ->
                Plans.plan(
                    THREE
                        + "endpoints:\n"
                        + "  Y:\n"
                        + "    type: longitudinal\n"
                        + "    visits: [1 week]\n"
                        + "    terms: {natural course: 1}\n"
                        + "    residual:\n"
                        + "      sd: 1\n"
                        + "      correlation:\n"
                        + "        structure: unstructured\n"
                        + "        matrix: [[1, 1], [1, 1]]\n"));
    assertEquals(
        "residuals of Y: the correlation matrix is not positive definite: its smallest eigenvalue"
            + " is 0",
        residuals.getMessage());
    assertEquals(15, residuals.location().line());
    assertEquals(17, residuals.location().column());
  }

  @Test
  void aNumberOutOfItsRangeNamesTheQuantity() {
    PlanException e =
        assertThrows(
            PlanException.class,
            () ->
                Plans.plan(
                    THREE
                        + "endpoints: {B: {type: binary, visit: 1 day, probability: DOSE / 10}}\n"));
    assertEquals("probability of B is 2; it must be between 0 and 1", e.getMessage());
    assertEquals(6, e.location().line());
    TrialPlan plan =
        Plans.plan(THREE + "endpoints: {B: {type: binary, visit: 1 day, probability: 0.5 + X}}\n");
    SimulationException later =
        assertThrows(SimulationException.class, () -> new TrialSimulator(plan).simulate(0));
    assertTrue(later.getMessage().startsWith("probability of B is "));
  }

  @Test
  void overridesGoBeforeScenarios() {
    Protocol protocol =
        Plans.protocol(
            "parameters: {n: 10, effect: 1, double: 2 * effect}\n"
                + Plans.TWO_ARMS
                + "enrolment: {patients: n}\n"
                + "endpoints: {Y: {type: continuous, visit: 1 day, mean: double * ACTIVE, sd: 1}}\n"
                + "scenarios: [{name: a}, {name: b, set: {effect: 5}}]\n");
    PlanCompiler compiler = new PlanCompiler(protocol, Map.of("n", 24.2), 3);
    TrialPlan plan = compiler.compile(1);
    assertEquals(25, plan.conduct().patients());
    assertEquals(
        10, ((EndpointPlan.Continuous) plan.questions().endpoints().get(0)).mean().constant(1));
    TrialPlan overridden = new PlanCompiler(protocol, Map.of("effect", 7.0), 3).compile(1);
    assertEquals(
        14,
        ((EndpointPlan.Continuous) overridden.questions().endpoints().get(0)).mean().constant(1));
  }

  @Test
  void enrolmentThatEndsTooEarlyIsReported() {
    Protocol protocol =
        Plans.protocol(
            "parameters: {late: 1 per day}\n"
                + Plans.TWO_ARMS
                + "enrolment: {patients: 50, rate: [{from: 0 days, rate: 2 per day},"
                + " {from: 10 days, rate: late}]}\n"
                + "endpoints: {B: {type: binary, visit: 1 day, probability: 0.5}}\n");
    PlanException e =
        assertThrows(
            PlanException.class,
            () -> new PlanCompiler(protocol, Map.of("late", 0.0), 1).compile(0));
    assertTrue(e.getMessage().startsWith("enrolment ends after about 20 patients"));
  }

  @Test
  void correlationsThatContradictEachOtherAreReported() {
    PlanException e =
        assertThrows(
            PlanException.class,
            () ->
                Plans.twoArms(
                    "enrolment: {patients: 50}\n"
                        + "endpoints:\n"
                        + "  A: {type: binary, visit: 1 day, probability: 0.5}\n"
                        + "  B: {type: binary, visit: 1 day, probability: 0.5}\n"
                        + "  C: {type: binary, visit: 1 day, probability: 0.5}\n"
                        + "endpoint correlation:\n"
                        + "  - {between: [A, B], value: 0.9}\n"
                        + "  - {between: [B, C], value: 0.9}\n"
                        + "  - {between: [A, C], value: -0.9}\n"));
    assertTrue(e.getMessage().contains("not positive definite"), e.getMessage());
  }
}
