package org.silico.engine.plan;

import java.util.Arrays;
import org.silico.engine.arithmetic.Elementary;

/**
 * The law of a time to an event in one scenario: cumulative hazard H(t) = sum over pieces of ratio
 * x (H0(end) - H0(start)), survival c + (1 - c) exp(-H(t)).
 *
 * @param ratioFrom start of each hazard-ratio piece, the first 0
 * @param ratios empty for 1
 * @param cure the fraction c, or null for none
 */
public record HazardPlan(Base base, double[] ratioFrom, ArmValue[] ratios, ArmValue cure) {

  /**
   * The same up to a time, from then on without hazard: a last piece of the ratio, 0.
   *
   * @param end days, after the start of every other piece
   */
  HazardPlan until(double end) {
    int pieces = Math.max(1, ratios.length);
    double[] from = Arrays.copyOf(ratioFrom, pieces + 1);
    ArmValue[] ended = Arrays.copyOf(ratios, pieces + 1);
    if (ratios.length == 0) {
      ended[0] = new ArmValue(Value.constant(1));
    }
    from[pieces] = end;
    ended[pieces] = new ArmValue(Value.constant(0));
    return new HazardPlan(base, from, ended, cure);
  }

  /**
   * The probability of no event by a time in an arm; NaN when that differs between patients.
   *
   * @param time days
   */
  public double survival(int arm, double time) {
    double hazard = 0;
    for (int k = 0; k < Math.max(1, ratios.length); k++) {
      double from = k == 0 ? 0 : Math.min(time, ratioFrom[k]);
      double to = k + 1 < ratios.length ? Math.min(time, ratioFrom[k + 1]) : time;
      double ratio = ratios.length == 0 ? 1 : ratios[k].constant(arm);
      hazard += ratio * (base.cumulative(arm, to) - base.cumulative(arm, from));
    }
    double cured = cure == null ? 0 : cure.constant(arm);
    return cured + (1 - cured) * Elementary.exp(-hazard);
  }

  /** The hazard before any ratio. */
  public sealed interface Base {
    /** H0 in an arm; NaN when it differs between patients. */
    double cumulative(int arm, double time);
  }

  /** Constant between the times {@code from}, the first 0. */
  public record Piecewise(double[] from, ArmValue[] hazards) implements Base {
    @Override
    public double cumulative(int arm, double time) {
      double sum = 0;
      for (int k = 0; k < hazards.length && from[k] <= time; k++) {
        double to = k + 1 < hazards.length ? Math.min(time, from[k + 1]) : time;
        sum += hazards[k].constant(arm) * (to - from[k]);
      }
      return sum;
    }
  }

  /** H0(t) = (t / scale)^shape; 0 for an infinite scale. */
  public record Weibull(ArmValue shape, ArmValue scale) implements Base {
    @Override
    public double cumulative(int arm, double time) {
      return Elementary.pow(time / scale.constant(arm), shape.constant(arm));
    }
  }
}
