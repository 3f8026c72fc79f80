package org.silico.engine.analysis;

/**
 * One variance &theta;<sub>0</sub> and one covariance &theta;<sub>1</sub>: SAS TYPE=CS, and where
 * the covariance is positive, a random intercept of each patient.
 */
public record CompoundSymmetry() implements CovarianceStructure {

  @Override
  public int parameters(int visits) {
    return Math.min(2, visits);
  }

  @Override
  public void near(double[] matrix, int visits, double[] theta) {
    theta[0] = CovarianceStructure.meanAtLag(matrix, visits, 0);
    if (visits > 1) {
      double sum = 0;
      for (int lag = 1; lag < visits; lag++) {
        sum += (visits - lag) * CovarianceStructure.meanAtLag(matrix, visits, lag);
      }
      theta[1] = 2 * sum / (visits * (visits - 1));
    }
  }

  @Override
  public double element(double[] theta, int u, int v) {
    return theta[u == v ? 0 : 1];
  }

  @Override
  public double first(double[] theta, int i, int u, int v) {
    return (i == 0) == (u == v) ? 1 : 0;
  }

  @Override
  public double second(double[] theta, int i, int j, int u, int v) {
    return 0;
  }
}
