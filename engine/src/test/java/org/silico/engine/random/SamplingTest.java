package org.silico.engine.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.ExponentialDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.LogNormalDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.PascalDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.distribution.WeibullDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Draws of every distribution against the distribution functions of commons-math3: 1e5 draws at a
 * fixed seed, each test with an error rate of 1e-4.
 */
class SamplingTest {

  private static final int N = 100_000;

  private interface Cdf {
    double at(double x);
  }

  static List<Arguments> continuous() {
    return List.of(
        Arguments.of(new Normal(2, 3), (Cdf) new NormalDistribution(2, 3)::cumulativeProbability),
        Arguments.of(
            new Lognormal(0.5, 0.8),
            (Cdf) new LogNormalDistribution(0.5, 0.8)::cumulativeProbability),
        Arguments.of(
            new Uniform(-1, 4), (Cdf) new UniformRealDistribution(-1, 4)::cumulativeProbability),
        Arguments.of(
            new Exponential(12), (Cdf) new ExponentialDistribution(12)::cumulativeProbability),
        Arguments.of(
            new Weibull(1.7, 20), (Cdf) new WeibullDistribution(1.7, 20)::cumulativeProbability),
        Arguments.of(new Beta(2, 5), (Cdf) new BetaDistribution(2, 5)::cumulativeProbability),
        Arguments.of(
            new Beta(0.4, 0.7), (Cdf) new BetaDistribution(0.4, 0.7)::cumulativeProbability),
        Arguments.of(new Gamma(2.5, 3), (Cdf) new GammaDistribution(2.5, 3)::cumulativeProbability),
        Arguments.of(
            new Gamma(0.3, 2), (Cdf) new GammaDistribution(0.3, 2)::cumulativeProbability));
  }

  static List<Arguments> discrete() {
    return List.of(
        Arguments.of(
            new Poisson(0.3),
            (Cdf) k -> new PoissonDistribution(0.3).cumulativeProbability((int) k)),
        Arguments.of(
            new Poisson(120),
            (Cdf) k -> new PoissonDistribution(120).cumulativeProbability((int) k)),
        Arguments.of(
            new Binomial(10, 0.3),
            (Cdf) k -> new BinomialDistribution(10, 0.3).cumulativeProbability((int) k)),
        Arguments.of(
            new Binomial(200, 0.6),
            (Cdf) k -> new BinomialDistribution(200, 0.6).cumulativeProbability((int) k)),
        Arguments.of(
            new NegativeBinomial(2, 0.5),
            (Cdf) k -> new PascalDistribution(2, 0.5).cumulativeProbability((int) k)),
        Arguments.of(
            new NegativeBinomial(45, 0.2),
            (Cdf) k -> new PascalDistribution(5, 0.1).cumulativeProbability((int) k)),
        Arguments.of(
            new Categorical(0.1, 0.2, 0, 0.7),
            (Cdf) k -> k < 0 ? 0 : k < 1 ? 0.1 : k < 3 ? 0.3 : 1));
  }

  /** Kolmogorov's distribution: P(sqrt(n) D > 2.2253) = 2 exp(-2 * 2.2253^2) = 1e-4. */
  @ParameterizedTest
  @MethodSource("continuous")
  void continuousDrawsPassKolmogorovAndSmirnov(Distribution distribution, Cdf cdf) {
    for (Distribution sampled : List.of(distribution, distribution.tabulated())) {
      double[] x = draws(sampled);
      Arrays.sort(x);
      double largest = 0;
      for (int i = 0; i < N; i++) {
        double p = cdf.at(x[i]);
        largest = Math.max(largest, Math.max(p - (double) i / N, (i + 1.0) / N - p));
      }
      assertTrue(Math.sqrt(N) * largest < 2.2253, sampled + ": " + Math.sqrt(N) * largest);
    }
  }

  /** Pearson's chi-square over cells of at least 50 expected draws. */
  @ParameterizedTest
  @MethodSource("discrete")
  void discreteDrawsPassPearson(Distribution distribution, Cdf cdf) {
    for (Distribution sampled : List.of(distribution, distribution.tabulated())) {
      double[] x = draws(sampled);
      Arrays.sort(x);
      double statistic = 0;
      int cells = 0;
      int counted = 0;
      double below = 0;
      for (double k = x[0]; below < 1; k++) {
        double p = cdf.at(k);
        boolean last = N * (1 - p) < 50;
        if (last || N * (p - below) >= 50) {
          double expected = N * ((last ? 1 : p) - below);
          int seen = (last ? N : upTo(x, k)) - counted;
          statistic += (seen - expected) * (seen - expected) / expected;
          counted += seen;
          below = last ? 1 : p;
          cells++;
        }
      }
      double critical =
          new ChiSquaredDistribution(cells - 1).inverseCumulativeProbability(1 - 1e-4);
      assertTrue(statistic < critical, sampled + ": " + statistic + " >= " + critical);
    }
  }

  static Stream<Distribution> all() {
    return Stream.concat(
        Stream.concat(continuous().stream(), discrete().stream())
            .map(arguments -> (Distribution) arguments.get()[0]),
        Stream.of(
            new Truncated(new Normal(50, 10), 40, 75),
            new Truncated(new Gamma(2.5, 3), 5, Double.POSITIVE_INFINITY),
            new Truncated(new Poisson(4), 1, 6)));
  }

  /** The sample mean within four standard errors; the sample variance likewise, by its own. */
  @ParameterizedTest
  @MethodSource("all")
  void drawsHaveTheMeanAndTheVariance(Distribution distribution) {
    double[] x = draws(distribution);
    double mean = distribution.mean();
    double variance = distribution.variance();
    double first = 0;
    double second = 0;
    double fourth = 0;
    for (double value : x) {
      double square = (value - mean) * (value - mean);
      first += value - mean;
      second += square;
      fourth += square * square;
    }
    assertEquals(0, first / N, 4 * Math.sqrt(variance / N));
    double spread = Math.sqrt((fourth / N - (second / N) * (second / N)) / N);
    assertEquals(variance, second / N, 4 * spread);
  }

  private static double[] draws(Distribution distribution) {
    double[] x = new double[N];
    new RandomStream(1, 2).uniforms(3, 4, 5, 6, N, x);
    distribution.quantiles(x, N, x);
    return x;
  }

  private static int upTo(double[] sorted, double k) {
    int at = Arrays.binarySearch(sorted, k + 0.5);
    return -at - 1;
  }
}
