package org.silico.engine.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TruncatedTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void quantilesStayWithinTheBoundsAndInvertTheCdf() {
    Distribution[] all = {
      new Truncated(new Normal(50, 10), 40, 75),
      new Truncated(new Normal(0, 1), 5, INFINITY),
      new Truncated(new Normal(0, 1), -INFINITY, -6),
      new Truncated(new Gamma(2.5, 3), 30, 40),
      new Truncated(new Beta(2, 5), 0.1, 0.2)
    };
    for (Distribution truncated : all) {
      double low = truncated.quantile(0);
      double high = truncated.quantile(1);
      for (double u = 1e-6; u < 1; u += 0.0371) {
        double x = truncated.quantile(u);
        assertTrue(x > low && x < high);
        assertEquals(u, truncated.cdf(x), 1e-12);
        assertEquals(1 - u, truncated.survival(x), 1e-12);
        assertEquals(x, truncated.upperQuantile(1 - u), 1e-10 * Math.abs(x));
      }
    }
  }

  /** R: qnorm(0.5 * pnorm(6, lower = FALSE), lower = FALSE). */
  @Test
  void aFarUpperTailKeepsItsDigits() {
    assertEquals(
        R_UPPER, new Truncated(new Normal(0, 1), 6, INFINITY).quantile(0.5), 1e-14 * R_UPPER);
  }

  private static final double R_UPPER = 6.1115650618134403;

  /**
   * Mean m + s h and variance s^2 (1 + a h - h^2) with a = (5 - m)/s = 1; R: h = dnorm(1) /
   * pnorm(-1).
   */
  @Test
  void momentsAreThoseOfTheTruncatedNormal() {
    double hazard = 1.5251352761609813;
    Distribution tail = new Truncated(new Normal(3, 2), 5, INFINITY);
    assertEquals(3 + 2 * hazard, tail.mean(), 1e-12);
    assertEquals(4 * (1 + hazard - hazard * hazard), tail.variance(), 1e-11);
    Distribution mirrored = new Truncated(new Normal(-3, 2), -INFINITY, -5);
    assertEquals(-tail.mean(), mirrored.mean(), 1e-12);
    assertEquals(tail.variance(), mirrored.variance(), 1e-11);
  }

  @Test
  void boundsOfCountsAreIncluded() {
    Distribution counts = new Truncated(new Poisson(2), 1, 3);
    // Poisson(2): p1 : p2 : p3 = 2 : 2 : 4/3
    assertEquals(1, counts.quantile(1e-12));
    assertEquals(1, counts.quantile(0.3749));
    assertEquals(2, counts.quantile(0.3751));
    assertEquals(2, counts.quantile(0.7499));
    assertEquals(3, counts.quantile(0.7501));
    assertEquals(3, counts.quantile(1));
    assertEquals(0.375, counts.cdf(1), 1e-15);
    assertEquals(1.875, counts.mean(), 1e-14);
    assertEquals(0.609375, counts.variance(), 1e-14);
    assertEquals(7, new Truncated(new Poisson(2), 6.5, 7.9).quantile(0.4), "one value only");
  }

  @Test
  void boundsWithNextToNothingBetweenThemAreRefused() {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> new Truncated(new Normal(0, 1), 8, INFINITY))
            .getMessage();
    assertTrue(message.contains("at least 1.0E-12"), message);
    assertThrows(IllegalArgumentException.class, () -> new Truncated(new Poisson(2), 1.2, 1.8));
    assertThrows(IllegalArgumentException.class, () -> new Truncated(new Normal(0, 1), 2, 1));
  }
}
