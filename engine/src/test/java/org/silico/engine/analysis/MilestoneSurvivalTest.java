package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.silico.engine.analysis.Agree.toDigits;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.silico.engine.analysis.MilestoneSurvival.Scale;

/**
 * R 4.2.2 with survival 3.5-3: of each arm {@code summary(survfit(Surv(time, event) ~ 1), times =
 * t)}, its surv and std.err, from which the tests are written out.
 */
class MilestoneSurvivalTest {

  private static Estimate test(
      MilestoneSurvival method, String name, String stratum, double margin) {
    DataFile data = DataFile.read(name);
    return method.test(
        data.numbers("time"),
        data.codes("event"),
        data.codes("group"),
        stratum == null ? null : data.codes(stratum),
        data.size(),
        margin);
  }

  /** The last column: (g(s0) - g(s1)) / sqrt(sum((se / (s log(s)))^2)), g(s) = log(-log(s)). */
  @ParameterizedTest
  @CsvSource({
    "veteran, 180, 0.212426789, 0.0514227636, 0.232852941, 0.0528795382, 0.276927004, 0.276840186",
    "veteran, 365, 0.0708089297, 0.0336074684, 0.109773529, 0.0407375076, 0.737811565, 0.736912432",
  })
  void agreesWithR(
      String data, double at, double s0, double se0, double s1, double se1, double z, double zLog) {
    MilestoneSurvival method = new MilestoneSurvival(at, Scale.PLAIN);
    Estimate plain = test(method, data, null, 0);
    assertEquals(Status.OK, plain.status());
    toDigits(9, z, plain.statistic());
    toDigits(9, s0, method.survival(0));
    toDigits(9, s1, method.survival(1));
    toDigits(9, se0, method.standardError(0));
    toDigits(9, se1, method.standardError(1));
    assertEquals(method.survival(1) - method.survival(0), plain.estimate());
    Estimate transformed =
        test(new MilestoneSurvival(at, Scale.COMPLEMENTARY_LOG_LOG), data, null, 0);
    toDigits(9, zLog, transformed.statistic());
    assertEquals(plain.estimate(), transformed.estimate());
    // interval and test agree
    toDigits(12, transformed.statistic(), transformed.estimate() / transformed.standardError());
    Estimate margin = test(method, data, null, -0.1);
    toDigits(12, (plain.estimate() + 0.1) / plain.standardError(), margin.statistic());
  }

  /** Among 26 women, 13 an arm. */
  @Test
  void greenwoodWithoutCensoringIsTheBinomialVariance() {
    MilestoneSurvival method = new MilestoneSurvival(300, Scale.PLAIN);
    // nobody is censored by day 300: 4 of 13 and 0 of 13 have died
    Estimate e = test(method, "ovarian", null, 0);
    toDigits(12, 4.0 / 13, e.estimate());
    toDigits(12, Math.sqrt(9.0 / 13 * 4 / 13 / 13), e.standardError());
  }

  /** Curves and variances of each cell type, weighed by its share of the patients. */
  @ParameterizedTest
  @CsvSource({
    "80, -0.160771953108, 0.0807439884009, -1.99113217333, -1.95877860318",
    "95, -0.164698075647, 0.0771050434795, -2.13602208383, -2.09711159707",
  })
  void stratifiedIsTheMeanOverStrata(double at, double estimate, double se, double z, double zLog) {
    Agree.estimate(
        10,
        estimate,
        se,
        z,
        test(new MilestoneSurvival(at, Scale.PLAIN), "veteran", "celltype", 0));
    toDigits(
        10,
        zLog,
        test(new MilestoneSurvival(at, Scale.COMPLEMENTARY_LOG_LOG), "veteran", "celltype", 0)
            .statistic());
  }

  /** Where the curves meet, the standard error is that of the slope there. */
  @Test
  void equalSharesHaveAStandardErrorOnEitherScale() {
    double[] time = {1, 2, 3, 3, 2, 1, 3, 3};
    int[] event = {1, 0, 0, 0, 0, 1, 0, 0};
    int[] group = {0, 0, 0, 0, 1, 1, 1, 1};
    Estimate plain = new MilestoneSurvival(2.5, Scale.PLAIN).test(time, event, group, null, 8, 0);
    Estimate transformed =
        new MilestoneSurvival(2.5, Scale.COMPLEMENTARY_LOG_LOG)
            .test(time, event, group, null, 8, 0);
    assertEquals(0, transformed.statistic());
    toDigits(12, Math.sqrt(2 * 0.75 * 0.25 / 4), plain.standardError());
    toDigits(10, plain.standardError(), transformed.standardError());
  }

  @Test
  void saysWhatItCannotTest() {
    double[] time = {1, 2, 3, 4, 3, 4};
    int[] group = {0, 1, 0, 1, 0, 1};
    int[] all = {1, 1, 1, 1, 1, 1};
    int[] some = {1, 0, 0, 0, 0, 0};
    MilestoneSurvival plain = new MilestoneSurvival(2.5, Scale.PLAIN);
    MilestoneSurvival transformed = new MilestoneSurvival(2.5, Scale.COMPLEMENTARY_LOG_LOG);
    assertEquals(Status.EMPTY_ARM, plain.test(time, all, all, null, 6, 0).status());
    assertEquals(Status.NO_EVENTS, plain.test(time, new int[6], group, null, 6, 0).status());
    // one arm without an event: a share of 1, which the plain scale takes
    assertEquals(Status.OK, plain.test(time, some, group, null, 6, 0).status());
    assertEquals(Status.NO_VARIANCE, transformed.test(time, some, group, null, 6, 0).status());
    MilestoneSurvival late = new MilestoneSurvival(3.5, Scale.PLAIN);
    assertEquals(Status.FOLLOW_UP_TOO_SHORT, late.test(time, some, group, null, 6, 0).status());
    // the control arm is at 0 from day 3 on
    assertEquals(Status.OK, late.test(time, all, group, null, 6, 0).status());
    assertEquals(
        Status.NO_VARIANCE,
        new MilestoneSurvival(5, Scale.PLAIN).test(time, all, group, null, 6, 0).status());
  }
}
