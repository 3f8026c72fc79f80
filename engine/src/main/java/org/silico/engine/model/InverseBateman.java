package org.silico.engine.model;

import static org.silico.engine.model.EffectScale.LOG_NORMAL;
import static org.silico.engine.model.EffectScale.NORMAL;

import java.util.List;
import org.silico.engine.arithmetic.Elementary;

/** Transient improvement, as a difference of exponentials with its own amplitude. */
final class InverseBateman implements Kernel {

  private static final ModelInfo INFO =
      KernelModel.info(
          "inverse Bateman",
          "transient effect: a difference of two exponentials",
          "P(t) = b × (exp(−kel × t) − exp(−keq × t)),  keq > kel",
          Link.IDENTITY,
          List.of(
              Parameter.real("b", -12, "points", "amplitude"),
              Parameter.positive("kel", 0.02, "1/day", "rate of loss"),
              Parameter.positive("keq", 0.1, "1/day", "rate of onset")),
          List.of(NORMAL, LOG_NORMAL, LOG_NORMAL),
          List.of(
              "The area under it is b × (1/kel − 1/keq). With keq below kel it has the other sign."));

  @Override
  public ModelInfo info() {
    return INFO;
  }

  @Override
  public Term term() {
    return Term.PLACEBO;
  }

  @Override
  public void course(double t, double[][] parameters, int n, double[] out) {
    double since = Math.max(t, 0);
    for (int i = 0; i < n; i++) {
      out[i] =
          parameters[0][i]
              * (Elementary.exp(-parameters[1][i] * since)
                  - Elementary.exp(-parameters[2][i] * since));
    }
  }
}
