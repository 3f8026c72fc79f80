package org.silico.engine.model;

import org.silico.engine.random.StandardNormal;

/** Normal residual error. */
final class NormalResidual {

  private NormalResidual() {}

  /**
   * {@code observed[i] = prediction[i] + sd Phi^-1(u[i])}.
   *
   * @param observed may be {@code prediction} itself
   */
  static void observe(double[] prediction, double sd, double[] u, int n, double[] observed) {
    for (int i = 0; i < n; i++) {
      observed[i] = prediction[i] + sd * StandardNormal.quantile(u[i]);
    }
  }

  /** The same with a standard deviation per patient. */
  static void observe(double[] prediction, double[] sd, double[] u, int n, double[] observed) {
    for (int i = 0; i < n; i++) {
      observed[i] = prediction[i] + sd[i] * StandardNormal.quantile(u[i]);
    }
  }
}
