package org.silico.engine.model;

import static org.silico.engine.model.EffectScale.NORMAL;

import java.util.List;

/** Linear natural course. */
final class LinearCourse implements Kernel {

  private static final ModelInfo INFO =
      KernelModel.info(
          "linear course",
          "natural course along a line",
          "D(t) = base + slope × t",
          Link.IDENTITY,
          List.of(
              Parameter.real("base", 25, "points", "score at baseline"),
              Parameter.real("slope", 0.02, "points/day", "slope")),
          List.of(NORMAL, NORMAL),
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
      out[i] = parameters[0][i] + parameters[1][i] * t;
    }
  }
}
