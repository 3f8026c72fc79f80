package org.silico.jobs.cli;

/** What a command's exit code tells a script. */
public final class ExitCode {
  public static final int OK = 0;

  /** The run failed. */
  public static final int FAILED = 1;

  /** The protocol or the command line is wrong; nothing was written. */
  public static final int USAGE = 2;

  /**
   * The environment is missing something: Java, Maven, a master that answers, a writable folder.
   */
  public static final int ENVIRONMENT = 3;

  /** Interrupted, as by Ctrl-C: 128 + SIGINT. The JVM exits so by itself. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
