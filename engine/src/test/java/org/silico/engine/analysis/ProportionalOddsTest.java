package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.silico.engine.analysis.Agree.toDigits;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Expected values from R's MASS::polr, see src/test/r/expected.R, section ProportionalOdds. */
class ProportionalOddsTest {

  private static final double NaN = Double.NaN;
  private final ProportionalOdds model = new ProportionalOdds();

  private Estimate run(String name, String outcome, int width, String... covariates) {
    DataFile data = DataFile.read(name);
    double[] y = Arrays.stream(data.numbers(outcome)).map(v -> Math.floor(v / width)).toArray();
    double[][] columns = Arrays.stream(covariates).map(data::numbers).toArray(double[][]::new);
    return model.test(y, data.codes("group"), columns, data.size(), 0);
  }

  @Test
  void agreesWithR() {
    // polr(factor(karno %/% 10) ~ group, veteran)
    Agree.estimate(
        6, -0.106339067381877, 0.299935948154361, -0.354539254251546, run("veteran", "karno", 10));
  }

  @Test
  void agreesWithRWithCovariates() {
    // polr(factor(karno %/% 10) ~ age + celltype + group, veteran)
    Agree.estimate(
        6,
        -0.118691691850165,
        0.301075480684484,
        -0.394225699084907,
        run("veteran", "karno", 10, "age", "celltype"));
    // polr(factor(after %/% 5) ~ before + group, anorexia)
    Agree.estimate(
        6,
        1.134089514509305,
        0.512509258631006,
        2.212817613361052,
        run("anorexia", "after", 5, "before"));
  }

  @Test
  void twoCategoriesAreLogisticRegression() {
    // log odds ratio and its variance in closed form: 2x2 table 7 3, 4 6
    double[] y = new double[20];
    int[] group = new int[20];
    Arrays.fill(group, 10, 20, 1);
    Arrays.fill(y, 7, 10, 1);
    Arrays.fill(y, 14, 20, 1);
    double estimate = Math.log(6.0 * 7 / (4 * 3));
    double se = Math.sqrt(1.0 / 7 + 1.0 / 3 + 1.0 / 4 + 1.0 / 6);
    Agree.estimate(10, estimate, se, (estimate - 0.2) / se, model.test(y, group, null, 20, 0.2));
  }

  @Test
  void isAntisymmetricInTheOrderOfCategories() {
    double[] y = {0, 1, 1, 2, 3, 0, 2, 2, 3, 3};
    int[] group = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1};
    double[] reversed = Arrays.stream(y).map(v -> 3 - v).toArray();
    Estimate e = model.test(y, group, null, 10, 0);
    Estimate r = model.test(reversed, group, null, 10, 0);
    toDigits(9, -e.estimate(), r.estimate());
    toDigits(9, e.standardError(), r.standardError());
  }

  @Test
  void emptyCategoriesAndMissingRowsChangeNothing() {
    double[] y = {0, 1, 1, 2, 0, 2, 1, 2};
    int[] group = {0, 0, 0, 0, 1, 1, 1, 1};
    double[] spaced = {2, 5, 5, 9, 2, 9, 5, 9, NaN};
    int[] longer = {0, 0, 0, 0, 1, 1, 1, 1, 1};
    assertEquals(model.test(y, group, null, 8, 0), model.test(spaced, longer, null, 9, 0));
  }

  @Test
  void oneTestLeavesNothingBehindForTheNext() {
    double[] y = {0, 1, 1, 2, 0, 2, 1, 2, 0, 2};
    int[] group = {0, 0, 0, 0, 1, 1, 1, 1, 0, 1};
    double[][] x = {{1, 2, 1, 2, 1, 2, 2, 1, 1, 2}};
    Estimate first = model.test(y, group, null, 10, 0);
    model.test(y, group, x, 10, 0);
    assertEquals(first, model.test(y, group, null, 10, 0));
  }

  @Test
  void whatCannotBeFittedSaysWhy() {
    int[] group = {0, 1, 0, 1, 0, 1};
    double[] y = {0, 1, 1, 2, 2, 0};
    double[][] x = {{1, 5, 2, 4, 4, 3}};
    for (double[][] covariates : new double[][][] {null, x}) {
      assertEquals(Status.EMPTY_ARM, status(y, new int[6], covariates));
      assertEquals(
          Status.EMPTY_ARM, status(new double[] {NaN, NaN, NaN, NaN, NaN, NaN}, group, covariates));
      assertEquals(Status.NO_VARIANCE, status(new double[6], group, covariates));
      assertEquals(Status.SEPARATION, status(new double[] {0, 1, 0, 2, 0, 1}, group, covariates));
      // they touch in category 1
      assertEquals(Status.SEPARATION, status(new double[] {0, 1, 1, 2, 0, 1}, group, covariates));
      assertEquals(Status.SEPARATION, status(new double[] {2, 1, 1, 0, 2, 1}, group, covariates));
    }
    assertEquals(Status.SEPARATION, model.test(y, group, null, 2, 0).status());
    assertEquals(Status.SINGULAR, status(y, group, new double[][] {{3, 4, 3, 4, 3, 4}}));
    assertEquals(Status.SEPARATION, status(y, group, new double[][] {{1, 2, 2, 3, 3, 1}}));
  }

  private Status status(double[] y, int[] group, double[][] covariates) {
    return model.test(y, group, covariates, 6, 0).status();
  }
}
