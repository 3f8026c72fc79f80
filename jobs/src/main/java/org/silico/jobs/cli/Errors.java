package org.silico.jobs.cli;

import java.io.PrintWriter;
import org.silico.engine.language.Printable;
import org.silico.jobs.output.OutputException;
import org.silico.jobs.query.QueryException;
import org.silico.jobs.run.RunException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong in one line; the stack trace only on {@code --debug}. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final boolean debug;

  Errors(boolean debug) {
    this.debug = debug;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("silico: " + Printable.lines(String.valueOf(wrong.getMessage())));
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("see '" + command.getCommandSpec().qualifiedName() + " --help'");
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(
      Exception thrown, CommandLine command, ParseResult parseResult) {
    return report(thrown, command.getErr());
  }

  /** Writes what was thrown for its user to read, and returns the exit code for it. */
  int report(Throwable thrown, PrintWriter err) {
    if (thrown instanceof RunException e) {
      return report(Failure.of(e), err);
    }
    if (thrown instanceof OutputException e) {
      return report(Failure.of(e), err);
    }
    if (thrown instanceof QueryException e) {
      return report(new Failure(ExitCode.USAGE, e.getMessage()), err);
    }
    if (thrown instanceof Failure failure) {
      err.println(
          (failure.located() ? "" : "silico: ")
              + Printable.lines(String.valueOf(failure.getMessage())));
    } else {
      err.println("silico: " + Printable.of(reason(thrown)));
    }
    if (thrown instanceof OutOfMemoryError) {
      err.println(
          "give it more memory: SILICO_JAVA_OPTS=-Xmx8g, or --driver-memory of spark-submit");
    }
    if (debug) {
      thrown.printStackTrace(err);
    } else if (!(thrown instanceof Failure) || thrown.getCause() != null) {
      err.println("run with --debug for the stack trace");
    }
    err.flush();
    return thrown instanceof Failure failure ? failure.exitCode() : ExitCode.FAILED;
  }

  /** The innermost cause, in one line: Spark wraps what failed in a task into the task's story. */
  private static String reason(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String name = cause.getClass().getSimpleName();
    String message = cause.getMessage();
    return message == null || message.isBlank()
        ? name
        : name + ": " + message.lines().findFirst().orElse("").strip();
  }
}
