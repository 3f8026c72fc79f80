package org.silico.engine.model;

import static org.silico.engine.model.EffectScale.LOG_NORMAL;
import static org.silico.engine.model.EffectScale.NORMAL;

import java.util.List;
import org.silico.engine.arithmetic.Elementary;

/** Placebo effect with a delayed or early onset. */
final class WeibullOnset implements Kernel {

  private static final ModelInfo INFO =
      KernelModel.info(
          "Weibull",
          "placebo effect with a delayed (g > 1) or early (g < 1) onset",
          "P(t) = Pmax × (1 − exp(−(t/TP)^g))",
          Link.IDENTITY,
          List.of(
              Parameter.real("Pmax", -8, "points", "largest effect"),
              Parameter.positive("TP", 14, "day", "time scale: 63% of the effect"),
              Parameter.positive("g", 1.3, "", "shape")),
          List.of(NORMAL, LOG_NORMAL, LOG_NORMAL),
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
      out[i] =
          -parameters[0][i]
              * StrictMath.expm1(-Elementary.pow(since / parameters[1][i], parameters[2][i]));
    }
  }
}
