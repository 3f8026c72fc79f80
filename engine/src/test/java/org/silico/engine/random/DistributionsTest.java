package org.silico.engine.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DistributionsTest {

  private static final double[] PROBABILITIES = {
    1e-14, 1e-12, 1e-6, 1e-3, 0.07, 0.3, 0.5, 0.500001, 0.77, 0.95, 0.99993, 1 - 1e-6, 1 - 1e-9
  };

  static Stream<Distribution> continuous() {
    Stream.Builder<Distribution> all = Stream.builder();
    all.add(new Normal(-3, 0.1)).add(new Lognormal(2, 1)).add(new Uniform(5, 6));
    all.add(new Exponential(0.1)).add(new Weibull(0.7, 5));
    for (double shape : new double[] {0.02, 0.1, 0.5, 1, 1.5, 3, 14.9, 15.1, 80, 2000, 1e6}) {
      all.add(new Gamma(shape, 2));
      for (double other : new double[] {0.02, 0.3, 1, 4, 50, 3000}) {
        all.add(new Beta(shape, other));
      }
    }
    return all.build();
  }

  static Stream<Distribution> counts() {
    Stream.Builder<Distribution> all = Stream.builder();
    for (double mean : new double[] {0.001, 1, 29.9, 30.1, 1000, 1e6}) {
      all.add(new Poisson(mean));
      for (double dispersion : new double[] {1e-9, 0.01, 1, 5}) {
        all.add(new NegativeBinomial(mean, dispersion));
      }
    }
    for (double size : new double[] {1, 7, 300, 1e5}) {
      for (double probability : new double[] {1e-4, 0.2, 0.5, 0.999}) {
        all.add(new Binomial(size, probability));
      }
    }
    return all.build();
  }

  @ParameterizedTest
  @MethodSource("continuous")
  void theCdfOfAContinuousQuantileIsTheProbability(Distribution distribution) {
    for (double u : PROBABILITIES) {
      double x = distribution.quantile(u);
      // where x itself is too coarse a number (next to 1, or below 1e-308), so is the answer
      double resolution =
          distribution.cdf(x + 2 * Math.ulp(x)) - distribution.cdf(x - 2 * Math.ulp(x));
      assertEquals(u, distribution.cdf(x), 1e-11 * u + resolution, () -> "at u = " + u);
      double q = Math.min(u, 0.4);
      double far = distribution.upperQuantile(q);
      double coarse =
          distribution.survival(far - 2 * Math.ulp(far))
              - distribution.survival(far + 2 * Math.ulp(far));
      assertEquals(q, distribution.survival(far), 1e-11 * q + coarse, () -> "at q = " + q);
    }
  }

  @ParameterizedTest
  @MethodSource("continuous")
  void aTableAgreesWithinItsTolerance(Distribution distribution) {
    Distribution table = distribution.tabulated();
    double previous = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < 3001; i++) {
      double u = (i + 0.5) / 3001;
      double x = table.quantile(u);
      double resolution =
          distribution.cdf(x + 2 * Math.ulp(x)) - distribution.cdf(x - 2 * Math.ulp(x));
      assertEquals(u, distribution.cdf(x), 1e-11 + resolution, () -> "at u = " + u);
      assertTrue(x >= previous, "monotone");
      previous = x;
    }
  }

  @ParameterizedTest
  @MethodSource("counts")
  void aCountsQuantileIsTheSmallestThatReachesTheProbability(Distribution distribution) {
    Distribution table = distribution.tabulated();
    for (double u : PROBABILITIES) {
      double k = distribution.quantile(u);
      assertTrue(distribution.cdf(k) >= u - 1e-15, () -> "at u = " + u);
      assertTrue(k == 0 || distribution.cdf(k - 1) < u + 1e-15, () -> "at u = " + u);
      assertEquals(k, table.quantile(u), () -> "at u = " + u);
    }
  }

  @ParameterizedTest
  @MethodSource("counts")
  void bothTailsOfACountAddUpToOne(Distribution distribution) {
    for (double u : PROBABILITIES) {
      double k = distribution.quantile(u);
      assertEquals(1, distribution.cdf(k) + distribution.survival(k), 2e-13);
    }
  }

  @Test
  void degenerateParametersGiveConstants() {
    for (Distribution constant :
        List.of(
            new Normal(3, 0),
            new Lognormal(Math.log(3), 0),
            new Binomial(3, 1),
            new Truncated(new Normal(3, 0), 1, 4))) {
      assertEquals(3, constant.quantile(1e-9), 1e-15);
      assertEquals(3, constant.quantile(0.7), 1e-15);
      assertEquals(1, constant.cdf(3.01));
      assertEquals(0, constant.cdf(2.99));
      assertEquals(0, constant.variance(), 1e-15);
    }
    for (Distribution zero :
        List.of(
            new Poisson(0), new Binomial(0, 0.5), new Binomial(9, 0), new NegativeBinomial(0, 2))) {
      assertEquals(0, zero.quantile(1e-9));
      assertEquals(0, zero.tabulated().quantile(1 - 1e-12));
      assertEquals(1, zero.cdf(0));
      assertEquals(0, zero.cdf(-1));
    }
  }

  @Test
  void aNegativeBinomialWithoutDispersionIsPoisson() {
    for (double u : PROBABILITIES) {
      assertEquals(new Poisson(40).quantile(u), new NegativeBinomial(40, 0).quantile(u));
    }
  }

  @Test
  void theEndsOfTheSupportAreTheQuantilesOfZeroAndOne() {
    double infinity = Double.POSITIVE_INFINITY;
    assertEnds(-infinity, infinity, new Normal(2, 1));
    assertEnds(0, infinity, new Lognormal(2, 1));
    assertEnds(-2, 1, new Uniform(-2, 1));
    assertEnds(0, infinity, new Exponential(2));
    assertEnds(0, infinity, new Weibull(2, 1));
    assertEnds(0, infinity, new Gamma(2, 1));
    assertEnds(0, 1, new Beta(2, 1));
    assertEnds(0, infinity, new Poisson(2));
    assertEnds(0, infinity, new Poisson(200));
    assertEnds(0, infinity, new NegativeBinomial(2, 1));
    assertEnds(0, 12, new Binomial(12, 0.5));
    assertEnds(0, 2, new Categorical(0.25, 0.5, 0.25));
    assertEnds(1, 5, new Truncated(new Normal(2, 1), 1, 5));
  }

  private static void assertEnds(double low, double high, Distribution distribution) {
    for (Distribution each : List.of(distribution, distribution.tabulated())) {
      assertEquals(low, each.quantile(0), 0.0, each.toString());
      assertEquals(high, each.quantile(1), 0.0, each.toString());
      assertTrue(Double.isNaN(each.quantile(Double.NaN)), each.toString());
      assertTrue(Double.isNaN(each.quantile(-0.1)), each.toString());
      assertTrue(Double.isNaN(each.quantile(1.1)), each.toString());
    }
  }

  @Test
  void familiesAreFoundByTheirNamesInAProtocol() {
    assertEquals(
        List.of(
            "normal",
            "lognormal",
            "uniform",
            "exponential",
            "weibull",
            "beta",
            "gamma",
            "poisson",
            "binomial",
            "negative binomial"),
        Distributions.families().stream().map(DistributionFamily::name).toList());
    for (DistributionFamily family : Distributions.families()) {
      assertEquals(family, Distributions.byName(family.name()).orElseThrow());
    }
    assertTrue(Distributions.byName("Normal").isEmpty());
    assertEquals(new Weibull(2, 3), Distributions.byName("weibull").orElseThrow().of(2, 3));
    assertFalse(Distributions.byName("gamma").orElseThrow().discrete());
    assertTrue(Distributions.byName("poisson").orElseThrow().discrete());
  }

  @Test
  void aWrongParameterIsNamedWithItsValueAndItsRange() {
    assertRefused("normal: sd = -1.0 is outside [0, infinity)", "normal", 0, -1);
    assertRefused("normal: mean = NaN is outside (-infinity, infinity)", "normal", Double.NaN, 1);
    assertRefused("gamma: scale = 0.0 is outside (0, infinity)", "gamma", 1, 0);
    assertRefused("gamma: shape = 1.0E18 is outside (0, 1.0E15]", "gamma", 1e18, 1);
    assertRefused("poisson: mean = 1.0E18 is outside [0, 1.0E15]", "poisson", 1e18);
    assertRefused("beta: alpha = 1.0E18 is outside (0, 1000000000]", "beta", 1e18, 1);
    assertRefused("binomial: size = 1.0E18 is outside [0, 1000000000]", "binomial", 1e18, 0.5);
    assertRefused(
        "negative binomial: mean = 1.0E18 is outside [0, 1000000000]",
        "negative binomial",
        1e18,
        1);
    assertRefused("binomial: probability = 1.5 is outside [0, 1]", "binomial", 5, 1.5);
    assertRefused("binomial: size = 2.5 is not a whole number", "binomial", 2.5, 0.5);
    assertRefused("uniform: max = 1.0 is outside (2.0, infinity)", "uniform", 2, 1);
    assertRefused("beta takes 2 parameters (alpha, beta) but was given 1", "beta", 2);
  }

  private static void assertRefused(String start, String family, double... theta) {
    DistributionFamily named = Distributions.byName(family).orElseThrow();
    String message =
        assertThrows(IllegalArgumentException.class, () -> named.of(theta)).getMessage();
    assertTrue(message.startsWith(start), message);
  }
}
