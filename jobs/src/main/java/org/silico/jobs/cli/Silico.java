package org.silico.jobs.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command {@code silico}. A new command is one class of its own and one line in the list here.
 */
@Command(
    name = "silico",
    description = "In-silico clinical trials: a protocol in YAML, simulated on Apache Spark.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      ValidateCommand.class,
      PlanCommand.class,
      DesignCommand.class,
      SizeCommand.class,
      CompareCommand.class,
      QueryCommand.class,
      ExportCommand.class,
      TablesCommand.class,
      ReplayCommand.class,
      VerifyCommand.class,
      ReportCommand.class,
      NewCommand.class,
      SchemaCommand.class,
      ModelsCommand.class,
      VersionCommand.class,
      DoctorCommand.class,
    })
public final class Silico implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and exit.")
  boolean help;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show stack traces and Spark's warnings.")
  boolean debug;

  public static void main(String... args) {
    Locale.setDefault(Locale.ROOT);
    int code = run(args);
    // Under spark-submit in cluster mode a call of exit(0) would hide how the application ended.
    if (code != ExitCode.OK) {
      System.exit(code);
    }
  }

  /** Runs one command line and returns its exit code; see {@link ExitCode}. */
  public static int run(String... args) {
    boolean debug = Arrays.asList(args).contains("--debug");
    CommandLine line = commandLine(debug);
    try {
      return line.execute(args);
    } catch (Error e) { // picocli handles exceptions only
      return new Errors(debug).report(e, line.getErr());
    }
  }

  static CommandLine commandLine(boolean debug) {
    if (debug) {
      System.setProperty("silico.log.trace", "full");
      System.setProperty("silico.log.tasks", "WARN");
    }
    var errors = new Errors(debug);
    return new CommandLine(new Silico())
        .registerConverter(Long.class, new WholeNumber())
        .registerConverter(long.class, new WholeNumber())
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(false)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
