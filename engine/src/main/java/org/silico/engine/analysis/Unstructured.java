package org.silico.engine.analysis;

/**
 * A variance for each visit and a covariance for each pair of visits: SAS TYPE=UN, the usual choice
 * of a confirmatory trial. &theta; is the lower triangle by rows.
 */
public record Unstructured() implements CovarianceStructure {

  @Override
  public int parameters(int visits) {
    return visits * (visits + 1) / 2;
  }

  @Override
  public void near(double[] matrix, int visits, double[] theta) {
    for (int u = 0; u < visits; u++) {
      for (int v = 0; v <= u; v++) {
        theta[pair(u, v)] = matrix[u * visits + v];
      }
    }
  }

  @Override
  public double element(double[] theta, int u, int v) {
    return theta[pair(u, v)];
  }

  @Override
  public double first(double[] theta, int i, int u, int v) {
    return i == pair(u, v) ? 1 : 0;
  }

  @Override
  public double second(double[] theta, int i, int j, int u, int v) {
    return 0;
  }

  /** The place of element (u, v), u &ge; v, in a lower triangle by rows. */
  static int pair(int u, int v) {
    return u * (u + 1) / 2 + v;
  }
}
