package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.silico.engine.analysis.MultipleImputation.Assumption;

/**
 * Expected values are from src/test/r/imputation.R, which draws all that is missing and all
 * parameters in turn, visits being one multivariate normal: another algorithm for the posterior.
 */
class ImputationWithGapsTest {

  private static final double NaN = Double.NaN;
  private static final int IMPUTATIONS = 3000;

  /** A visit analysed and, by {@link Assumption}, R's mean, its error, W and B. */
  private record Expected(int visit, double[][] values) {}

  private static double[][] columns(DataFile data, String... names) {
    return Arrays.stream(names).map(data::numbers).toArray(double[][]::new);
  }

  @Test
  void breathTestsAreImputedAsInR() {
    DataFile data = DataFile.read("fev1");
    assertLikeR(
        columns(data, "visit1", "visit2", "visit3", "visit4"),
        data.codes("group"),
        columns(data, "black", "white", "female"),
        5000,
        new Expected(
            1,
            new double[][] {
              {4.02916, 0.00681525, 0.548227, 0.187055},
              {3.85686, 0.00639849, 0.557958, 0.172687},
              {3.92227, 0.00661178, 0.552661, 0.171697},
              {4.01951, 0.00622268, 0.548257, 0.173353}
            }),
        new Expected(
            3,
            new double[][] {
              {4.05314, 0.014137, 2.04252, 0.928853},
              {2.95833, 0.0113907, 2.06019, 0.642466},
              {3.32575, 0.0103714, 2.05263, 0.684295},
              {3.8377, 0.0124876, 2.04193, 0.65813}
            }));
  }

  @Test
  void growthIsImputedAsInR() {
    DataFile data = DataFile.read("growth");
    assertLikeR(
        columns(data, "age8", "age10", "age12", "age14"),
        data.codes("group"),
        null,
        2000,
        new Expected(
            0,
            new double[][] {
              {-1.74787, 0.00874769, 1.00562, 0.110887},
              {-1.74787, 0.00874769, 1.00562, 0.110887},
              {-1.74787, 0.00874769, 1.00562, 0.110887},
              {-1.74787, 0.00874769, 1.00562, 0.110887}
            }),
        new Expected(
            3,
            new double[][] {
              {-3.58142, 0.00841981, 1.17216, 0.122394},
              {-2.59365, 0.00965652, 1.40957, 0.166176},
              {-3.29037, 0.006983, 1.20379, 0.0888758},
              {-3.37558, 0.00682686, 1.19699, 0.138237}
            }));
  }

  /** Two children have no baseline, and no part. */
  @Test
  void growthFromABaselineIsImputedAsInR() {
    DataFile data = DataFile.read("growth");
    assertLikeR(
        columns(data, "age10", "age12", "age14"),
        data.codes("group"),
        columns(data, "age8"),
        2000,
        new Expected(
            2,
            new double[][] {
              {-3.03882, 0.00948389, 1.09571, 0.209522},
              {-1.9457, 0.0107762, 1.16736, 0.243601},
              {-2.5692, 0.00902209, 1.07571, 0.128672},
              {-2.48564, 0.00852126, 1.07365, 0.145144}
            }));
  }

  /** Patients without a gap are too few for the regression of the last visits. */
  @Test
  void manyGapsOfFewPatientsAreImputedAsInR() {
    DataFile data = DataFile.read("intermittent");
    assertLikeR(
        columns(data, "visit1", "visit2", "visit3", "visit4", "visit5", "visit6"),
        data.codes("group"),
        columns(data, "baseline"),
        3000,
        new Expected(
            2,
            new double[][] {
              {-3.30137, 0.00852536, 0.6, 0.215244},
              {-2.80754, 0.00831135, 0.695601, 0.17344},
              {-2.94219, 0.00772219, 0.658733, 0.177263},
              {-3.04515, 0.0077219, 0.639688, 0.168374}
            }),
        new Expected(
            5,
            new double[][] {
              {-3.52092, 0.0124546, 0.68374, 0.589282},
              {-2.12466, 0.00963686, 0.853444, 0.352305},
              {-2.56295, 0.0128125, 0.783859, 0.543507},
              {-3.19727, 0.0108977, 0.761633, 0.386949}
            }));
  }

  /**
   * The error of the mean is that of R and of {@value #IMPUTATIONS} imputations here; that of a
   * variance of m draws is sqrt(2/m) of it. Both with allowance for an autocorrelation of 0.2,
   * which adds a half to the variance. W, of nearly no error, varies by a tenth between
   * imputations.
   */
  private static void assertLikeR(
      double[][] y, int[] group, double[][] covariates, int drawsInR, Expected... expected) {
    for (Expected at : expected) {
      for (Assumption assumption : Assumption.values()) {
        Estimate e =
            new MultipleImputation(assumption, IMPUTATIONS)
                .test(
                    y,
                    null,
                    group,
                    covariates,
                    at.visit,
                    group.length,
                    0,
                    new SplittableRandom(3)::nextDouble);
        assertEquals(Status.OK, e.status());
        double[] r = at.values[assumption.ordinal()];
        String what = assumption + " at visit " + (at.visit + 1);
        double error = Math.sqrt(r[1] * r[1] + 1.5 * r[3] / IMPUTATIONS);
        assertEquals(r[0], e.estimate(), 4 * error, what);
        double variance = e.standardError() * e.standardError();
        double draws = 1.5 / IMPUTATIONS + 1.5 / drawsInR;
        double varianceError = Math.sqrt(2 * r[3] * r[3] + 0.04 * r[2] * r[2]) * Math.sqrt(draws);
        assertEquals(r[2] + (1 + 1.0 / IMPUTATIONS) * r[3], variance, 4 * varianceError, what);
      }
    }
  }

  /** Four visits of two, five patients in each arm, with noise; 8 and 9 have covariates missing. */
  private static double[][] outcomes(int patients, int visits) {
    SplittableRandom random = new SplittableRandom(5);
    double[][] y = new double[visits][patients];
    for (int i = 0; i < patients; i++) {
      double patient = random.nextGaussian();
      for (int v = 0; v < visits; v++) {
        y[v][i] = patient + 0.5 * v * (i % 2) + random.nextGaussian();
      }
    }
    return y;
  }

  private static int[] groups(int patients) {
    int[] group = new int[patients];
    Arrays.setAll(group, i -> i % 2);
    return group;
  }

  private static Estimate test(
      Assumption assumption, double[][] y, double[] followed, double[][] covariates, int visit) {
    int n = y[0].length;
    return new MultipleImputation(assumption, 10)
        .test(y, followed, groups(n), covariates, visit, n, 0, new SplittableRandom(7)::nextDouble);
  }

  /** With the same random numbers all assumptions give the same. */
  @Test
  void whoIsSeenLaterIsImputedAtRandom() {
    double[][] y = outcomes(40, 4);
    for (int i = 0; i < 40; i += 3) {
      y[1][i] = NaN;
      y[2][i] = i % 2 == 0 ? NaN : y[2][i];
    }
    Estimate expected = test(Assumption.MISSING_AT_RANDOM, y, null, null, 1);
    for (Assumption assumption : Assumption.values()) {
      assertEquals(expected, test(assumption, y, null, null, 1));
    }
    // seen by a date alone, such as that of an event, after all outcomes of patient 3
    y[2][3] = NaN;
    y[3][3] = NaN;
    double[] followed = new double[40];
    Arrays.fill(followed, -1);
    expected = test(Assumption.MISSING_AT_RANDOM, y, null, null, 1);
    for (Assumption assumption : Assumption.values()) {
      followed[3] = 1;
      assertEquals(expected, test(assumption, y, followed, null, 1));
      followed[3] = 0;
      if (assumption != Assumption.MISSING_AT_RANDOM) {
        assertNotEquals(expected, test(assumption, y, followed, null, 1));
        assertEquals(test(assumption, y, null, null, 1), test(assumption, y, followed, null, 1));
      }
    }
  }

  /** A visit after the one analysed that nobody needs changes nothing, not a bit. */
  @Test
  void laterVisitsOfThoseWhoAreCompleteTellNothing() {
    double[][] y = outcomes(40, 4);
    for (int i = 0; i < 40; i += 3) {
      y[1][i] = NaN;
      y[2][i] = NaN;
      y[3][i] = NaN;
    }
    y[0][0] = NaN;
    y[2][7] = NaN;
    y[3][8] = NaN;
    for (Assumption assumption : Assumption.values()) {
      Estimate expected = test(assumption, Arrays.copyOf(y, 2), null, null, 1);
      assertEquals(expected, test(assumption, y, null, null, 1));
    }
    // patient 9 misses the visit and is seen after it: gaps
    assertEquals(0, 9 % 3);
    y[2][9] = 0.3;
    Estimate without = test(Assumption.MISSING_AT_RANDOM, Arrays.copyOf(y, 2), null, null, 1);
    assertNotEquals(without, test(Assumption.MISSING_AT_RANDOM, y, null, null, 1));
  }

  /** Visits that have no regression might as well not be there. */
  @Test
  void visitsWithoutARegressionAreLeftOut() {
    double[][] y = outcomes(40, 4);
    for (int i = 0; i < 40; i += 3) {
      y[2][i] = NaN;
      y[0][i + 1 < 40 ? i + 1 : 0] = NaN;
    }
    double[][] expected = {y[0], y[2], y[3]};
    double[][] oneArm = {y[0], y[1].clone(), y[2], y[3]};
    double[][] constant = {y[0], y[1].clone(), y[2], y[3]};
    double[][] few = {y[0], y[1].clone(), y[2], y[3]};
    for (int i = 0; i < 40; i++) {
      oneArm[1][i] = i % 2 == 0 ? NaN : y[1][i];
      constant[1][i] = i % 5 == 0 ? NaN : 4;
      few[1][i] = i > 2 ? NaN : y[1][i];
    }
    for (Assumption assumption : Assumption.values()) {
      Estimate e = test(assumption, expected, null, null, 1);
      assertEquals(e, test(assumption, oneArm, null, null, 2));
      assertEquals(e, test(assumption, constant, null, null, 2));
      assertEquals(e, test(assumption, few, null, null, 2));
    }
  }

  /** The same random numbers on another scale; 1e5 costs five digits. */
  @Test
  void outcomesOfOtherUnitsGiveTheSameTest() {
    double[][] y = outcomes(60, 4);
    double[][] scaled = new double[4][60];
    double[][] x = {new double[60]};
    double[][] otherX = {new double[60]};
    for (int i = 0; i < 60; i++) {
      x[0][i] = Math.sin(i);
      otherX[0][i] = 1000 - 20 * x[0][i];
      y[i % 4][i] = NaN;
      y[3][i] = i % 5 == 0 ? NaN : y[3][i];
      for (int v = 0; v < 4; v++) {
        scaled[v][i] = 1e5 + 1e-3 * y[v][i];
      }
    }
    for (int visit = 1; visit < 4; visit++) {
      Estimate e = test(Assumption.COPY_INCREMENTS, y, null, x, visit);
      Estimate f = test(Assumption.COPY_INCREMENTS, scaled, null, x, visit);
      assertEquals(e.estimate(), 1e3 * f.estimate(), 1e-6);
      assertEquals(e.standardError(), 1e3 * f.standardError(), 1e-6);
      assertEquals(Status.OK, test(Assumption.COPY_INCREMENTS, y, null, otherX, visit).status());
    }
  }

  /** One after the other with the same workspace. */
  @Test
  void aTrialLeavesNothingBehind() {
    double[][] y = outcomes(60, 6);
    double[][] small = outcomes(30, 3);
    for (int i = 0; i < 60; i++) {
      y[i % 6][i] = NaN;
      y[5][i] = i % 4 == 0 ? NaN : y[5][i];
      small[i % 3][i / 2] = NaN;
    }
    MultipleImputation imputation = new MultipleImputation(Assumption.COPY_REFERENCE, 5);
    Estimate first =
        imputation.test(y, null, groups(60), null, 5, 60, 0, new SplittableRandom(1)::nextDouble);
    imputation.test(small, null, groups(30), null, 1, 30, 0, new SplittableRandom(2)::nextDouble);
    assertEquals(
        first,
        imputation.test(y, null, groups(60), null, 5, 60, 0, new SplittableRandom(1)::nextDouble));
  }

  /**
   * A level whose only patient leaves after the first visit: the indicator takes up all of the
   * patient's first outcome, and of the outcome imputed at the visit analysed, so that the rest is
   * the posterior of the trial without the patient. Among those who stay the indicator is constant.
   */
  @Test
  void levelWhosePatientsHaveLeftTakesNothingFromTheOthers() {
    int n = 45;
    SplittableRandom random = new SplittableRandom(7);
    double[][] y = new double[3][n];
    int[] group = new int[n];
    double[][] covariates = new double[2][n];
    for (int i = 0; i < n; i++) {
      group[i] = i % 2;
      covariates[0][i] = random.nextGaussian();
      double level = random.nextGaussian();
      for (int v = 0; v < 3; v++) {
        boolean missed = i < n - 1 && random.nextDouble() < 0.2;
        y[v][i] = missed ? NaN : level + group[i] + random.nextGaussian();
      }
    }
    covariates[1][n - 1] = 1;
    y[1][n - 1] = NaN;
    y[2][n - 1] = NaN;
    for (Assumption assumption : Assumption.values()) {
      SplittableRandom draws = new SplittableRandom(8);
      MultipleImputation method = new MultipleImputation(assumption, IMPUTATIONS);
      Estimate with = method.test(y, null, group, covariates, 2, n, 0, draws::nextDouble);
      double[][] other = {covariates[0]};
      Estimate without = method.test(y, null, group, other, 2, n - 1, 0, draws::nextDouble);
      assertEquals(Status.OK, with.status());
      // 4 Monte-Carlo standard errors of a difference, the variance between imputations being
      // below SE^2; that of the SE is smaller
      double bound = 4 * Math.sqrt(2.0 / IMPUTATIONS) * without.standardError();
      assertEquals(without.estimate(), with.estimate(), bound);
      assertEquals(without.standardError(), with.standardError(), bound);
    }
  }
}
