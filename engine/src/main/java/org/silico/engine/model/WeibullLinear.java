package org.silico.engine.model;

import static org.silico.engine.model.EffectScale.LOG_NORMAL;
import static org.silico.engine.model.EffectScale.NORMAL;

import java.util.List;
import org.silico.engine.arithmetic.Elementary;

/** Score that falls as a Weibull function and comes back linearly. */
final class WeibullLinear implements Kernel {

  private static final ModelInfo INFO =
      KernelModel.info(
          "Weibull-linear",
          "score that falls as a Weibull function while a line adds recovery or relapse",
          "S(t) = A × exp(−(t/td)^b) + h × t",
          Link.IDENTITY,
          List.of(
              Parameter.real("A", 22, "points", "score at baseline"),
              Parameter.positive("td", 60, "day", "time scale of the fall"),
              Parameter.positive("b", 0.8, "", "shape of the fall"),
              Parameter.real("h", 0.05, "points/day", "slope of the line")),
          List.of(NORMAL, LOG_NORMAL, LOG_NORMAL, NORMAL),
          List.of(
              "Structure of Gomeni R, Merlo-Pich E (2007), Br J Clin Pharmacol 63, 595–613, for HAMD-17; its estimates were not found, so the values here are none of theirs. The natural course is A."));

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
                  * Elementary.exp(-Elementary.pow(since / parameters[1][i], parameters[2][i]))
              + parameters[3][i] * since;
    }
  }
}
