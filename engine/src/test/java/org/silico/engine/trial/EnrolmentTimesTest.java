package org.silico.engine.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.silico.engine.Plans;
import org.silico.engine.Sampled;
import org.silico.engine.plan.TrialPlan;

class EnrolmentTimesTest {
  private static final String ENDPOINT =
      "endpoints: {Y: {type: binary, visit: 1 day, probability: 0.5}}\n";
  private static final int TRIALS = 5_000;

  private static TrialPlan plan(String enrolment) {
    return Plans.twoArms("enrolment: " + enrolment + "\n" + ENDPOINT);
  }

  private static int entered(TrialData data, double time) {
    int n = 0;
    while (n < data.size() && data.entry()[n] <= time) {
      n++;
    }
    return n;
  }

  /**
   * Counts by day 5 and from day 5 to 25 are Poisson with means 10 and 10 + 30, and independent.
   */
  @Test
  void poissonArrivalsFollowRatesThatChange() {
    TrialSimulator simulator =
        new TrialSimulator(
            plan(
                "{patients: 200, rate: [{from: 0 days, rate: 2 per day},"
                    + " {from: 10 days, rate: 0 per day}, {from: 20 days, rate: 6 per day}]}"));
    Sampled first = new Sampled();
    Sampled second = new Sampled();
    double[] a = new double[TRIALS];
    double[] b = new double[TRIALS];
    for (int t = 0; t < TRIALS; t++) {
      TrialData data = simulator.simulate(t);
      a[t] = entered(data, 5);
      b[t] = entered(data, 25) - a[t];
      first.add(a[t]);
      second.add(b[t]);
      assertEquals(entered(data, 10), entered(data, 20), "nobody enters at rate 0");
    }
    first.assertMean(10, "by day 5");
    first.assertVariance(10, "by day 5");
    second.assertMean(40, "day 5 to 25");
    second.assertVariance(40, "day 5 to 25");
    Sampled.assertCorrelation(0, a, b, TRIALS);
  }

  /** Gaps of a Poisson process are exponential: Kolmogorov's sqrt(n) D above 2.23 has p = 1e-4. */
  @Test
  void gapsAreExponential() {
    TrialPlan plan = plan("{patients: 20000, rate: 3 per week}");
    TrialData data = new TrialSimulator(plan).simulate(0);
    Sampled gaps = new Sampled();
    for (int i = 0; i < data.size(); i++) {
      gaps.add(data.entry()[i] - (i == 0 ? 0 : data.entry()[i - 1]));
    }
    assertTrue(gaps.kolmogorov(x -> 1 - Math.exp(-3 * x / 7)) < 2.23);
  }

  /** Sites open on days 5, 15 and 25 with one patient a day: Poisson 25, 15 and 5 by day 30. */
  @Test
  void sitesEnrolFromTheirOpening() {
    TrialSimulator simulator =
        new TrialSimulator(
            plan(
                "{patients: 150, sites: {number: 3, rate: 1 per day, open every: 10 days,"
                    + " first opens: 5 days}}"));
    Sampled[] bySite = {new Sampled(), new Sampled(), new Sampled()};
    for (int t = 0; t < TRIALS; t++) {
      TrialData data = simulator.simulate(t);
      int[] n = new int[3];
      int by30 = entered(data, 30);
      for (int i = 0; i < by30; i++) {
        int site = data.site()[i];
        assertTrue(data.entry()[i] >= 5 + 10 * site, "a patient before the site's opening");
        assertEquals(site, data.columns()[org.silico.engine.protocol.Layout.SITE][i]);
        n[site]++;
      }
      for (int s = 0; s < 3; s++) {
        bySite[s].add(n[s]);
      }
    }
    for (int s = 0; s < 3; s++) {
      bySite[s].assertMean(25 - 10 * s, "site " + s);
      bySite[s].assertVariance(25 - 10 * s, "site " + s);
    }
  }

  /** Sites listed out of the order of opening; once both are open, shares are 3/4 and 1/4. */
  @Test
  void sitesShareByTheirRates() {
    TrialPlan plan =
        plan(
            "{patients: 20000, sites: [{name: late, rate: 3 per day, opens: 10 days},"
                + " {name: early, rate: 1 per day}]}");
    TrialData data = new TrialSimulator(plan).simulate(0);
    long late = 0;
    int first = entered(data, 10);
    for (int i = 0; i < data.size(); i++) {
      late += data.site()[i] == 0 ? 1 : 0;
      assertTrue(i >= first || data.site()[i] == 1, "late site before its opening");
    }
    Sampled.assertShare(0.75, late, data.size() - first, "late site");
  }

  /** L(t) = 2t to day 10, 20 + (t - 10) then; the k-th patient enters at L^-1(k - 1/2). */
  @Test
  void evenArrivalsAreSpacedExactly() {
    TrialPlan plan =
        plan(
            "{patients: 40, arrivals: even, rate: [{from: 0 days, rate: 2 per day},"
                + " {from: 10 days, rate: 1 per day}]}");
    TrialData data = new TrialSimulator(plan).simulate(0);
    for (int k = 1; k <= 40; k++) {
      double expected = k <= 20 ? (k - 0.5) / 2 : 10 + (k - 0.5 - 20);
      assertEquals(expected, data.entry()[k - 1], 1e-12);
    }
  }

  @Test
  void aDurationIsTheTimeInWhichAllAreExpected() {
    TrialPlan plan = plan("{patients: 100, arrivals: even, duration: 50 days}");
    TrialData data = new TrialSimulator(plan).simulate(0);
    assertEquals(0.25, data.entry()[0], 1e-12);
    assertEquals(49.75, data.entry()[99], 1e-12);
  }

  @Test
  void withoutRatesEverybodyEntersAtOnce() {
    TrialData data = new TrialSimulator(plan("{patients: 7}")).simulate(0);
    for (int i = 0; i < 7; i++) {
      assertEquals(0, data.entry()[i]);
    }
  }

  @Test
  void veryLargeAndSmallRatesStayInOrder() {
    for (String rate : new String[] {"1e9 per day", "1e-9 per year"}) {
      TrialPlan plan = plan("{patients: 1000, rate: " + rate + "}");
      TrialData data = new TrialSimulator(plan).simulate(3);
      for (int i = 0; i < 1000; i++) {
        assertTrue(Double.isFinite(data.entry()[i]) && data.entry()[i] > 0);
        assertTrue(i == 0 || data.entry()[i] >= data.entry()[i - 1]);
      }
    }
  }
}
