package org.silico.engine.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.silico.engine.random.Beta;
import org.silico.engine.random.NegativeBinomial;

class ObservationsTest {

  /** R: lp <- (n-1)*log(l*(1-d)+d*n)-(l*(1-d)+d*n)-lgamma(n+1); exp(lp)/sum(exp(lp)). */
  @Test
  void generalisedPoissonAgreesWithR() {
    double[] p = new double[11];
    GeneralisedPoisson.probabilities(5, -.99286, p);
    assertArrayEquals(
        new double[] {
          4.7049995e-05,
          1.2653189e-03,
          1.3623517e-02,
          7.4964964e-02,
          2.2308584e-01,
          3.4968197e-01,
          2.6002085e-01,
          7.2783465e-02,
          4.5147189e-03,
          1.2297674e-05,
          2.4957063e-19
        },
        p,
        5e-9);
  }

  @Test
  void generalisedPoissonWithoutDispersionIsPoisson() {
    double[] p = new double[40];
    GeneralisedPoisson.probabilities(3, 0, p);
    assertEquals(Math.exp(-3), p[0], 1e-15);
    assertEquals(Math.exp(-3) * 243 / 120, p[5], 1e-15);
  }

  @Test
  void generalisedPoissonSumsToOne() {
    double[] p = new double[11];
    for (double lambda = 1e-6; lambda <= 10 - 1e-6; lambda += (10 - 2e-6) / 100) {
      for (double th : new double[] {0, .3, .99286, 1 - 1e-9}) {
        GeneralisedPoisson.probabilities(lambda, -th * lambda / (10 - lambda), p);
        assertEquals(1, Arrays.stream(p).sum(), 1e-12);
        assertTrue(Arrays.stream(p).allMatch(v -> v >= 0 && v <= 1));
      }
    }
  }

  @Test
  void likertTransitionsSumToOneFromEveryRating() {
    for (int previous = 0; previous <= 10; previous++) {
      for (double p0 : new double[] {0, .1, .554617, .999}) {
        double[] p = new double[11];
        GeneralisedPoisson.probabilities(6.2, -.9, p);
        LikertTransition.inflate(previous, p0, .359302, .00472972, .000403033, p);
        assertEquals(1, Arrays.stream(p).sum(), 1e-12);
        assertTrue(Arrays.stream(p).allMatch(v -> v >= 0 && v <= 1));
        assertTrue(p[previous] >= p0);
      }
    }
  }

  /** By hand, from 1: stay .2; then .4 x .8 x half to 0 and to 2; of .48, .1 x half to 3 only. */
  @Test
  void likertTransitionAtTheEdgeUsesTheSideThereIs() {
    double[] p = new double[11];
    p[10] = 1;
    LikertTransition.inflate(1, .2, .4, .1, 0, p);
    assertArrayEquals(
        new double[] {.16, .2, .16, .024, 0, 0, 0, 0, 0, 0, 1 - .16 - .2 - .16 - .024}, p, 1e-15);
  }

  @Test
  void negativeBinomialSumsToOneWithItsMeanAndVariance() {
    for (double[] c : new double[][] {{.3, .1065}, {8, .5}, {50, 2}}) {
      double sum = 0;
      double mean = 0;
      double square = 0;
      double p = Math.exp(NegativeBinomialCount.logZero(c[0], c[1]));
      double ratio = c[1] * c[0] / (1 + c[1] * c[0]);
      for (int k = 0; k < 20_000; k++) {
        sum += p;
        mean += k * p;
        square += (double) k * k * p;
        p *= ratio * (k + 1 / c[1]) / (k + 1);
      }
      assertEquals(1, sum, 1e-12);
      assertEquals(c[0], mean, 1e-9 * c[0]);
      assertEquals(c[0] + c[1] * c[0] * c[0], square - mean * mean, 1e-7 * square);
    }
  }

  /** R: qnbinom(c(.01,.2,.5,.9,.999), size = 1/d, mu = m). */
  @Test
  void negativeBinomialQuantilesAgreeWithR() {
    double[][] cases = {
      {.3, .1065, 0, 0, 0, 1, 3},
      {8, .1065, 1, 5, 8, 13, 24},
      {50, 2, 0, 3, 23, 136, 544},
      {400, .01, 303, 362, 399, 458, 551},
      {3, 1e-4, 0, 2, 3, 5, 10},
      {.05, 400, 0, 0, 0, 0, 14}
    };
    double[] u = {.01, .2, .5, .9, .999};
    for (double[] c : cases) {
      for (int k = 0; k < u.length; k++) {
        assertEquals(c[2 + k], NegativeBinomialCount.quantile(c[0], c[1], u[k]));
      }
    }
  }

  @Test
  void negativeBinomialAgreesWithTheDistribution() {
    for (double mean : new double[] {1e-3, .3, 5, 200, 999, 1e5}) {
      for (double d : new double[] {1e-4, .1, 3, 100}) {
        for (double u = 0.0137; u < 1; u += 0.0517) {
          assertEquals(
              new NegativeBinomial(mean, d).quantile(u),
              NegativeBinomialCount.quantile(mean, d, u));
        }
      }
    }
  }

  @Test
  void betaTableAgreesWithTheExactQuantiles() {
    for (double tau : new double[] {87.5, 90.36, 20}) {
      var table = new BetaOnRange(tau, 70);
      double worst = 0;
      for (double mu = 0.00113; mu < 0.999; mu += 0.00791) {
        var exact = new Beta(mu * tau, (1 - mu) * tau);
        for (double u :
            new double[] {1e-12, 1e-6, .001, .0473, .3, .5, .77, .99, .9999, 1 - 1e-9}) {
          worst = Math.max(worst, Math.abs(table.quantile(70 * mu, u) - 70 * exact.quantile(u)));
        }
      }
      assertTrue(worst < 70 * 2e-5, "tau " + tau + ": " + worst);
    }
  }

  @Test
  void betaObservationsHaveTheirMeanAndVariance() {
    var beta = new BetaOnRange(90.36, 70);
    int n = 200_001;
    for (double mean : new double[] {0.5, 22, 60}) {
      double sum = 0;
      double square = 0;
      for (int i = 0; i < n; i++) {
        double y = beta.quantile(mean, (i + .5) / n);
        sum += y / n;
        square += y * y / n;
      }
      double mu = mean / 70;
      assertEquals(mean, sum, 1e-3);
      assertEquals(70 * 70 * mu * (1 - mu) / 91.36, square - sum * sum, 5e-3);
    }
  }
}
