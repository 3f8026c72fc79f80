package org.silico.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.silico.engine.Plans;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.evaluation.TrialOutcome.Stop;
import org.silico.engine.plan.TrialPlan;

/** Trials of one arm with looks, against published and exact figures, within 4 MCSE. */
class SingleArmTest {
  private static final int TRIALS = 20_000;

  /**
   * @param at numbers of patients at the looks, the last among them
   * @param stop the trial stops with so many responders or fewer, at each but the last
   * @param alpha that rejects with the responders that the design asks for at the end
   */
  private static TrialPlan plan(double response, double p0, int[] at, int[] stop, double alpha) {
    int last = at.length - 1;
    String looks =
        IntStream.range(0, last)
            .mapToObj(k -> "l" + at[k] + ": {completers: " + at[k] + "}")
            .collect(Collectors.joining(", "));
    String shares =
        IntStream.range(0, last)
            .mapToObj(k -> at[k] + " / " + at[last])
            .collect(Collectors.joining(", "));
    String zeros = Arrays.stream(stop).mapToObj(k -> "0").collect(Collectors.joining(", "));
    String values =
        IntStream.range(0, last)
            .mapToObj(k -> "(" + stop[k] + " + 0.5) / " + at[k])
            .collect(Collectors.joining(", "));
    return Plans.plan(
        """
        arms: {drug: {}}
        enrolment: {patients: %d, rate: 1 per week, arrivals: even}
        endpoints: {RESP: {type: binary, visit: 6 days, probability: %s}}
        looks: {%s}
        cut: {completers: %d}
        analyses:
          response:
            method: exact binomial
            null value: %s
            sides: 1
            alpha: %s
            stopping:
              efficacy: {boundary: spending table, at: [%s, 1], spent: [%s, 1]}
              futility: {boundary: effect, values: [%s]}
        simulation: {seed: 8}
        """
            .formatted(at[last], response, looks, at[last], p0, alpha, shares, zeros, values));
  }

  private static void holds(TrialPlan plan, double power, double early, double patients)
      throws IOException {
    TrialRunner runner = new TrialRunner(plan, new Metrics(List.of(), new double[0]));
    double rejected = 0;
    double stopped = 0;
    double sum = 0;
    double squares = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      TrialOutcome outcome = runner.run(trial);
      rejected += outcome.results().get(0).success() ? 1 : 0;
      stopped += outcome.stop() == Stop.FUTILITY ? 1 : 0;
      sum += outcome.subjects();
      squares += (double) outcome.subjects() * outcome.subjects();
    }
    assertEquals(power, rejected / TRIALS, 4 * Math.sqrt(power * (1 - power) / TRIALS));
    assertEquals(early, stopped / TRIALS, 4 * Math.sqrt(early * (1 - early) / TRIALS));
    double mean = sum / TRIALS;
    double sd = Math.sqrt(squares / TRIALS - mean * mean);
    assertEquals(patients, mean, 4 * sd / Math.sqrt(TRIALS));
  }

  /**
   * Simon 1989, Control Clin Trials 10:1-10, optimal and minimax for 20 % against 40 %: type I
   * error, probability to stop after stage 1 and patients expected at 20 %; alpha between the exact
   * p values of r + 1 and r responders.
   */
  @ParameterizedTest
  @CsvSource({
    "3, 13, 43, 0.08, 0.2, 0.04958, 0.7473, 20.5803",
    "3, 13, 43, 0.08, 0.4, 0.80021, 0.16858, 37.9426",
    "4, 18, 33, 0.08, 0.2, 0.04583, 0.7164, 22.2547"
  })
  void simonsTwoStages(
      int r1, int n1, int n, double alpha, double p, double power, double early, double patients)
      throws IOException {
    holds(plan(p, 0.2, new int[] {n1, n}, new int[] {r1}, alpha), power, early, patients);
  }

  /** Lee and Liu 2008, Clin Trials 5:93-106, by predictive probability: eleven looks. */
  @ParameterizedTest
  @CsvSource({"0.2, 0.08778, 0.85712, 27.66767", "0.4, 0.90618, 0.06197, 35.65411"})
  void predictiveProbability(double p, double power, double early, double patients)
      throws IOException {
    int[] at = {10, 17, 21, 24, 27, 29, 31, 33, 34, 35, 36};
    int[] stop = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    holds(plan(p, 0.2, at, stop, 0.1), power, early, patients);
  }
}
