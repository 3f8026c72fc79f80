package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.silico.engine.analysis.Agree.toDigits;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.silico.engine.analysis.Proportions.Measure;
import org.silico.engine.analysis.Proportions.Statistic;

class ProportionsIntervalTest {

  private static ConfidenceInterval score(
      Measure measure, int x1, int n1, int x0, int n0, double level) {
    // an inequality, so that tables without events have a statistic too
    return new Proportions(measure, Statistic.SCORE).interval(x1, n1, x0, n0, 0.1, level);
  }

  private static void assertLimits(double lower, double upper, ConfidenceInterval interval) {
    toDigits(6, lower, interval.lower());
    toDigits(6, upper, interval.upper());
  }

  @Test
  void scoreIntervalsAgreeWithRAndThePrintedOne() {
    ConfidenceInterval difference = score(Measure.DIFFERENCE, 56, 70, 48, 80, 0.95);
    // Newcombe (1998), Stat Med 17:873-890, Table II, example (a), method 5 (Mee): 0.0533, 0.3377
    toDigits(8, 0.0533338492799848, difference.lower());
    toDigits(8, 0.3377294637734839, difference.upper());
    // src/test/r/expected.R, section Proportions
    ConfidenceInterval ratio = score(Measure.RATIO, 56, 70, 48, 80, 0.95);
    toDigits(7, 0.0767957555938528, ratio.lower());
    toDigits(7, 0.5133058926226930, ratio.upper());
    ConfidenceInterval odds = score(Measure.ODDS_RATIO, 56, 70, 48, 80, 0.95);
    toDigits(7, 0.250493406537045, odds.lower());
    toDigits(7, 1.709645738342823, odds.upper());
  }

  /** The restricted likelihood maximised by R's optimize, the limits by uniroot: expected.R. */
  @Test
  void scoreIntervalsAgreeWithRAtTheEdgesToo() {
    Measure difference = Measure.DIFFERENCE;
    assertLimits(0.0774399529230045, 0.316289709544758, score(difference, 56, 70, 48, 80, 0.9));
    assertLimits(0.0353766167867291, 0.306594142329035, score(difference, 3, 20, 1, 60, 0.9));
    assertLimits(-0.908641116549119, -0.677319852155718, score(difference, 7, 61, 19, 20, 0.9));
    assertLimits(-0.932673552876191, -0.476673907346267, score(difference, 1, 10, 9, 10, 0.9));
    assertLimits(-0.72253207139089, 0.190893354942558, score(difference, 2, 5, 3, 4, 0.9));
    toDigits(6, 0.710722818641244, score(difference, 9, 9, 0, 7, 0.9).lower());
    toDigits(6, 0.383974033802968, score(Measure.RATIO, 3, 20, 0, 25, 0.9).lower());
    toDigits(6, 0.0490072721703051, score(Measure.RATIO, 0, 20, 3, 25, 0.9).upper());
  }

  /**
   * statsmodels 0.15: confint_proportions_2indep(x1, n1, x0, n0, compare=..., method="score",
   * correction=False, alpha=0.1), logarithms of ratios and odds ratios.
   */
  @Test
  void scoreIntervalsAgreeWithStatsmodels() {
    assertLimits(
        Math.log(1.1173940990708526),
        Math.log(1.6083567478063177),
        score(Measure.RATIO, 56, 70, 48, 80, 0.9));
    assertLimits(
        Math.log(1.4424649861382588),
        Math.log(4.926044055178799),
        score(Measure.ODDS_RATIO, 56, 70, 48, 80, 0.9));
    assertLimits(
        Math.log(1.7196381016561169),
        Math.log(47.18213465219803),
        score(Measure.RATIO, 3, 20, 1, 60, 0.9));
    assertLimits(
        Math.log(1.7919171688953859),
        Math.log(59.19322598727249),
        score(Measure.ODDS_RATIO, 3, 20, 1, 60, 0.9));
    assertLimits(
        Math.log(0.02498446389151206),
        Math.log(0.3961595497868819),
        score(Measure.RATIO, 1, 10, 9, 10, 0.9));
    assertLimits(
        Math.log(0.0012135408121355929),
        Math.log(0.125595932787489),
        score(Measure.ODDS_RATIO, 1, 10, 9, 10, 0.9));
    assertLimits(
        Math.log(0.17870833797644908),
        Math.log(1.45225798454009),
        score(Measure.RATIO, 2, 5, 3, 4, 0.9));
    assertLimits(
        Math.log(0.024427724239316505),
        Math.log(2.1736609662766297),
        score(Measure.ODDS_RATIO, 2, 5, 3, 4, 0.9));
  }

  /**
   * Without events under a difference d &gt; 0 the restricted maximum is p1 = d, p0 = 0, and z =
   * -sqrt(n1 d / (1 - d)): the limit is Wilson's, c^2 / (n1 + c^2).
   */
  @Test
  void limitsWithoutEventsAreWilsons() {
    double c = 1.6448536269514722; // qnorm(0.95)
    ConfidenceInterval none = score(Measure.DIFFERENCE, 0, 30, 0, 50, 0.9);
    toDigits(10, c * c / (30 + c * c), none.upper());
    toDigits(10, -c * c / (50 + c * c), none.lower());
    ConfidenceInterval all = score(Measure.DIFFERENCE, 30, 30, 50, 50, 0.9);
    toDigits(10, c * c / (50 + c * c), all.upper());
    toDigits(10, -c * c / (30 + c * c), all.lower());
  }

  @Test
  void limitsEndWhereTheMeasureEnds() {
    ConfidenceInterval all = score(Measure.DIFFERENCE, 9, 9, 0, 7, 0.95);
    assertEquals(1, all.upper());
    assertTrue(all.lower() > 0.4 && all.lower() < 1, "lower " + all.lower());
    ConfidenceInterval none = score(Measure.DIFFERENCE, 0, 1, 1, 1, 0.95);
    assertEquals(-1, none.lower());
    for (Measure measure : new Measure[] {Measure.RATIO, Measure.ODDS_RATIO}) {
      ConfidenceInterval noneOnControl = score(measure, 3, 20, 0, 25, 0.95);
      assertEquals(Double.POSITIVE_INFINITY, noneOnControl.upper());
      assertTrue(Double.isFinite(noneOnControl.lower()));
      ConfidenceInterval noneOnTreatment = score(measure, 0, 20, 3, 25, 0.95);
      assertEquals(Double.NEGATIVE_INFINITY, noneOnTreatment.lower());
      assertTrue(Double.isFinite(noneOnTreatment.upper()));
    }
    ConfidenceInterval odds = score(Measure.ODDS_RATIO, 20, 20, 20, 25, 0.95);
    assertEquals(Double.POSITIVE_INFINITY, odds.upper());
    assertTrue(Double.isFinite(odds.lower()));
    assertTrue(Double.isFinite(score(Measure.RATIO, 20, 20, 20, 25, 0.95).upper()));
  }

  @Test
  void whereTheTestHasNoStatisticThereIsNoInterval() {
    Proportions score = new Proportions(Measure.DIFFERENCE, Statistic.SCORE);
    assertEquals(ConfidenceInterval.NONE, score.interval(0, 9, 0, 7, 0, 0.95));
    assertTrue(score.interval(0, 9, 0, 7, -0.1, 0.95).lower() < 0);
    assertEquals(ConfidenceInterval.NONE, score.interval(0, 0, 3, 7, -0.1, 0.95));
    Proportions wald = new Proportions(Measure.DIFFERENCE, Statistic.UNPOOLED);
    assertEquals(ConfidenceInterval.NONE, wald.interval(9, 9, 0, 7, 0, 0.95));
    Proportions pooled = new Proportions(Measure.RATIO, Statistic.POOLED);
    assertEquals(ConfidenceInterval.NONE, pooled.interval(0, 9, 3, 7, 0, 0.95));
  }

  /** The pooled test of no difference is the score test, and has its interval. */
  @Test
  void intervalsOfThePooledTest() {
    Proportions pooled = new Proportions(Measure.DIFFERENCE, Statistic.POOLED);
    assertEquals(
        score(Measure.DIFFERENCE, 56, 70, 48, 80, 0.95), pooled.interval(56, 70, 48, 80, 0, 0.95));
    // against a margin its standard error stays sqrt(p q (1/70 + 1/80)), p = 104/150
    double half = 1.959963984540054 * Math.sqrt(104.0 / 150 * 46 / 150 * (1.0 / 70 + 1.0 / 80));
    ConfidenceInterval margin = pooled.interval(56, 70, 48, 80, -0.1, 0.95);
    toDigits(12, 0.2 - half, margin.lower());
    toDigits(12, 0.2 + half, margin.upper());
  }

  /** All tables of up to seven patients an arm, at null values all over the range. */
  @ParameterizedTest
  @EnumSource(Measure.class)
  void intervalAndTestAgreeInEverySmallTable(Measure measure) {
    double[] nulls = {-0.97, -0.6, -0.3, -0.11, 0, 0.07, 0.2, 0.45, 0.9};
    double scale = measure == Measure.DIFFERENCE ? 1 : 4;
    for (int n1 = 1; n1 <= 7; n1++) {
      for (int n0 = 1; n0 <= 7; n0++) {
        for (int x1 = 0; x1 <= n1; x1++) {
          for (int x0 = 0; x0 <= n0; x0++) {
            for (double at : nulls) {
              for (double level : new double[] {0.5, 0.9, 0.95}) {
                assertAgree(measure, x1, n1, x0, n0, scale * at, level);
              }
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Measure.class)
  void intervalAndTestAgreeInRandomTables(Measure measure) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(25);
    for (int t = 0; t < 5_000; t++) {
      int n1 = 1 + random.nextInt(300);
      int n0 = 1 + random.nextInt(300);
      int x1 = random.nextInt(n1 + 1);
      int x0 = random.nextInt(5) == 0 ? 0 : random.nextInt(n0 + 1);
      double at = random.nextInt(4) == 0 ? 0 : 1.9 * random.nextDouble() - 0.95;
      assertAgree(measure, x1, n1, x0, n0, at, random.nextBoolean() ? 0.9 : 0.95);
    }
  }

  /** At level 0 nothing but the estimate is left: 56/70 and 48/80 differ by 0.2. */
  @Test
  void intervalsOfHardlyAnyLevelAreTheEstimate() {
    for (double level : new double[] {0, 1e-300, 1e-12, 1e-9}) {
      double[] estimates = {0.2, Math.log(0.8 / 0.6), Math.log(4 / 1.5)};
      for (Measure measure : Measure.values()) {
        ConfidenceInterval interval = score(measure, 56, 70, 48, 80, level);
        assertEquals(estimates[measure.ordinal()], interval.lower(), 1e-8, measure + " " + level);
        assertEquals(estimates[measure.ordinal()], interval.upper(), 1e-8, measure + " " + level);
      }
    }
  }

  /** One-sided tests at half the error of the interval reject just what lies outside its limits. */
  private static void assertAgree(
      Measure measure, int x1, int n1, int x0, int n0, double nullValue, double level) {
    for (Statistic statistic : Statistic.values()) {
      Proportions method = new Proportions(measure, statistic);
      Estimate e = method.test(x1, n1, x0, n0, nullValue);
      ConfidenceInterval i = method.interval(x1, n1, x0, n0, nullValue, level);
      String table =
          measure + " " + statistic + " " + x1 + "/" + n1 + " " + x0 + "/" + n0 + " at " + nullValue
              + " " + level + ": " + i;
      double p = (1 - level) / 2;
      assertEquals(Double.isNaN(e.statistic()), Double.isNaN(i.lower()), table);
      assertEquals(Double.isNaN(e.statistic()), Double.isNaN(i.upper()), table);
      assertEquals(e.pGreater() <= p, i.lower() > nullValue, table);
      assertEquals(e.pLess() <= p, i.upper() < nullValue, table);
    }
  }
}
