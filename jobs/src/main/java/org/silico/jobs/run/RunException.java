package org.silico.jobs.run;

/**
 * A run that cannot be begun or that ended before its end, for a reason that its user can know of
 * and mend; the message says it without a stack trace.
 */
public abstract sealed class RunException extends RuntimeException
    permits OptionException, ScenarioException, TrialFailure, SparkUnavailable, ExecutorsLost {
  private static final long serialVersionUID = 1;

  RunException(String message, Throwable cause) {
    super(message, cause);
  }
}
