package org.silico.engine.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.silico.engine.Plans;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Course.TermKind;
import org.silico.engine.protocol.Layout;

/**
 * Terms add up; the trial and its counterfactuals share all that is random; blocks are the trial.
 */
class WorldsTest {
  /** All that can happen, in one trial: two endpoints, one of them a Markov chain. */
  private static final String EVERYTHING =
      """
      population:
        covariates:
          AGE: {distribution: normal, mean: 50, sd: 10, min: 18}
          SEX: {distribution: categorical, probabilities: {F: 0.5, M: 0.5}}
        eligibility: AGE < 65
      enrolment: {patients: 700, sites: {number: 5, rate: 2 per month, open every: 3 weeks}}
      arms:
        placebo: {control: true, ratio: 2}
        active: {dose: 10}
        delayed: {sequence: [{from: 0 weeks, dose: 0}, {from: 2 weeks, dose: 5}, {from: 4 weeks, dose: 10}, {from: 6 weeks, dose: 0}]}
      randomisation: {method: minimisation, factors: [SEX, SITE], probability: 0.8}
      LEADIN
      intercurrent events:
        NAUSEA: {endpoint: Y, type: adverse event, probability: {placebo: 20%, active: 50%, delayed: 30%}, by: 8 weeks}
        STOP: {endpoint: Y, type: treatment discontinuation, probability: 5% + 20% * NAUSEA}
        RESCUE: {endpoint: Y, type: rescue medication, probability: "if CHANGE > 0 then 30% else 5%"}
        LOST: {endpoint: Y, type: study discontinuation, hazard: 0.01 per week}
        LOE: {endpoint: Y, type: study discontinuation, probability: expit(-3 + 0.2 * (VALUE - BASE))}
      endpoints:
        Y:
          type: longitudinal
          visits: [1 week, 2 weeks, 4 weeks, 6 weeks, 8 weeks]
          visit deviation: {sd: 1 day, window: 3 days}
          missed visits: {placebo: 5%, active: 10%, delayed: 2% * VISIT}
          SCALE
          random effects:
            U: {sd: 4}
            UP: {distribution: lognormal, sd: 0.3}
            S: {sd: 1, by: site}
            R: {sd: 1, by: rater}
            G: {classes: {good: 40%, bad: 60%}}
          random effect correlation: [{between: [U, UP], value: -0.3}]
          raters: 10
          terms:
            natural course: 20 + U + S + R + 0.1 * TIME / 1 week + (if VISIT > 1 then 0.05 * PREVIOUS else 0)
            placebo: {kernel: exponential plateau, Pmax: -4 * UP, k: 0.05}
            drug: "(if G == 'good' then -5 else -1) * (1 - exp(-DRUGTIME / 2 weeks)) * DOSE / 10"
            nocebo: NAUSEA
            rescue: -2 * RESCUE
          carry over: {half life: 1 week}
          RESIDUAL
          expectation: {strength: 0.4, unblinding: [{event: NAUSEA, bayes factor: 3}]}
          screening: {before: 1 week, inflation: {cut: 18, below: 3, probability: 30%}}
          entry: SCREEN >= 18 and BASE > 0.6 * SCREEN
        SLEEP:
          type: longitudinal
          visits: [2 weeks, 5 weeks, 9 weeks]
          scale: {type: binary, link: logit}
          random effects: {V: {sd: 0.5}}
          terms:
            natural course: V + (if PREVIOUS == 1 then 1 else -1)
            drug: ACTIVE
            nocebo: -NAUSEA
      """;

  private static final String IDENTITY =
      "residual: {sd: 3, proportional: 0.1, correlation: {structure: ar(1), value: 0.5}}";

  static TrialPlan plan(boolean leadIn, boolean whole) {
    return Plans.plan(
        EVERYTHING
            .replace("LEADIN", leadIn ? "lead in: {duration: 10 days}" : "")
            .replace("SCALE", whole ? "scale: {low: 0, high: 52, whole: true}" : "")
            .replace("RESIDUAL", IDENTITY));
  }

  private static List<List<double[]>> numbers(TrialPlan plan, History history, int n) {
    List<List<double[]>> all = new ArrayList<>();
    for (int e = 0; e < plan.questions().endpoints().size(); e++) {
      for (int v = 0; v < plan.questions().course(e).visits(); v++) {
        List<double[]> visit = new ArrayList<>();
        visit.add(Arrays.copyOf(history.values(e, v), n));
        for (double[] term : history.terms(e, v)) {
          visit.add(Arrays.copyOf(term, n));
        }
        boolean[] missed = history.missed(e, v);
        double[] as = new double[n];
        for (int i = 0; i < n && missed != null; i++) {
          as[i] = missed[i] ? 1 : 0;
        }
        visit.add(as);
        all.add(visit);
      }
    }
    List<double[]> events = new ArrayList<>();
    for (int k = 0; k < plan.conduct().events().size(); k++) {
      events.add(Arrays.copyOf(history.event(k), n));
    }
    all.add(events);
    return all;
  }

  private static void assertSame(
      TrialPlan plan, List<List<double[]>> expected, List<List<double[]>> seen) {
    for (int k = 0; k < expected.size(); k++) {
      for (int j = 0; j < expected.get(k).size(); j++) {
        assertArrayEquals(expected.get(k).get(j), seen.get(k).get(j), "row " + k + ", " + j);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void thePatientsOwnWorldIsTheTrial(boolean leadIn) {
    TrialPlan plan = plan(leadIn, true);
    Longitudinal trial = Longitudinal.of(plan);
    List<List<double[]>> actual = numbers(plan, trial.data.history(), trial.n);
    // other worlds in between leave no trace
    trial.world(World.Treatment.NONE, trial.allIn(0));
    trial.world(World.Treatment.OF_THE_ARM, trial.allIn(2));
    History own = trial.world(World.Treatment.OF_THE_ARM, trial.data.arm());
    assertSame(plan, actual, numbers(plan, own, trial.n));
    assertSame(plan, actual, numbers(plan, trial.data.history(), trial.n));
    // and the world of one arm is the trial for the patients of that arm
    for (int arm = 0; arm < plan.arms().count(); arm++) {
      List<List<double[]>> world =
          numbers(plan, trial.world(World.Treatment.OF_THE_ARM, trial.allIn(arm)), trial.n);
      int others = 0;
      for (int k = 0; k < actual.size(); k++) {
        for (int j = 0; j < actual.get(k).size(); j++) {
          for (int i = 0; i < trial.n; i++) {
            if (trial.data.arm()[i] == arm) {
              assertEquals(actual.get(k).get(j)[i], world.get(k).get(j)[i], "arm " + arm);
            } else {
              others += actual.get(k).get(j)[i] != world.get(k).get(j)[i] ? 1 : 0;
            }
          }
        }
      }
      assertTrue(others > 1000, "the arms differ");
    }
    // enough happened for this to say something
    for (int k = 0; k < plan.conduct().events().size(); k++) {
      long happened = Arrays.stream(trial.event(k)).filter(day -> day < 100).count();
      assertTrue(happened > 20, k + " happened " + happened + " times");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void termsAddUp(boolean leadIn) {
    TrialPlan plan = plan(leadIn, false);
    Longitudinal trial = Longitudinal.of(plan);
    History untreated = trial.world(World.Treatment.NONE, trial.allIn(0));
    double[] previous = trial.base();
    double[] u = trial.effect(0);
    double[] shared = new double[trial.n];
    for (int i = 0; i < trial.n; i++) {
      shared[i] = 20 + u[i] + trial.effect(2)[i] + trial.effect(3)[i];
    }
    for (int v = 1; v <= 5; v++) {
      double[] day = trial.data.visitDays(0, v - 1);
      for (int i = 0; i < trial.n; i++) {
        double sum = 0;
        for (TermKind kind : TermKind.values()) {
          sum += trial.term(kind, v)[i];
        }
        assertEquals(sum, trial.prediction(v)[i], 1e-12);
        // by hand
        double natural = shared[i] + .1 * day[i] / 7 + (v > 1 ? .05 * previous[i] : 0);
        assertEquals(natural, trial.term(TermKind.NATURAL_COURSE, v)[i], 1e-12);
        double nausea = trial.event(0)[i] < day[i] ? 1 : 0;
        double rescue = trial.event(2)[i] < day[i] ? 1 : 0;
        assertEquals(nausea, trial.term(TermKind.NOCEBO, v)[i]);
        assertEquals(-2 * rescue, trial.term(TermKind.RESCUE, v)[i]);
        // half of the patients are allocated to a drug: the belief is 1/2, and 3/4 after an event
        double since = day[i] + (leadIn ? 10 : 0);
        double expected =
            -4 * trial.effect(1)[i] * (1 - Math.exp(-.05 * since)) * (1 + .4 * (nausea * .25));
        assertEquals(expected, trial.term(TermKind.PLACEBO, v)[i], 1e-12);
        // the residual: the same score with the standard deviation of the prediction
        double z =
            (trial.value(v)[i] - trial.prediction(v)[i])
                / Math.hypot(3, .1 * trial.prediction(v)[i]);
        double[][] none = untreated.terms(0, v - 1);
        double zero =
            (untreated.values(0, v - 1)[i] - none[History.PREDICTION][i])
                / Math.hypot(3, .1 * none[History.PREDICTION][i]);
        assertEquals(z, zero, 1e-9, "the same residual");
        for (TermKind kind : TermKind.values()) {
          if (kind != TermKind.NATURAL_COURSE) {
            assertEquals(0, none[kind.ordinal()][i], "untreated: " + kind);
          }
        }
      }
      previous = trial.value(v);
    }
    for (int k = 0; k < plan.conduct().events().size(); k++) {
      assertEquals(Double.POSITIVE_INFINITY, Arrays.stream(untreated.event(k)).min().orElseThrow());
    }
  }

  /** Additive residual: the value is the sum of the terms and a residual that no world changes. */
  @Test
  void valuesAreTermsAndAResidual() {
    Longitudinal trial =
        Longitudinal.simulate(
            500,
            Longitudinal.TWO_ARMS,
            "intercurrent events: {HEAD: {type: adverse event, hazard: 0.2 per week}}\n",
            """
            visits: [1 week, 3 weeks]
            random effects: {U: {sd: 4}, V: {sd: 2}}
            terms:
              natural course: 20 + U
              placebo: -(3 + V) * (1 - exp(-TRIALTIME / 1 week))
              drug: -5 * DRUGTIME / (DRUGTIME + 1 week)
              nocebo: 1.5 * HEAD
            residual: {sd: 3, correlation: {structure: ar(1), value: 0.5}}
            """);
    History placebo = trial.world(World.Treatment.PLACEBO, trial.allIn(1));
    History untreated = trial.world(World.Treatment.NONE, trial.allIn(1));
    History active = trial.world(World.Treatment.OF_THE_ARM, trial.allIn(1));
    double[] share = {0, 7.0 / 14, 21.0 / 28};
    double[] day = {0, 7, 21};
    for (int v = 1; v <= 2; v++) {
      for (int i = 0; i < trial.n; i++) {
        double residual = trial.value(v)[i] - trial.prediction(v)[i];
        double natural = 20 + trial.effect(0)[i];
        double response = -(3 + trial.effect(1)[i]) * (1 - Math.exp(-day[v] / 7));
        double nocebo = trial.event(0)[i] <= day[v] ? 1.5 : 0;
        assertEquals(natural + residual, untreated.values(0, v - 1)[i], 1e-12);
        assertEquals(natural + response + nocebo + residual, placebo.values(0, v - 1)[i], 1e-12);
        assertEquals(
            natural + response - 5 * share[v] + nocebo + residual,
            active.values(0, v - 1)[i],
            1e-12);
        assertEquals(
            trial.data.arm()[i] == 1 ? active.values(0, v - 1)[i] : placebo.values(0, v - 1)[i],
            trial.value(v)[i]);
      }
    }
  }

  /**
   * In the world of the arm without its drug the clock of the drug stands at 0, and so does DOSE.
   */
  @Test
  void onPlaceboNobodyTakesTheDrug() {
    Longitudinal trial =
        Longitudinal.simulate(
            50,
            Longitudinal.TWO_ARMS,
            "lead in: {duration: 1 week, dose: 10}\n",
            """
            visits: [1 week, 3 weeks]
            terms: {natural course: "20 + ACTIVE + DOSE + DRUGTIME / 1 day + OFFTIME / 1 day", placebo: -TRIALTIME / 1 day, drug: -3}
            residual: {sd: 0}
            """);
    History placebo = trial.world(World.Treatment.PLACEBO, trial.allIn(1));
    assertEquals(20 - 14, placebo.values(0, 0)[0]);
    assertEquals(20 - 28, placebo.values(0, 1)[0]);
    History untreated = trial.world(World.Treatment.NONE, trial.allIn(1));
    assertEquals(20, untreated.values(0, 1)[0]);
    int i = trial.in(1);
    assertEquals(20 + 1 + 10 + 28 - 28 - 3, trial.value(2)[i]);
    assertEquals(20 + 1 + 10 + 7 - 7 - 3, trial.base()[i]);
  }

  /** An event that cannot happen does not, and the others' numbers stay what they were. */
  @Test
  void worldsWithoutAnEvent() {
    TrialPlan plan = plan(false, true);
    Longitudinal trial = Longitudinal.of(plan);
    History history = new History(plan, trial.n, true);
    trial.simulator.counterfactual(
        new World(
            trial.data.arm(),
            World.Treatment.OF_THE_ARM,
            new boolean[] {false, true, true, true, false}),
        history);
    for (int k : new int[] {1, 2, 3}) {
      assertEquals(Double.POSITIVE_INFINITY, Arrays.stream(history.event(k)).min().orElseThrow());
    }
    assertArrayEquals(trial.event(0), Arrays.copyOf(history.event(0), trial.n));
    for (int i = 0; i < trial.n; i++) {
      boolean none = trial.event(1)[i] > 56 && trial.event(2)[i] > 56;
      if (none) {
        assertEquals(trial.value(5)[i], history.values(0, 4)[i]);
      }
    }
  }

  private static List<List<Double>> patients(TrialPlan plan, TrialData data) {
    List<List<double[]>> numbers = numbers(plan, data.history(), data.size());
    List<List<Double>> all = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      List<Double> one = new ArrayList<>();
      int covariates = 2;
      for (int c = 0; c < 5; c++) {
        one.add(data.columns()[c][i]);
      }
      for (int c = 0; c < covariates; c++) {
        one.add(data.columns()[Layout.COVARIATES + c][i]);
      }
      for (int e = 0; e < plan.questions().endpoints().size(); e++) {
        int end = plan.layout().effects(e) + plan.questions().course(e).effects().size();
        for (int c = plan.layout().baselines().get(e); c < end; c++) {
          one.add(data.columns()[c][i]);
        }
        for (int v = 0; v < plan.questions().course(e).visits(); v++) {
          one.add(data.visitDays(e, v)[i]);
        }
      }
      for (List<double[]> rows : numbers) {
        for (double[] row : rows) {
          one.add(row[i]);
        }
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
  @ValueSource(booleans = {false, true})
  void blocksOfPatientsAreThoseOfTheWholeTrialWhateverTheirSize(boolean leadIn) {
    TrialPlan plan = plan(leadIn, true);
    List<List<Double>> whole = patients(plan, new TrialSimulator(plan, 700, true).simulate(3));
    for (int capacity : new int[] {1000, 256, 99}) {
      TrialSimulator simulator = new TrialSimulator(plan, capacity, true);
      // the last block first: nothing is carried over from call to call
      for (int block = (700 - 1) / capacity; block >= 0; block--) {
        int first = capacity * block;
        int end = Math.min(700, first + capacity);
        assertEquals(
            whole.subList(first, end),
            patients(plan, simulator.simulate(3, first, end)),
            "from " + first);
      }
    }
    int refused = whole.stream().mapToInt(p -> (int) (double) p.get(p.size() - 1)).sum();
    assertTrue(refused > 200, "candidates were refused");
  }

  @Test
  void aPatientAloneIsThePatientOfTheTrial() {
    TrialPlan plan = plan(true, true);
    List<List<Double>> whole = patients(plan, new TrialSimulator(plan, 700, true).simulate(3));
    TrialSimulator simulator = new TrialSimulator(plan, 1, true);
    for (int patient : new int[] {0, 1, 137, 699}) {
      assertEquals(
          whole.subList(patient, patient + 1),
          patients(plan, simulator.simulate(3, patient, patient + 1)));
    }
    assertNotEquals(
        whole, patients(plan, new TrialSimulator(plan, 700, true).simulate(4)), "another trial");
  }

  /** Keeping terms, and trials before, change nothing. */
  @Test
  void aTrialDoesNotDependOnWhatElseIsDone() {
    TrialPlan plan = plan(false, true);
    TrialSimulator kept = new TrialSimulator(plan, 700, true);
    TrialSimulator not = new TrialSimulator(plan, 700, false);
    kept.simulate(8);
    TrialData one = kept.simulate(9);
    TrialData other = not.simulate(9);
    for (int v = 0; v < 5; v++) {
      assertArrayEquals(one.history().values(0, v), other.history().values(0, v));
      assertArrayEquals(one.history().missed(0, v), other.history().missed(0, v));
    }
    assertArrayEquals(one.dropout(), other.dropout());
  }
}
