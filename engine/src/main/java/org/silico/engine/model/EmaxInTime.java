package org.silico.engine.model;

import static org.silico.engine.model.EffectScale.LOG_NORMAL;
import static org.silico.engine.model.EffectScale.NORMAL;

import java.util.List;

/** Placebo effect that grows hyperbolically with time. */
final class EmaxInTime implements Kernel {

  private static final ModelInfo INFO =
      KernelModel.info(
          "Emax in time",
          "placebo effect that grows hyperbolically with time",
          "P(t) = Pmax × t/(T50 + t)",
          Link.IDENTITY,
          List.of(
              Parameter.real("Pmax", -8, "points", "largest effect"),
              Parameter.positive("T50", 14, "day", "time of half the effect")),
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
      out[i] = parameters[0][i] * since / (parameters[1][i] + since);
    }
  }
}
