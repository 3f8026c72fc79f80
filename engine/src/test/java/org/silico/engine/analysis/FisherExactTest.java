package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.silico.engine.analysis.Hypothesis.Decision;
import org.silico.engine.analysis.Hypothesis.Direction;

/**
 * Expected values from R: fisher.test for p values, dhyper with uniroot for the rest; see
 * src/test/r/expected.R, section FisherExact.
 */
class FisherExactTest {

  private static double p(int[] table, boolean mid, Direction better, int sides) {
    FisherExact test = new FisherExact(mid);
    test.estimate(table[0], table[1], table[2], table[3]);
    return test.test(better, sides, 0.05).p();
  }

  @ParameterizedTest
  @CsvSource({
    "10, 15, 3, 20, 0.00383316406313, 0.00250076574616, 0.999818093799, 0.00267373429035,"
        + " 0.00134133597338, 0.998658664027",
    "0, 12, 4, 11, 0.0372670807453, 1, 0.0372670807453, 0.0186335403727, 0.981366459627,"
        + " 0.0186335403727",
    "15, 15, 9, 18, 0.00139043381535, 0.00126065999258, 1, 0.000760103819058, 0.000630329996292,"
        + " 0.999369670004",
    "3, 10, 7, 10, 0.178895407998, 0.988492931217, 0.0894477039988, 0.100954772781,"
        + " 0.949522613609, 0.0504773863907",
    "1, 30, 9, 28, 0.00479834436257, 0.999748500571, 0.00422254303906, 0.00281282255737,"
        + " 0.997762978766, 0.00223702123386",
    "120, 300, 90, 310, 0.00490709840594, 0.00282298417526, 0.998352381167, 0.00431941573475,"
        + " 0.00223530150407, 0.997764698496",
    "2, 6, 2, 6, 1, 0.727272727273, 0.727272727273, 0.772727272727, 0.5, 0.5",
    "7, 12, 5, 12, 0.684272652909, 0.342136326455, 0.889826622429, 0.452309704026, 0.226154852013,"
        + " 0.773845147987"
  })
  void pValuesAreThoseOfR(
      int x1,
      int n1,
      int x0,
      int n0,
      double two,
      double greater,
      double less,
      double midTwo,
      double midGreater,
      double midLess) {
    int[] table = {x1, n1, x0, n0};
    assertEquals(two, p(table, false, Direction.GREATER, 2), 1e-11);
    assertEquals(greater, p(table, false, Direction.GREATER, 1), 1e-11);
    assertEquals(less, p(table, false, Direction.LESS, 1), 1e-11);
    assertEquals(midTwo, p(table, true, Direction.LESS, 2), 1e-11);
    assertEquals(midGreater, p(table, true, Direction.GREATER, 1), 1e-11);
    assertEquals(midLess, p(table, true, Direction.LESS, 1), 1e-11);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 15, 3, 20, 2.34002672886, 0.810613041023, 0.586645448273, 4.42246518357, 0.760728343502,"
        + " 4.1557904545",
    "0, 12, 4, 11, -Infinity, NaN, -Infinity, 0.184304354647, -Infinity, -0.145190818036",
    "15, 15, 9, 18, Infinity, NaN, 0.886784990132, Infinity, 1.16694461643, Infinity",
    "3, 10, 7, 10, -1.59926529453, 0.941498461396, -4.01797914405, 0.520810884043, -3.70908286588,"
        + " 0.292370200192",
    "1, 30, 9, 28, -2.57987629757, 1.08890378343, -6.43339561872, -0.474309519564, -5.74615405164,"
        + " -0.665150318694",
    "120, 300, 90, 310, 0.487545556595, 0.171743639841, 0.137583483197, 0.83992986575,"
        + " 0.150958774205, 0.826220071455",
    "7, 12, 5, 12, 0.644370802669, 0.809631428807, -1.21179638715, 2.58936727791, -1.01044323835,"
        + " 2.36355130425"
  })
  void oddsRatioAndIntervalAreThoseOfTheConditionalLikelihood(
      int x1,
      int n1,
      int x0,
      int n0,
      double logOdds,
      double error,
      double lower,
      double upper,
      double midLower,
      double midUpper) {
    FisherExact exact = new FisherExact(false);
    Estimate e = exact.estimate(x1, n1, x0, n0);
    assertEquals(logOdds, e.estimate(), 1e-8);
    assertEquals(error, e.standardError(), 1e-8);
    assertEquals(Double.isInfinite(logOdds) ? Status.SEPARATION : Status.OK, e.status());
    assertEquals(lower, exact.interval(0.95).lower(), 1e-8);
    assertEquals(upper, exact.interval(0.95).upper(), 1e-8);
    FisherExact mid = new FisherExact(true);
    mid.estimate(x1, n1, x0, n0);
    assertEquals(midLower, mid.interval(0.95).lower(), 1e-8);
    assertEquals(midUpper, mid.interval(0.95).upper(), 1e-8);
  }

  /** As R says: p = 1, and every odds ratio is possible. */
  @Test
  void aTableThatCannotBeOtherwiseTellsNothing() {
    for (int x : new int[] {0, 8}) {
      FisherExact test = new FisherExact(false);
      assertEquals(Status.NO_VARIANCE, test.estimate(x, 8, x, 8).status());
      Decision decision = test.test(Direction.GREATER, 2, 0.05);
      assertEquals(1, decision.p());
      assertFalse(decision.reject());
      assertEquals(Double.NEGATIVE_INFINITY, test.interval(0.95).lower());
      assertEquals(Double.POSITIVE_INFINITY, test.interval(0.95).upper());
    }
  }

  @Test
  void anEmptyArmHasNoPValue() {
    FisherExact test = new FisherExact(true);
    assertEquals(Status.EMPTY_ARM, test.estimate(0, 0, 3, 8).status());
    assertTrue(Double.isNaN(test.test(Direction.GREATER, 1, 0.05).p()));
    assertTrue(Double.isNaN(test.interval(0.9).lower()));
  }

  @Test
  void missingOutcomesAreLeftOut() {
    double[] y = {1, 0, Double.NaN, 1, 0, 0};
    int[] group = {1, 1, 1, 0, 0, 0};
    Estimate of = new FisherExact(false).estimate(y, group, 6);
    assertEquals(new FisherExact(false).estimate(1, 2, 1, 3), of);
  }

  /** A million patients: the weights of far tables vanish, and none overflows. */
  @Test
  void largeTablesKeepTheirDigits() {
    FisherExact test = new FisherExact(false);
    Estimate e = test.estimate(250_500, 500_000, 249_500, 500_000);
    // the Wald log odds ratio log(250500^2 / 249500^2), as both arms are large
    assertEquals(2 * Math.log(250_500.0 / 249_500), e.estimate(), 1e-7);
    // fisher.test(matrix(c(250500, 249500, 249500, 250500), 2))
    assertEquals(0.0457166061136, test.test(Direction.GREATER, 2, 0.05).p(), 1e-9);
  }
}
