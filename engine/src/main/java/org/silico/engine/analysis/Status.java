package org.silico.engine.analysis;

/** How an analysis ended. Everything but {@link #OK} is counted and shown, never dropped. */
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
   * Covariates are constant or linearly dependent, or the covariance matrix of repeated measures is
   * not positive definite or not determined by the data.
   */
  SINGULAR("singular"),
  /** Iterations ended before the estimate settled. */
  NOT_CONVERGED("not converged"),
  /** Fewer rows than the method needs, such as no residual degree of freedom. */
  TOO_FEW("too few observations"),
  /** The trial could not be simulated: a formula of its protocol gave something impossible. */
  SIMULATION_FAILED("simulation failed");

  private final String label;

  Status(String label) {
    this.label = label;
  }

  /** Short text for tables and reports. */
  public String label() {
    return label;
  }
}
