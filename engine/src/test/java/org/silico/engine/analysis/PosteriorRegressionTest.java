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

  @Test
  void columnsThatTellNothingMoreHaveNoPart() {
    // a covariate, a constant, twice the first, treatment, outcome
    double[] all = {
      3, 7, 6, 0, 1, 1, 7, 2, 0, 3, 4, 7, 8, 0, 5, 2, 7, 4, 1, 7, 5, 7, 10, 1, 4, 2, 7, 4, 1, 9
    };
    double[] without = new double[18];
    for (int i = 0; i < 6; i++) {
      without[3 * i] = all[5 * i];
      without[3 * i + 1] = all[5 * i + 3];
      without[3 * i + 2] = all[5 * i + 4];
    }
    PosteriorRegression regression = new PosteriorRegression();
    assertEquals(Status.OK, regression.fit(all, 5, 6, 4, 3));
    PosteriorRegression expected = new PosteriorRegression();
    assertEquals(Status.OK, expected.fit(without, 3, 6, 2, 1));
    regression.estimate();
    expected.estimate();
    assertEquals(expected.sigma, regression.sigma, 1e-14);
    assertEquals(expected.intercept, regression.intercept, 1e-13);
    assertEquals(expected.slope[0], regression.slope[0], 1e-14);
    assertEquals(0, regression.slope[1], 0);
    assertEquals(0, regression.slope[2], 0);
    assertEquals(expected.slope[1], regression.slope[3], 1e-14);
    // treatment that is twice a covariate
    double[] treatment = {2, 0, 1, 1, 0, 0, 3, 1, 1, 0, 0, 5, 2, 0, 7, 1, 1, 4};
    for (int i = 0; i < 6; i++) {
      treatment[3 * i] = 2 * treatment[3 * i + 1];
    }
    assertEquals(Status.SINGULAR, regression.fit(treatment, 3, 6, 2, 1));
  }
}
