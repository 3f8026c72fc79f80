package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Expected values by R; the calls are in {@code src/test/r/sparse.R}. */
class SparseCovariatesTest {

  private static final DataFile DATA = DataFile.read("sparse");
  private static final int N = DATA.size();
  private static final int[] GROUP = DATA.codes("g");
  private static final double[] AGE = DATA.numbers("age");
  private static final double[] II = DATA.numbers("II");
  private static final double[] III = DATA.numbers("III");
  private static final double[] IV = DATA.numbers("IV");

  /** Explained by the intercept and the stages. */
  private static final double[] SUM =
      IntStream.range(0, N).mapToDouble(SparseCovariatesTest::sum).toArray();

  private static final double[][] LEVELS = {AGE, II, III};

  private static final double[][][] DEPENDENT = {
    {AGE, II, III, IV}, {IV, AGE, II, III}, {AGE, II, III, SUM}, {AGE, II, III, SUM, IV, II}
  };

  private static double sum(int i) {
    return II[i] + III[i] + 2;
  }

  private final Ancova ancova = new Ancova();
  private final Cox cox = new Cox();
  private final PoissonRate poisson = new PoissonRate();
  private final NegativeBinomialRate negativeBinomial = new NegativeBinomialRate();
  private final ProportionalOdds odds = new ProportionalOdds();

  private Estimate ancova(double[][] x) {
    return ancova.test(DATA.numbers("y"), GROUP, x, N, 0);
  }

  private Estimate cox(double[][] x, int[] stratum) {
    return cox.test(DATA.numbers("time"), DATA.codes("event"), GROUP, x, stratum, N, 0);
  }

  private Estimate poisson(double[][] x) {
    return poisson.test(DATA.numbers("count"), DATA.numbers("years"), GROUP, x, N, 0);
  }

  private Estimate negativeBinomial(double[][] x) {
    return negativeBinomial.test(DATA.numbers("count"), DATA.numbers("years"), GROUP, x, N, 0);
  }

  private Estimate odds(double[][] x) {
    return odds.test(DATA.numbers("grade"), GROUP, x, N, 0);
  }

  private static void assertEstimate(Status status, double estimate, double error, Estimate e) {
    assertEquals(status, e.status());
    Agree.toDigits(6, estimate, e.estimate());
    Agree.toDigits(6, error, e.standardError());
    assertFalse(Double.isNaN(e.pLess()));
  }

  @Test
  void ancovaLeavesOutDependentColumnsAndCountsTheRank() {
    assertEstimate(Status.OK, 0.603827967, 0.378163136, ancova(LEVELS));
    for (double[][] x : DEPENDENT) {
      Estimate e = ancova(x);
      assertEstimate(Status.COVARIATE_DROPPED, 0.603827967, 0.378163136, e);
      assertEquals(23, e.df());
    }
  }

  @Test
  void coxAtTheLimitOfALevelWithoutEvents() {
    assertEstimate(Status.LEVEL_WITHOUT_EVENTS, -0.258115841, 0.496356536, cox(LEVELS, null));
    for (double[][] x : DEPENDENT) {
      assertEstimate(Status.LEVEL_WITHOUT_EVENTS, -0.258115841, 0.496356536, cox(x, null));
    }
    // of whom nobody has an event nothing is known: as if they were not there
    double[][] others = {AGE, II};
    double[] time = DATA.numbers("time");
    Arrays.setAll(time, i -> III[i] == 1 ? Double.NaN : time[i]);
    Estimate without = cox.test(time, DATA.codes("event"), GROUP, others, null, N, 0);
    assertEstimate(Status.OK, -0.258115841, 0.496356536, without);
  }

  @Test
  void coxInStrata() {
    int[] stage = IntStream.range(0, N).map(i -> (int) (II[i] + 2 * III[i])).toArray();
    assertEstimate(Status.OK, -0.269181334, 0.498273799, cox(new double[][] {AGE}, stage));
    // constant in each stratum
    assertEstimate(
        Status.COVARIATE_DROPPED, -0.269181334, 0.498273799, cox(new double[][] {AGE, II}, stage));
    double[][] constant = {{}};
    constant[0] = AGE.clone();
    Arrays.setAll(constant[0], i -> 1e3 + 1e-3 * stage[i] / 3);
    Estimate alone = cox(null, stage);
    assertEstimate(
        Status.COVARIATE_DROPPED, alone.estimate(), alone.standardError(), cox(constant, stage));
  }

  @Test
  void poissonAtTheLimitOfALevelWithoutEvents() {
    assertEstimate(Status.LEVEL_WITHOUT_EVENTS, 0.753685825, 0.318677483, poisson(LEVELS));
    for (double[][] x : DEPENDENT) {
      assertEstimate(Status.LEVEL_WITHOUT_EVENTS, 0.753685825, 0.318677483, poisson(x));
    }
  }

  @Test
  void negativeBinomialAtTheLimitOfALevelWithoutEvents() {
    assertEstimate(Status.LEVEL_WITHOUT_EVENTS, 0.648277432, 0.53711465, negativeBinomial(LEVELS));
    Agree.toDigits(6, 0.991138012, negativeBinomial.dispersion());
    for (double[][] x : DEPENDENT) {
      assertEstimate(Status.LEVEL_WITHOUT_EVENTS, 0.648277432, 0.53711465, negativeBinomial(x));
    }
  }

  @Test
  void proportionalOddsAtTheLimitOfALevelInOneCategory() {
    assertEstimate(Status.LEVEL_WITHOUT_EVENTS, 1.42142704, 0.835970145, odds(LEVELS));
    for (double[][] x : DEPENDENT) {
      assertEstimate(Status.LEVEL_WITHOUT_EVENTS, 1.42142704, 0.835970145, odds(x));
    }
  }

  @Test
  void aLevelInOneArmOnly() {
    double[] age = AGE.clone();
    Arrays.setAll(age, i -> III[i] == 1 && GROUP[i] == 0 ? Double.NaN : AGE[i]);
    double[][] x = {age, II, III};
    assertEstimate(Status.OK, 0.676004912, 0.41200353, ancova(x));
    assertEstimate(Status.LEVEL_WITHOUT_EVENTS, -0.258115841, 0.496356536, cox(x, null));
  }

  @Test
  void aPatientMoreInALevelOfItsOwnChangesNothing() {
    double[] alone = new double[N];
    alone[0] = 1;
    double[][] x = {AGE, II, alone};
    double[] first = AGE.clone();
    first[0] = Double.NaN;
    double[][] without = {first, II};
    Estimate expected = ancova(without);
    assertEstimate(Status.OK, expected.estimate(), expected.standardError(), ancova(x));
  }

  @Test
  void stagesOfASequentialComparisonSayThatTheyLeftOutACovariate() {
    SequentialParallel means =
        new SequentialParallel(SequentialParallel.Comparison.ADJUSTED_MEANS, 0.6);
    double[] y = DATA.numbers("y");
    double[] y3 = DATA.numbers("y3");
    double[][] clean = {AGE, II};
    double[][] dependent = {AGE, II, IV};
    Estimate expected = means.test(y, GROUP, clean, y3, GROUP, clean, N, 0);
    assertEquals(Status.OK, expected.status());
    Estimate first = means.test(y, GROUP, dependent, y3, GROUP, clean, N, 0);
    Estimate second = means.test(y, GROUP, clean, y3, GROUP, dependent, N, 0);
    for (Estimate e : new Estimate[] {first, second}) {
      assertEstimate(Status.COVARIATE_DROPPED, expected.estimate(), expected.standardError(), e);
    }
  }

  @Test
  void treatmentExplainedByCovariatesHasNoEffectToEstimate() {
    double[] treatment = Arrays.stream(GROUP).mapToDouble(g -> 3 - 2 * g).toArray();
    for (double[][] x : new double[][][] {{AGE, treatment}, {treatment, II, IV}}) {
      assertEquals(Status.SINGULAR, ancova(x).status());
      assertEquals(Status.SINGULAR, cox(x, null).status());
      assertEquals(Status.SINGULAR, poisson(x).status());
      assertEquals(Status.SINGULAR, negativeBinomial(x).status());
      assertEquals(Status.SINGULAR, odds(x).status());
    }
  }

  @Test
  void separationInTreatmentHasNoEffectToEstimate() {
    // of the patients outside stage II only treated ones have an event
    int[] event = DATA.codes("event");
    double[] count = DATA.numbers("count");
    Arrays.setAll(event, i -> GROUP[i] == 0 ? 0 : event[i]);
    Arrays.setAll(count, i -> GROUP[i] == 0 && II[i] == 0 ? 0 : II[i] == 1 ? 0 : count[i]);
    double[] time = DATA.numbers("time");
    assertEquals(Status.SEPARATION, cox.test(time, event, GROUP, LEVELS, null, N, 0).status());
    double[] years = DATA.numbers("years");
    Estimate e = poisson.test(count, years, GROUP, LEVELS, N, 0);
    assertEquals(Status.SEPARATION, e.status());
    assertTrue(Double.isNaN(e.estimate()));
    assertEquals(
        Status.SEPARATION, negativeBinomial.test(count, years, GROUP, LEVELS, N, 0).status());
    // nobody is treated outside the level, and of it only treated ones have events: the coefficient
    // of the level and the effect run away together
    double[] apart = {3, 2, 4, 0, 0, 2, 1, 5};
    double[][] level = {{0, 0, 0, 1, 1, 1, 1, 1}};
    int[] group = {0, 0, 0, 0, 0, 1, 1, 1};
    double[] one = {1, 1, 1, 1, 1, 1, 1, 1};
    assertEquals(Status.SEPARATION, poisson.test(apart, one, group, level, 8, 0).status());
    assertEquals(Status.SEPARATION, negativeBinomial.test(apart, one, group, level, 8, 0).status());
  }
}
