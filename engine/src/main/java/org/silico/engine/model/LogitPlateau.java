package org.silico.engine.model;

import static org.silico.engine.model.EffectScale.LOG_NORMAL;
import static org.silico.engine.model.EffectScale.NORMAL;

import java.util.List;

/** Share of responders that approaches a plateau on the logit. */
final class LogitPlateau implements Kernel {

  private static final ModelInfo INFO =
      KernelModel.info(
          "logit-plateau",
          "share of responders that approaches a plateau on the logit",
          "logit P(t) = E0 + Emax × (1 − exp(−k × t))",
          Link.LOGIT,
          List.of(
              Parameter.real("E0", -5, "logit", "at baseline"),
              Parameter.real("Emax", 4, "logit", "largest effect"),
              Parameter.positive("k", 0.04, "1/day", "rate of onset")),
          List.of(NORMAL, NORMAL, LOG_NORMAL),
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
      out[i] = parameters[0][i] - parameters[1][i] * StrictMath.expm1(-parameters[2][i] * since);
    }
  }
}
