package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PosteriorRegressionTest {

  private static final int DRAWS = 100_000;

  @Test
  void drawsOfTwoMeansHaveTheirPosterior() {
    // treatment and outcome; a row without outcome
    double[] x = {0, 1, 0, 3, 0, 5, 0, 4, 0, 2, 0, 3, 1, 7, 1, 4, 1, Double.NaN, 1, 5, 1, 8, 1, 6};
    double n0 = 6;
    double n1 = 5;
    double residual = 10 + 10;
    PosteriorRegression regression = new PosteriorRegression();
    assertEquals(Status.OK, regression.fit(x, 2, 12, 1, 0));
    NormalDraws draws = new NormalDraws();
    draws.start(new SplittableRandom(1)::nextDouble);
    double control = 0;
    double treated = 0;
    double controlSquare = 0;
    double treatedSquare = 0;
    double product = 0;
    double variance = 0;
    for (int m = 0; m < DRAWS; m++) {
      regression.draw(draws);
      double c = regression.intercept - 3;
      double t = regression.intercept + regression.slope[0] - 6;
      control += c / DRAWS;
      treated += t / DRAWS;
      controlSquare += c * c / DRAWS;
      treatedSquare += t * t / DRAWS;
      product += c * t / DRAWS;
      variance += regression.sigma * regression.sigma / DRAWS;
    }
    // the mean of 1/chi-square is 1/(df - 2); given sigma, the means of arms are independent
    double expected = residual / (n0 + n1 - 2 - 2);
    double mcse = Math.sqrt(expected / n1 / DRAWS);
    assertEquals(0, control, 4 * mcse);
    assertEquals(0, treated, 4 * mcse);
    assertEquals(1, variance / expected, 0.02);
    assertEquals(1, controlSquare / (expected / n0), 0.03);
    assertEquals(1, treatedSquare / (expected / n1), 0.03);
    assertEquals(0, product / expected, 0.005);
  }
}
