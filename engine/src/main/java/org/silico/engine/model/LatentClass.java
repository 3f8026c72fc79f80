package org.silico.engine.model;

import org.silico.engine.random.StandardNormal;

/** Which class a patient is of. */
final class LatentClass {

  private LatentClass() {}

  /**
   * The first class whose cumulative weight exceeds Phi(score).
   *
   * @param cumulative the cumulative weights of all classes but the last
   */
  static int of(double score, double... cumulative) {
    double u = StandardNormal.cdf(score);
    int k = 0;
    while (k < cumulative.length && u >= cumulative[k]) {
      k++;
    }
    return k;
  }
}
