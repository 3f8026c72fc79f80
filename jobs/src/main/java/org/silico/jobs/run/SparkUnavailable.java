package org.silico.jobs.run;

/** Spark does not start here, or not where it was asked to. */
public final class SparkUnavailable extends RunException {
  private static final long serialVersionUID = 1;

  SparkUnavailable(String message) {
    this(message, null);
  }

  SparkUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
