package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Expected values from R's glm(family = poisson), see src/test/r/expected.R, section PoissonRate.
 */
class PoissonRateTest {

  private static final double NaN = Double.NaN;
  private final PoissonRate poisson = new PoissonRate();
  private final DataFile epilepsy = DataFile.read("epilepsy");

  /** 8 weeks in years, taken one, two or three times, so that exposures differ. */
  static double[] years(int n) {
    double[] years = new double[n];
    Arrays.setAll(years, i -> 8 * 7 / 365.25 * (1 + (i + 1) % 3));
    return years;
  }

  static double[][] baseAndAge(DataFile epilepsy) {
    double[] base = Arrays.stream(epilepsy.numbers("base")).map(Math::log).toArray();
    return new double[][] {base, epilepsy.numbers("age")};
  }

  private Estimate run(double[][] covariates, double nullValue) {
    int n = epilepsy.size();
    return poisson.test(
        epilepsy.numbers("count"), years(n), epilepsy.codes("group"), covariates, n, nullValue);
  }

  @Test
  void agreesWithR() {
    // glm(count ~ group + offset(log(years)), poisson)
    Agree.estimate(8, -0.0910874051931948, 0.0453183620675965, -2.0099447781746713, run(null, 0));
    double margin = Math.log(1.1);
    Agree.estimate(
        8,
        -0.0910874051931948,
        0.0453183620675965,
        (-0.0910874051931948 - margin) / 0.0453183620675965,
        run(null, margin));
  }

  @Test
  void agreesWithRWithCovariates() {
    // glm(count ~ log(base) + age + group + offset(log(years)), poisson)
    Agree.estimate(
        9,
        -0.0985792643925313,
        0.0500452644194827,
        -1.9698020489258159,
        run(baseAndAge(epilepsy), 0));
  }

  @Test
  void missingRowsAreLeftOut() {
    double[] count = {1, NaN, 3, 2, 5, 4, 1, 2};
    double[] years = {1, 1, 2, NaN, 1, 0, 3, 1};
    int[] group = {0, 0, 0, 0, 1, 1, 1, 1};
    double[] x = {1, 2, 3, 3, 2, 1, 2, 4};
    double[][] missing = {{1, 2, 3, 3, 2, 1, 2, NaN}};
    Estimate e = poisson.test(count, years, group, null, 7, 0);
    assertEquals(Math.log(6.0 / 4 / (4.0 / 3)), e.estimate(), 1e-15);
    assertEquals(
        poisson.test(count, years, group, new double[][] {x}, 7, 0),
        poisson.test(count, years, group, missing, 8, 0));
  }

  @Test
  void onePatientAnArmIsEnough() {
    Estimate e =
        poisson.test(new double[] {4, 2}, new double[] {1, 1}, new int[] {0, 1}, null, 2, 0);
    Agree.estimate(12, -Math.log(2), Math.sqrt(0.75), -Math.log(2) / Math.sqrt(0.75), e);
  }

  @Test
  void whatCannotBeTestedSaysWhy() {
    int[] group = {0, 1, 0, 1};
    double[] one = {1, 1, 1, 1};
    double[] count = {1, 2, 3, 4};
    double[][] x = {{1, 5, 2, 4}};
    for (double[][] covariates : new double[][][] {null, x}) {
      assertEquals(Status.NO_EVENTS, status(new double[4], one, group, covariates));
      assertEquals(Status.SEPARATION, status(new double[] {0, 1, 0, 1}, one, group, covariates));
      assertEquals(Status.SEPARATION, status(new double[] {1, 0, 0, 0}, one, group, covariates));
      assertEquals(Status.EMPTY_ARM, status(count, one, new int[4], covariates));
      assertEquals(Status.EMPTY_ARM, status(count, new double[4], group, covariates));
      double[] missing = {NaN, NaN, NaN, NaN};
      assertEquals(Status.EMPTY_ARM, status(missing, one, group, covariates));
    }
    assertEquals(Status.SINGULAR, status(count, one, group, new double[][] {{3, 4, 3, 4}}));
  }

  /** The patients of the level tell nothing of the ratio: it is that of the others. */
  @Test
  void aLevelWithoutEvents() {
    double[] count = {0, 0, 3, 4};
    double[] one = {1, 1, 1, 1};
    double[][] level = {{1, 1, 0, 0}};
    Estimate e = poisson.test(count, one, new int[] {0, 1, 0, 1}, level, 4, 0);
    assertEquals(Status.LEVEL_WITHOUT_EVENTS, e.status());
    Agree.toDigits(9, Math.log(4.0 / 3), e.estimate());
    Agree.toDigits(9, Math.sqrt(1.0 / 3 + 1.0 / 4), e.standardError());
  }

  private Status status(double[] count, double[] exposure, int[] group, double[][] covariates) {
    return poisson.test(count, exposure, group, covariates, 4, 0).status();
  }
}
