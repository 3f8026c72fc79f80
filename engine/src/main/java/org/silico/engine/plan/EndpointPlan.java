package org.silico.engine.plan;

/** How one endpoint comes about. */
public sealed interface EndpointPlan {

  Source source();

  /** Days from randomisation until the endpoint is known; NaN for a time to event. */
  double day();

  /** How many visits it has after baseline: one, where it is seen once. */
  default int visits() {
    return 1;
  }

  /** Whether its baseline is a visit too. */
  default boolean baselineVisit() {
    return false;
  }

  /** How many days a visit may be early or late. */
  default int window() {
    return 0;
  }

  /** Until when it may come: {@link #day} with what a visit may be late; without end for a time. */
  default double latestDay() {
    return day() + window();
  }

  /** The planned days of its visits. */
  default double[] visitDays() {
    return new double[] {day()};
  }

  /** Whether it is a time. */
  default boolean timeToEvent() {
    return false;
  }

  /** Whether it is a number of events in a time. */
  default boolean counts() {
    return false;
  }

  /** Whether it has events that can be counted. */
  default boolean hasEvents() {
    return timeToEvent() || counts();
  }

  /** Whether who left before it is known counts as a failure, else as missing. */
  default boolean dropoutsFail() {
    return false;
  }

  /** A normal value before randomisation; null without one that is drawn by itself. */
  default BaselinePlan baseline() {
    return null;
  }

  /**
   * @param column in the layout
   */
  record BaselinePlan(int column, Value mean, Value sd) {}

  /** What is seen at several visits; null for what is seen once. */
  default LongitudinalPlan course() {
    return null;
  }

  /** What a patient's endpoint is made from, which a copula may join to others. */
  enum Latent {
    /** A standard normal. */
    NORMAL,
    /** A uniform that is high where the endpoint is. */
    ASCENDING,
    /** A uniform that is low where the endpoint is high: a yes, or a late event. */
    DESCENDING,
    /** Numbers of its own. */
    NONE
  }

  Latent latent();

  /**
   * @param visit days from randomisation
   * @param baseline null without one
   * @param change whether mean and sd are those of the change
   */
  record Continuous(
      Source source,
      double visit,
      BaselinePlan baseline,
      boolean change,
      ArmValue mean,
      ArmValue sd)
      implements EndpointPlan {
    @Override
    public Latent latent() {
      return Latent.NORMAL;
    }

    @Override
    public double day() {
      return visit;
    }
  }

  record Binary(Source source, double visit, ArmValue probability, boolean dropoutsFail)
      implements EndpointPlan {
    @Override
    public Latent latent() {
      return Latent.DESCENDING;
    }

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
    public Latent latent() {
      return Latent.ASCENDING;
    }

    @Override
    public boolean counts() {
      return true;
    }

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
    public Latent latent() {
      return Latent.ASCENDING;
    }

    @Override
    public double day() {
      return visit;
    }
  }

  /** Seen at several visits. */
  record Longitudinal(Source source, LongitudinalPlan course) implements EndpointPlan {
    @Override
    public Latent latent() {
      return Latent.NONE;
    }

    @Override
    public int visits() {
      return course.visits();
    }

    @Override
    public boolean baselineVisit() {
      return true;
    }

    @Override
    public int window() {
      return course.window();
    }

    @Override
    public double[] visitDays() {
      return course.days();
    }

    /** The planned day of the last visit. */
    @Override
    public double day() {
      return course.days()[course.visits() - 1];
    }
  }

  record TimeToEvent(Source source, HazardPlan law) implements EndpointPlan {
    @Override
    public Latent latent() {
      return Latent.DESCENDING;
    }

    @Override
    public boolean timeToEvent() {
      return true;
    }

    @Override
    public double latestDay() {
      return Double.POSITIVE_INFINITY;
    }

    @Override
    public double day() {
      return Double.NaN;
    }
  }
}
