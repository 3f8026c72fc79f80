package org.silico.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.silico.engine.Plans;
import org.silico.engine.Sampled;
import org.silico.engine.analysis.Status;
import org.silico.engine.dataset.Datasets;
import org.silico.engine.evaluation.AnalysisResult;
import org.silico.engine.evaluation.Characteristic;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.plan.CutPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.trial.Observation;
import org.silico.engine.trial.TrialData;
import org.silico.engine.trial.TrialSimulator;
import org.silico.engine.truth.TrueValue;
import org.silico.engine.truth.TrueValues;

/** Analyses of an endpoint that another one may come before. */
class CompetingRisksInTrialsTest {

  /** Events E and D at these hazards; patients leave at 0.03 a day. */
  private static TrialPlan plan(String event, String death, String analyses) {
    return plan(event, death, "0.03 per day", analyses);
  }

  private static TrialPlan plan(String event, String death, String leave, String analyses) {
    return Plans.twoArms(
        """
        enrolment: {patients: 200}
        simulation: {seed: 21}
        endpoints:
          E: {type: time to event, hazard: EVENT}
          D: {type: time to event, hazard: DEATH}
        follow up: {duration: 12 days}
        dropout: {hazard: LEAVE}
        analyses:
        """
                .replace("EVENT", event)
                .replace("DEATH", death)
                .replace("LEAVE", leave)
            + analyses);
  }

  private static List<Characteristic> characteristics(TrialPlan plan, int trials)
      throws IOException {
    List<String> names =
        plan.questions().analyses().stream().map(a -> a.analysis().name()).toList();
    double[] truth = TrueValues.of(plan).stream().mapToDouble(TrueValue::value).toArray();
    Metrics metrics = new Metrics(names, truth);
    return metrics.summarise(new TrialRunner(plan, metrics, Datasets.NONE).run(0, trials));
  }

  private static double of(List<Characteristic> all, String analysis, String metric) {
    return all.stream()
        .filter(c -> c.analysis().equals(analysis) && c.metric().equals(metric))
        .findFirst()
        .orElseThrow()
        .estimate();
  }

  /** Arms that differ in nothing but, for Gray's test, in how many leave. */
  @Test
  void theTypeOneErrorIsTheLevel() throws IOException {
    isTheLevel("gray", "{control: 0.03 per day, active: 0.06 per day}");
    isTheLevel("fine-gray", "0.05 per day");
  }

  /** Each tail, and the interval, which inverts the test. */
  private static void isTheLevel(String method, String leave) throws IOException {
    int trials = 8000;
    String analyses =
        """
          lower: {method: METHOD, endpoint: E, competing: [D]}
          higher: {method: METHOD, endpoint: E, competing: [D], better: higher}
        """
            .replace("METHOD", method);
    List<Characteristic> all =
        characteristics(plan("0.1 per day", "0.08 per day", leave, analyses), trials);
    for (String analysis : List.of("lower", "higher")) {
      share(0.025, of(all, analysis, "power"), trials, method + " " + analysis);
      share(0.95, of(all, analysis, "coverage"), trials, method + " " + analysis);
      assertEquals(0, of(all, analysis, "true value"));
    }
  }

  /**
   * The share of information at the look is that of the events: F = 0.04 / h (1 - exp(-h t)), h =
   * 0.105 with the mean dropout, over entries from day 0 to 15, is 0.2675 at the look and 0.3727.
   */
  @Test
  void theTypeOneErrorOfTwoLooksIsTheLevel() throws IOException {
    TrialPlan plan =
        Plans.twoArms(
            """
            enrolment: {patients: 300, rate: 20 per day}
            simulation: {seed: 24}
            endpoints:
              E: {type: time to event, hazard: 0.04 per day}
              D: {type: time to event, hazard: 0.05 per day}
            dropout: {hazard: {control: 0.01 per day, active: 0.02 per day}}
            looks: {half: {calendar time: 20 days}}
            cut: {calendar time: 45 days}
            analyses:
              gray:
                method: gray
                endpoint: E
                competing: [D]
                sides: 1
                alpha: 0.05
                stopping: {efficacy: {boundary: Pocock}, information: [0.72]}
            """);
    int trials = 8000;
    List<Characteristic> all = characteristics(plan, trials);
    share(0.05, of(all, "gray", "power"), trials, "gray");
  }

  private static void share(double expected, double seen, int trials, String what) {
    Sampled.assertShare(expected, Math.round(seen * trials), trials, what);
  }

  /**
   * The hazards of E are equal, and deaths leave fewer to have it on treatment. R: the powers of
   * cuminc in 20,000 trials and of crr in 12,000, and its mean estimate with its standard error, by
   * src/test/r/truth.R.
   */
  @Test
  void powerIsThatOfThePackageForR() throws IOException {
    int trials = 4000;
    List<Characteristic> all =
        characteristics(
            plan(
                "0.1 per day",
                "{control: 0.03 per day, active: 0.15 per day}",
                """
                  gray: {method: gray, endpoint: E, competing: [D]}
                  fine-gray: {method: fine-gray, endpoint: E, competing: [D]}
                  alone: {method: log-rank, endpoint: E}
                """),
            trials);
    sameShare(0.68185, 20_000, of(all, "gray", "power"), trials, "gray");
    sameShare(0.6925833, 12_000, of(all, "fine-gray", "power"), trials, "fine-gray");
    // an SD of the estimate of 0.2212
    double error = 0.002019481 * Math.sqrt(1 + 12_000.0 / trials);
    Sampled.assertWithin(-0.5393302, of(all, "fine-gray", "mean estimate"), error, "estimate");
    // times of E as if nobody died do not differ
    share(0.025, of(all, "alone", "power"), trials, "alone");
  }

  /** Whether two shares, of so many trials each, are of the same probability. */
  private static void sameShare(double one, int of, double other, int trials, String what) {
    double error = Math.sqrt(one * (1 - one) * (1.0 / of + 1.0 / trials));
    Sampled.assertWithin(one, other, error, what);
  }

  /** R: src/test/r/truth.R. */
  @Test
  void trueValuesAgreeWithIntegration() {
    String analyses =
        """
          gray: {method: gray, endpoint: E, competing: [D]}
          fine-gray: {method: fine-gray, endpoint: E, competing: [D]}
        """;
    List<TrueValue> event =
        TrueValues.of(
            plan("{control: 0.1 per day, active: 0.06 per day}", "0.05 per day", analyses));
    List<TrueValue> death =
        TrueValues.of(
            plan("0.1 per day", "{control: 0.03 per day, active: 0.15 per day}", analyses));
    assertEquals(TrueValue.Origin.SIMULATED, event.get(1).origin());
    assertEquals(event.get(1), event.get(0));
    Sampled.assertWithin(
        -0.4734564460944671, event.get(0).value(), event.get(0).mcse(), "the event differs");
    Sampled.assertWithin(
        -0.5803880241809367, death.get(0).value(), death.get(0).mcse(), "the other differs");
    assertTrue(event.get(0).mcse() < 0.02);
    List<TrueValue> same = TrueValues.of(plan("0.1 per day", "0.05 per day", analyses));
    assertEquals(TrueValue.Origin.EXACT, same.get(0).origin());
    assertEquals(0, same.get(1).value());
  }

  /** Two competing events, joined to the analysed one, at a cut in the course of the trial. */
  @Test
  void whatComesFirstIsTaken() {
    TrialPlan plan =
        Plans.twoArms(
            """
            enrolment: {patients: 300, rate: 5 per day}
            simulation: {seed: 23}
            endpoints:
              A: {type: time to event, hazard: 0.02 per day}
              E: {type: time to event, hazard: 0.03 per day}
              B: {type: time to event, hazard: {control: 0.01 per day, active: 0.03 per day}}
            endpoint correlation: [{between: [A, E], value: 0.6}]
            dropout: {hazard: 0.01 per day}
            cut: {calendar time: 70 days}
            analyses:
              gray: {method: gray, endpoint: E, competing: [A, B]}
            """);
    CutPlan look = plan.conduct().looks().get(0);
    TrialSimulator simulator = new TrialSimulator(plan);
    Observation observation = new Observation(plan, 300);
    TrialAnalysis analysis = new TrialAnalysis(plan, plan.questions().analyses().get(0));
    int[] kinds = new int[3];
    for (int trial = 0; trial < 10; trial++) {
      TrialData data = simulator.simulate(trial);
      observation.observe(data, look, 70);
      analysis.restart(trial);
      analysis.add(data, observation);
      List<Double> times = new ArrayList<>();
      List<Integer> events = new ArrayList<>();
      long ones = 0;
      for (int i = 0; i < 300; i++) {
        double entry = data.entry()[i];
        if (entry > 70) {
          continue;
        }
        double[] t = {data.outcome(0)[i], data.outcome(1)[i], data.outcome(2)[i]};
        double first = Math.min(Math.min(t[0], t[1]), t[2]);
        double left = data.dropout()[i];
        boolean seen = first <= left && entry + first <= 70;
        times.add(seen ? first : Math.min(left, 70 - entry));
        events.add(!seen ? 0 : first == t[1] ? 1 : 2);
        kinds[events.get(events.size() - 1)]++;
        ones += seen && first == t[1] ? 1 : 0;
      }
      AnalysisSet sample = analysis.sample();
      assertEquals(times.size(), sample.n);
      assertArrayEquals(
          events.stream().mapToInt(e -> e).toArray(), Arrays.copyOf(sample.event, sample.n));
      for (int i = 0; i < sample.n; i++) {
        assertEquals(times.get(i), sample.y[0][i], 1e-12);
      }
      assertEquals(ones, sample.eventsTreated + sample.eventsControl);
    }
    assertTrue(Arrays.stream(kinds).allMatch(k -> k > 300), Arrays.toString(kinds));
  }

  @Test
  void aCutByEventsCountsThoseAfterTheCompetingOneAndSaysSo() {
    String sections =
        Plans.TWO_ARMS
            + """
            enrolment: {patients: 100}
            endpoints:
              E: {type: time to event, hazard: {control: 0.1 per day, active: 0.05 per day}}
              D: {type: time to event, hazard: 0.1 per day}
            cut: {events: 40, endpoint: CUT}
            analyses:
              a: {method: gray, endpoint: E, competing: [D]}
            """;
    assertEquals(
        List.of(
            "test.yaml:10:34: warning: the data are cut by the events of E, of which those after D"
                + " count as well; this analysis has fewer"),
        warnings(sections.replace("CUT", "E")));
    assertEquals(List.of(), warnings(sections.replace("CUT", "D")));
  }

  private static List<String> warnings(String sections) {
    return Plans.protocol(sections).warnings().stream().map(Object::toString).toList();
  }

  @Test
  void withoutAnEventOfInterestThereIsNothingToTest() throws IOException {
    String analyses =
        """
          gray: {method: gray, endpoint: E, competing: [D]}
          fine-gray: {method: fine-gray, endpoint: E, competing: [D]}
        """;
    TrialPlan never = plan("0 per day", "0.1 per day", analyses);
    Metrics metrics = new Metrics(List.of("gray", "fine-gray"), new double[2]);
    for (AnalysisResult result : new TrialRunner(never, metrics).run(0).results()) {
      assertEquals(Status.NO_EVENTS, result.estimate().status());
    }
    TrialPlan immortal = plan("0.1 per day", "0 per day", analyses);
    for (AnalysisResult result : new TrialRunner(immortal, metrics).run(0).results()) {
      assertEquals(Status.OK, result.estimate().status());
    }
  }
}
