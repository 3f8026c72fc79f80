package org.silico.engine.model;

/** Responders: 1 with the predicted probability, else 0. */
final class Bernoulli {

  private Bernoulli() {}

  /** {@code observed[i]} is 1 where {@code u[i] > 1 - probability[i]}. */
  static void observe(double[] probability, double[] u, int n, double[] observed) {
    for (int i = 0; i < n; i++) {
      observed[i] = u[i] > 1 - probability[i] ? 1 : 0;
    }
  }
}
