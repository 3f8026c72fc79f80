package org.silico.engine.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.silico.engine.random.RandomStream;
import org.silico.engine.random.StandardNormal;

class RegressionToTheMeanTest {

  /** HAMD-17 at screening: patients of mean 20 entered at 22 or more. */
  @Test
  void closedFormMatchesSimulation() {
    var population = new RegressionToTheMean(20, 4, 3);
    int n = 1_000_000;
    var stream = new RandomStream(212, 0);
    double[][] z = new double[3][n];
    for (int j = 0; j < 3; j++) {
      stream.uniforms(0, 1, j, 0, n, z[j]);
      StandardNormal.quantiles(z[j], n, z[j]);
    }
    for (double cut : new double[] {15, 22, 30}) {
      double count = 0;
      double sum = 0;
      double square = 0;
      for (int i = 0; i < n; i++) {
        double first = 20 + 4 * z[0][i] + 3 * z[1][i];
        if (first > cut) {
          double change = 3 * (z[2][i] - z[1][i]);
          count++;
          sum += change;
          square += change * change;
        }
      }
      double mean = sum / count;
      double se = Math.sqrt((square / count - mean * mean) / count);
      assertEquals(population.expectedChange(cut), mean, 4 * se);
    }
  }

  /**
   * z = 0.4, rho = 16/25: -(9/25) 5 phi(.4)/(1-Phi(.4)); R: -1.8*dnorm(.4)/pnorm(.4,lower=FALSE).
   */
  @Test
  void closedFormAgreesWithR() {
    var population = new RegressionToTheMean(20, 4, 3);
    assertEquals(0.64, population.reliability(), 1e-15);
    assertEquals(-1.9237611, population.expectedChange(22), 5e-8);
  }
}
