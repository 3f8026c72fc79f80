package org.silico.jobs.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.silico.engine.dataset.PatientTables;
import org.silico.engine.dataset.TableNames;
import org.silico.engine.evaluation.Characteristic;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.formula.Nearest;
import org.silico.engine.language.Printable;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.table.Table;
import org.silico.engine.trial.OnError;
import org.silico.jobs.output.OpenMode;
import org.silico.jobs.output.OutputException;
import org.silico.jobs.output.OutputPath;
import org.silico.jobs.output.RunOutput;
import org.silico.jobs.run.FailureText;
import org.silico.jobs.run.RunManifest;
import org.silico.jobs.run.RunOptions;
import org.silico.jobs.run.RunSpec;
import org.silico.jobs.run.ScenarioResult;
import org.silico.jobs.run.Summary;
import org.silico.jobs.run.TrialFailure;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code silico run} */
@Command(
    name = "run",
    description = "Simulate a protocol's trials and write tables and operating characteristics.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  silico run protocols/alzheimers-cdisc-pilot.yaml",
      "  silico run trial.yaml --out results/trial --replicates 1000 --set effect=0.3",
      "  silico run trial.yaml --tables trials --until mcse=0.001",
      "  silico run trial.yaml --scenario 'no effect' --replicates 100000",
      "  silico run trial.yaml --out results/trial --resume"
    })
final class RunCommand implements Callable<Integer> {
  private static final long MOST_REPLICATES_UNTIL_PRECISE = 100_000_000L;

  @Spec CommandSpec command;

  @Mixin ProtocolFile file;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where the tables go; must not exist. A path, or an URI such as hdfs://…. By default"
              + " results/ and the protocol's name.")
  String out;

  @Mixin SparkOptions spark;

  @Option(
      names = "--replicates",
      paramLabel = "N",
      description = "Trials per scenario, in place of the protocol's number.")
  Long replicates;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = "Run this scenario only, or all of a grid by its name. May be repeated.")
  List<String> scenarios = new ArrayList<>();

  @Option(
      names = "--tables",
      paramLabel = "TABLES",
      split = ",",
      description =
          "Tables to keep: 'all' (the default), 'trials' (no rows of patients), 'none', or names"
              + " such as ADSL,ADTTE. Operating characteristics are always kept.")
  List<String> tables = List.of("all");

  @Option(
      names = "--until",
      paramLabel = "mcse=X",
      description =
          "Go on until the Monte-Carlo standard error of power is at most X in every scenario;"
              + " --replicates is then the most.")
  String until;

  @Option(
      names = "--on-error",
      paramLabel = "stop|count",
      description =
          "What becomes of a trial in which a formula gives something impossible: 'stop' ends the"
              + " run (the default), 'count' counts it as failed. A resumed run goes on as it was"
              + " begun.")
  OnError onError;

  @ArgGroup Existing existing = new Existing();

  static final class Existing {
    @Option(names = "--force", description = "Replace what is in the output directory.")
    boolean force;

    @Option(
        names = "--resume",
        description = "Go on with a run that was interrupted; the result is the same.")
    boolean resume;
  }

  @Override
  public Integer call() throws Exception {
    Protocol protocol = file.read();
    double precision = precision();
    long trials = replicates(protocol, precision);
    List<Integer> chosen = ProtocolFile.scenarios(protocol, scenarios);
    String directory = out == null ? defaultDirectory() : out;
    OnError begunWith = begunWith(directory);
    OnError handling = onError == null ? begunWith : onError;
    ProtocolFile.Checked checked = file.check(protocol, chosen, trials, handling);
    List<TrialPlan> plans = checked.plans();
    Set<String> kept = keptTables(plans.get(0));
    file.warn(protocol, checked, command.commandLine().getErr());
    RunSpec spec =
        new RunSpec(
            file.path.toString(),
            protocol.text(),
            file.overrides(protocol),
            file.seed(protocol),
            kept);
    RunOptions options = new RunOptions(chosen, trials, precision, handling);
    RunManifest manifest =
        new RunManifest(protocol, spec, options, VersionCommand.silico(), begunWith);
    OpenMode mode =
        existing.force ? OpenMode.FORCE : existing.resume ? OpenMode.RESUME : OpenMode.NEW;
    Interruption interruption = Interruption.watch();
    try {
      List<ScenarioResult> results =
          new ProtocolRun(protocol, spec, options, manifest, plans)
              .execute(
                  directory,
                  mode,
                  spark.master,
                  interruption,
                  line -> command.commandLine().getErr().println("silico: " + line));
      var console = command.commandLine().getOut();
      console.print(Summary.of(results));
      sayFailures(file.failures(protocol), results, console);
      sayImprecise(options, results, console);
      console.println("written to " + Printable.of(directory));
      console.flush();
      return ExitCode.OK;
    } catch (TrialFailure e) {
      throw Failure.inProtocol(
          ExitCode.FAILED,
          file.failures(protocol).of(e.scenario(), e.failure())
              + "\nsilico: the run ended there; with --on-error count such trials count as failed"
              + " and the others go on (what is done is kept for --resume)");
    } catch (OutputException e) {
      throw new Failure(exitCode(e), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    } catch (Exception e) { // Spark throws checked exceptions undeclared
      if (interruption.happened()) {
        // it was stopped under the run
        return ExitCode.INTERRUPTED;
      }
      throw e;
    } finally {
      interruption.ended();
    }
  }

  /** Scenarios whose power is not as precise as was asked for. */
  private static void sayImprecise(
      RunOptions options, List<ScenarioResult> results, PrintWriter console) {
    for (ScenarioResult result : results) {
      if (!options.untilPrecise() || result.trials() < options.replicates()) {
        continue;
      }
      result.characteristics().stream()
          .filter(c -> c.metric().equals(Metrics.POWER) && c.mcse() > options.precision())
          .max(Comparator.comparingDouble(Characteristic::mcse))
          .ifPresent(
              c ->
                  console.printf(
                      Locale.ROOT,
                      "%s: the MCSE of the power of %s is %.4f, above the %s of --until, after %,d"
                          + " trials, the most that there may be (--replicates)%n",
                      result.plan().scenarioName(),
                      c.analysis(),
                      c.mcse(),
                      options.precision(),
                      result.trials()));
    }
  }

  /** With what an unfinished run that is resumed was begun; what this one begins with. */
  private OnError begunWith(String directory) {
    if (existing.resume) {
      String before;
      try {
        before =
            RunOutput.unfinished(
                    Session.fileSystems(new SparkConf()), OutputPath.of("--out", directory))
                .get(RunManifest.ON_ERROR);
      } catch (OutputException e) {
        throw new Failure(exitCode(e), e.getMessage());
      }
      if (before != null) {
        return OnError.valueOf(before.toUpperCase(Locale.ROOT));
      }
    }
    return onError == null ? OnError.STOP : onError;
  }

  private static void sayFailures(
      FailureText text, List<ScenarioResult> results, PrintWriter console) {
    for (ScenarioResult result : results) {
      if (result.failed() > 0) {
        console.println(text.counted(result));
      }
      if (result.truth().failure() != null) {
        console.println(
            "some true values of scenario '"
                + result.plan().scenarioName()
                + "' are unknown:\n"
                + text.of(result.plan().scenario(), result.truth().failure()));
      }
    }
  }

  /** For what has befallen an output. */
  static int exitCode(OutputException e) {
    return switch (e.kind()) {
      case COMMAND -> ExitCode.USAGE;
      case ENVIRONMENT -> ExitCode.ENVIRONMENT;
      case RUN -> ExitCode.FAILED;
    };
  }

  private String defaultDirectory() {
    Path name = file.path.getFileName();
    return "results/" + name.toString().replaceFirst("\\.ya?ml$", "");
  }

  private double precision() {
    if (until == null) {
      return Double.NaN;
    }
    try {
      String[] parts = until.split("=", 2);
      double x = Double.parseDouble(parts[parts.length - 1]);
      if (parts.length == 2 && parts[0].equals("mcse") && x > 0 && x < 0.5) {
        return x;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new Failure(
        ExitCode.USAGE,
        "--until: '" + until + "'; write mcse= and a number between 0 and 0.5, as mcse=0.002");
  }

  private long replicates(Protocol protocol, double precision) {
    if (replicates == null) {
      return Double.isNaN(precision)
          ? protocol.simulation().replicates()
          : MOST_REPLICATES_UNTIL_PRECISE;
    }
    if (replicates < 1 || replicates > 1_000_000_000L) {
      throw new Failure(
          ExitCode.USAGE, "--replicates: " + replicates + "; must be from 1 to 1000000000");
    }
    return replicates;
  }

  private Set<String> keptTables(TrialPlan plan) {
    Set<String> patients =
        PatientTables.tables(plan).stream()
            .map(Table::name)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Set<String> all = new LinkedHashSet<>(patients);
    all.addAll(TableNames.PER_TRIAL);
    Set<String> kept = new LinkedHashSet<>();
    for (String name : tables) {
      switch (name.toLowerCase(Locale.ROOT)) {
        case "all" -> kept.addAll(all);
        case "trials" -> kept.addAll(TableNames.PER_TRIAL);
        case "none" -> {}
        default -> {
          String upper = name.toUpperCase(Locale.ROOT);
          if (!all.contains(upper)) {
            throw new Failure(
                ExitCode.USAGE,
                "--tables: unknown table '"
                    + name
                    + "'"
                    + Nearest.of(upper, all).map(n -> "; did you mean " + n + "?").orElse("")
                    + "; there are "
                    + String.join(", ", all));
          }
          kept.add(upper);
        }
      }
    }
    return kept;
  }
}
