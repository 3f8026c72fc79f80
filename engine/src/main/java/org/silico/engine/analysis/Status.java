package org.silico.engine.analysis;

/**
 * How an analysis ended. Those that are {@link #valid} have numbers; the others are counted and
 * shown, never dropped. New ones come last: tables store the ordinal.
 */
public enum Status {
  /** Estimate, standard error and test are valid. */
  OK("ok"),
  /** An arm has no row with an outcome. */
  EMPTY_ARM("empty arm"),
  /** The outcome, or the test statistic under the null hypothesis, does not vary. */
  NO_VARIANCE("no variance"),
  /** No patient had an event. */
  NO_EVENTS("no events"),
  /** The maximum of the likelihood lies at infinity: separation or monotone likelihood. */
  SEPARATION("separation"),
  /**
   * The covariates explain treatment, or the covariance matrix of repeated measures is not positive
   * definite or not determined by the data.
   */
  SINGULAR("singular"),
  /** Iterations ended before the estimate settled. */
  NOT_CONVERGED("not converged"),
  /** Fewer rows than the method needs, such as no residual degree of freedom. */
  TOO_FEW("too few observations"),
  /**
   * Valid: columns of covariates that are constant or linearly dependent on those before them are
   * left out, as R's lm, glm and coxph do.
   */
  COVARIATE_DROPPED("ok, covariate dropped"),
  /**
   * Valid: a covariate's coefficient is at infinity, as that of a level without events, and the
   * treatment effect at its limit.
   */
  LEVEL_WITHOUT_EVENTS("ok, level without events"),
  /**
   * Valid: of repeated measures, an arm has no outcome at a visit, or a covariance parameter no
   * patient who tells of it, and the contrast does not need it.
   */
  VISIT_WITHOUT_DATA("ok, visit without data"),
  /** The trial could not be simulated: a formula of its protocol gave something impossible. */
  SIMULATION_FAILED("simulation failed"),
  /** Of times to events, nobody of an arm was followed up to the time that is looked at. */
  FOLLOW_UP_TOO_SHORT("follow-up too short");

  private final String label;

  Status(String label) {
    this.label = label;
  }

  /** Whether estimate, standard error and test are valid. */
  public boolean valid() {
    return switch (this) {
      case OK, COVARIATE_DROPPED, LEVEL_WITHOUT_EVENTS, VISIT_WITHOUT_DATA -> true;
      case EMPTY_ARM,
          NO_VARIANCE,
          NO_EVENTS,
          SEPARATION,
          SINGULAR,
          NOT_CONVERGED,
          TOO_FEW,
          SIMULATION_FAILED,
          FOLLOW_UP_TOO_SHORT ->
          false;
    };
  }

  /** Short text for tables and reports. */
  public String label() {
    return label;
  }
}
