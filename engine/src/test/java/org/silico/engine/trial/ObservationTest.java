package org.silico.engine.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.silico.engine.Plans;
import org.silico.engine.plan.CutPlan;
import org.silico.engine.plan.TrialPlan;

/** What is seen at a cut, against its definition patient by patient. */
class ObservationTest {
  private static final double NEVER = Double.POSITIVE_INFINITY;

  private static TrialPlan plan(String rest) {
    return Plans.twoArms(
        "enrolment: {patients: 300, rate: 2 per day}\n"
            + "endpoints:\n"
            + "  OS: {type: time to event, hazard: 0.02 per day, cure fraction: 0.1}\n"
            + rest);
  }

  /** Times of whole days meet each other, the end of follow-up, dropout and the cut. */
  private static void wholeDays(TrialData data) {
    for (int i = 0; i < data.size(); i++) {
      data.entry()[i] = Math.floor(data.entry()[i]);
      data.outcome(0)[i] = Math.floor(data.outcome(0)[i]);
      data.dropout()[i] = Math.floor(data.dropout()[i]);
    }
    data.outcome(0)[0] = 0;
    data.dropout()[1] = 0;
    data.outcome(0)[2] = NEVER;
    data.dropout()[2] = NEVER;
    data.outcome(0)[3] = Double.MIN_VALUE;
    data.dropout()[3] = 0;
    data.outcome(0)[4] = 100;
    data.dropout()[4] = Math.nextDown(100.0);
  }

  @ParameterizedTest(name = "{0}, cut {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "follow up: {duration: 40 days}                  | 190",
        "follow up: {duration: 40 days}, cut: {calendar time: 90 days} | 90",
        "cut: {calendar time: 100 days}                       | 100",
        "cut: {calendar time: 1 day}                          | 1",
        "dropout: {hazard: 0.01 per day}, cut: {calendar time: 120 days} | 120",
        "dropout: {hazard: 0.01 per day}, cut: {events: 80, endpoint: OS} | 77",
      })
  void eventsAndTimesFollowTheirDefinition(String conduct, double cut) {
    TrialPlan plan = plan(conduct.strip().replace("}, ", "}\n") + "\n");
    CutPlan look = plan.conduct().looks().get(0);
    double end = look instanceof CutPlan.FullFollowUp ? NEVER : cut;
    TrialSimulator simulator = new TrialSimulator(plan);
    Observation observation = new Observation(plan, 300);
    int events = 0;
    for (int t = 0; t < 50; t++) {
      TrialData data = simulator.simulate(t);
      wholeDays(data);
      observation.observe(data, look, cut);
      int seenEvents = 0;
      int seenDropouts = 0;
      for (int i = 0; i < data.size(); i++) {
        double entry = data.entry()[i];
        assertEquals(entry <= end, i < observation.enrolled(), "patient " + i);
        if (entry > end) {
          continue;
        }
        double stay = Math.min(data.dropout()[i], plan.conduct().followUp());
        double time = data.outcome(0)[i];
        double seen = entry + stay <= end ? stay : end - entry;
        boolean event = time <= stay && entry + time <= end;
        assertEquals(seen, observation.seen(i), "seen, patient " + i);
        assertEquals(event && time < NEVER, observation.event(0, i), "event, patient " + i);
        assertEquals(event ? time : seen, observation.time(0, i), "time, patient " + i);
        seenEvents += event ? 1 : 0;
        seenDropouts += observation.droppedOut(i) ? 1 : 0;
      }
      assertEquals(seenEvents, observation.events(0));
      assertEquals(seenDropouts, observation.dropouts());
      events += seenEvents;
    }
    assertEquals(cut > 1, events > 500);
  }

  @Test
  void aLookWithoutEndIsRefusedWhereFollowUpHasNone() {
    TrialPlan plan = plan("cut: {calendar time: 100 days}\n");
    Observation observation = new Observation(plan, 300);
    TrialData data = new TrialSimulator(plan).simulate(0);
    CutPlan look = plan.conduct().looks().get(0);
    assertThrows(IllegalArgumentException.class, () -> observation.observe(data, look, NEVER));
  }
}
