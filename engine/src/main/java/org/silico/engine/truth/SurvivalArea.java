package org.silico.engine.truth;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.plan.HazardPlan;

/**
 * The mean of the smaller of a time to an event and &tau;, &int;&#8320;^&tau; S(t) dt, by Takahasi
 * and Mori's double exponential formula (1974, Publ RIMS Kyoto 9:721-741) between the times at
 * which the hazard jumps. It bears the infinite slope of a Weibull law at 0; the step is halved
 * until nothing changes, as a law that falls at once needs.
 */
final class SurvivalArea {
  private static final double STEP = 1.0 / 32;
  private static final double LEAST_STEP = 1.0 / 4096;

  /** Relative; of a sum with half the step. */
  private static final double SAME = 1e-14;

  /** Where weights have fallen below 1e-30. */
  private static final double REACH = 4;

  private SurvivalArea() {}

  /**
   * @param tau days, above 0
   * @return days; NaN when the law differs between the patients of an arm
   */
  static double of(HazardPlan law, int arm, double tau) {
    double[] pieces =
        law.base() instanceof HazardPlan.Piecewise piecewise ? piecewise.from() : new double[0];
    double[] jumps =
        DoubleStream.concat(Arrays.stream(law.ratioFrom()), Arrays.stream(pieces))
            .filter(t -> t > 0 && t < tau)
            .sorted()
            .distinct()
            .toArray();
    double sum = 0;
    double from = 0;
    for (int k = 0; k <= jumps.length; k++) {
      double to = k < jumps.length ? jumps[k] : tau;
      sum += area(law, arm, from, to);
      from = to;
    }
    return sum;
  }

  private static double area(HazardPlan law, int arm, double from, double to) {
    double step = STEP;
    double sum = sum(law, arm, from, to, 0, step);
    double area = step * sum;
    double before;
    do {
      before = area;
      sum += sum(law, arm, from, to, 0.5 * step, step);
      step *= 0.5;
      area = step * sum;
    } while (step > LEAST_STEP && Math.abs(area - before) > SAME * area);
    return (to - from) * area;
  }

  /** Over points of u that are a step apart, from one of them on. */
  private static double sum(
      HazardPlan law, int arm, double from, double to, double first, double step) {
    double sum = 0;
    int points = (int) (2 * REACH / step);
    for (int k = 0; k <= points; k++) {
      double e = Elementary.exp(first + k * step - REACH);
      // of the length, what lies beyond the point, over what lies before it; 2 sinh and 2 cosh of u
      double q = Elementary.exp(-0.5 * Math.PI * (e - 1 / e));
      double weight = 0.5 * Math.PI * (e + 1 / e) * q / ((1 + q) * (1 + q));
      sum += weight * law.survival(arm, from + (to - from) / (1 + q));
    }
    return sum;
  }
}
