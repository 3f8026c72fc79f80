package org.silico.engine.model;

import static org.silico.engine.model.EffectScale.LOG_NORMAL;
import static org.silico.engine.model.EffectScale.NORMAL;

import java.util.List;

/** Placebo effect that approaches a plateau at a constant rate. */
final class ExponentialPlateau implements Kernel {

  private static final ModelInfo INFO =
      KernelModel.info(
          "exponential plateau",
          "placebo effect that approaches a plateau at a constant rate",
          "P(t) = Pmax × (1 − exp(−k × t))",
          Link.IDENTITY,
          List.of(
              Parameter.real("Pmax", -8, "points", "largest effect"),
              Parameter.positive("k", 0.05, "1/day", "rate of onset")),
          List.of(NORMAL, LOG_NORMAL),
          List.of());

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
      out[i] = -parameters[0][i] * StrictMath.expm1(-parameters[1][i] * since);
    }
  }
}
