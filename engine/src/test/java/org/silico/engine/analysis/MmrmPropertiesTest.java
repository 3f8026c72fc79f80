package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.silico.engine.analysis.Agree.toDigits;
import static org.silico.engine.analysis.MmrmTest.STRUCTURES;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.silico.engine.analysis.Mmrm.Method;

/** What theory says of the model, its behaviour over many trials, and data it cannot fit. */
class MmrmPropertiesTest {

  private static final double NaN = Double.NaN;
  private static final boolean[] BY_VISIT = {true};

  /**
   * A trial of two equal treatments, with baseline. Dropout at random: patients leave after what
   * was observed to be high, and mostly from control.
   */
  private static final class Trial {
    final double[][] y;
    final int[] group;
    final double[][] baseline;
    final int n;

    Trial(SplittableRandom random, int visits, int n, double leaving, double gap) {
      this.n = n;
      y = new double[visits][n];
      group = new int[n];
      baseline = new double[1][n];
      for (int i = 0; i < n; i++) {
        group[i] = i % 2;
        double patient = 4 * random.nextGaussian();
        baseline[0][i] = 25 + patient + 3 * random.nextGaussian();
        double last = baseline[0][i] - 25;
        boolean left = false;
        for (int v = 0; v < visits; v++) {
          double value = 20 - v + patient + (2 + v) * random.nextGaussian();
          double risk = leaving * (group[i] == 0 ? 2.5 : 0.5) / (1 + Math.exp(-last / 2));
          left |= random.nextDouble() < risk && v > 0;
          boolean missing = left || random.nextDouble() < gap;
          y[v][i] = missing ? NaN : value;
          last = missing ? last : value - 20 + v;
        }
      }
    }

    Status fit(Mmrm mmrm) {
      return mmrm.fit(y, group, 2, baseline, BY_VISIT, n);
    }
  }

  @Test
  void completeAndUnstructuredIsAncovaAtEachVisit() {
    // the fixed effects are those of least squares at each visit, the variances of visits RSS/df
    Trial trial = new Trial(new SplittableRandom(1), 4, 25, 0, 0);
    Ancova ancova = new Ancova();
    for (Method method : Method.values()) {
      Mmrm mmrm = new Mmrm(new Unstructured(), method);
      trial.fit(mmrm);
      for (int v = 0; v < 4; v++) {
        same(
            10,
            ancova.test(trial.y[v], trial.group, trial.baseline, 25, 1),
            mmrm.difference(1, v, 1));
      }
      double[] mean = new double[25];
      Arrays.setAll(mean, i -> (trial.y[0][i] + trial.y[1][i] + 2 * trial.y[3][i]) / 4);
      Estimate weighted = mmrm.difference(1, new double[] {0.25, 0.25, 0, 0.5}, 0);
      same(10, ancova.test(mean, trial.group, trial.baseline, 25, 0), weighted);
    }
  }

  private static void same(int digits, Estimate expected, Estimate actual) {
    Agree.estimate(
        digits, expected.estimate(), expected.standardError(), expected.statistic(), actual);
    toDigits(digits - 1, expected.df(), actual.df());
  }

  @Test
  void oneVisitIsAncovaWhateverTheStructure() {
    Trial trial = new Trial(new SplittableRandom(2), 1, 30, 0, 0.1);
    Estimate expected = new Ancova().test(trial.y[0], trial.group, trial.baseline, 30, 0);
    for (CovarianceStructure structure : STRUCTURES) {
      for (Method method : Method.values()) {
        Mmrm mmrm = new Mmrm(structure, method);
        assertEquals(Status.OK, trial.fit(mmrm));
        same(10, expected, mmrm.difference(1, 0, 0));
      }
    }
  }

  @Test
  void withoutCovariatesMeansAreCellMeansOfCompleteData() {
    Trial trial = new Trial(new SplittableRandom(3), 3, 40, 0, 0);
    double sum = 0;
    for (int i = 0; i < 40; i += 2) {
      sum += trial.y[2][i];
    }
    for (CovarianceStructure structure : STRUCTURES) {
      Mmrm mmrm = new Mmrm(structure, Method.KENWARD_ROGER);
      assertEquals(Status.OK, mmrm.fit(trial.y, trial.group, 2, null, null, 40));
      toDigits(12, sum / 20, mmrm.mean(0, 2).estimate());
      double difference = mmrm.mean(1, 2).estimate() - mmrm.mean(0, 2).estimate();
      toDigits(11, difference, mmrm.difference(1, 2, 0).estimate());
    }
  }

  @Test
  void orderOfPatientsAndPatientsWithoutDataDoNotMatter() {
    int n = 60;
    Trial trial = new Trial(new SplittableRandom(4), 4, n, 0.15, 0.05);
    double[][] y = new double[4][n + 2];
    int[] group = new int[n + 2];
    double[][] baseline = new double[1][n + 2];
    for (int i = 0; i < n; i++) {
      int to = (7 * i + 3) % n;
      group[to] = trial.group[i];
      baseline[0][to] = trial.baseline[0][i];
      for (int v = 0; v < 4; v++) {
        y[v][to] = trial.y[v][i];
      }
    }
    // no outcome; no covariate
    group[n] = 1;
    baseline[0][n + 1] = NaN;
    for (int v = 0; v < 4; v++) {
      y[v][n] = NaN;
      y[v][n + 1] = 1e6;
    }
    for (CovarianceStructure structure : STRUCTURES) {
      Mmrm one = new Mmrm(structure, Method.KENWARD_ROGER);
      Mmrm other = new Mmrm(structure, Method.KENWARD_ROGER);
      trial.fit(one);
      other.fit(y, group, 2, baseline, BY_VISIT, n + 2);
      for (int v = 0; v < 4; v++) {
        same(9, one.difference(1, v, 0), other.difference(1, v, 0));
      }
      toDigits(12, one.logLikelihood(), other.logLikelihood());
      assertEquals(one.observations(), other.observations());
    }
  }

  @Test
  void orderOfVisitsDoesNotMatterWithoutStructure() {
    Trial trial = new Trial(new SplittableRandom(5), 4, 50, 0.15, 0.05);
    double[][] turned = {trial.y[2], trial.y[0], trial.y[3], trial.y[1]};
    Mmrm one = new Mmrm(new Unstructured(), Method.KENWARD_ROGER);
    Mmrm other = new Mmrm(new Unstructured(), Method.KENWARD_ROGER);
    trial.fit(one);
    other.fit(turned, trial.group, 2, trial.baseline, BY_VISIT, 50);
    same(9, one.difference(1, 3, 0), other.difference(1, 2, 0));
    toDigits(8, one.covariance(2, 1), other.covariance(0, 3));
  }

  @Test
  void unitsDoNotMatter() {
    int n = 50;
    Trial trial = new Trial(new SplittableRandom(6), 3, n, 0.15, 0.05);
    double[][] y = new double[3][];
    Arrays.setAll(y, v -> Arrays.stream(trial.y[v]).map(x -> 1e6 - 250 * x).toArray());
    double[][] baseline = {Arrays.stream(trial.baseline[0]).map(x -> 1e4 + 1e-3 * x).toArray()};
    for (CovarianceStructure structure : STRUCTURES) {
      Mmrm one = new Mmrm(structure, Method.KENWARD_ROGER);
      Mmrm other = new Mmrm(structure, Method.KENWARD_ROGER);
      trial.fit(one);
      other.fit(y, trial.group, 2, baseline, BY_VISIT, n);
      Estimate expected = one.difference(1, 2, 0);
      Estimate actual = other.difference(1, 2, 0);
      toDigits(7, -250 * expected.estimate(), actual.estimate());
      toDigits(7, 250 * expected.standardError(), actual.standardError());
      toDigits(7, expected.df(), actual.df());
      toDigits(7, -250 * one.mean(1, 1).estimate(), other.mean(1, 1).estimate() - 1e6);
    }
  }

  @Test
  void aWorkspaceServesTrialsOfAnySize() {
    SplittableRandom random = new SplittableRandom(7);
    Mmrm used = new Mmrm(new Unstructured(), Method.KENWARD_ROGER);
    int[][] sizes = {{5, 80}, {2, 40}, {6, 90}, {3, 30}, {6, 60}, {1, 20}};
    for (int[] size : sizes) {
      Trial trial = new Trial(random, size[0], size[1], 0.05, 0.05);
      Mmrm fresh = new Mmrm(new Unstructured(), Method.KENWARD_ROGER);
      assertEquals(Status.OK, trial.fit(fresh));
      trial.fit(used);
      assertEquals(fresh.difference(1, size[0] - 1, 0), used.difference(1, size[0] - 1, 0));
    }
  }

  @Test
  void gradientAndInformationAreTheDerivativesOfTheLikelihood() {
    Trial trial = new Trial(new SplittableRandom(8), 4, 40, 0.15, 0.05);
    RepeatedMeasures data = new RepeatedMeasures();
    data.take(trial.y, trial.group, 2, trial.baseline, BY_VISIT, 40);
    for (CovarianceStructure structure : STRUCTURES) {
      RestrictedLikelihood likelihood = new RestrictedLikelihood();
      likelihood.take(data, structure);
      int k = likelihood.k;
      double[] theta = new double[k];
      double[] identity = new double[16];
      for (int v = 0; v < 4; v++) {
        for (int u = 0; u < 4; u++) {
          identity[4 * u + v] = u == v ? 1.1 + 0.1 * u : 0.3 - 0.02 * (u + v);
        }
      }
      structure.near(identity, 4, theta);
      double[] score = new double[k];
      likelihood.at(theta, score, new double[k * k]);
      likelihood.complete(theta);
      double[] observed = likelihood.observed.clone();
      // against central differences of the likelihood and of the gradient, away from the maximum
      for (int i = 0; i < k; i++) {
        double h = 1e-5;
        double[] up = new double[k];
        double[] down = new double[k];
        theta[i] += h;
        double above = likelihood.at(theta, up, new double[k * k]);
        theta[i] -= 2 * h;
        double below = likelihood.at(theta, down, new double[k * k]);
        theta[i] += h;
        assertEquals((above - below) / (2 * h), score[i], 1e-5 * Math.abs(score[i]) + 1e-5);
        for (int j = 0; j < k; j++) {
          double second = (down[j] - up[j]) / (2 * h);
          double expected = observed[i * k + j];
          assertEquals(second, expected, 1e-5 * Math.abs(expected) + 1e-4);
        }
      }
    }
  }

  @Test
  void estimatesAreUnbiasedAndTheTestHoldsItsLevelUnderDropoutAtRandom() {
    // 30 per arm, a third of patients leave depending on what was observed; the null is true.
    // Bands are 4 Monte-Carlo standard errors; the fixed seed leaves no chance.
    int trials = 3000;
    SplittableRandom random = new SplittableRandom(20);
    Mmrm mmrm = new Mmrm(new Unstructured(), Method.KENWARD_ROGER);
    int rejected = 0;
    int fitted = 0;
    double sum = 0;
    double squares = 0;
    double variances = 0;
    double naive = 0;
    TTest observedCases = new TTest(TTest.Variance.POOLED);
    for (int k = 0; k < trials; k++) {
      Trial trial = new Trial(random, 4, 60, 0.13, 0);
      if (trial.fit(mmrm) != Status.OK) {
        continue;
      }
      fitted++;
      Estimate e = mmrm.difference(1, 3, 0);
      rejected += e.pTwoSided() < 0.05 ? 1 : 0;
      sum += e.estimate();
      squares += e.estimate() * e.estimate();
      variances += e.standardError() * e.standardError();
      naive += observedCases.test(trial.y[3], trial.group, 60, 0).estimate();
    }
    double sd = Math.sqrt(squares / fitted);
    assertTrue(fitted > 0.995 * trials);
    assertEquals(0, sum / fitted, 4 * sd / Math.sqrt(fitted));
    double level = (double) rejected / fitted;
    assertEquals(0.05, level, 4 * Math.sqrt(0.05 * 0.95 / fitted));
    // the mean square of SE is the variance of estimates, whose relative MCSE is sqrt(2/n)
    assertEquals(1, variances / squares, 4 * Math.sqrt(2.0 / fitted));
    // those who stay differ: the observed means do not do
    assertTrue(naive / fitted > 0.5, "observed means must be biased");
  }

  @Test
  void whatCannotBeFittedSaysWhy() {
    double[] a = {1, 3, 2, 5, 4, 7, 3, 6};
    double[] b = {2, 3, 4, 5, 3, 9, 2, 7};
    int[] group = {0, 1, 0, 1, 0, 1, 0, 1};
    double[][] y = {a, b};
    double[][] x = {{1, 4, 2, 3, 6, 5, 8, 9}};
    double[] none = new double[8];
    Arrays.fill(none, NaN);
    assertStatus(Status.OK, y, group, x, 8);
    assertStatus(Status.EMPTY_ARM, new double[][] {none, none}, group, x, 8);
    assertStatus(Status.EMPTY_ARM, y, new int[8], x, 8);
    assertStatus(Status.EMPTY_ARM, y, group, x, 1);
    assertStatus(Status.EMPTY_ARM, y, group, x, 0);
    assertStatus(Status.TOO_FEW, y, group, x, 2);
    double[][] constant = {{4, 4, 4, 4, 4, 4, 4, 4}};
    assertStatus(Status.NO_VARIANCE, new double[][] {constant[0], constant[0]}, group, x, 8);
    assertStatus(Status.NO_VARIANCE, new double[][] {x[0], x[0]}, group, x, 8);
  }

  @Test
  void collinearCovariatesCountOnce() {
    Trial trial = new Trial(new SplittableRandom(9), 3, 30, 0.1, 0);
    double[] shifted = Arrays.stream(trial.baseline[0]).map(v -> 3 - 2 * v).toArray();
    double[][] twice = {trial.baseline[0], shifted};
    for (CovarianceStructure structure : STRUCTURES) {
      Mmrm mmrm = new Mmrm(structure, Method.KENWARD_ROGER);
      assertEquals(Status.OK, trial.fit(mmrm));
      Estimate once = mmrm.difference(1, 2, 0);
      for (boolean byVisit : new boolean[] {false, true}) {
        boolean[] both = {true, byVisit};
        assertEquals(Status.OK, mmrm.fit(trial.y, trial.group, 2, twice, both, 30));
        Estimate e = mmrm.difference(1, 2, 0);
        assertEquals(Status.COVARIATE_DROPPED, e.status());
        Agree.toDigits(8, once.estimate(), e.estimate());
        Agree.toDigits(8, once.standardError(), e.standardError());
        Agree.toDigits(7, once.df(), e.df());
      }
    }
  }

  @Test
  void varianceWithoutInformation() {
    // two patients at the last visit: the fixed effects of the visit fit them, but other visits
    // tell the variance of the last one where all share it
    Trial trial = new Trial(new SplittableRandom(10), 3, 30, 0, 0);
    Arrays.fill(trial.y[2], 2, 30, NaN);
    Mmrm symmetric = new Mmrm(new CompoundSymmetry(), Method.KENWARD_ROGER);
    assertEquals(Status.OK, symmetric.fit(trial.y, trial.group, 2, null, null, trial.n));
    assertEquals(Status.OK, symmetric.difference(1, 2, 0).status());
    // fewer patients than visits: the likelihood has no maximum among positive definite matrices
    Mmrm unstructured = new Mmrm(new Unstructured(), Method.KENWARD_ROGER);
    Trial small = new Trial(new SplittableRandom(12), 6, 8, 0, 0);
    assertFalse(small.fit(unstructured) == Status.OK);
    failed(unstructured);
  }

  private static void assertStatus(
      Status expected, double[][] y, int[] group, double[][] covariates, int n) {
    for (Method method : Method.values()) {
      Mmrm mmrm = new Mmrm(new CompoundSymmetry(), method);
      assertEquals(expected, mmrm.fit(y, group, 2, covariates, BY_VISIT, n));
      if (expected != Status.OK) {
        failed(mmrm);
      }
    }
  }

  private static void failed(Mmrm mmrm) {
    Estimate e = mmrm.difference(1, 0, 0);
    assertFalse(e.status() == Status.OK);
    assertEquals(Estimate.failed(e.status()), e);
    assertEquals(e, mmrm.mean(0, 0));
    assertEquals(e, mmrm.difference(1, new double[] {1, 0, 0, 0, 0, 0}, 0));
    assertTrue(Double.isNaN(mmrm.logLikelihood()));
    assertTrue(Double.isNaN(mmrm.covariance(0, 0)));
  }
}
