package org.silico.engine.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.silico.engine.analysis.Estimate;
import org.silico.engine.analysis.Hypothesis.Decision;
import org.silico.engine.analysis.Status;
import org.silico.engine.trial.DataCut;

/**
 * Estimates and Monte-Carlo standard errors by the formulas of Morris, White & Crowther 2019, Stat
 * Med 38:2074, Table 6, written out over the values of every trial.
 */
class MetricsTest {
  private static final double THETA = 0.4;

  /** By endpoint, of which the first has no events: those of four kinds of trials. */
  private static final List<List<Long>> EVENTS =
      List.of(
          List.of(0L, 0L, 0L),
          List.of(0L, 1L, 3_000_000_000L),
          List.of(0L, 2L, 6_000_000_000L),
          List.of(0L, 3L, 9_000_000_000L));

  private static Metrics with(double truthError) {
    return new Metrics(
        List.of("A"),
        new double[] {THETA},
        new double[] {truthError},
        Arrays.asList(null, "OS", "N"),
        true,
        List.of(),
        -1);
  }

  private record Trial(
      double estimate, double se, double lower, double upper, boolean success, boolean tested) {}

  private static List<Trial> trials(int n, int failures) {
    Random random = new Random(2019);
    List<Trial> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double estimate = 0.45 + 0.2 * random.nextGaussian();
      double se = 0.2 * Math.exp(0.1 * random.nextGaussian());
      boolean failed = i % (n / failures) == 3;
      all.add(
          failed
              ? new Trial(Double.NaN, Double.NaN, Double.NaN, Double.NaN, false, false)
              : new Trial(
                  estimate,
                  se,
                  estimate - 1.96 * se,
                  estimate + 1.96 * se,
                  estimate / se > 1.96,
                  true));
    }
    return all;
  }

  private static void add(Metrics metrics, Tally tally, Trial t, int i) {
    metrics.trial(
        tally, trial(100 + i, 50 + i % 3, i % 5, 2 * (i % 7), EVENTS.get(i % 4), i % 8 > 0));
    metrics.analysis(
        tally,
        0,
        result(
            t.estimate, t.se, t.lower, t.upper, t.success, t.tested, status(t), 40 + i % 4, i % 6));
  }

  private static TrialOutcome trial(
      double duration,
      int subjects,
      int dropouts,
      long screenFailures,
      List<Long> events,
      boolean reached) {
    DataCut.Reason cut = reached ? DataCut.Reason.TARGET_REACHED : DataCut.Reason.LATEST_TIME;
    return new TrialOutcome(
        0,
        1,
        List.of(
            new LookOutcome(
                1, duration, cut, subjects, dropouts, screenFailures, events, List.of())));
  }

  private static AnalysisResult result(
      double estimate,
      double se,
      double lower,
      double upper,
      boolean success,
      boolean tested,
      Status status,
      int n,
      int events) {
    return new AnalysisResult(
        new Estimate(status, estimate, se, Double.NaN, Double.NaN, Double.NaN),
        new Decision(success, tested ? 0.5 : Double.NaN, success),
        lower,
        upper,
        n,
        0,
        events,
        0,
        0.025);
  }

  private static Status status(Trial t) {
    return t.tested ? Status.OK : Status.NO_VARIANCE;
  }

  private static Characteristic find(List<Characteristic> all, String analysis, String metric) {
    return all.stream()
        .filter(c -> c.analysis().equals(analysis) && c.metric().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  private static void agree(
      List<Characteristic> all, String metric, double estimate, double mcse, long n, long failed) {
    Characteristic c = find(all, "A", metric);
    assertEquals(estimate, c.estimate(), 1e-10 * Math.abs(estimate), metric);
    assertEquals(mcse, c.mcse(), 1e-8 * mcse, metric + ", standard error");
    assertEquals(n, c.n(), metric);
    assertEquals(failed, c.failures(), metric);
  }

  @Test
  void characteristicsAreThoseOfMorrisWhiteAndCrowther() {
    List<Trial> trials = trials(500, 10);
    Metrics metrics = with(0);
    Tally tally = metrics.zero();
    for (int i = 0; i < 500; i++) {
      add(metrics, tally, trials.get(i), i);
    }
    List<Characteristic> all = metrics.summarise(tally);
    double[] theta = trials.stream().filter(Trial::tested).mapToDouble(Trial::estimate).toArray();
    double[] se = trials.stream().filter(Trial::tested).mapToDouble(Trial::se).toArray();
    int n = theta.length;
    assertEquals(490, n);
    double mean = 0;
    double meanSe2 = 0;
    double mse = 0;
    for (int i = 0; i < n; i++) {
      mean += theta[i] / n;
      meanSe2 += se[i] * se[i] / n;
      mse += (theta[i] - THETA) * (theta[i] - THETA) / n;
    }
    double ss = 0;
    double ssSe2 = 0;
    double ssMse = 0;
    for (int i = 0; i < n; i++) {
      ss += (theta[i] - mean) * (theta[i] - mean);
      ssSe2 += Math.pow(se[i] * se[i] - meanSe2, 2);
      ssMse += Math.pow((theta[i] - THETA) * (theta[i] - THETA) - mse, 2);
    }
    double empirical = Math.sqrt(ss / (n - 1));
    double model = Math.sqrt(meanSe2);
    agree(all, "mean estimate", mean, empirical / Math.sqrt(n), n, 10);
    agree(all, "bias", mean - THETA, Math.sqrt(ss / (n * (n - 1.0))), n, 10);
    agree(all, "empirical SE", empirical, empirical / Math.sqrt(2.0 * (n - 1)), n, 10);
    agree(all, "model SE", model, Math.sqrt(ssSe2 / (n - 1) / (4 * n * meanSe2)), n, 10);
    double mseError = Math.sqrt(ssMse / (n * (n - 1.0)));
    agree(all, "RMSE", Math.sqrt(mse), mseError / (2 * Math.sqrt(mse)), n, 10);
    double coverage =
        trials.stream().filter(t -> t.lower <= THETA && THETA <= t.upper).count() / (double) n;
    agree(all, "coverage", coverage, Math.sqrt(coverage * (1 - coverage) / n), n, 10);
    // a trial without a test did not reject
    double power = trials.stream().filter(Trial::success).count() / 500.0;
    double powerError = Math.sqrt(power * (1 - power) / 500);
    agree(all, "power", power, powerError, 500, 10);
    // two successes and two failures added: Agresti & Coull 1998
    double added = (power * 500 + 2) / 504;
    assertEquals(Math.sqrt(added * (1 - added) / 504), metrics.powerError(tally), 1e-15);
    assertEquals(THETA, find(all, "A", "true value").estimate());
    Characteristic duration = find(all, "", "duration (days)");
    assertEquals(100 + 249.5, duration.estimate(), 1e-9);
    // variance of 0 .. 499 with divisor n - 1: n (n + 1) / 12
    assertEquals(Math.sqrt(501.0 / 12), duration.mcse(), 1e-9);
    assertEquals(41.5, find(all, "A", "subjects analysed").estimate(), 1e-12);
    assertEquals((83 * 15 + 1) / 500.0, find(all, "A", "events").estimate(), 1e-12);
    // those of the trial: 0, 1, 2, 3 in turn, and 3e9 times as many
    assertEquals(1.5, find(all, "", "events OS").estimate(), 1e-12);
    assertEquals(Math.sqrt(625.0 / 499 / 500), find(all, "", "events OS").mcse(), 1e-12);
    assertEquals(4.5e9, find(all, "", "events N").estimate(), 1e-3);
    assertTrue(all.stream().noneMatch(c -> c.metric().equals("events null")));
    // all but the first of every eight
    assertEquals(437 / 500.0, find(all, "", "target reached").estimate(), 1e-15);
    Characteristic reason = find(all, "A", "failed: no variance");
    assertEquals(10 / 500.0, reason.estimate(), 1e-15);
    assertEquals(Math.sqrt(0.02 * 0.98 / 500), reason.mcse(), 1e-15);
    assertTrue(all.stream().noneMatch(c -> c.metric().endsWith(": ok")));
  }

  /**
   * R: binom.test(0, n, alternative = "less")$conf.int[2] is 0.0148670392 for n = 200 and 0.95 for
   * n = 1; binom.test(n, n, alternative = "greater")$conf.int[1] is 0.9851329608 and 0.05.
   */
  @Test
  void whereAllTrialsAgreeAShareHasALimitAndNoError() {
    for (int n : new int[] {1, 200}) {
      double limit = n == 1 ? 0.95 : 0.0148670392;
      for (boolean reject : new boolean[] {false, true}) {
        Metrics metrics = with(0);
        Tally tally = metrics.zero();
        for (int i = 0; i < n; i++) {
          add(metrics, tally, new Trial(THETA, 1, 0, 1, reject, true), i);
        }
        Characteristic power = find(metrics.summarise(tally), "A", "power");
        assertEquals(reject ? 1 : 0, power.estimate());
        assertTrue(Double.isNaN(power.mcse()));
        assertEquals(reject ? 1 - limit : limit, power.limit(), 5e-11);
      }
    }
    Metrics metrics = with(0);
    Tally tally = metrics.zero();
    add(metrics, tally, new Trial(THETA, 1, 0, 1, true, true), 0);
    add(metrics, tally, new Trial(THETA, 1, 0, 1, false, true), 1);
    Characteristic power = find(metrics.summarise(tally), "A", "power");
    assertTrue(Double.isNaN(power.limit()));
    assertEquals(Math.sqrt(0.125), power.mcse(), 1e-15);
  }

  @Test
  void whatEndedOtherThanWellIsCountedByItsReason() {
    Metrics metrics = with(0);
    Tally tally = metrics.zero();
    metrics.analysis(tally, 0, result(1, 1, 0, 2, true, true, Status.OK, 10, 0));
    double none = Double.NaN;
    metrics.analysis(
        tally, 0, result(none, none, none, none, false, false, Status.SINGULAR, 10, 0));
    metrics.analysis(
        tally, 0, result(none, none, none, none, false, false, Status.SINGULAR, 10, 0));
    metrics.analysis(
        tally, 0, result(none, none, none, none, false, false, Status.NO_EVENTS, 10, 0));
    // a test without an estimate
    metrics.analysis(
        tally, 0, result(none, none, none, none, true, true, Status.SEPARATION, 10, 0));
    for (int i = 0; i < 5; i++) {
      metrics.trial(tally, trial(1, 10, 0, 0, EVENTS.get(0), true));
    }
    List<Characteristic> all = metrics.summarise(tally);
    assertEquals(0.4, find(all, "A", "failed: singular").estimate(), 1e-15);
    assertEquals(0.2, find(all, "A", "failed: no events").estimate(), 1e-15);
    assertEquals(0.2, find(all, "A", "noted: separation").estimate(), 1e-15);
    assertEquals(3, find(all, "A", "power").failures());
    assertEquals(4, find(all, "A", "bias").failures());
    assertEquals(
        3,
        all.stream()
            .filter(c -> c.metric().startsWith("failed") || c.metric().startsWith("noted"))
            .count());
  }

  @Test
  void theErrorOfASimulatedTrueValueIsPartOfThatOfTheBias() {
    Metrics exact = with(0);
    Metrics simulated = with(0.03);
    Tally tally = exact.zero();
    List<Trial> trials = trials(100, 1);
    for (int i = 0; i < 100; i++) {
      add(exact, tally, trials.get(i), i);
    }
    List<Characteristic> one = exact.summarise(tally);
    List<Characteristic> other = simulated.summarise(tally);
    // the variances of independent errors add
    double alone = find(one, "A", "bias").mcse();
    assertEquals(find(one, "A", "mean estimate").mcse(), alone, 1e-15);
    assertEquals(Math.sqrt(alone * alone + 0.03 * 0.03), find(other, "A", "bias").mcse(), 1e-15);
    assertEquals(0, find(one, "A", "true value").mcse());
    assertEquals(0.03, find(other, "A", "true value").mcse());
    assertEquals(find(one, "A", "bias").estimate(), find(other, "A", "bias").estimate());
    assertEquals(find(one, "A", "coverage"), find(other, "A", "coverage"));
  }

  @Test
  void tinySpreadOnALargeTrueValueKeepsItsDigits() {
    Metrics metrics = new Metrics(List.of("A"), new double[] {1e6});
    Tally tally = metrics.zero();
    for (int i = 0; i < 100; i++) {
      double d = i % 2 == 0 ? 1e-3 : -1e-3;
      metrics.analysis(
          tally, 0, result(1e6 + d, 1e-3, 1e6 - 1, 1e6 + 1, true, true, Status.OK, 10, 0));
    }
    assertEquals(
        1e-3 * Math.sqrt(100 / 99.0),
        find(metrics.summarise(tally), "A", "empirical SE").estimate(),
        1e-9);
  }

  @Test
  void withoutATrueValueThereIsNoBias() {
    Metrics metrics = new Metrics(List.of("A"), new double[] {Double.NaN});
    Tally tally = metrics.zero();
    List<Trial> trials = trials(100, 1);
    for (int i = 0; i < 100; i++) {
      add(metrics, tally, trials.get(i), i);
    }
    List<Characteristic> all = metrics.summarise(tally);
    assertTrue(all.stream().noneMatch(c -> c.metric().equals("bias")));
    assertTrue(all.stream().noneMatch(c -> c.metric().equals("coverage")));
    double mean =
        trials.stream().filter(Trial::tested).mapToDouble(Trial::estimate).average().orElseThrow();
    assertEquals(mean, find(all, "A", "mean estimate").estimate(), 1e-12);
  }

  @Test
  void talliesOfRangesAddUpToTheTallyOfAll() {
    List<Trial> trials = trials(300, 5);
    Metrics metrics = new Metrics(List.of("A"), new double[] {THETA});
    Tally whole = metrics.zero();
    Tally merged = metrics.zero();
    for (int from = 0; from < 300; from += 70) {
      Tally part = metrics.zero();
      for (int i = from; i < Math.min(300, from + 70); i++) {
        add(metrics, whole, trials.get(i), i);
        add(metrics, part, trials.get(i), i);
      }
      merged.add(part);
    }
    assertArrayEquals(whole.counts(), merged.counts());
    for (int s = 0; s < whole.sums().length; s++) {
      assertEquals(whole.sums()[s], merged.sums()[s], 1e-13 * Math.abs(whole.sums()[s]));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> merged.add(new Metrics(List.of(), new double[0]).zero()));
  }

  @Test
  void nothingSimulatedGivesNoNumbers() {
    Metrics metrics = new Metrics(List.of("A"), new double[] {0});
    List<Characteristic> all = metrics.summarise(metrics.zero());
    for (Characteristic c : all) {
      if (!c.metric().equals("true value")) {
        assertTrue(Double.isNaN(c.estimate()), c.metric());
        assertTrue(Double.isNaN(c.mcse()), c.metric());
      }
    }
    assertEquals(0.25, metrics.powerError(metrics.zero()), 1e-15);
  }

  @Test
  void everyAnalysisFailedIsCounted() {
    Metrics metrics = new Metrics(List.of("A"), new double[] {0});
    Tally tally = metrics.zero();
    Trial failed = new Trial(Double.NaN, Double.NaN, Double.NaN, Double.NaN, false, false);
    for (int i = 0; i < 20; i++) {
      add(metrics, tally, failed, i);
    }
    Characteristic power = find(metrics.summarise(tally), "A", "power");
    // 1 - 0.05^(1/20)
    assertEquals(0.139108341, power.limit(), 5e-10);
    assertEquals(new Characteristic("A", "power", 0, Double.NaN, power.limit(), 20, 20), power);
    Characteristic reason = find(metrics.summarise(tally), "A", "failed: no variance");
    assertEquals(1, reason.estimate());
    Characteristic bias = find(metrics.summarise(tally), "A", "bias");
    assertEquals(20, bias.failures());
    assertTrue(Double.isNaN(bias.estimate()));
  }

  /** As a score test of a log ratio with an arm without events: a p value and limits alone. */
  @Test
  void anIntervalWithoutAnEstimateCountsForCoverage() {
    Metrics metrics = new Metrics(List.of("A"), new double[] {THETA});
    Tally tally = metrics.zero();
    double infinity = Double.POSITIVE_INFINITY;
    add(metrics, tally, new Trial(0.5, 0.1, 0.3, 0.7, true, true), 0);
    add(metrics, tally, new Trial(Double.NaN, Double.NaN, 0.1, infinity, true, true), 1);
    add(metrics, tally, new Trial(Double.NaN, Double.NaN, -infinity, 0.2, false, true), 2);
    add(metrics, tally, new Trial(Double.NaN, Double.NaN, Double.NaN, Double.NaN, false, false), 3);
    List<Characteristic> all = metrics.summarise(tally);
    agree(all, "coverage", 2.0 / 3, Math.sqrt(2.0 / 27), 3, 1);
    agree(all, "power", 0.5, 0.25, 4, 1);
    assertEquals(3, find(all, "A", "bias").failures());
  }
}
