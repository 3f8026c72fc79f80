package org.silico.engine.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.silico.engine.Plans;
import org.silico.engine.Sampled;
import org.silico.engine.plan.CutPlan;
import org.silico.engine.plan.TrialPlan;

/** What happens between visits: how often, when, and what it knew. */
class IntercurrentEventsTest {
  private static final int PATIENTS = 100_000;
  private static final double NEVER = Double.POSITIVE_INFINITY;

  private static final String COURSE =
      """
      visits: [1 week, 2 weeks, 4 weeks, 8 weeks]
      terms: {natural course: 20}
      residual: {sd: 3}
      """;

  private static Longitudinal simulate(String events) {
    return Longitudinal.simulate(
        PATIENTS, Longitudinal.TWO_ARMS, "intercurrent events:\n" + events.indent(2), COURSE);
  }

  private static long within(Longitudinal trial, int event, int arm, double from, double to) {
    long count = 0;
    for (int i = 0; i < trial.n; i++) {
      double day = trial.event(event)[i];
      count += trial.data.arm()[i] == arm && day >= from && day < to ? 1 : 0;
    }
    return count;
  }

  private static long patients(Longitudinal trial, int arm) {
    long count = 0;
    for (int a : trial.data.arm()) {
      count += a == arm ? 1 : 0;
    }
    return count;
  }

  private static final double[] ENDS = {0, 7, 14, 28, 56};

  /** First events: (1 - p)^(k - 1) p in interval k, spread evenly over it. */
  @Test
  void aProbabilityInEachInterval() {
    Longitudinal trial =
        simulate("AE: {type: adverse event, probability: {placebo: 10%, active: 25%}}\n");
    for (int arm = 0; arm < 2; arm++) {
      double p = arm == 0 ? .1 : .25;
      long n = patients(trial, arm);
      for (int k = 0; k < 4; k++) {
        Sampled.assertShare(
            Math.pow(1 - p, k) * p,
            within(trial, 0, arm, ENDS[k], ENDS[k + 1]),
            n,
            "interval " + k);
      }
      Sampled place = new Sampled();
      for (int i = 0; i < trial.n; i++) {
        double day = trial.event(0)[i];
        if (trial.data.arm()[i] == arm && day < NEVER) {
          int k = 0;
          while (day >= ENDS[k + 1]) {
            k++;
          }
          place.add((day - ENDS[k]) / (ENDS[k + 1] - ENDS[k]));
        }
      }
      assertTrue(place.kolmogorov(x -> x) < 2.23, "even within the interval");
    }
  }

  /** 1 - exp(-h t) at any time, not at visits alone. */
  @Test
  void aHazard() {
    Longitudinal trial = simulate("AE: {type: adverse event, hazard: 0.05 per week}\n");
    Sampled days = new Sampled();
    for (double day : trial.event(0)) {
      if (day < NEVER) {
        days.add(day);
      }
    }
    double h = .05 / 7;
    assertTrue(days.kolmogorov(t -> Math.expm1(-h * t) / Math.expm1(-h * 56)) < 2.23);
    Sampled.assertShare(-Math.expm1(-56 * h), within(trial, 0, 0, 0, 56), patients(trial, 0), "8");
  }

  /** With `by`: that share at that time, whatever the visits; also between them and after. */
  @Test
  void aProbabilityByATime() {
    Longitudinal trial =
        simulate(
            """
            AE: {type: adverse event, probability: {placebo: 8%, active: 25%}, by: 8 weeks}
            AE2: {type: adverse event, probability: 20%, by: 3 weeks}
            HEAD: {type: adverse event, background: headache, by: 4 weeks}
            STOP: {type: treatment discontinuation, probability: 15%, by: 8 weeks}
            """);
    double[] p = {.08, .25};
    for (int arm = 0; arm < 2; arm++) {
      long n = patients(trial, arm);
      Sampled.assertShare(p[arm], within(trial, 0, arm, 0, 56), n, "by 8 weeks");
      Sampled.assertShare(
          1 - Math.pow(1 - p[arm], .5), within(trial, 0, arm, 0, 28), n, "by 4 weeks");
      Sampled.assertShare(.2, within(trial, 1, arm, 0, 21), n, "by 3 weeks");
      // 18% of placebo arms: models.md, Howick 2018
      Sampled.assertShare(.18, within(trial, 2, arm, 0, 28), n, "headache by 4 weeks");
      Sampled.assertShare(.15, within(trial, 3, arm, 0, 56), n, "stopped by 8 weeks");
      // who stops does so at the visit before, with the hazard of the interval after it
      Sampled.assertShare(
          1 - Math.pow(.85, 7.0 / 56), within(trial, 3, arm, 0, .1), n, "stopped at once");
    }
  }

  /** With `until`: 1 - exp(-h t) up to that time, nothing after it, within an interval or not. */
  @Test
  void aHazardThatEnds() {
    Longitudinal trial =
        simulate(
            """
            AE: {type: adverse event, hazard: 0.05 per week, until: 3 weeks}
            AE2: {type: adverse event, probability: {placebo: 8%, active: 25%}, by: 4 weeks, until: 4 weeks}
            HEAD: {type: adverse event, background: headache, by: 4 weeks, until: 5 weeks}
            STOP: {type: treatment discontinuation, probability: 15%, by: 3 weeks, until: 3 weeks}
            LOST: {type: study discontinuation, hazard: 0.1 per week, until: 6 weeks}
            """);
    double[] p = {.08, .25};
    for (int arm = 0; arm < 2; arm++) {
      long n = patients(trial, arm);
      Sampled.assertShare(-Math.expm1(-.1), within(trial, 0, arm, 0, 14), n, "by 2 weeks");
      Sampled.assertShare(-Math.expm1(-.15), within(trial, 0, arm, 0, 21), n, "by 3 weeks");
      assertEquals(0, within(trial, 0, arm, 21, 57));
      Sampled.assertShare(p[arm], within(trial, 1, arm, 0, 28), n, "by 4 weeks");
      assertEquals(0, within(trial, 1, arm, 28, 57));
      Sampled.assertShare(1 - Math.pow(.82, 1.25), within(trial, 2, arm, 0, 35), n, "headache");
      assertEquals(0, within(trial, 2, arm, 35, 57));
      // at the visit before: of the third interval's two weeks the first counts
      Sampled.assertShare(.15, within(trial, 3, arm, 0, 57), n, "stopped");
      Sampled.assertShare(
          Math.pow(.85, 2.0 / 3) - .85, within(trial, 3, arm, 14, 15), n, "stopped at week 2");
      Sampled.assertShare(-Math.expm1(-.6), within(trial, 4, arm, 0, 57), n, "lost");
      assertEquals(0, within(trial, 4, arm, 42, 57));
    }
  }

  @Test
  void stopsAndRescuesBeginAtVisits() {
    Longitudinal trial =
        simulate(
            """
            AE: {type: adverse event, probability: 30%}
            STOP: {type: treatment discontinuation, probability: 30%}
            RESCUE: {type: rescue medication, hazard: 0.1 per week}
            LOST: {type: study discontinuation, probability: 20%}
            """);
    for (int i = 0; i < trial.n; i++) {
      for (int k : new int[] {1, 2}) {
        double day = trial.event(k)[i];
        assertTrue(day == 0 || day == 7 || day == 14 || day == 28 || day == NEVER);
      }
      for (int k : new int[] {0, 3}) {
        double day = trial.event(k)[i];
        assertTrue(day == NEVER || day > 0 && day < 56 && day != 7 && day != 14 && day != 28);
      }
      assertEquals(trial.event(3)[i], trial.data.dropout()[i]);
    }
    Sampled.assertShare(
        Math.pow(.8, 4),
        patients(trial, 0) - within(trial, 3, 0, 0, 56),
        patients(trial, 0),
        "stay");
  }

  /**
   * From R (a script of its own, 40 samples of 50,000 per arm): normal, all correlations 0.4, SD 4
   * at baseline and 6 after, means 24 - E (1 - exp(-t/3)), E 6 and 9; from the second interval on
   * patients leave with probability expit(-4 + 0.5 (Y - BASE + 4)), Y the last value seen (at
   * random) or the one that goes unseen (not at random). Rounded to four digits, their own standard
   * error 0.0001 to 0.0002.
   */
  @Test
  void dropoutAtRandomAndNotAtRandom() {
    String course =
        """
        visits: [1 week, 2 weeks, 4 weeks, 6 weeks, 8 weeks]
        terms:
          natural course: 24
          placebo: -6 * (1 - exp(-TRIALTIME / 3 weeks))
          drug: -3 * (1 - exp(-DRUGTIME / 3 weeks))
        residual: {sd: if VISIT == 0 then 4 else 6, correlation: {structure: compound symmetry, value: 0.4}}
        """;
    String[] change = {"CHANGE", "(VALUE - BASE)"};
    double[][] share = {{.3942, .2946}, {.3215, .2013}};
    for (int k = 0; k < 2; k++) {
      Longitudinal trial =
          Longitudinal.simulate(
              PATIENTS,
              Longitudinal.TWO_ARMS,
              "intercurrent events: {LOE: {type: study discontinuation, probability: \"if VISIT >= 1"
                  + " then expit(-4 + 0.5 * ("
                  + change[k]
                  + " + 4)) else 0\"}}\n",
              course);
      for (int arm = 0; arm < 2; arm++) {
        long n = patients(trial, arm);
        double p = share[k][arm];
        Sampled.assertWithin(
            p,
            (double) within(trial, 0, arm, 0, 56) / n,
            Math.hypot(Math.sqrt(p * (1 - p) / n), .0002),
            change[k] + ", arm " + arm);
        assertEquals(0, within(trial, 0, arm, 0, 7), "nobody in the first interval");
      }
    }
  }

  /** Values 10 VISIT; everybody misses the second visit. */
  @Test
  void eventsKnowWhatWasSeen() {
    String course =
        """
        visits: [1 week, 2 weeks, 3 weeks, 4 weeks]
        terms: {natural course: 5 + 10 * VISIT}
        residual: {sd: 0}
        missed visits: if VISIT == 2 then 1 else 0
        """;
    Longitudinal trial =
        Longitudinal.simulate(
            20,
            Longitudinal.TWO_ARMS,
            """
            intercurrent events:
              FIRST: {type: rescue medication, probability: if VISIT == 0 and LAST == 5 and CHANGE == 0 and BASE == 5 and TIME == 0 weeks then 1 else 0}
              AFTER1: {type: rescue medication, probability: if LAST == 15 and VISIT == 1 and CHANGE == 10 then 1 else 0}
              AFTER2: {type: rescue medication, probability: if LAST == 15 and VISIT == 2 and TIME == 2 weeks then 1 else 0}
              AFTER3: {type: rescue medication, probability: if LAST == 35 and VISIT == 3 and CHANGE == 30 then 1 else 0}
              GONE: {type: study discontinuation, probability: if VALUE == 45 and LAST == 35 and VISIT == 3 then 1 else 0}
              WRONG: {type: study discontinuation, probability: if VALUE == 35 and LAST == 25 then 1 else 0}
            """,
            course);
    for (int i = 0; i < trial.n; i++) {
      assertEquals(0, trial.event(0)[i]);
      assertEquals(7, trial.event(1)[i]);
      assertEquals(14, trial.event(2)[i]);
      assertEquals(21, trial.event(3)[i]);
      assertTrue(trial.event(4)[i] > 21 && trial.event(4)[i] < 28);
      assertEquals(NEVER, trial.event(5)[i]);
      assertTrue(trial.data.history().missed(0, 1)[i]);
    }
    Observation seen = new Observation(trial.plan, trial.n);
    seen.observe(trial.data, new CutPlan.FullFollowUp(), 0);
    assertEquals(15, seen.value(0, 0, 3));
    assertEquals(NaN, seen.value(0, 1, 3));
    assertEquals(35, seen.value(0, 2, 3));
    assertEquals(NaN, seen.value(0, 3, 3));
    assertTrue(seen.droppedOut(3) && seen.happened(4, 3) && seen.happened(3, 3));
  }

  private static final double NaN = Double.NaN;

  /**
   * Events above are known once they have happened by the interval's start, those of a visit too.
   */
  @Test
  void eventsKnowEarlierEvents() {
    Longitudinal trial =
        simulate(
            """
            AE: {type: adverse event, probability: if VISIT == 1 then 1 else 0}
            STOP: {type: treatment discontinuation, probability: AE}
            RESCUE: {type: rescue medication, probability: STOP}
            """);
    for (int i = 0; i < trial.n; i++) {
      assertTrue(trial.event(0)[i] > 7 && trial.event(0)[i] < 14);
      assertEquals(14, trial.event(1)[i]);
      assertEquals(14, trial.event(2)[i]);
    }
  }

  /** An adverse event acts at the next visit, a rescue begun at a visit from the next one on. */
  @Test
  void termsFollowEvents() {
    String terms =
        """
        visits: [1 week, 2 weeks, 3 weeks]
        terms: {natural course: 20, drug: -3, nocebo: AE, rescue: -5 * RESCUE}
        residual: {sd: 0}
        """;
    Longitudinal trial =
        Longitudinal.of(
            Plans.plan(
                Longitudinal.TWO_ARMS
                    + """
                    enrolment: {patients: 20}
                    intercurrent events:
                      AE: {endpoint: Y, type: adverse event, probability: if VISIT == 1 then 1 else 0}
                      STOP: {endpoint: Y, type: treatment discontinuation, probability: if VISIT == 1 then 1 else 0}
                      RESCUE: {endpoint: Y, type: rescue medication, probability: if VISIT == 2 then 1 else 0}
                    endpoints:
                      Y:
                        type: longitudinal
                    """
                    + terms.indent(4)
                    + "  Z:\n    type: longitudinal\n"
                    + terms.indent(4)));
    for (int e = 0; e < 2; e++) {
      for (int arm = 0; arm < 2; arm++) {
        int i = trial.in(arm);
        double drug = arm == 1 ? -3 : 0;
        assertEquals(20, trial.data.baseline(e)[i]);
        assertEquals(20 + drug, trial.data.history().values(e, 0)[i]);
        assertEquals(21, trial.data.history().values(e, 1)[i]);
        assertEquals(16, trial.data.history().values(e, 2)[i], "endpoint " + e);
      }
    }
  }

  /** Two hazards of leaving, one a law of its own: together the sum of both. */
  @Test
  void besideThePlainDropout() {
    Longitudinal trial =
        Longitudinal.simulate(
            PATIENTS,
            Longitudinal.TWO_ARMS,
            """
            intercurrent events:
              LOST: {type: study discontinuation, hazard: 0.03 per week}
              OTHER: {type: study discontinuation, hazard: 0.02 per week}
            dropout: {hazard: 0.05 per week}
            """,
            COURSE);
    Observation seen = new Observation(trial.plan, trial.n);
    seen.observe(trial.data, new CutPlan.FullFollowUp(), 0);
    Sampled.assertShare(-Math.expm1(-.8), seen.dropouts(), trial.n, "left");
    Sampled stay = new Sampled();
    long byEvent = 0;
    long missing = 0;
    for (int i = 0; i < trial.n; i++) {
      double left = trial.data.dropout()[i];
      stay.add(Math.min(left, 56));
      byEvent += left == trial.event(0)[i] && left < 56 ? 1 : 0;
      assertTrue(left <= trial.event(0)[i] && left <= trial.event(1)[i]);
      missing += Double.isNaN(seen.value(0, 2, i)) ? 1 : 0;
      assertEquals(left < 28, Double.isNaN(seen.value(0, 2, i)));
      assertEquals(left < 56, seen.droppedOut(i));
      assertEquals(trial.event(0)[i] <= Math.min(left, 56), seen.happened(0, i));
    }
    // exponential with 0.1 per week, cut at 8 weeks
    stay.assertMean(70 * -Math.expm1(-.8), "days in the trial");
    Sampled.assertShare(.3 * -Math.expm1(-.8), byEvent, trial.n, "lost first");
    Sampled.assertShare(-Math.expm1(-.4), missing, trial.n, "no value at week 4");
  }

  /** What happens after leaving is not seen; the patient goes on for potential outcomes. */
  @Test
  void nothingIsSeenAfterLeaving() {
    TrialPlan plan =
        Longitudinal.plan(
            2_000,
            Longitudinal.TWO_ARMS,
            """
            intercurrent events:
              LOST: {type: study discontinuation, probability: 20%}
              AE: {type: adverse event, probability: 20%}
            """,
            COURSE);
    Longitudinal trial = Longitudinal.of(plan);
    Observation seen = new Observation(plan, trial.n);
    seen.observe(trial.data, new CutPlan.FullFollowUp(), 0);
    int unseen = 0;
    for (int i = 0; i < trial.n; i++) {
      double left = trial.event(0)[i];
      boolean happens = trial.event(1)[i] < NEVER;
      assertEquals(happens && trial.event(1)[i] <= left, seen.happened(1, i));
      unseen += happens && trial.event(1)[i] > left ? 1 : 0;
      for (int v = 0; v < 4; v++) {
        assertTrue(Math.abs(trial.value(v + 1)[i]) < 100);
        assertEquals(ENDS[v + 1] > left, Double.isNaN(seen.value(0, v, i)));
      }
    }
    assertTrue(unseen > 100);
  }

  @Test
  void missedVisitsByArm() {
    Longitudinal trial =
        Longitudinal.simulate(
            PATIENTS,
            Longitudinal.TWO_ARMS,
            "",
            COURSE + "missed visits: {placebo: 5%, active: 10% * VISIT}\n");
    for (int v = 1; v <= 4; v++) {
      boolean[] missed = trial.data.history().missed(0, v - 1);
      long[] count = new long[2];
      for (int i = 0; i < trial.n; i++) {
        count[trial.data.arm()[i]] += missed[i] ? 1 : 0;
      }
      Sampled.assertShare(.05, count[0], patients(trial, 0), "placebo, visit " + v);
      Sampled.assertShare(.1 * v, count[1], patients(trial, 1), "active, visit " + v);
    }
  }
}
