package org.silico.engine.plan;

/** How one endpoint comes about. */
public sealed interface EndpointPlan {

  Source source();

  /** Days from randomisation until the endpoint is known; NaN for a time to event. */
  double day();

  /** Whether it has events that can be counted. */
  default boolean hasEvents() {
    return this instanceof TimeToEvent || this instanceof Count;
  }

  /**
   * @param visit days from randomisation
   * @param baselineColumn in the layout, or -1
   * @param baselineMean null without a baseline
   * @param change whether mean and sd are those of the change
   */
  record Continuous(
      Source source,
      double visit,
      int baselineColumn,
      Value baselineMean,
      Value baselineSd,
      boolean change,
      ArmValue mean,
      ArmValue sd)
      implements EndpointPlan {
    @Override
    public double day() {
      return visit;
    }
  }

  record Binary(Source source, double visit, ArmValue probability, boolean dropoutsFail)
      implements EndpointPlan {
    @Override
    public double day() {
      return visit;
    }
  }

  /**
   * @param period days
   * @param rate per day
   * @param dispersion null for Poisson
   */
  record Count(Source source, double period, ArmValue rate, ArmValue dispersion)
      implements EndpointPlan {
    @Override
    public double day() {
      return period;
    }
  }

  /**
   * @param probabilities by category
   * @param oddsRatio null for 1
   */
  record Ordinal(Source source, double visit, ArmValue[] probabilities, ArmValue oddsRatio)
      implements EndpointPlan {
    @Override
    public double day() {
      return visit;
    }
  }

  /** Seen at several visits. */
  record Longitudinal(Source source, LongitudinalPlan course) implements EndpointPlan {
    /** The planned day of the last visit. */
    @Override
    public double day() {
      return course.days()[course.visits() - 1];
    }
  }

  record TimeToEvent(Source source, HazardPlan law) implements EndpointPlan {
    @Override
    public double day() {
      return Double.NaN;
    }
  }
}
