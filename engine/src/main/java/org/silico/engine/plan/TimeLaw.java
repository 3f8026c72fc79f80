package org.silico.engine.plan;

/**
 * The law of a time to an event in one scenario: cumulative hazard H(t) = sum over pieces of ratio
 * x (H0(end) - H0(start)), survival c + (1 - c) exp(-H(t)).
 *
 * @param ratioFrom start of each hazard-ratio piece, the first 0
 * @param ratios empty for 1
 * @param cure the fraction c, or null for none
 */
public record TimeLaw(Base base, double[] ratioFrom, ArmValue[] ratios, ArmValue cure) {

  /** The hazard before any ratio. */
  public sealed interface Base {}

  /** Constant between the times {@code from}, the first 0. */
  public record Piecewise(double[] from, ArmValue[] hazards) implements Base {}

  /** H0(t) = (t / scale)^shape; 0 for an infinite scale. */
  public record Weibull(ArmValue shape, ArmValue scale) implements Base {}
}
