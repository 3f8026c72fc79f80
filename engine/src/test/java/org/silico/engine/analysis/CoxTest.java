package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.silico.engine.analysis.Agree.toDigits;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Expected values from R's coxph(ties = "efron"), see src/test/r/expected.R, section Cox. */
class CoxTest {

  private static final double NaN = Double.NaN;
  private final Cox cox = new Cox();

  private Estimate run(String name, String stratum, double unit, String... covariates) {
    DataFile data = DataFile.read(name);
    double[][] columns = Arrays.stream(covariates).map(data::numbers).toArray(double[][]::new);
    return cox.test(
        Arrays.stream(data.numbers("time")).map(t -> Math.ceil(t / unit)).toArray(),
        data.codes("event"),
        data.codes("group"),
        columns.length == 0 ? null : columns,
        stratum == null ? null : data.codes(stratum),
        data.size(),
        0);
  }

  @Test
  void agreesWithR() {
    // coxph(Surv(time, event) ~ group, ...)
    Agree.estimate(
        11, -1.572125148829066, 0.412396717709455, -3.812166977373157, run("leukaemia", null, 1));
    Agree.estimate(
        11, 0.0177425695183760, 0.1806610122876909, 0.0982091780274216, run("veteran", null, 1));
  }

  @Test
  void agreesWithRWithHeavyTies() {
    // time = ceiling(time / 100)
    Agree.estimate(
        10, 0.030828381155076, 0.180187033148289, 0.171091008139887, run("veteran", null, 100));
    Agree.estimate(
        9,
        0.130900411978634,
        0.180681649900166,
        0.724480942314628,
        run("veteran", null, 100, "karno"));
  }

  @Test
  void agreesWithRWithCovariates() {
    // coxph(Surv(time, event) ~ group + karno + age + prior, veteran)
    Agree.estimate(
        9,
        0.193793444776908,
        0.186308746174603,
        1.040173629826754,
        run("veteran", null, 1, "karno", "age", "prior"));
    // coxph(Surv(time, event) ~ group + age + residual, ovarian)
    Agree.estimate(
        9,
        -0.848898640328039,
        0.639204797494439,
        -1.328054238102654,
        run("ovarian", null, 1, "age", "residual"));
  }

  @Test
  void agreesWithRWithStrata() {
    // ... + strata(celltype); + strata(pair)
    Agree.estimate(
        11, 0.169063909128088, 0.198235612565965, 0.852843275432308, run("veteran", "celltype", 1));
    Agree.estimate(
        11, -1.791759469228051, 0.623609564462323, -2.873207165725416, run("leukaemia", "pair", 1));
    Agree.estimate(
        9,
        0.274792950502106,
        0.208119103385960,
        1.320363897553885,
        run("veteran", "celltype", 1, "karno", "age", "prior"));
  }

  @Test
  void testsAMargin() {
    DataFile data = DataFile.read("leukaemia");
    double margin = Math.log(1.3);
    Estimate e =
        cox.test(
            data.numbers("time"),
            data.codes("event"),
            data.codes("group"),
            null,
            null,
            data.size(),
            margin);
    toDigits(11, (-1.572125148829066 - margin) / 0.412396717709455, e.statistic());
  }

  /** Without ties the score test of the model is the log-rank test. */
  @Test
  void scoreTestAtZeroIsTheLogRankTest() {
    SplittableRandom random = new SplittableRandom(11);
    LogRank logRank = new LogRank();
    for (int n : new int[] {40, 300, 2000}) {
      double[] time = new double[n];
      int[] event = new int[n];
      int[] group = new int[n];
      int[] stratum = new int[n];
      for (int i = 0; i < n; i++) {
        group[i] = i % 2;
        stratum[i] = random.nextInt(3);
        time[i] = -Math.log(random.nextDouble());
        event[i] = random.nextInt(3) == 0 ? 0 : 1;
      }
      Order order = new Order();
      order.sort(time, stratum, n);
      CoxTwoArm model = new CoxTwoArm();
      assertEquals(Status.OK, model.count(order, event, group));
      model.evaluate(0);
      Estimate e = logRank.test(time, event, group, stratum, n);
      toDigits(9, e.statistic() * Math.sqrt(e.information()), model.score());
      toDigits(9, e.information(), model.information());
    }
  }

  @Test
  void rowsWithMissingTimeOrCovariateAreLeftOut() {
    double[] time = {5, NaN, 6, 7, 3, 8, 4, 9};
    int[] event = {1, 1, 1, 0, 1, 1, 1, 1};
    int[] group = {0, 0, 1, 0, 1, 1, 0, 0};
    double[] x = {1, 1, 2, 4, NaN, 1, 2, 3};
    Estimate complete =
        cox.test(
            new double[] {5, 6, 7, 8, 4, 9},
            new int[] {1, 1, 0, 1, 1, 1},
            new int[] {0, 1, 0, 1, 0, 0},
            new double[][] {{1, 2, 4, 1, 2, 3}},
            null,
            6,
            0);
    assertEquals(Status.OK, complete.status());
    assertEquals(complete, cox.test(time, event, group, new double[][] {x}, null, 8, 0));
  }

  @Test
  void strataWithOneArmAddNothing() {
    double[] time = {5, 6, 7, 8, 1, 2, 3};
    int[] event = {1, 1, 0, 1, 1, 1, 1};
    int[] group = {1, 0, 0, 1, 1, 1, 1};
    int[] stratum = {0, 0, 0, 0, 1, 1, 1};
    assertEquals(
        cox.test(time, event, group, null, stratum, 4, 0),
        cox.test(time, event, group, null, stratum, 7, 0));
  }

  @Test
  void monotoneLikelihoodIsSeparation() {
    double[] time = {1, 2, 3, 4, 5, 6};
    int[] all = {1, 1, 1, 1, 1, 1};
    int[] treatedLast = {0, 0, 0, 1, 1, 1};
    double[][] x = {{1, 5, 2, 4, 3, 2}};
    assertEquals(Status.SEPARATION, cox.test(time, all, treatedLast, null, null, 6, 0).status());
    assertEquals(Status.SEPARATION, cox.test(time, all, treatedLast, x, null, 6, 0).status());
    int[] noneTreated = {1, 0, 1, 0, 1, 0};
    int[] group = {0, 1, 0, 1, 0, 1};
    assertEquals(Status.SEPARATION, cox.test(time, noneTreated, group, null, null, 6, 0).status());
    // one covariate orders the events
    double[][] orders = {{6, 5, 4, 3, 2, 1}};
    int[] mixed = {0, 1, 1, 0, 0, 1};
    assertEquals(Status.OK, cox.test(time, all, mixed, null, null, 6, 0).status());
    assertEquals(Status.SEPARATION, cox.test(time, all, mixed, orders, null, 6, 0).status());
  }

  @Test
  void whatCannotBeFittedSaysWhy() {
    double[] time = {1, 2, 3, 4};
    int[] all = {1, 1, 1, 1};
    int[] group = {0, 1, 1, 0};
    double[][] x = {{1, 5, 2, 4}};
    for (double[][] covariates : new double[][][] {null, x}) {
      assertEquals(Status.NO_EVENTS, status(time, new int[4], group, covariates, null));
      assertEquals(Status.EMPTY_ARM, status(time, all, new int[4], covariates, null));
      assertEquals(
          Status.EMPTY_ARM,
          status(new double[] {NaN, NaN, NaN, NaN}, all, group, covariates, null));
      double[] tied = {3, 3, 3, 3};
      assertEquals(Status.NO_VARIANCE, status(tied, all, group, covariates, null));
      assertEquals(
          Status.NO_VARIANCE, status(time, all, group, covariates, new int[] {0, 1, 1, 0}));
    }
    assertEquals(Status.SEPARATION, cox.test(time, all, group, null, null, 2, 0).status());
    double[][] constant = {{2, 2, 2, 2}};
    assertEquals(Status.COVARIATE_DROPPED, status(time, all, group, constant, null));
    double[][] treatment = {{2, 3, 3, 2}};
    assertEquals(Status.SINGULAR, status(time, all, group, treatment, null));
  }

  private Status status(
      double[] time, int[] event, int[] group, double[][] covariates, int[] stratum) {
    return cox.test(time, event, group, covariates, stratum, 4, 0).status();
  }
}
