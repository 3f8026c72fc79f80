package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.silico.engine.analysis.Agree.toDigits;

import org.junit.jupiter.api.Test;

/** Expected values from R's t.test, see src/test/r/expected.R, section TTest. */
class TTestTest {

  private static final double NaN = Double.NaN;
  private final TTest pooled = new TTest(TTest.Variance.POOLED);
  private final TTest welch = new TTest(TTest.Variance.WELCH);

  @Test
  void pooledAgreesWithR() {
    // t.test(extra ~ group, sleep, var.equal = TRUE, mu = 0.5)
    DataFile sleep = DataFile.read("sleep");
    Estimate e = pooled.test(sleep.numbers("extra"), sleep.codes("group"), sleep.size(), 0.5);
    Agree.estimate(12, 1.58, 0.849091017238762, 1.271948446130254, e);
    assertEquals(18, e.df());
    toDigits(12, 0.219579656735916, e.pTwoSided());
    toDigits(12, -0.203874032287599, e.interval(0.95).lower());
    toDigits(12, 3.363874032287599, e.interval(0.95).upper());
    toDigits(12, 1 / (0.849091017238762 * 0.849091017238762), e.information());
  }

  @Test
  void welchAgreesWithR() {
    // t.test(extra ~ group, sleep, mu = 0.5)
    DataFile sleep = DataFile.read("sleep");
    Estimate e = welch.test(sleep.numbers("extra"), sleep.codes("group"), sleep.size(), 0.5);
    Agree.estimate(12, 1.58, 0.849091017238762, 1.271948446130254, e);
    toDigits(12, 17.776473516178498, e.df());
    toDigits(12, 0.219780077497104, e.pTwoSided());
    toDigits(12, -0.205483230711710, e.interval(0.95).lower());
    toDigits(12, 3.365483230711710, e.interval(0.95).upper());
  }

  @Test
  void oneSidedAgreesWithR() {
    // t.test(after ~ group, anorexia, alternative = "greater")
    DataFile data = DataFile.read("anorexia");
    Estimate e = welch.test(data.numbers("after"), data.codes("group"), data.size(), 0);
    toDigits(12, 2.53724858216224014, e.statistic());
    toDigits(12, 0.00734495181886338, e.pGreater());
    toDigits(12, 1 - 0.00734495181886338, e.pLess());
  }

  @Test
  void missingRowsAreLeftOut() {
    double[] y = {NaN, 1, 2, 3, NaN, 5, 6, 8, 99};
    int[] group = {0, 0, 0, 0, 1, 1, 1, 1, 0};
    double[] complete = {1, 2, 3, 5, 6, 8};
    int[] completeGroup = {0, 0, 0, 1, 1, 1};
    assertEquals(pooled.test(complete, completeGroup, 6, 0), pooled.test(y, group, 8, 0));
    assertEquals(welch.test(complete, completeGroup, 6, 0), welch.test(y, group, 8, 0));
  }

  @Test
  void whatCannotBeTestedSaysWhy() {
    int[] group = {0, 0, 1, 1};
    double[] varied = {1, 2, 3, 5};
    assertEquals(Status.EMPTY_ARM, pooled.test(varied, group, 2, 0).status());
    assertEquals(Status.EMPTY_ARM, pooled.test(varied, group, 0, 0).status());
    double[] missing = {NaN, NaN, NaN, NaN};
    assertEquals(Status.EMPTY_ARM, welch.test(missing, group, 4, 0).status());
    double[] oneEach = {1, NaN, 3, NaN};
    assertEquals(Status.TOO_FEW, pooled.test(oneEach, group, 4, 0).status());
    double[] oneTreated = {1, 2, 3, NaN};
    assertEquals(Status.OK, pooled.test(oneTreated, group, 4, 0).status());
    assertEquals(Status.TOO_FEW, welch.test(oneTreated, group, 4, 0).status());
    double[] constant = {0.1, 0.1, 0.3, 0.3};
    Estimate failed = pooled.test(constant, group, 4, 0);
    assertEquals(Status.NO_VARIANCE, failed.status());
    assertEquals(NaN, failed.pTwoSided());
    assertEquals(NaN, failed.interval(0.95).lower());
  }
}
