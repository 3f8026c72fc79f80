package org.silico.engine.analysis;

/**
 * One variance, and a covariance for each distance between visits, counted in visits: SAS
 * TYPE=TOEP. &theta;<sub>l</sub> is the covariance at lag l.
 */
public record Toeplitz() implements CovarianceStructure {

  @Override
  public int parameters(int visits) {
    return visits;
  }

  @Override
  public void near(double[] matrix, int visits, double[] theta) {
    for (int lag = 0; lag < visits; lag++) {
      theta[lag] = CovarianceStructure.meanAtLag(matrix, visits, lag);
    }
  }

  @Override
  public double element(double[] theta, int u, int v) {
    return theta[u - v];
  }

  @Override
  public double first(double[] theta, int i, int u, int v) {
    return i == u - v ? 1 : 0;
  }

  @Override
  public double second(double[] theta, int i, int j, int u, int v) {
    return 0;
  }
}
