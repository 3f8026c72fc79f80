package org.silico.engine.model;

import static org.silico.engine.model.EffectScale.LOG_NORMAL;
import static org.silico.engine.model.EffectScale.NORMAL;

import java.util.List;
import org.silico.engine.arithmetic.Elementary;

/** Bounded natural course, logistic with S = 1. */
final class RichardsCourse implements Kernel {

  private static final ModelInfo INFO =
      KernelModel.info(
          "Richards course",
          "natural course bounded by a scale; the logistic course with S = 1",
          """
          D(t) = base/(b^S + (1 − b^S) × exp(−S × r × t))^(1/S),  b = base/max
          solves dD/dt = r × D × (1 − (D/max)^S)""",
          Link.IDENTITY,
          List.of(
              Parameter.positive("base", 22, "points", "score at baseline, below max"),
              Parameter.positive("max", 70, "points", "upper end of the scale"),
              Parameter.real("r", 0.004, "1/day", "rate of progression"),
              Parameter.positive("S", 1, "", "shape")),
          List.of(LOG_NORMAL, LOG_NORMAL, NORMAL, LOG_NORMAL),
          List.of());

  @Override
  public ModelInfo info() {
    return INFO;
  }

  @Override
  public Term term() {
    return Term.NATURAL_COURSE;
  }

  @Override
  public void course(double t, double[][] parameters, int n, double[] out) {
    for (int i = 0; i < n; i++) {
      double shape = parameters[3][i];
      double power = Elementary.pow(parameters[0][i] / parameters[1][i], shape);
      out[i] = value(parameters[0][i], power, parameters[2][i], shape, t);
    }
  }

  /** The course from its baseline and (baseline / max)^shape. */
  static double value(double base, double power, double rate, double shape, double t) {
    return base
        / Elementary.pow(power + (1 - power) * Elementary.exp(-shape * rate * t), 1 / shape);
  }
}
