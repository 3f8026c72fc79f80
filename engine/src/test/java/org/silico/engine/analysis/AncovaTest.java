package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.silico.engine.analysis.Agree.toDigits;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Expected values from R's lm, see src/test/r/expected.R, section Ancova. */
class AncovaTest {

  private static final double NaN = Double.NaN;
  private final Ancova ancova = new Ancova();

  @Test
  void agreesWithRWithBaseline() {
    // lm(after ~ before + group, anorexia)
    DataFile data = DataFile.read("anorexia");
    double[][] before = {data.numbers("before")};
    Estimate e = ancova.test(data.numbers("after"), data.codes("group"), before, data.size(), 0);
    Agree.estimate(11, 4.244112265475052, 1.837795930985168, 2.309349038116520, e);
    assertEquals(52, e.df());
    toDigits(10, 0.556304932208294, e.interval(0.95).lower());
    toDigits(10, 7.931919598741810, e.interval(0.95).upper());
    Estimate margin =
        ancova.test(data.numbers("after"), data.codes("group"), before, data.size(), -2);
    toDigits(10, (4.244112265475052 + 2) / 1.837795930985168, margin.statistic());
  }

  @Test
  void agreesWithRWithTwoCovariates() {
    // lm(log(count + 1) ~ log(base) + age + group, epilepsy)
    DataFile data = DataFile.read("epilepsy");
    double[] y = Arrays.stream(data.numbers("count")).map(v -> Math.log(v + 1)).toArray();
    double[] base = Arrays.stream(data.numbers("base")).map(Math::log).toArray();
    double[][] covariates = {base, data.numbers("age")};
    Estimate e = ancova.test(y, data.codes("group"), covariates, data.size(), 0);
    Agree.estimate(11, -0.373209035923755, 0.163542622023518, -2.282029181787762, e);
    assertEquals(55, e.df());
  }

  @Test
  void withoutCovariatesIsThePooledTTest() {
    SplittableRandom random = new SplittableRandom(3);
    TTest pooled = new TTest(TTest.Variance.POOLED);
    for (int n : new int[] {3, 10, 500}) {
      double[] y = random.doubles(n, 100, 101).toArray();
      int[] group = new int[n];
      Arrays.setAll(group, i -> i == 1 ? 1 : random.nextInt(2) * (i == 0 ? 0 : 1));
      Estimate t = pooled.test(y, group, n, 0.1);
      Estimate e = ancova.test(y, group, n % 2 == 0 ? null : new double[0][], n, 0.1);
      Agree.estimate(9, t.estimate(), t.standardError(), t.statistic(), e);
      assertEquals(t.df(), e.df());
    }
  }

  @Test
  void rowsWithMissingOutcomeOrCovariateAreLeftOut() {
    double[] y = {1, NaN, 3, 4, 2, 6, 7};
    double[] x = {2, 2, 1, 3, NaN, 5, 4};
    int[] group = {0, 0, 0, 1, 1, 1, 1};
    Estimate complete =
        ancova.test(
            new double[] {1, 3, 4, 6, 7},
            new int[] {0, 0, 1, 1, 1},
            new double[][] {{2, 1, 3, 5, 4}},
            5,
            0);
    assertEquals(complete, ancova.test(y, group, new double[][] {x}, 7, 0));
  }

  @Test
  void isNotDisturbedByTheScaleOfCovariates() {
    double[] y = {1, 3, 4, 6, 7, 5};
    int[] group = {0, 0, 1, 1, 1, 0};
    double[] x = {2, 1, 3, 5, 4, 7};
    double[] far = Arrays.stream(x).map(v -> 1e6 + 1e-2 * v).toArray();
    Estimate near = ancova.test(y, group, new double[][] {x}, 6, 0);
    Estimate e = ancova.test(y, group, new double[][] {far}, 6, 0);
    Agree.estimate(6, near.estimate(), near.standardError(), near.statistic(), e);
  }

  /** A column that explains nothing of its own takes no degree of freedom. */
  @Test
  void dependentCovariatesAreLeftOut() {
    double[] y = {1, 3, 4, 6, 5, 4};
    int[] group = {0, 0, 1, 1, 0, 1};
    double[] x = {1, 5, 2, 2, 3, 3};
    double[] line = {2.1, 10.1, 4.1, 4.1, 6.1, 6.1};
    double[] constant = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    Estimate once = ancova.test(y, group, new double[][] {x}, 6, 0);
    for (double[][] more : new double[][][] {{x, line}, {constant, x}, {x, x, x, line, constant}}) {
      Estimate e = ancova.test(y, group, more, 6, 0);
      assertEquals(Status.COVARIATE_DROPPED, e.status());
      Agree.toDigits(12, once.estimate(), e.estimate());
      Agree.toDigits(12, once.standardError(), e.standardError());
      assertEquals(once.df(), e.df());
    }
  }

  @Test
  void whatCannotBeTestedSaysWhy() {
    double[] y = {1, 3, 4, 6};
    int[] group = {0, 0, 1, 1};
    double[][] x = {{1, 5, 2, 2}};
    double[] missing = {NaN, NaN, NaN, NaN};
    assertEquals(Status.EMPTY_ARM, ancova.test(missing, group, x, 4, 0).status());
    assertEquals(Status.EMPTY_ARM, ancova.test(y, new int[4], x, 4, 0).status());
    assertEquals(Status.TOO_FEW, ancova.test(y, new int[] {0, 1, 1, 1}, x, 3, 0).status());
    assertEquals(Status.TOO_FEW, ancova.test(y, new int[] {0, 1}, null, 2, 0).status());
    double[] y6 = {1, 3, 4, 6, 5, 4};
    int[] group6 = {0, 0, 1, 1, 0, 1};
    double[][] treatment = {{3, 3, 4, 4, 3, 4}};
    assertEquals(Status.SINGULAR, ancova.test(y6, group6, treatment, 6, 0).status());
    double[] same = {0.1, 0.1, 0.1, 0.1};
    assertEquals(Status.NO_VARIANCE, ancova.test(same, group, x, 4, 0).status());
    assertEquals(Status.NO_VARIANCE, ancova.test(x[0], group, x, 4, 0).status());
  }
}
