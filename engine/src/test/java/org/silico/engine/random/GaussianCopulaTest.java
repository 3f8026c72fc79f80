package org.silico.engine.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GaussianCopulaTest {

  private static final int N = 100_000;
  private static final double[][] R = {{1, 0.6, -0.3}, {0.6, 1, 0.1}, {-0.3, 0.1, 1}};

  /** Standard error of a sample correlation r of normals: (1 - r^2) / sqrt(n). */
  @Test
  void normalScoresHaveTheCorrelationsAskedFor() {
    double[][] z = new double[3][N];
    RandomStream stream = new RandomStream(42, 0);
    for (int j = 0; j < 3; j++) {
      stream.uniforms(0, 1, j, 0, N, z[j]);
      StandardNormal.quantiles(z[j], N, z[j]);
    }
    new GaussianCopula(R).correlate(z, N);
    for (int j = 0; j < 3; j++) {
      for (int m = 0; m <= j; m++) {
        double sum = 0;
        for (int i = 0; i < N; i++) {
          sum += z[j][i] * z[m][i];
        }
        double r = R[j][m];
        double error = j == m ? Math.sqrt(2.0 / N) : Math.sqrt((1 + r * r) / N);
        assertEquals(r, sum / N, 4 * error);
      }
    }
  }

  /** R: t(chol(R)) %*% c(1, 2, 3). */
  @Test
  void multipliesByTheLowerCholeskyFactor() {
    double[][] z = {{1, 7}, {2, 7}, {3, 7}};
    new GaussianCopula(R).correlate(z, 1);
    double[] expected = {1, 2.2000000000000002, 3.0622359023948271};
    for (int j = 0; j < 3; j++) {
      assertEquals(expected[j], z[j][0], 1e-14);
      assertEquals(7, z[j][1], "beyond n nothing is touched");
    }
  }

  /** The smallest eigenvalue of this matrix is 1 - 0.9 sqrt(2). */
  @Test
  void aMatrixThatIsNotPositiveDefiniteIsRefusedWithItsSmallestEigenvalue() {
    String message = refusal(new double[][] {{1, 0.9, 0}, {0.9, 1, 0.9}, {0, 0.9, 1}});
    assertTrue(message.contains("not positive definite"), message);
    assertTrue(message.contains("-0.272792"), message);
    assertTrue(refusal(new double[][] {{1, 1}, {1, 1}}).contains("not positive definite"));
  }

  @Test
  void whatIsNoCorrelationMatrixIsRefused() {
    assertTrue(refusal(new double[][] {{1, 0.5}, {0.4, 1}}).contains("not symmetric"));
    assertTrue(refusal(new double[][] {{2, 0}, {0, 1}}).contains("diagonal"));
    assertTrue(refusal(new double[][] {{1, 0}, {0}}).contains("not square"));
  }

  private static String refusal(double[][] matrix) {
    return assertThrows(IllegalArgumentException.class, () -> new GaussianCopula(matrix))
        .getMessage();
  }
}
