package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.silico.engine.analysis.MultipleImputation.Assumption;
import org.silico.engine.analysis.MultipleImputation.Uniforms;

/**
 * Expected values are from src/test/r/imputation.R, which writes out both arms' mean paths and each
 * patient's path under the assumption, and imputes with the estimated parameters and no residual
 * (conditional mean) or with drawn ones.
 *
 * <p>The expectation of an estimate over imputations is that of the conditional mean: parameters of
 * different visits are drawn independently around their estimates, and imputed values are linear in
 * those of each.
 */
class MultipleImputationTest {

  private static final double NaN = Double.NaN;
  private static final int MANY = 10_000;

  /** Outcomes by visit; by {@link Assumption}, R's conditional mean. */
  private record Example(
      double[][] y, int[] group, double[][] covariates, int visit, double[] conditionalMean) {

    Estimate test(Assumption assumption, int imputations, Uniforms uniforms) {
      return new MultipleImputation(assumption, imputations)
          .test(y, null, group, covariates, visit, group.length, 0, uniforms);
    }
  }

  /** Nothing after the first missing outcome. */
  private static double[][] dropout(double[]... y) {
    for (int v = 1; v < y.length; v++) {
      for (int i = 0; i < y[v].length; i++) {
        y[v][i] = Double.isNaN(y[v - 1][i]) ? NaN : y[v][i];
      }
    }
    return y;
  }

  private static Example fev1(int visit, double[] conditionalMean) {
    DataFile data = DataFile.read("fev1");
    double[][] y = new double[4][];
    Arrays.setAll(y, v -> data.numbers("visit" + (v + 1)));
    double[][] x = {data.numbers("black"), data.numbers("white"), data.numbers("female")};
    return new Example(dropout(y), data.codes("group"), x, visit, conditionalMean);
  }

  private static Example growth(boolean baseline, double[] conditionalMean) {
    DataFile data = DataFile.read("growth");
    double[][] y = {
      data.numbers("age8"), data.numbers("age10"), data.numbers("age12"), data.numbers("age14")
    };
    // who has no age8 is left out if it is a covariate
    return baseline
        ? new Example(
            dropout(y[1], y[2], y[3]),
            data.codes("group"),
            new double[][] {y[0]},
            2,
            conditionalMean)
        : new Example(dropout(y), data.codes("group"), null, 3, conditionalMean);
  }

  /** With dropout, which gives exact draws. */
  private static final Example[] EXAMPLES = {
    // fev1 with dropout
    fev1(3, new double[] {6.56696547461, 1.61486485201, 2.74097416968, 3.26234939707}),
    // fev1 with dropout, visit 3 of 4
    fev1(2, new double[] {3.0556212334, 1.09655282669, 1.25034077499, 2.3988841603}),
    // growth with baseline, with dropout
    growth(true, new double[] {-3.76476794163, -1.55428810967, -2.27446762048, -2.29266638285}),
    // growth with dropout
    growth(false, new double[] {-4.52049871867, -1.64381771588, -2.70073825451, -2.96817994642})
  };

  /** Of fev1 with dropout, W and B of 10,000 imputations in R. */
  private static final double[][] VARIANCES = {
    {3.58510151, 16.78787141},
    {3.67268046, 3.05270087},
    {3.68391427, 3.223776},
    {3.66331969, 3.04330506}
  };

  private static Uniforms uniforms(long seed) {
    return new SplittableRandom(seed)::nextDouble;
  }

  @Test
  void withoutNoiseItIsConditionalMeanImputation() {
    // a uniform next to 1 makes all normal variates 1.5e-8
    for (Example example : EXAMPLES) {
      for (Assumption assumption : Assumption.values()) {
        Estimate e = example.test(assumption, 2, () -> 1 - 0x1p-53);
        assertEquals(Status.OK, e.status());
        double expected = example.conditionalMean[assumption.ordinal()];
        assertEquals(expected, e.estimate(), 2e-6, assumption.name());
      }
    }
  }

  @Test
  void manyImputationsAgreeWithProperImputationInR() {
    for (Assumption assumption : Assumption.values()) {
      Estimate e = EXAMPLES[0].test(assumption, MANY, uniforms(1));
      double[] r = VARIANCES[assumption.ordinal()];
      double expected = EXAMPLES[0].conditionalMean[assumption.ordinal()];
      assertEquals(expected, e.estimate(), 4 * Math.sqrt(r[1] / MANY), assumption.name());
      // a variance from m draws has relative error sqrt(2/m); here and in R
      double variance = e.standardError() * e.standardError();
      double ratio = variance / (r[0] + (1 + 1.0 / MANY) * r[1]);
      assertEquals(1, ratio, 4 * Math.sqrt(4.0 / MANY), assumption.name());
    }
  }

  @Test
  void nothingMissingIsAncova() {
    Example example = EXAMPLES[0];
    int n = example.group.length;
    double[][] y = new double[3][n];
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < n; i++) {
      for (int v = 0; v < 3; v++) {
        y[v][i] = random.nextGaussian();
      }
    }
    // gaps before the visit and dropout after it do not matter
    y[0][4] = NaN;
    y[2][5] = NaN;
    Estimate expected = new Ancova().test(y[1], example.group, example.covariates, n, 0.2);
    for (Assumption assumption : Assumption.values()) {
      MultipleImputation imputation = new MultipleImputation(assumption, 5);
      assertEquals(
          expected,
          imputation.test(y, null, example.group, example.covariates, 1, n, 0.2, uniforms(1)));
    }
  }

  @Test
  void theSameUniformsGiveTheSameResult() {
    Example example = EXAMPLES[0];
    MultipleImputation imputation = new MultipleImputation(Assumption.JUMP_TO_REFERENCE, 5);
    int n = example.group.length;
    Estimate first =
        imputation.test(example.y, null, example.group, example.covariates, 3, n, 0, uniforms(7));
    // another trial in between, with fewer patients, visits and covariates
    imputation.test(example.y, null, example.group, null, 1, 100, 0, uniforms(8));
    assertEquals(
        first,
        imputation.test(example.y, null, example.group, example.covariates, 3, n, 0, uniforms(7)));
    assertNotEquals(
        first,
        imputation.test(example.y, null, example.group, example.covariates, 3, n, 0, uniforms(9)));
  }

  @Test
  void outcomesOfOtherUnitsGiveTheSameTest() {
    Example example = EXAMPLES[0];
    double[][] y = new double[4][];
    Arrays.setAll(y, v -> Arrays.stream(example.y[v]).map(a -> 1e5 - 1e-3 * a).toArray());
    int n = example.group.length;
    for (Assumption assumption : Assumption.values()) {
      Estimate e =
          new MultipleImputation(assumption, 20)
              .test(y, null, example.group, example.covariates, 3, n, 0, () -> 1 - 0x1p-53);
      double expected = -1e-3 * example.conditionalMean[assumption.ordinal()];
      assertEquals(expected, e.estimate(), 1e-8);
    }
  }

  @Test
  void covariatesThatDependOnOthersHaveNoPartAndAreNoted() {
    for (Example example : EXAMPLES) {
      int n = example.group.length;
      int q = example.covariates == null ? 0 : example.covariates.length;
      double[] sum = new double[n];
      for (int j = 0; j < q; j++) {
        for (int i = 0; i < n; i++) {
          sum[i] += example.covariates[j][i];
        }
      }
      double[][] more = new double[q + 2][];
      more[0] = new double[n];
      Arrays.fill(more[0], 3);
      for (int j = 0; j < q; j++) {
        more[j + 1] = example.covariates[j];
      }
      more[q + 1] = sum;
      for (Assumption assumption : Assumption.values()) {
        // uniforms that leave out the noise, which is drawn in another order for other columns
        Estimate e =
            new MultipleImputation(assumption, 20)
                .test(example.y, null, example.group, more, example.visit, n, 0, () -> 1 - 0x1p-53);
        assertEquals(Status.COVARIATE_DROPPED, e.status());
        double expected = example.conditionalMean[assumption.ordinal()];
        assertEquals(expected, e.estimate(), 2e-6, assumption.name());
      }
    }
  }

  @Test
  void whatCannotBeImputedSaysWhy() {
    double[] a = {1, 3, 2, 5, 4, 7, 3, 6};
    double[] b = {2, 3, 4, 5, 3, 9, NaN, NaN};
    int[] group = {0, 1, 0, 1, 0, 1, 0, 1};
    double[][] x = {{1, 4, 2, 3, 6, 5, 8, 9}};
    double[][] y = {a, b};
    assertStatus(Status.OK, y, group, x, 8);
    assertStatus(Status.EMPTY_ARM, y, new int[8], x, 8);
    assertStatus(Status.EMPTY_ARM, y, group, x, 0);
    double[][] noTreated = {{1, NaN, 2, NaN, 6, NaN, 8, NaN}};
    assertStatus(Status.EMPTY_ARM, y, group, noTreated, 8);
    double[] nobody = {NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN};
    assertStatus(Status.TOO_FEW, new double[][] {a, nobody}, group, x, 8);
    double[] controlOnly = {2, NaN, 4, NaN, 3, NaN, 2, NaN};
    assertStatus(Status.TOO_FEW, new double[][] {a, controlOnly}, group, null, 8);
    // four parameters and the variance, of four patients
    double[] four = {2, 3, 4, 5, NaN, NaN, NaN, NaN};
    assertStatus(Status.TOO_FEW, new double[][] {a, four}, group, x, 8);
    double[] five = {2, 3, 4, 5, 3, NaN, NaN, NaN};
    assertStatus(Status.OK, new double[][] {a, five}, group, x, 8);
    // enough outcomes at each visit, but of no patient both
    double[] late = {NaN, NaN, NaN, NaN, 3, 9, 2, 4};
    assertStatus(Status.OK, new double[][] {four, late}, group, null, 8);
    double[][] constant = {{4, 4, 4, 4, 4, 4, 4, 4}};
    double[][] treatment = {{0, 2, 0, 2, 0, 2, 0, 2}};
    assertStatus(Status.SINGULAR, y, group, treatment, 8);
    double[] doubled = Arrays.stream(x[0]).map(v -> 2 * v).toArray();
    // another visit that is constant, or a covariate, tells nothing more
    assertStatus(Status.OK, new double[][] {constant[0], b}, group, x, 8);
    assertStatus(Status.OK, new double[][] {doubled, b}, group, x, 8);
    double[] same = {4, 4, 4, 4, 4, 4, NaN, NaN};
    assertStatus(Status.NO_VARIANCE, new double[][] {a, same}, group, x, 8);
    double[] double6 = {2, 8, 4, 6, 12, 10, NaN, NaN};
    assertStatus(Status.NO_VARIANCE, new double[][] {a, double6}, group, x, 8);
    assertThrows(
        IllegalArgumentException.class,
        () -> new MultipleImputation(Assumption.MISSING_AT_RANDOM, 1));
  }

  private static void assertStatus(
      Status expected, double[][] y, int[] group, double[][] covariates, int n) {
    for (Assumption assumption : Assumption.values()) {
      Estimate e =
          new MultipleImputation(assumption, 5)
              .test(y, null, group, covariates, 1, n, 0, uniforms(1));
      assertEquals(expected, e.status());
      if (expected != Status.OK) {
        assertEquals(Estimate.failed(expected), e);
      }
    }
  }
}
