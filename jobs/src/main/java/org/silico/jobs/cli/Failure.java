package org.silico.jobs.cli;

import org.silico.jobs.output.OutputException;
import org.silico.jobs.run.ExecutorsLost;
import org.silico.jobs.run.OptionException;
import org.silico.jobs.run.RunException;
import org.silico.jobs.run.ScenarioException;
import org.silico.jobs.run.SparkUnavailable;
import org.silico.jobs.run.TrialFailure;

/** Ends a command with an exit code and a message for its user; shown without a stack trace. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;
  private boolean located;

  /**
   * @param exitCode one of {@link ExitCode}
   * @param message what is wrong and what would be right; may have several lines
   */
  public Failure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public Failure(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** Whether the message names its places itself, as file:line:column. */
  boolean located() {
    return located;
  }

  /** Problems of a protocol, a line each, that begin with their places. */
  static Failure inProtocol(int exitCode, String problems) {
    Failure failure = new Failure(exitCode, problems);
    failure.located = true;
    return failure;
  }

  /** What a run, or what Spark and the disk under it, cannot do. */
  static Failure of(RunException e) {
    if (e instanceof OptionException) {
      return new Failure(ExitCode.USAGE, e.getMessage());
    }
    if (e instanceof SparkUnavailable) {
      return new Failure(ExitCode.ENVIRONMENT, e.getMessage(), e.getCause());
    }
    if (e instanceof ExecutorsLost) {
      return new Failure(ExitCode.FAILED, e.getMessage());
    }
    if (e instanceof ScenarioException) {
      return inProtocol(ExitCode.USAGE, e.getMessage());
    }
    if (e instanceof TrialFailure) {
      return new Failure(ExitCode.FAILED, e.getMessage());
    }
    throw new AssertionError(e);
  }

  /** What has befallen an output. */
  static Failure of(OutputException e) {
    int exitCode =
        switch (e.kind()) {
          case COMMAND -> ExitCode.USAGE;
          case ENVIRONMENT -> ExitCode.ENVIRONMENT;
          case RUN -> ExitCode.FAILED;
        };
    return new Failure(exitCode, e.getMessage());
  }

  public int exitCode() {
    return exitCode;
  }
}
