package org.silico.engine.plan;

/** How one endpoint comes about. */
public sealed interface EndpointPlan {

  /**
   * @param visit days from randomisation
   * @param baselineColumn in the layout, or -1
   * @param baselineMean null without a baseline
   * @param change whether mean and sd are those of the change
   */
  record Continuous(
      double visit,
      int baselineColumn,
      Value baselineMean,
      Value baselineSd,
      boolean change,
      ArmValue mean,
      ArmValue sd)
      implements EndpointPlan {}

  record Binary(double visit, ArmValue probability, boolean dropoutsFail) implements EndpointPlan {}

  /**
   * @param period days
   * @param rate per day
   * @param dispersion null for Poisson
   */
  record Count(double period, ArmValue rate, ArmValue dispersion) implements EndpointPlan {}

  /**
   * @param probabilities by category
   * @param oddsRatio null for 1
   */
  record Ordinal(double visit, ArmValue[] probabilities, ArmValue oddsRatio)
      implements EndpointPlan {}

  record TimeToEvent(TimeLaw law) implements EndpointPlan {}
}
