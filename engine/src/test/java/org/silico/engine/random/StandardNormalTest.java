package org.silico.engine.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardNormalTest {

  /** R: qnorm(u), digits = 17. */
  @ParameterizedTest
  @CsvSource({
    "1e-300, -37.047096299361201",
    "1e-100, -21.273453560965319",
    "1e-20, -9.2623400897984052",
    "1e-12, -7.0344838253011321",
    "1e-11, -6.7060231554951359",
    "1e-5, -4.2648907939228256",
    "0.001, -3.0902323061678132",
    "0.07, -1.4757910281791702",
    "0.08, -1.4050715603096322",
    "0.3, -0.52440051270804067",
    "0.45, -0.12566134685507399",
    "0.6, 0.25334710313579978",
    "0.9, 1.2815515655446008",
    "0.95, 1.6448536269514715",
    "0.999, 3.0902323061678132",
    "0.9999999, 5.1993375822906618"
  })
  void quantilesAreThoseOfR(double u, double expected) {
    assertEquals(expected, StandardNormal.quantile(u), 2e-15 * Math.abs(expected));
  }

  /** R: pnorm(z), digits = 17. */
  @ParameterizedTest
  @CsvSource({
    "-37, 5.7255712225245771e-300",
    "-30, 4.9067139271481872e-198",
    "-20, 2.7536241186062337e-89",
    "-10, 7.6198530241605269e-24",
    "-5.7, 5.9903714010635279e-09",
    "-5.6, 1.071759025831093e-08",
    "-4, 3.1671241833119924e-05",
    "-2, 0.022750131948179212",
    "-1, 0.15865525393145705",
    "-0.68, 0.24825223045357053",
    "-0.67, 0.25142889509531013",
    "-0.1, 0.46017216272297101",
    "0, 0.5",
    "0.1, 0.53982783727702899",
    "0.5, 0.69146246127401301",
    "1, 0.84134474606854293",
    "3, 0.9986501019683699",
    "6, 0.9999999990134123",
    "8, 0.99999999999999933"
  })
  void probabilitiesAreThoseOfRInBothTails(double z, double expected) {
    assertEquals(expected, StandardNormal.cdf(z), 2e-15 * expected);
  }

  /** R: dnorm(z), digits = 17. */
  @ParameterizedTest
  @CsvSource({
    "-30, 1.4736461348785476e-196",
    "-5, 1.4867195147342977e-06",
    "0, 0.3989422804014327",
    "0.3, 0.38138781546052414",
    "1.7, 0.094049077376886947",
    "20, 5.5209483621597635e-88"
  })
  void densitiesAreThoseOfR(double z, double expected) {
    assertEquals(expected, StandardNormal.density(z), 2e-15 * expected);
  }

  @Test
  void theCdfOfTheQuantileIsTheProbability() {
    for (double u = 1e-300; u < 0.5; u *= 1.37) {
      double z = StandardNormal.quantile(u);
      // an error of one rounding of z counts z^2 times in the tail
      assertEquals(u, StandardNormal.cdf(z), u * (1e-15 + 1e-15 * z * z));
      assertEquals(1 - u, StandardNormal.cdf(StandardNormal.quantile(1 - u)), 4e-16);
    }
  }

  @Test
  void theQuantileIsMonotoneAcrossTheJoinsOfItsRanges() {
    for (double join : new double[] {0.075, 0.925, Math.exp(-25), 1 - Math.exp(-25)}) {
      double u = join - 1000 * Math.ulp(join);
      for (int i = 0; i < 2000; i++) {
        assertTrue(StandardNormal.quantile(u) <= StandardNormal.quantile(Math.nextUp(u)) + 1e-15);
        u = Math.nextUp(u);
      }
    }
  }

  @Test
  void theEndsAreInfiniteAndAnythingBeyondIsNotANumber() {
    assertEquals(Double.NEGATIVE_INFINITY, StandardNormal.quantile(0));
    assertEquals(Double.POSITIVE_INFINITY, StandardNormal.quantile(1));
    for (double u : new double[] {-1e-9, 1.000001, Double.NaN}) {
      assertTrue(Double.isNaN(StandardNormal.quantile(u)));
    }
    assertEquals(0, StandardNormal.cdf(Double.NEGATIVE_INFINITY));
    assertEquals(1, StandardNormal.cdf(Double.POSITIVE_INFINITY));
    assertTrue(Double.isNaN(StandardNormal.cdf(Double.NaN)));
  }
}
