package org.silico.engine.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.silico.engine.Sampled;
import org.silico.engine.plan.CutPlan;

/** When patients come. */
class VisitDaysTest {
  private static final int PATIENTS = 100_000;

  private static Longitudinal simulate(String deviation, String sections) {
    return Longitudinal.simulate(
        PATIENTS,
        Longitudinal.TWO_ARMS,
        sections,
        "visits: [1 week, 2 weeks, 4 weeks]\nvisit deviation: "
            + deviation
            + "\nterms: {natural course: TIME / 1 day}\nresidual: {sd: 0}\n");
  }

  /**
   * Normal, truncated half a day past the window, rounded. R: k <- -w:w; p <- (pnorm((k + .5) / s)
   * - pnorm((k - .5) / s)) / (1 - 2 * pnorm(-(w + .5) / s)); sum(k^2 * p); p at 0 and at w.
   */
  @Test
  void deviations() {
    double[][] cases = {
      {1, 3, 1.076328385, .3831031644, .005979818406},
      {2, 3, 2.715332214, .2146065677, .07130331844},
      {.3, 1, .09558018604, .904419814, .04779009302}
    };
    for (double[] c : cases) {
      Longitudinal trial = simulate("{sd: " + c[0] + " days, window: " + (int) c[1] + " days}", "");
      double[] planned = {7, 14, 28};
      double[][] off = new double[3][];
      for (int v = 0; v < 3; v++) {
        off[v] = new double[trial.n];
        long none = 0;
        long most = 0;
        for (int i = 0; i < trial.n; i++) {
          double day = trial.data.visitDays(0, v)[i];
          off[v][i] = day - planned[v];
          assertEquals(Math.rint(day), day, "whole days");
          assertTrue(Math.abs(off[v][i]) <= c[1], "within the window");
          // TIME is the actual day
          assertEquals(day, trial.value(v + 1)[i], 1e-12);
          none += off[v][i] == 0 ? 1 : 0;
          most += off[v][i] == c[1] ? 1 : 0;
        }
        trial.all(off[v]).assertMean(0, "sd " + c[0]);
        trial.all(off[v]).assertVariance(c[2], "sd " + c[0]);
        Sampled.assertShare(c[3], none, trial.n, "on the day");
        Sampled.assertShare(c[4], most, trial.n, "at the end of the window");
      }
      Sampled.assertCorrelation(0, off[0], off[1], trial.n);
    }
  }

  /** Follow-up ends with the last planned visit: who is late is still seen. */
  @Test
  void whoIsLateAtTheVeryEndIsSeen() {
    for (String followUp : new String[] {"", "follow up: {duration: 4 weeks}\n"}) {
      Longitudinal trial = simulate("{sd: 2 days, window: 3 days}", followUp);
      Observation seen = new Observation(trial.plan, trial.n);
      seen.observe(trial.data, new CutPlan.FullFollowUp(), 0);
      for (int i = 0; i < trial.n; i++) {
        assertEquals(trial.value(3)[i], seen.value(0, 2, i));
        assertTrue(seen.completed(i));
        assertFalse(seen.droppedOut(i));
      }
    }
  }

  /** At a cut in the middle each patient's own days decide. */
  @Test
  void aCutInTheMiddle() {
    Longitudinal trial =
        simulate("{sd: 2 days, window: 3 days}", "cut: {calendar time: 14 days}\n");
    Observation seen = new Observation(trial.plan, trial.n);
    seen.observe(trial.data, trial.plan.conduct().looks().get(0), 14);
    long there = 0;
    for (int i = 0; i < trial.n; i++) {
      assertEquals(trial.data.visitDays(0, 1)[i] <= 14, !Double.isNaN(seen.value(0, 1, i)));
      assertTrue(Double.isNaN(seen.value(0, 2, i)));
      assertEquals(trial.value(1)[i], seen.value(0, 0, i));
      there += trial.data.visitDays(0, 1)[i] <= 14 ? 1 : 0;
    }
    Sampled.assertShare(.5 + .2146065677 / 2, there, trial.n, "seen by the cut");
  }

  /** The hazard runs over actual days. */
  @Test
  void eventsFollowTheActualDays() {
    Longitudinal trial =
        simulate(
            "{sd: 2 days, window: 3 days}",
            "intercurrent events: {AE: {type: adverse event, hazard: 0.02 per day}}\n");
    Sampled before = new Sampled();
    for (int i = 0; i < trial.n; i++) {
      if (trial.data.visitDays(0, 0)[i] == 10) {
        before.add(trial.event(0)[i] < 10 ? 1 : 0);
      }
    }
    before.assertMean(-Math.expm1(-.2), "in ten days");
    long all = 0;
    for (int i = 0; i < trial.n; i++) {
      all += trial.event(0)[i] < 25 ? 1 : 0;
    }
    Sampled.assertShare(-Math.expm1(-.5), all, trial.n, "in 25 days");
  }
}
