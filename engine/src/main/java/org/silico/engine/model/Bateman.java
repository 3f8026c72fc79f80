package org.silico.engine.model;

import static org.silico.engine.model.EffectScale.LOG_NORMAL;
import static org.silico.engine.model.EffectScale.NORMAL;

import java.util.List;
import org.silico.engine.arithmetic.Elementary;

/** Placebo effect that comes and goes. */
final class Bateman implements Kernel {

  private static final ModelInfo INFO =
      KernelModel.info(
          "Bateman",
          "placebo effect that comes with rate k1 and goes with rate k2",
          "P(t) = b × k1/(k1 − k2) × (exp(−k2 × t) − exp(−k1 × t));  b × k1 × t × exp(−k1 × t) if k1 = k2",
          Link.IDENTITY,
          List.of(
              Parameter.real("b", -12, "points", "amplitude"),
              Parameter.positive("k1", 0.1, "1/day", "rate of onset"),
              Parameter.positive("k2", 0.02, "1/day", "rate of loss")),
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
      double k1 = parameters[1][i];
      double k2 = parameters[2][i];
      out[i] = parameters[0][i] * value(k1, k2, since);
    }
  }

  /** (k1/(k1-k2)) (exp(-k2 t) - exp(-k1 t)), without cancellation where the rates are close. */
  static double value(double k1, double k2, double t) {
    double difference = (k1 - k2) * t;
    double ratio = Math.abs(difference) < 1e-10 ? 1 : -StrictMath.expm1(-difference) / difference;
    return k1 * t * Elementary.exp(-k2 * t) * ratio;
  }
}
