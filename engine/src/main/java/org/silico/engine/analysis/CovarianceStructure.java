package org.silico.engine.analysis;

import java.io.Serializable;

/**
 * How the covariance matrix &Sigma; of a patient's outcomes over visits depends on its parameters
 * &theta;. A new structure is a file and a line here.
 *
 * <p>Parameters are those of SAS PROC MIXED, covariances themselves wherever that makes &Sigma;
 * linear in them: second derivatives then vanish, the Kenward-Roger adjustment needs no more than
 * the first, and scoring from moments settles in a few steps. &theta; is not bounded; where &Sigma;
 * is not positive definite, the likelihood is outside its domain and steps are halved.
 *
 * <p>Visits are numbered from 0; elements are asked for with u &ge; v.
 */
public sealed interface CovarianceStructure extends Serializable
    permits Autoregressive, CompoundSymmetry, Toeplitz, Unstructured {

  /** The number of parameters, at least 1. */
  int parameters(int visits);

  /**
   * Parameters whose matrix is near a given one.
   *
   * @param matrix symmetric, row-major visits &times; visits, positive on the diagonal
   */
  void near(double[] matrix, int visits, double[] theta);

  /** &Sigma;<sub>uv</sub>. */
  double element(double[] theta, int u, int v);

  /** &part;&Sigma;<sub>uv</sub>/&part;&theta;<sub>i</sub>. */
  double first(double[] theta, int i, int u, int v);

  /** Whether second derivatives vanish. */
  default boolean linear() {
    return true;
  }

  /** &part;&sup2;&Sigma;<sub>uv</sub>/&part;&theta;<sub>i</sub>&part;&theta;<sub>j</sub>. */
  double second(double[] theta, int i, int j, int u, int v);

  /** Mean of the elements of a symmetric matrix that lie {@code lag} below the diagonal. */
  static double meanAtLag(double[] matrix, int visits, int lag) {
    double sum = 0;
    for (int v = 0; v + lag < visits; v++) {
      sum += matrix[(v + lag) * visits + v];
    }
    return sum / (visits - lag);
  }
}
