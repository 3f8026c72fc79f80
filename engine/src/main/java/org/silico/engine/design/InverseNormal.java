package org.silico.engine.design;

import org.silico.engine.random.StandardNormal;

/**
 * The combination of independent one-sided p values of stages with weights fixed beforehand: Σw
 * Φ<sup>-1</sup>(1 - p)/√Σw² is standard normal without effect, whatever the later stages were made
 * like in view of the earlier ones (Lehmacher and Wassmer 1999, Biometrics 55:1286-1290).
 *
 * @param weights by stage, above 0; roots of the planned information of the stages as a rule
 */
public record InverseNormal(double[] weights) {
  public InverseNormal {
    for (double w : weights) {
      if (!(w > 0)) {
        throw new IllegalArgumentException("a weight must be above 0, not " + w);
      }
    }
  }

  /**
   * Z of the stages so far.
   *
   * @param p values of the first stages, in (0, 1)
   */
  public double z(double... p) {
    double sum = 0;
    double squares = 0;
    for (int k = 0; k < p.length; k++) {
      sum -= weights[k] * StandardNormal.quantile(p[k]);
      squares += weights[k] * weights[k];
    }
    return sum / Math.sqrt(squares);
  }
}
