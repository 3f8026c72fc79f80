package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.silico.engine.analysis.Agree.toDigits;

import java.util.Arrays;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.silico.engine.analysis.SequentialParallel.Comparison;

/** Expected values from R, see src/test/r/expected.R, section SequentialParallel. */
class SequentialParallelTest {

  private static final double NaN = Double.NaN;
  private static final DataFile SLEEP = DataFile.read("sleep");
  private static final double[] STAGE_2 = {2.1, 0.3, 1.9, -0.4, 0.8, 1.2, 3.0, -0.1};
  private static final int[] GROUP_2 = {1, 0, 1, 0, 1, 0, 1, 0};
  private static final double[] START_2 = {0.7, -1.6, -0.2, -1.2, -0.1, 0.8, 0, 2};

  /** Followed by rows that are not in stage 2. */
  private static double[] inStage2(double[] column) {
    double[] result = Arrays.copyOf(column, SLEEP.size());
    Arrays.fill(result, column.length, result.length, NaN);
    return result;
  }

  private static Estimate sleep(Comparison comparison, double weight, double[][] start) {
    return new SequentialParallel(comparison, weight)
        .test(
            SLEEP.numbers("extra"),
            SLEEP.codes("group"),
            null,
            inStage2(STAGE_2),
            Arrays.copyOf(GROUP_2, SLEEP.size()),
            start,
            SLEEP.size(),
            0);
  }

  @Test
  void meansAgreeWithR() {
    Estimate e = sleep(Comparison.MEANS, 0.6, null);
    Agree.estimate(12, 1.628000000000000, 0.558161267018771, 2.916719765768429, e);
    assertEquals(Double.POSITIVE_INFINITY, e.df());
    toDigits(12, 1 / (0.558161267018771 * 0.558161267018771), e.information());
    Estimate margin =
        new SequentialParallel(Comparison.MEANS, 0.6)
            .test(
                SLEEP.numbers("extra"),
                SLEEP.codes("group"),
                inStage2(STAGE_2),
                Arrays.copyOf(GROUP_2, SLEEP.size()),
                SLEEP.size(),
                0.5);
    toDigits(12, (1.628 - 0.5) / 0.558161267018771, margin.statistic());
  }

  @Test
  void adjustedMeansAgreeWithR() {
    Estimate e = sleep(Comparison.ADJUSTED_MEANS, 0.6, new double[][] {inStage2(START_2)});
    Agree.estimate(11, 1.623667396061269, 0.566004485157555, 2.868647579019272, e);
  }

  @Test
  void proportionsAgreeWithR() {
    int n = 213;
    double[] stage1 = new double[n];
    int[] group1 = new int[n];
    double[] stage2 = new double[n];
    int[] group2 = new int[n];
    Arrays.fill(stage1, NaN);
    Arrays.fill(stage2, NaN);
    fill(stage1, group1, 0, 60, 24, 1);
    fill(stage1, group1, 60, 90, 27, 0);
    fill(stage2, group2, 60 + 27, 31, 10, 1);
    fill(stage2, group2, 60 + 27 + 31, 32, 7, 0);
    Agree.estimate(
        12,
        0.1019153225806452,
        0.0684160403276418,
        1.4896407639579352,
        new SequentialParallel(Comparison.PROPORTIONS_UNPOOLED, 0.5)
            .test(stage1, group1, stage2, group2, n, 0));
    Agree.estimate(
        12,
        0.101915322580645,
        0.068458261284862,
        1.488722042713950,
        new SequentialParallel(Comparison.PROPORTIONS_POOLED, 0.5)
            .test(stage1, group1, stage2, group2, n, 0));
  }

  /** Events first. */
  private static void fill(double[] y, int[] group, int from, int n, int events, int arm) {
    Arrays.fill(y, from, from + events, 1);
    Arrays.fill(y, from + events, from + n, 0);
    Arrays.fill(group, from, from + n, arm);
  }

  @Test
  void exactRejectionProbabilitiesAgreeWithR() {
    // R: (rejected, mean, variance), over all trials of 6 on drug and 12 on placebo
    exact(
        Comparison.PROPORTIONS_UNPOOLED,
        new double[] {0.3, 0.3, 0.2, 0.2},
        new double[] {6.70273372722361e-02, 5.72902227445909e-06, 3.17294104206421e-02});
    exact(
        Comparison.PROPORTIONS_UNPOOLED,
        new double[] {0.6, 0.3, 0.5, 0.2},
        new double[] {5.33439337848544e-01, 3.00005729022274e-01, 3.68994959354613e-02});
    exact(
        Comparison.PROPORTIONS_POOLED,
        new double[] {0.3, 0.3, 0.2, 0.2},
        new double[] {5.87916513152123e-02, 5.72902227445909e-06, 3.17294104206421e-02});
    exact(
        Comparison.PROPORTIONS_POOLED,
        new double[] {0.6, 0.3, 0.5, 0.2},
        new double[] {4.81743397254439e-01, 3.00005729022274e-01, 3.68994959354613e-02});
  }

  /** The rows of two arms by stage; placebo non-responders are the last ones of stage 1. */
  private static void exact(Comparison comparison, double[] p, double[] expected) {
    SequentialParallel method = new SequentialParallel(comparison, 0.6);
    double[] stage1 = new double[18];
    int[] group1 = new int[18];
    double[] stage2 = new double[18];
    int[] group2 = new int[18];
    double total = 0;
    double rejected = 0;
    double mean = 0;
    double square = 0;
    for (int x1 = 0; x1 <= 6; x1++) {
      fill(stage1, group1, 0, 6, x1, 1);
      for (int x0 = 0; x0 <= 10; x0++) {
        fill(stage1, group1, 6, 12, x0, 0);
        int m = 12 - x0;
        int m1 = (m + 1) / 2;
        Arrays.fill(stage2, NaN);
        for (int z1 = 0; z1 <= m1; z1++) {
          fill(stage2, group2, 6 + x0, m1, z1, 1);
          for (int z0 = 0; z0 <= m - m1; z0++) {
            fill(stage2, group2, 6 + x0 + m1, m - m1, z0, 0);
            double probability =
                new BinomialDistribution(null, 6, p[0]).probability(x1)
                    * new BinomialDistribution(null, 12, p[1]).probability(x0)
                    * new BinomialDistribution(null, m1, p[2]).probability(z1)
                    * new BinomialDistribution(null, m - m1, p[3]).probability(z0);
            Estimate e = method.test(stage1, group1, stage2, group2, 18, 0);
            total += probability;
            rejected += e.statistic() >= 1.645 ? probability : 0;
            double d =
                0.6 * (x1 / 6.0 - x0 / 12.0) + 0.4 * ((double) z1 / m1 - (double) z0 / (m - m1));
            if (e.status() == Status.OK) {
              assertEquals(d, e.estimate(), 1e-14);
            } else {
              assertEquals(Status.NO_VARIANCE, e.status());
            }
            mean += probability * d;
            square += probability * d * d;
          }
        }
      }
    }
    mean /= total;
    toDigits(10, expected[0], rejected / total);
    assertEquals(expected[1], mean, 1e-12);
    toDigits(10, expected[2], square / total - mean * mean);
  }

  @Test
  void oneStageAloneIsItsOwnTest() {
    TTest welch = new TTest(TTest.Variance.WELCH);
    Estimate first = welch.test(SLEEP.numbers("extra"), SLEEP.codes("group"), SLEEP.size(), 0);
    Estimate e = sleep(Comparison.MEANS, 1, null);
    Agree.estimate(14, first.estimate(), first.standardError(), first.statistic(), e);
    Estimate second = welch.test(STAGE_2, GROUP_2, 8, 0);
    e = sleep(Comparison.MEANS, 0, null);
    Agree.estimate(14, second.estimate(), second.standardError(), second.statistic(), e);
    // the other stage is not looked at
    double[] none = {NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN};
    e = test(Comparison.MEANS, 0, none, STAGE_2);
    Agree.estimate(14, second.estimate(), second.standardError(), second.statistic(), e);
    assertEquals(Status.OK, test(Comparison.MEANS, 1, STAGE_2, none).status());
  }

  private static Estimate test(
      Comparison comparison, double weight, double[] stage1, double[] stage2) {
    return new SequentialParallel(comparison, weight).test(stage1, GROUP_2, stage2, GROUP_2, 8, 0);
  }

  @Test
  void whatCannotBeTestedSaysWhy() {
    double[] none = {NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN};
    double[] oneEach = {1, 2, NaN, NaN, NaN, NaN, NaN, NaN};
    double[] noEvent = new double[8];
    double[] events = {1, 0, 1, 0, 1, 1, 0, 0};
    double[] allOnTreatment = {1, 0, 1, 0, 1, 0, 1, 0};
    for (Comparison comparison : Comparison.values()) {
      assertEquals(
          Estimate.failed(Status.EMPTY_ARM), test(comparison, 0.5, events, none), comparison::name);
      assertEquals(Status.EMPTY_ARM, test(comparison, 0.5, none, events).status());
    }
    assertEquals(Status.TOO_FEW, test(Comparison.MEANS, 0.5, STAGE_2, oneEach).status());
    assertEquals(Status.TOO_FEW, test(Comparison.ADJUSTED_MEANS, 0.5, oneEach, STAGE_2).status());
    assertEquals(Status.NO_VARIANCE, test(Comparison.MEANS, 0.5, STAGE_2, noEvent).status());
    for (Comparison comparison :
        new Comparison[] {Comparison.PROPORTIONS_UNPOOLED, Comparison.PROPORTIONS_POOLED}) {
      assertEquals(Status.NO_VARIANCE, test(comparison, 0.5, noEvent, noEvent).status());
      Estimate e = test(comparison, 0.5, events, noEvent);
      assertEquals(Status.OK, e.status());
      assertEquals(0.25, e.estimate(), 1e-15);
    }
    assertEquals(
        Status.NO_VARIANCE,
        test(Comparison.PROPORTIONS_UNPOOLED, 0.5, allOnTreatment, noEvent).status());
    assertEquals(
        Status.OK, test(Comparison.PROPORTIONS_POOLED, 0.5, allOnTreatment, noEvent).status());
  }

  @Test
  void theWeightLiesBetween0And1() {
    for (double weight : new double[] {-0.1, 1.1, NaN}) {
      assertThrows(
          IllegalArgumentException.class, () -> new SequentialParallel(Comparison.MEANS, weight));
    }
  }
}
