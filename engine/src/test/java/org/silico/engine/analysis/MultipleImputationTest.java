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

  /** Outcomes by visit; by {@link Assumption}, R's conditional mean and variances W and B. */
  private record Example(
      double[][] y,
      int[] group,
      double[][] covariates,
      int visit,
      double[] conditionalMean,
      double[][] variances) {

    Estimate test(Assumption assumption, int imputations, Uniforms uniforms) {
      return new MultipleImputation(assumption, imputations)
          .test(y, null, group, covariates, visit, group.length, 0, uniforms);
    }

    /** From 10,000 imputations in R. */
    double variance(Assumption assumption, int imputations) {
      double[] r = variances[assumption.ordinal()];
      return r[0] + (1 + 1.0 / imputations) * r[1];
    }
  }

  private static double[][] fev1(boolean gaps) {
    DataFile data = DataFile.read("fev1");
    double[][] y = new double[4][];
    Arrays.setAll(y, v -> data.numbers("visit" + (v + 1)));
    for (int v = 1; v < 4 && !gaps; v++) {
      for (int i = 0; i < data.size(); i++) {
        y[v][i] = Double.isNaN(y[v - 1][i]) ? NaN : y[v][i];
      }
    }
    return y;
  }

  private static Example fev1(
      boolean gaps, int visit, double[] conditionalMean, double[][] variances) {
    DataFile data = DataFile.read("fev1");
    double[][] x = {data.numbers("black"), data.numbers("white"), data.numbers("female")};
    return new Example(fev1(gaps), data.codes("group"), x, visit, conditionalMean, variances);
  }

  private static Example growth(boolean baseline, double[] conditionalMean, double[][] variances) {
    DataFile data = DataFile.read("growth");
    double[][] y = {
      data.numbers("age8"), data.numbers("age10"), data.numbers("age12"), data.numbers("age14")
    };
    // who has no age8 is left out if it is a covariate
    return baseline
        ? new Example(
            new double[][] {y[1], y[2], y[3]},
            data.codes("group"),
            new double[][] {y[0]},
            2,
            conditionalMean,
            variances)
        : new Example(y, data.codes("group"), null, 3, conditionalMean, variances);
  }

  private static final Example[] EXAMPLES = {
    // fev1 with dropout
    fev1(
        false,
        3,
        new double[] {6.56696547461, 1.61486485201, 2.74097416968, 3.26234939707},
        new double[][] {
          {3.58510151, 16.78787141},
          {3.67268046, 3.05270087},
          {3.68391427, 3.223776},
          {3.66331969, 3.04330506}
        }),
    // fev1 with gaps
    fev1(
        true,
        3,
        new double[] {4.52098447623, 2.77127585384, 3.48143324159, 3.62833765238},
        new double[][] {
          {2.78282176, 3.02821366},
          {2.75468637, 1.19251638},
          {2.78040964, 1.39374581},
          {2.75690275, 1.24122653}
        }),
    // fev1, visit 3 of 4
    fev1(
        true,
        2,
        new double[] {3.01233950643, 2.76003619142, 2.79467463581, 3.0552586329},
        new double[][] {
          {0.33745487, 0.27655733},
          {0.34718748, 0.21744608},
          {0.34457472, 0.21353649},
          {0.33889617, 0.21626859}
        }),
    // growth with baseline
    growth(
        true,
        new double[] {-3.30531656062, -1.95817197952, -2.54154900462, -2.52547996312},
        new double[][] {
          {1.43568152, 0.64097962},
          {1.49526058, 0.51658929},
          {1.4048992, 0.30295643},
          {1.37028424, 0.37944372}
        }),
    // growth
    growth(
        false,
        new double[] {-3.81496714385, -2.58210385694, -3.23284545745, -3.32418931767},
        new double[][] {
          {1.18409053, 0.38875269},
          {1.43773778, 0.3752601},
          {1.23737319, 0.23271257},
          {1.2286138, 0.25728383}
        })
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
  void manyImputationsAgreeWithConditionalMeanImputation() {
    for (Example example : EXAMPLES) {
      for (Assumption assumption : Assumption.values()) {
        Estimate e = example.test(assumption, MANY, uniforms(1));
        double mcse = Math.sqrt(example.variances[assumption.ordinal()][1] / MANY);
        double expected = example.conditionalMean[assumption.ordinal()];
        assertEquals(expected, e.estimate(), 4 * mcse, assumption.name());
      }
    }
  }

  @Test
  void varianceAgreesWithProperImputationInR() {
    // a variance from m draws has relative error sqrt(2/m); here and in R
    for (Example example : EXAMPLES) {
      for (Assumption assumption : Assumption.values()) {
        Estimate e = example.test(assumption, MANY, uniforms(2));
        double expected = example.variance(assumption, MANY);
        double variance = e.standardError() * e.standardError();
        assertEquals(1, variance / expected, 4 * Math.sqrt(4.0 / MANY), assumption.name());
      }
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
    Example example = EXAMPLES[1];
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
    assertStatus(Status.TOO_FEW, new double[][] {four, late}, group, null, 8);
    double[][] constant = {{4, 4, 4, 4, 4, 4, 4, 4}};
    assertStatus(Status.SINGULAR, y, group, constant, 8);
    double[][] treatment = {{0, 2, 0, 2, 0, 2, 0, 2}};
    assertStatus(Status.SINGULAR, y, group, treatment, 8);
    double[] doubled = Arrays.stream(x[0]).map(v -> 2 * v).toArray();
    assertStatus(Status.SINGULAR, y, group, new double[][] {x[0], doubled}, 8);
    assertStatus(Status.NO_VARIANCE, new double[][] {constant[0], b}, group, x, 8);
    assertStatus(Status.NO_VARIANCE, new double[][] {doubled, b}, group, x, 8);
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
