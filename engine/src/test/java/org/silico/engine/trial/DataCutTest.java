package org.silico.engine.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.silico.engine.Plans;
import org.silico.engine.plan.CutPlan;
import org.silico.engine.plan.PlanException;
import org.silico.engine.plan.TrialPlan;

class DataCutTest {

  private static TrialPlan plan(String rest) {
    return Plans.twoArms(
        "enrolment: {patients: 200, rate: 2 per day}\n"
            + "endpoints:\n"
            + "  OS: {type: time to event, hazard: 0.02 per day, cure fraction: 0.1}\n"
            + "  Y: {type: continuous, visit: 30 days, mean: 0, sd: 1}\n"
            + rest);
  }

  private static double cut(TrialPlan plan, TrialData data) {
    DataCut cut = new DataCut(plan.conduct().looks().get(0), plan.conduct().followUp());
    cut.restart(0);
    cut.add(data);
    return cut.time().days();
  }

  /** Calendar times of events that happen before dropout and the end of follow-up, in order. */
  private static double[] eventTimes(TrialData data, double followUp) {
    double[] all = new double[data.size()];
    int n = 0;
    for (int i = 0; i < data.size(); i++) {
      double t = data.outcome(0)[i];
      if (t <= data.dropout()[i] && t <= followUp && !Double.isInfinite(t)) {
        all[n++] = data.entry()[i] + t;
      }
    }
    double[] events = Arrays.copyOf(all, n);
    Arrays.sort(events);
    return events;
  }

  @Test
  void theCutIsAtTheDthEventWhichIsSeen() {
    TrialPlan plan = plan("cut: {events: 60, endpoint: OS}\ndropout: {hazard: 0.005 per day}\n");
    TrialSimulator simulator = new TrialSimulator(plan);
    Observation observation = new Observation(plan, 200);
    for (int t = 0; t < 200; t++) {
      TrialData data = simulator.simulate(t);
      double cut = cut(plan, data);
      assertEquals(eventTimes(data, Double.POSITIVE_INFINITY)[59], cut);
      observation.observe(data, plan.conduct().looks().get(0), cut);
      int seen = 0;
      for (int i = 0; i < observation.enrolled(); i++) {
        seen += observation.event(0, i) ? 1 : 0;
      }
      assertEquals(60, seen);
    }
  }

  @Test
  void atMostEndsTheWaitForEvents() {
    TrialPlan plan = plan("cut: {events: 60, endpoint: OS, at most: 80 days}\n");
    TrialSimulator simulator = new TrialSimulator(plan);
    int early = 0;
    for (int t = 0; t < 200; t++) {
      TrialData data = simulator.simulate(t);
      double dth = eventTimes(data, Double.POSITIVE_INFINITY)[59];
      assertEquals(Math.min(80, dth), cut(plan, data));
      early += dth < 80 ? 1 : 0;
    }
    assertTrue(early > 0 && early < 200);
  }

  /** Events that come too late to be reached: the cut is when the last patient is done. */
  @Test
  void unreachedEventsEndWithTheLastPatient() {
    TrialPlan plan = plan("cut: {events: 190, endpoint: OS}\nfollow up: {duration: 40 days}\n");
    TrialData data = new TrialSimulator(plan).simulate(0);
    double last = 0;
    for (int i = 0; i < 200; i++) {
      last = Math.max(last, data.entry()[i] + Math.min(40, data.outcome(0)[i]));
    }
    assertTrue(eventTimes(data, 40).length < 190);
    assertEquals(last, cut(plan, data));
  }

  /**
   * The cut is when the last patient leaves, who has then left: entry + days may be a rounding away
   * from where the days are seen from the cut.
   */
  @Test
  void whoEndsTheWaitByLeavingHasLeft() {
    TrialPlan plan =
        Plans.twoArms(
            "enrolment: {patients: 30, rate: 1 per day}\n"
                + "endpoints: {OS: {type: time to event, hazard: 0.005 per day}}\n"
                + "dropout: {hazard: 0.03 per day}\n"
                + "cut: {events: 29}\n");
    TrialSimulator simulator = new TrialSimulator(plan);
    Observation observation = new Observation(plan, 30);
    int rounded = 0;
    int lastLeft = 0;
    for (int t = 0; t < 2_000; t++) {
      TrialData data = simulator.simulate(t);
      DataCut cut = new DataCut(plan.conduct().looks().get(0), plan.conduct().followUp());
      cut.restart(0);
      cut.add(data);
      DataCut.Time time = cut.time();
      observation.observe(data, plan.conduct().looks().get(0), time.days());
      int dropouts = 0;
      int events = 0;
      for (int i = 0; i < 30; i++) {
        double left = data.dropout()[i];
        boolean lost = left < data.outcome(0)[i];
        assertEquals(lost, observation.droppedOut(i));
        assertEquals(!lost, observation.event(0, i));
        assertEquals(!lost, observation.completed(i));
        assertEquals(Math.min(left, data.outcome(0)[i]), observation.time(0, i));
        dropouts += lost ? 1 : 0;
        events += lost ? 0 : 1;
        if (lost && data.entry()[i] + left == time.days()) {
          lastLeft++;
          rounded += time.days() - data.entry()[i] < left ? 1 : 0;
        }
      }
      assertEquals(dropouts, observation.dropouts());
      assertEquals(events, observation.events(0));
      assertEquals(DataCut.Reason.FOLLOW_UP_ENDED, time.reason());
    }
    assertTrue(lastLeft > 1_000 && rounded > 10, lastLeft + " " + rounded);
  }

  @Test
  void theCutSaysWhyItCameWhenItDid() {
    TrialPlan late = plan("cut: {events: 60, endpoint: OS, at most: 80 days}\n");
    TrialPlan never = plan("cut: {events: 190, endpoint: OS}\nfollow up: {duration: 40 days}\n");
    TrialPlan soon =
        plan("cut: {events: 190, endpoint: OS, at most: 9 days}\nfollow up: {duration: 40 days}\n");
    for (int t = 0; t < 50; t++) {
      TrialData data = new TrialSimulator(late).simulate(t);
      double dth = eventTimes(data, Double.POSITIVE_INFINITY)[59];
      assertEquals(
          dth <= 80 ? DataCut.Reason.TARGET_REACHED : DataCut.Reason.LATEST_TIME, reason(late, t));
      assertEquals(DataCut.Reason.FOLLOW_UP_ENDED, reason(never, t));
      assertEquals(DataCut.Reason.LATEST_TIME, reason(soon, t));
    }
    assertEquals(DataCut.Reason.CALENDAR_TIME, reason(plan("cut: {calendar time: 9 weeks}\n"), 0));
    assertEquals(
        DataCut.Reason.FULL_FOLLOW_UP, reason(plan("follow up: {duration: 50 days}\n"), 0));
  }

  private static DataCut.Reason reason(TrialPlan plan, int trial) {
    DataCut cut = new DataCut(plan.conduct().looks().get(0), plan.conduct().followUp());
    cut.restart(0);
    cut.add(new TrialSimulator(plan).simulate(trial));
    return cut.time().reason();
  }

  /** One tenth is cured: 190 events of 200 patients never come, and nobody ever leaves. */
  @Test
  void eventsThatNeverComeAreReported() {
    TrialPlan plan = plan("cut: {events: 195, endpoint: OS}\n");
    TrialData data = new TrialSimulator(plan).simulate(0);
    int possible = eventTimes(data, Double.POSITIVE_INFINITY).length;
    SimulationException e = assertThrows(SimulationException.class, () -> cut(plan, data));
    assertTrue(
        e.getMessage().startsWith("only " + possible + " of the 195 events"), e.getMessage());
  }

  @Test
  void calendarAndFullFollowUpAreAsWritten() {
    TrialPlan calendar = plan("cut: {calendar time: 9 weeks}\n");
    assertEquals(63, cut(calendar, new TrialSimulator(calendar).simulate(0)));
    TrialPlan full = plan("follow up: {duration: 50 days}\n");
    TrialData data = new TrialSimulator(full).simulate(0);
    assertEquals(data.entry()[199] + 50, cut(full, data));
  }

  @Test
  void minimumFollowUpIsCountedFromTheEntryOfAPatient() {
    TrialPlan some = plan("cut: {minimum follow up: 4 weeks, patients: 120}\n");
    TrialData data = new TrialSimulator(some).simulate(0);
    assertEquals(data.entry()[119] + 28, cut(some, data));
    TrialPlan all = plan("cut: {minimum follow up: 0 days}\n");
    data = new TrialSimulator(all).simulate(0);
    assertEquals(data.entry()[199], cut(all, data));
  }

  @Test
  void looksByFollowUpMustAscend() {
    String looks =
        "looks: {a: {minimum follow up: 9 weeks, patients: 50}, b: {minimum follow up: 8 weeks,"
            + " patients: 50}}\n";
    PlanException e =
        assertThrows(PlanException.class, () -> plan(looks + "follow up: {duration: 1 year}\n"));
    assertTrue(e.getMessage().contains("63 days after patient 50, then 56 days"), e.getMessage());
  }

  @Test
  void combinedCutsAreAtTheFirstOrTheLast() {
    String parts =
        "[{events: 60, endpoint: OS}, {calendar time: 72 days}, {events: 10, endpoint: OS}]";
    TrialPlan later = plan("cut: {later of: " + parts + "}\n");
    TrialPlan earlier =
        plan("cut: {earlier of: [{events: 60, endpoint: OS}, {calendar time: 72 days}]}\n");
    TrialSimulator simulator = new TrialSimulator(later);
    int byEvents = 0;
    for (int t = 0; t < 200; t++) {
      TrialData data = simulator.simulate(t);
      double dth = eventTimes(data, Double.POSITIVE_INFINITY)[59];
      DataCut cut = new DataCut(later.conduct().looks().get(0), Double.POSITIVE_INFINITY);
      cut.restart(0);
      cut.add(data);
      DataCut.Reason reason =
          dth > 72 ? DataCut.Reason.TARGET_REACHED : DataCut.Reason.CALENDAR_TIME;
      assertEquals(new DataCut.Time(Math.max(72, dth), reason), cut.time());
      assertEquals(Math.min(72, dth), cut(earlier, data));
      byEvents += dth > 72 ? 1 : 0;
    }
    assertTrue(byEvents > 20 && byEvents < 180);
  }

  /** A part that never comes: the first of two is the other, the last is never. */
  @Test
  void aPartThatNeverComesIsNotWaitedForWhereAnotherDoes() {
    String parts = "[{events: 199, endpoint: OS}, {calendar time: 1 year}]";
    TrialPlan first = plan("cut: {earlier of: " + parts + "}\n");
    TrialData data = new TrialSimulator(first).simulate(0);
    assertEquals(365.25, cut(first, data), 1e-9);
    TrialPlan last = plan("cut: {later of: " + parts + "}\n");
    SimulationException e =
        assertThrows(
            SimulationException.class, () -> cut(last, new TrialSimulator(last).simulate(0)));
    assertTrue(e.getMessage().contains("of the 199 events of the data cut"), e.getMessage());
    DataCut interim = new DataCut(last.conduct().looks().get(0), Double.POSITIVE_INFINITY);
    interim.restart(0);
    interim.add(data);
    assertEquals(Double.POSITIVE_INFINITY, interim.interim().days());
  }

  @Test
  void aShareOfTheInformationIsThatOfTheEventsOfTheCut() {
    TrialPlan plan =
        plan(
            "looks: {a: {information: 1/3}, b: {information: 70%}}\n"
                + "cut: {later of: [{events: 100, endpoint: OS}, {minimum follow up: 1 day}]}\n");
    assertEquals(34, ((CutPlan.Events) plan.conduct().looks().get(0)).number());
    assertEquals(70, ((CutPlan.Events) plan.conduct().looks().get(1)).number());
  }

  @Test
  void withoutADurationFollowUpEndsWithTheLastVisit() {
    TrialPlan plan =
        Plans.twoArms(
            "enrolment: {patients: 10, rate: 1 per day}\n"
                + "endpoints:\n"
                + "  Y: {type: continuous, visit: 12 weeks, mean: 0, sd: 1}\n"
                + "  N: {type: count, distribution: poisson, rate: 1 per week, period: 20 weeks}\n");
    TrialData data = new TrialSimulator(plan).simulate(0);
    assertEquals(data.entry()[9] + 140, cut(plan, data));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cut: {events: 60, endpoint: OS}\n",
        "cut: {events: 60, endpoint: OS}\nfollow up: {duration: 40 days}\n",
        "cut: {calendar time: 70 days}\n",
        "cut: {minimum follow up: 20 days, patients: 90}\n",
        "cut: {minimum follow up: 20 days}\n",
        "cut: {later of: [{events: 60, endpoint: OS}, {minimum follow up: 3 days, patients: 150}]}\n",
        "follow up: {duration: 45 days}\n"
      })
  void blocksTogetherTellTheTimeOfTheCut(String rest) {
    TrialPlan plan = plan(rest + "dropout: {hazard: 0.005 per day}\n");
    double whole = cut(plan, new TrialSimulator(plan).simulate(5));
    DataCut blocks = new DataCut(plan.conduct().looks().get(0), plan.conduct().followUp());
    blocks.restart(0);
    TrialSimulator simulator = new TrialSimulator(plan, 70);
    for (int first = 0; first < 200; first += 70) {
      DataCut one = new DataCut(plan.conduct().looks().get(0), plan.conduct().followUp());
      one.restart(0);
      one.add(simulator.simulate(5, first, Math.min(200, first + 70)));
      blocks.add(one.share());
    }
    assertEquals(whole, blocks.time().days());
  }

  /** A patient by patient account of what is seen, against the columns. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cut: {events: 60, endpoint: OS}\n",
        "cut: {events: 60, endpoint: OS}\nfollow up: {duration: 40 days}\n",
        "cut: {calendar time: 70 days}\n",
        "follow up: {duration: 45 days}\n"
      })
  void whatIsSeenIsWhatHappenedBeforeTheCut(String rest) {
    TrialPlan plan = plan(rest + "dropout: {hazard: 0.01 per day}\n");
    TrialSimulator simulator = new TrialSimulator(plan);
    Observation observation = new Observation(plan, 200);
    boolean full = plan.conduct().looks().get(0) instanceof CutPlan.FullFollowUp;
    for (int trial = 0; trial < 50; trial++) {
      TrialData data = simulator.simulate(trial);
      double cut = cut(plan, data);
      observation.observe(data, plan.conduct().looks().get(0), cut);
      int enrolled = 0;
      int dropouts = 0;
      for (int i = 0; i < 200; i++) {
        double entry = data.entry()[i];
        if (entry > cut) {
          continue;
        }
        assertEquals(i, enrolled++);
        // the day in the trial on which each thing would end the patient's observation
        double administrative = full ? Double.POSITIVE_INFINITY : cut - entry;
        double left = data.dropout()[i];
        double done = plan.conduct().followUp();
        double event = data.outcome(0)[i];
        String end = "event";
        double day = event;
        if (left < day) {
          end = "left";
          day = left;
        }
        if (done < day) {
          end = "completed";
          day = done;
        }
        if (administrative < day - 1e-9) {
          end = "cut";
          day = administrative;
        }
        assertEquals(end.equals("event"), observation.event(0, i), end);
        assertEquals(day, observation.time(0, i), 1e-9);
        // the endpoints are the time to the event and a visit on day 30
        double known = Math.max(event, 30);
        boolean lost = left <= Math.min(done, administrative) && left < known;
        assertEquals(lost, observation.droppedOut(i));
        dropouts += lost ? 1 : 0;
        double seen = Math.min(left, Math.min(done, administrative));
        assertEquals(seen, observation.seen(i), 1e-9);
        assertEquals(seen >= 30, !Double.isNaN(observation.value(1, i)));
        boolean completed =
            !lost && (done <= Math.min(left, administrative) || known <= seen + 1e-7);
        assertEquals(completed, observation.completed(i));
      }
      assertEquals(enrolled, observation.enrolled());
      assertEquals(dropouts, observation.dropouts());
    }
  }

  /**
   * Entry on days 0.5, 1.5 ... and a visit after 10 days: the patient of day 89.5 is seen at 99.5.
   */
  @Test
  void aVisitOnTheDayOfTheCutCounts() {
    TrialPlan plan =
        Plans.twoArms(
            "enrolment: {patients: 100, arrivals: even, rate: 1 per day}\n"
                + "endpoints:\n"
                + "  Y: {type: continuous, visit: 10 days, mean: 0, sd: 1}\n"
                + "  B: {type: binary, visit: 10 days, probability: 1, dropouts: failures}\n"
                + "  N: {type: count, distribution: poisson, rate: 1 per day, period: 10 days}\n"
                + "cut: {calendar time: 89.5 days}\n");
    TrialData data = new TrialSimulator(plan).simulate(0);
    Observation observation = new Observation(plan, 100);
    observation.observe(data, plan.conduct().looks().get(0), cut(plan, data));
    // who enters at the very time of the cut is in the trial
    assertEquals(90, observation.enrolled());
    assertEquals(0, observation.exposure(2, 89));
    assertEquals(0, observation.value(2, 89));
    assertEquals(data.outcome(0)[79], observation.value(0, 79));
    assertTrue(Double.isNaN(observation.value(0, 80)));
    // not seen yet is missing, not a failure
    assertTrue(Double.isNaN(observation.value(1, 80)));
    assertEquals(10, observation.exposure(2, 79));
    assertEquals(9, observation.exposure(2, 80));
  }

  @Test
  void whoLeavesBeforeTheVisitIsMissingOrAFailure() {
    TrialPlan plan =
        Plans.twoArms(
            "enrolment: {patients: 500}\n"
                + "endpoints:\n"
                + "  M: {type: binary, visit: 10 days, probability: 1}\n"
                + "  F: {type: binary, visit: 10 days, probability: 1, dropouts: failures}\n"
                + "dropout: {hazard: 0.1 per day}\nfollow up: {duration: 20 days}\n");
    TrialData data = new TrialSimulator(plan).simulate(0);
    Observation observation = new Observation(plan, 500);
    observation.observe(data, plan.conduct().looks().get(0), cut(plan, data));
    for (int i = 0; i < 500; i++) {
      boolean left = data.dropout()[i] < 10;
      assertEquals(left ? Double.NaN : 1, observation.value(0, i));
      assertEquals(left ? 0 : 1, observation.value(1, i));
    }
  }

  @Test
  void selectionFindsTheKthSmallest() {
    Random random = new Random(1);
    Select select = new Select();
    for (int round = 0; round < 600; round++) {
      int n = 1 + random.nextInt(round % 2 == 0 ? 40 : 1000);
      int power = 1 + round % 4;
      // ties, and numbers so uneven that most fall into one interval
      double[] a = random.doubles(n).map(x -> Math.floor(10 * Math.pow(x, -power))).toArray();
      double[] sorted = a.clone();
      Arrays.sort(sorted);
      int k = random.nextInt(n);
      assertEquals(sorted[k], select.smallest(a, n, k));
    }
  }
}
