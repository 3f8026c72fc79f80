package org.silico.engine.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.silico.engine.Plans;

/** What is taken when, by hand: endpoints whose values are the columns that formulas see. */
class RegimensTest {
  private static final String[] SEEN = {
    "TRIALTIME / 1 day", "DRUGTIME / 1 day", "OFFTIME / 1 day", "ACTIVE", "DOSE"
  };

  /** Rows of TRIALTIME, DRUGTIME, OFFTIME, ACTIVE, DOSE; baseline, then the visits. */
  private static double[][] seen(String arms, String sections, String visits, int arm) {
    StringBuilder endpoints = new StringBuilder("endpoints:\n");
    for (int e = 0; e < SEEN.length; e++) {
      endpoints
          .append("  Y" + e + ":\n    type: longitudinal\n    visits: ")
          .append(visits)
          .append("\n    terms: {natural course: " + SEEN[e] + "}\n    residual: {sd: 0}\n");
    }
    Longitudinal trial =
        Longitudinal.of(Plans.plan(arms + "enrolment: {patients: 20}\n" + sections + endpoints));
    int i = trial.in(arm);
    int visitCount = trial.plan.questions().course(0).visits();
    double[][] seen = new double[SEEN.length][1 + visitCount];
    for (int e = 0; e < SEEN.length; e++) {
      seen[e][0] = trial.data.baseline(e)[i];
      for (int v = 0; v < visitCount; v++) {
        seen[e][v + 1] = trial.data.history().values(e, v)[i];
      }
    }
    return seen;
  }

  private static void assertSeen(double[][] expected, double[][] seen) {
    for (int e = 0; e < SEEN.length; e++) {
      for (int v = 0; v < seen[e].length; v++) {
        assertEquals(expected[e][v], seen[e][v], 1e-9, SEEN[e] + " at visit " + v);
      }
    }
  }

  @Test
  void plainArms() {
    assertSeen(
        new double[][] {{0, 7, 14}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}},
        seen(Longitudinal.TWO_ARMS, "", "[1 week, 2 weeks]", 0));
    assertSeen(
        new double[][] {{0, 7, 14}, {0, 7, 14}, {0, 0, 0}, {0, 1, 1}, {0, 10, 10}},
        seen(Longitudinal.TWO_ARMS, "", "[1 week, 2 weeks]", 1));
  }

  /** Nobody takes anything of the trial before it, whatever the arm that is first. */
  @Test
  void atBaselineNothingIsTaken() {
    for (String arms :
        new String[] {
          "arms: {only: {dose: 10}}\n",
          "arms: {only: {sequence: [{from: 0 weeks, dose: 10}]}}\n",
          "arms: {low: {control: true, dose: 10}, high: {dose: 20}}\n"
        }) {
      double[][] seen = seen(arms, "", "[1 week]", 0);
      for (int e = 0; e < SEEN.length; e++) {
        assertEquals(0, seen[e][0], SEEN[e] + " at baseline of " + arms);
      }
      assertEquals(10, seen[4][1], arms);
      assertEquals(7, seen[1][1], 1e-9, arms);
    }
  }

  /** A step acts after the day on which it begins. */
  @Test
  void delayedStart() {
    String arms =
        "arms: {early: {control: true, sequence: [{from: 0 weeks, dose: 20}]}, delayed: {sequence:"
            + " [{from: 0 weeks, dose: 0}, {from: 4 weeks, dose: 20}]}}\n";
    assertSeen(
        new double[][] {{0, 28, 35, 56}, {0, 0, 7, 28}, {0, 0, 0, 0}, {0, 0, 1, 1}, {0, 0, 20, 20}},
        seen(arms, "", "[4 weeks, 5 weeks, 8 weeks]", 1));
  }

  /** Drug for 4 weeks, 2 weeks of washout, placebo; and the other way round. */
  @Test
  void crossoverWithWashout() {
    String arms =
        "arms: {placebo first: {control: true, sequence: [{from: 0 weeks, dose: 0}, {from: 6 weeks,"
            + " dose: 5}]}, drug first: {sequence: [{from: 0 weeks, dose: 5}, {from: 4 weeks, dose:"
            + " 0}]}}\n";
    String visits = "[2 weeks, 4 weeks, 6 weeks, 10 weeks]";
    assertSeen(
        new double[][] {
          {0, 14, 28, 42, 70},
          {0, 14, 28, 28, 28},
          {0, 0, 0, 14, 42},
          {0, 1, 1, 0, 0},
          {0, 5, 5, 0, 0}
        },
        seen(arms, "", visits, 1));
    assertSeen(
        new double[][] {
          {0, 14, 28, 42, 70}, {0, 0, 0, 0, 28}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 1}, {0, 0, 0, 0, 5}
        },
        seen(arms, "", visits, 0));
  }

  /** The clock runs on over changes of dose, and anew after a pause. */
  @Test
  void titrationAndPause() {
    String arms =
        "arms: {placebo: {control: true}, titrated: {sequence: [{from: 0 weeks, dose: 5}, {from: 1"
            + " week, dose: 10}, {from: 2 weeks, dose: 20}, {from: 3 weeks, dose: 0}, {from: 4"
            + " weeks, dose: 20}]}}\n";
    assertSeen(
        new double[][] {
          {0, 7, 14, 21, 24, 28, 35},
          {0, 7, 14, 21, 21, 21, 7},
          {0, 0, 0, 0, 3, 7, 0},
          {0, 1, 1, 1, 0, 0, 1},
          {0, 5, 10, 20, 0, 0, 20}
        },
        seen(arms, "", "[7 days, 14 days, 21 days, 24 days, 28 days, 35 days]", 1));
  }

  @Test
  void placeboLeadIn() {
    String leadIn = "lead in: {duration: 2 weeks}\n";
    assertSeen(
        new double[][] {{14, 21, 28}, {0, 7, 14}, {0, 0, 0}, {0, 1, 1}, {0, 10, 10}},
        seen(Longitudinal.TWO_ARMS, leadIn, "[1 week, 2 weeks]", 1));
    assertSeen(
        new double[][] {{14, 21, 28}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}},
        seen(Longitudinal.TWO_ARMS, leadIn, "[1 week, 2 weeks]", 0));
  }

  /** Randomised withdrawal: on after the lead-in or off after it. */
  @Test
  void leadInOnTheDrug() {
    String leadIn = "lead in: {duration: 2 weeks, dose: 10}\n";
    assertSeen(
        new double[][] {{14, 21, 28}, {14, 21, 28}, {0, 0, 0}, {1, 1, 1}, {10, 10, 10}},
        seen(Longitudinal.TWO_ARMS, leadIn, "[1 week, 2 weeks]", 1));
    assertSeen(
        new double[][] {{14, 21, 28}, {14, 14, 14}, {0, 7, 14}, {1, 0, 0}, {10, 0, 0}},
        seen(Longitudinal.TWO_ARMS, leadIn, "[1 week, 2 weeks]", 0));
  }

  private static String stopAt(int visit) {
    return "intercurrent events:\n"
        + "  STOP: {type: treatment discontinuation, endpoint: Y0, probability: if VISIT == "
        + visit
        + " then 1 else 0}\n";
  }

  @Test
  void stoppedInTheMiddle() {
    assertSeen(
        new double[][] {{0, 7, 14, 21}, {0, 7, 7, 7}, {0, 0, 7, 14}, {0, 1, 0, 0}, {0, 10, 0, 0}},
        seen(Longitudinal.TWO_ARMS, stopAt(1), "[1 week, 2 weeks, 3 weeks]", 1));
    // on placebo there is no drug to stop
    assertSeen(
        new double[][] {{0, 7, 14, 21}, {0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}},
        seen(Longitudinal.TWO_ARMS, stopAt(1), "[1 week, 2 weeks, 3 weeks]", 0));
  }

  /** Stopped before it was begun: never on drug, so neither off it. */
  @Test
  void stoppedAtOnce() {
    for (String arms :
        new String[] {
          Longitudinal.TWO_ARMS,
          "arms: {placebo: {control: true}, active: {sequence: [{from: 0 weeks, dose: 10}]}}\n"
        }) {
      assertSeen(
          new double[][] {{0, 7, 14}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}},
          seen(arms, stopAt(0), "[1 week, 2 weeks]", 1));
    }
  }

  /** Later steps are not taken any more, whether stopped on drug, on a step's first day or off. */
  @Test
  void stoppedWithinASequence() {
    String arms =
        "arms: {placebo: {control: true}, twice: {sequence: [{from: 0 weeks, dose: 5}, {from: 2"
            + " weeks, dose: 0}, {from: 4 weeks, dose: 5}]}}\n";
    String visits = "[1 week, 2 weeks, 3 weeks, 6 weeks]";
    assertSeen(
        new double[][] {
          {0, 7, 14, 21, 42}, {0, 7, 7, 7, 7}, {0, 0, 7, 14, 35}, {0, 1, 0, 0, 0}, {0, 5, 0, 0, 0}
        },
        seen(arms, stopAt(1), visits, 1));
    for (int visit : new int[] {2, 3}) {
      assertSeen(
          new double[][] {
            {0, 7, 14, 21, 42},
            {0, 7, 14, 14, 14},
            {0, 0, 0, 7, 28},
            {0, 1, 1, 0, 0},
            {0, 5, 5, 0, 0}
          },
          seen(arms, stopAt(visit), visits, 1));
    }
    String delayed =
        "arms: {placebo: {control: true}, delayed: {sequence: [{from: 0 weeks, dose: 0}, {from: 2"
            + " weeks, dose: 5}]}}\n";
    assertSeen(
        new double[][] {
          {0, 7, 14, 21, 42}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}
        },
        seen(delayed, stopAt(1), visits, 1));
  }

  private static double[] drug(
      String arms, String sections, String course, String visits, int arm) {
    Longitudinal trial =
        Longitudinal.simulate(
            20, arms, sections, "visits: " + visits + "\nresidual: {sd: 0}\n" + course + "\n");
    double[] drug = new double[1 + trial.plan.questions().course(0).visits()];
    int i = trial.in(arm);
    drug[0] = trial.base()[i];
    for (int v = 1; v < drug.length; v++) {
      drug[v] = trial.value(v)[i];
    }
    return drug;
  }

  private static void assertCourse(double[] expected, double[] seen) {
    for (int v = 0; v < expected.length; v++) {
      assertEquals(expected[v], seen[v], 1e-9, "visit " + v);
    }
  }

  /** -3 + 3 exp(-t / 14) while on drug; then halved every week; then for ever. */
  @Test
  void carryOver() {
    String arms =
        "arms: {placebo first: {control: true, sequence: [{from: 0 weeks, dose: 0}, {from: 6 weeks,"
            + " dose: 5}]}, drug first: {sequence: [{from: 0 weeks, dose: 5}, {from: 4 weeks, dose:"
            + " 0}]}}\n";
    String visits = "[2 weeks, 4 weeks, 6 weeks, 10 weeks]";
    String terms =
        "terms: {natural course: 0, drug: -3 * ACTIVE * DOSE / 5 * (1 - exp(-DRUGTIME / 2 weeks))}\n";
    double two = -3 * (1 - Math.exp(-1));
    double four = -3 * (1 - Math.exp(-2));
    assertCourse(new double[] {0, two, four, 0, 0}, drug(arms, "", terms, visits, 1));
    assertCourse(new double[] {0, 0, 0, 0, four}, drug(arms, "", terms, visits, 0));
    assertCourse(
        new double[] {0, two, four, four / 4, four / 64},
        drug(arms, "", terms + "carry over: {half life: 1 week}\n", visits, 1));
    assertCourse(
        new double[] {0, two, four, four, four},
        drug(arms, "", terms + "carry over: {permanent: true}\n", visits, 1));
    // the kernel of the library with the same numbers: k per day
    String kernel =
        "terms: {natural course: 0, drug: {kernel: exponential plateau, Pmax: -3, k: 1 / 14}}\n";
    assertCourse(
        new double[] {0, two, four, four / 4, four / 64},
        drug(arms, "", kernel + "carry over: {half life: 1 week}\n", visits, 1));
    assertCourse(new double[] {0, 0, 0, 0, four}, drug(arms, "", kernel, visits, 0));
  }

  /** The same after a discontinuation, which is in the control arm of no consequence. */
  @Test
  void carryOverAfterTheDrugWasStopped() {
    String terms = "terms: {natural course: 1, drug: -3 * (1 - exp(-DRUGTIME / 2 weeks))}\n";
    String stop = stopAt(2).replace("Y0", "Y");
    String visits = "[1 week, 2 weeks, 4 weeks]";
    double one = -3 * (1 - Math.exp(-.5));
    double two = -3 * (1 - Math.exp(-1));
    for (String arms :
        new String[] {
          Longitudinal.TWO_ARMS,
          "arms: {placebo: {control: true}, active: {sequence: [{from: 0 weeks, dose: 10}]}}\n"
        }) {
      assertCourse(new double[] {1, 1 + one, 1 + two, 1}, drug(arms, stop, terms, visits, 1));
      assertCourse(
          new double[] {1, 1 + one, 1 + two, 1 + two / 4},
          drug(arms, stop, terms + "carry over: {half life: 1 week}\n", visits, 1));
      assertCourse(
          new double[] {1, 1, 1, 1},
          drug(arms, stop, terms + "carry over: {half life: 1 week}\n", visits, 0));
    }
  }

  /** Withdrawn from the drug of the lead-in, a patient loses its effect unless it carries over. */
  @Test
  void randomisedWithdrawal() {
    String leadIn = "lead in: {duration: 2 weeks, dose: 10}\n";
    String terms = "terms: {natural course: 0, drug: -3 * (1 - exp(-DRUGTIME / 2 weeks))}\n";
    double two = -3 * (1 - Math.exp(-1));
    double four = -3 * (1 - Math.exp(-2));
    for (String placebo :
        new String[] {"{control: true}", "{control: true, sequence: [{from: 0 weeks, dose: 0}]}"}) {
      String arms = "arms: {placebo: " + placebo + ", active: {dose: 10}}\n";
      String visits = "[1 week, 2 weeks]";
      assertCourse(
          new double[] {two, -3 * (1 - Math.exp(-1.5)), four},
          drug(arms, leadIn, terms, visits, 1));
      assertCourse(new double[] {two, 0, 0}, drug(arms, leadIn, terms, visits, 0));
      assertCourse(
          new double[] {two, two / 2, two / 4},
          drug(arms, leadIn, terms + "carry over: {half life: 1 week}\n", visits, 0));
    }
  }

  /** What is written as one number is the drug's; by arm, whatever that arm gets. */
  @Test
  void aDrugTermActsOnTheDrugUnlessWrittenByArm() {
    String visits = "[1 week]";
    String constant = "terms: {natural course: 5, drug: -3}\n";
    assertCourse(new double[] {5, 2}, drug(Longitudinal.TWO_ARMS, "", constant, visits, 1));
    assertCourse(new double[] {5, 5}, drug(Longitudinal.TWO_ARMS, "", constant, visits, 0));
    String byArm = "terms: {natural course: 5, drug: {placebo: -1, active: -3}}\n";
    assertCourse(new double[] {5, 2}, drug(Longitudinal.TWO_ARMS, "", byArm, visits, 1));
    assertCourse(new double[] {5, 4}, drug(Longitudinal.TWO_ARMS, "", byArm, visits, 0));
    String activeControl = "arms: {placebo: {control: true, dose: 5}, active: {dose: 10}}\n";
    assertCourse(new double[] {5, 2}, drug(activeControl, "", constant, visits, 0));
  }
}
