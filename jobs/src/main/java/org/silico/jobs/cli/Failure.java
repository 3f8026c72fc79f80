package org.silico.jobs.cli;

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

  public int exitCode() {
    return exitCode;
  }
}
