package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.silico.engine.analysis.Agree.toDigits;

import java.util.Arrays;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;

/**
 * Expected values from R's MASS::glm.nb, see src/test/r/expected.R, section NegativeBinomialRate.
 */
class NegativeBinomialRateTest {

  private static final double NaN = Double.NaN;
  private final NegativeBinomialRate negativeBinomial = new NegativeBinomialRate();
  private final DataFile epilepsy = DataFile.read("epilepsy");

  private Estimate run(double[] count, double[] exposure, double[][] covariates) {
    return negativeBinomial.test(
        count, exposure, epilepsy.codes("group"), covariates, epilepsy.size(), 0);
  }

  @Test
  void agreesWithR() {
    // glm.nb(count ~ group + offset(log(years)))
    double[] years = PoissonRateTest.years(epilepsy.size());
    Agree.estimate(
        8,
        -0.202166985360440,
        0.262496435814188,
        -0.770170401488981,
        run(epilepsy.numbers("count"), years, null));
    toDigits(8, 0.981941843321737, negativeBinomial.dispersion());
  }

  @Test
  void agreesWithRAtEqualExposure() {
    // glm.nb(count ~ group)
    double[] one = new double[epilepsy.size()];
    Arrays.fill(one, 1);
    Agree.estimate(
        8,
        -0.0750870638467515,
        0.2514437752032829,
        -0.2986236735669690,
        run(epilepsy.numbers("count"), one, null));
    toDigits(8, 0.8999279549531322, negativeBinomial.dispersion());
  }

  @Test
  void agreesWithRAtSmallCounts() {
    // count = count %/% 10
    double[] years = PoissonRateTest.years(epilepsy.size());
    double[] few = Arrays.stream(epilepsy.numbers("count")).map(y -> Math.floor(y / 10)).toArray();
    Agree.estimate(
        8, -0.227821367739170, 0.312498712316101, -0.729031380803650, run(few, years, null));
    toDigits(8, 1.081664556331059, negativeBinomial.dispersion());
  }

  @Test
  void agreesWithRWithCovariates() {
    // glm.nb(count ~ log(base) + age + group + offset(log(years)))
    double[] years = PoissonRateTest.years(epilepsy.size());
    Agree.estimate(
        8,
        -0.328893304779364,
        0.176566493459902,
        -1.862716409747665,
        run(epilepsy.numbers("count"), years, PoissonRateTest.baseAndAge(epilepsy)));
    toDigits(8, 0.398017990648337, negativeBinomial.dispersion());
  }

  @Test
  void agreesWithRAboutAnOutlyingCount() {
    // Fisher scoring swings here; glm.nb(count ~ x + group, outlier)
    double[] count = {68, 8, 1, 2, 2, 0, 0, 0, 0, 1, 0, 9};
    double[][] x = {{3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8}};
    int[] group = {0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1};
    double[] one = new double[12];
    Arrays.fill(one, 1);
    Agree.estimate(
        6,
        -1.052937714335698,
        1.194624221405301,
        -0.881396589378601,
        negativeBinomial.test(count, one, group, x, 12, 0));
    toDigits(6, 4.014579784029992, negativeBinomial.dispersion());
  }

  @Test
  void countsThatVaryNoMoreThanPoissonAreFittedAsPoisson() {
    double[] count = {3, 4, 3, 4, 6, 7, 6, 5};
    double[] years = {1, 1.1, 1, 1, 0.9, 1, 1, 1};
    int[] group = {0, 0, 0, 0, 1, 1, 1, 1};
    double[][] x = {{1, 3, 2, 4, 2, 4, 1, 3}};
    PoissonRate poisson = new PoissonRate();
    for (double[][] covariates : new double[][][] {null, x}) {
      Estimate limit = poisson.test(count, years, group, covariates, 8, 0.1);
      Estimate e = negativeBinomial.test(count, years, group, covariates, 8, 0.1);
      Agree.estimate(10, limit.estimate(), limit.standardError(), limit.statistic(), e);
      assertEquals(0, negativeBinomial.dispersion());
    }
  }

  /** Also near the Poisson limit and at strong dispersion, where iterations are hardest. */
  @Test
  void convergesOnSimulatedTrials() {
    RandomGenerator random = new Well19937c(20240502);
    int n = 60;
    double[] count = new double[n];
    double[] years = new double[n];
    int[] group = new int[n];
    int failed = 0;
    for (double alpha : new double[] {0.01, 0.3, 1, 5}) {
      GammaDistribution gamma = new GammaDistribution(random, 1 / alpha, alpha);
      for (int trial = 0; trial < 300; trial++) {
        for (int i = 0; i < n; i++) {
          group[i] = i % 2;
          years[i] = 0.1 + 1.9 * random.nextDouble();
          double mean = gamma.sample() * years[i] * (2 - group[i]);
          count[i] = mean > 0 ? new PoissonDistribution(random, mean, 1e-12, 1000).sample() : 0;
        }
        Status status = negativeBinomial.test(count, years, group, null, n, 0).status();
        failed += status == Status.OK || status == Status.SEPARATION ? 0 : 1;
        if (status == Status.OK) {
          double twoArm = negativeBinomial.dispersion();
          double[][] none = {new double[n]};
          Arrays.setAll(none[0], i -> i / 2 % 2);
          assertEquals(Status.OK, negativeBinomial.test(count, years, group, none, n, 0).status());
          assertTrue(Math.abs(negativeBinomial.dispersion() - twoArm) < 0.3 + 0.5 * twoArm);
        }
      }
    }
    assertEquals(0, failed);
  }

  /** Expected values by R; the calls are in {@code src/test/r/sparse.R}. */
  @Test
  void largeCounts() {
    double[] thousand = {
      1541, 289, 2744, 169, 791, 501, 1495, 114, 122, 872, 1795, 343, 992, 1038, 1733, 469, 134,
      351, 1597, 274
    };
    assertLarge(thousand, new double[] {-1.07449266, 0.317978656, 0.504034628}, false);
    assertLarge(thousand, new double[] {-1.08159194, 0.355083082, 0.502805323}, true);
    double[] million = {
      549803, 2766788, 72473, 2250938, 497198, 508474, 400333, 589110, 304032, 95617, 137446,
      986493, 537138, 55782, 2690240, 82525, 992603, 903120, 126312, 1665748
    };
    assertLarge(million, new double[] {0.451247023, 0.450352515, 1.01408564}, false);
    assertLarge(million, new double[] {0.340466672, 0.501327187, 1.00531451}, true);
    double[] billion = {
      1409933369,
      308501076,
      1387402407,
      127833115,
      707022961,
      845489089,
      111356013,
      354426750,
      1606139702,
      182419210,
      3040485664.0,
      3745180302.0,
      504596287,
      1285399333,
      3906867716.0,
      736408917,
      396708896,
      80964794,
      90353744,
      21899671
    };
    assertLarge(billion, new double[] {-0.537519186, 0.491329486, 1.20702332}, false);
    assertLarge(billion, new double[] {-0.843742262, 0.533247667, 1.1374123}, true);
  }

  private void assertLarge(double[] count, double[] expected, boolean adjusted) {
    int n = count.length;
    double[] one = new double[n];
    Arrays.fill(one, 1);
    int[] group = new int[n];
    Arrays.setAll(group, i -> i % 2);
    double[][] x = {new double[n]};
    Arrays.setAll(x[0], i -> 1 + i % 4);
    Estimate e = negativeBinomial.test(count, one, group, adjusted ? x : null, n, 0);
    Agree.estimate(6, expected[0], expected[1], expected[0] / expected[1], e);
    Agree.toDigits(6, expected[2], negativeBinomial.dispersion());
  }

  /** Sums of single terms and of their integral are one function on both sides of its start. */
  @Test
  void countsAboutTheStartOfTheIntegral() {
    int[] group = new int[40];
    double[] one = new double[40];
    double[] count = new double[40];
    for (int i = 0; i < 40; i++) {
      group[i] = i % 2;
      one[i] = 1;
      count[i] = 257 + 3 * ((i * 7) % 40);
    }
    Estimate e = negativeBinomial.test(count, one, group, null, 40, 0);
    assertEquals(Status.OK, e.status());
    double alpha = negativeBinomial.dispersion();
    double[] mean = new double[2];
    for (int i = 0; i < 40; i++) {
      mean[group[i]] += count[i] / 20;
    }
    // the score of the log-likelihood in alpha, term by term
    double score = 0;
    double size = 0;
    for (int i = 0; i < 40; i++) {
      double m = mean[group[i]];
      for (int j = 1; j < count[i]; j++) {
        score += j / (1 + alpha * j);
      }
      double rest =
          Math.log1p(alpha * m) / (alpha * alpha) - (count[i] + 1 / alpha) * m / (1 + alpha * m);
      score += rest;
      size += Math.abs(rest);
    }
    assertEquals(0, score / size, 1e-11);
  }

  @Test
  void exposuresOfAllSizes() {
    double[] count = {3, 9, 1, 0, 200, 2, 5, 7, 1, 400};
    double[] years = {1e-3, 1, 1e-2, 5, 1e3, 1, 10, 0.1, 1, 1e4};
    int[] group = {0, 1, 0, 1, 0, 1, 0, 1, 0, 1};
    Estimate e = negativeBinomial.test(count, years, group, null, 10, 0);
    Agree.estimate(6, -3.46396095, 1.48310916, -3.46396095 / 1.48310916, e);
    Agree.toDigits(6, 5.24230951, negativeBinomial.dispersion());
  }

  @Test
  void whatCannotBeTestedSaysWhy() {
    int[] group = {0, 1, 0, 1};
    double[] one = {1, 1, 1, 1};
    double[] count = {1, 9, 3, 0};
    double[][] x = {{1, 5, 2, 4}};
    for (double[][] covariates : new double[][][] {null, x}) {
      assertEquals(Status.NO_EVENTS, status(new double[4], one, group, covariates));
      assertEquals(Status.SEPARATION, status(new double[] {0, 1, 0, 1}, one, group, covariates));
      assertEquals(Status.EMPTY_ARM, status(count, one, new int[4], covariates));
      double[] missing = {NaN, NaN, NaN, NaN};
      assertEquals(Status.EMPTY_ARM, status(missing, one, group, covariates));
    }
    assertEquals(Status.SINGULAR, status(count, one, group, new double[][] {{3, 4, 3, 4}}));
    assertEquals(NaN, negativeBinomial.dispersion());
    assertEquals(
        Status.COVARIATE_DROPPED, status(count, one, group, new double[][] {{3, 3, 3, 3}}));
    // one patient an arm: fitted exactly, as Poisson
    Estimate e = negativeBinomial.test(new double[] {4, 2}, one, new int[] {0, 1}, null, 2, 0);
    Agree.estimate(12, -Math.log(2), Math.sqrt(0.75), -Math.log(2) / Math.sqrt(0.75), e);
  }

  private Status status(double[] count, double[] exposure, int[] group, double[][] covariates) {
    return negativeBinomial.test(count, exposure, group, covariates, 4, 0).status();
  }
}
