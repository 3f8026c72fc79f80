package org.silico.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.silico.engine.language.Printable;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.trial.OnError;
import org.silico.jobs.output.OpenMode;
import org.silico.jobs.output.OutputException;
import org.silico.jobs.page.ReportPage;
import org.silico.jobs.query.Runs;
import org.silico.jobs.report.ResultText;
import org.silico.jobs.run.Output;
import org.silico.jobs.run.Replicates;
import org.silico.jobs.run.RunListener;
import org.silico.jobs.run.RunOptions;
import org.silico.jobs.run.RunResult;
import org.silico.jobs.run.Runner;
import org.silico.jobs.run.ScenarioException;
import org.silico.jobs.run.Session;
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

  @Option(
      names = "--no-report",
      description = "Make no report.html, report.json and report.csv in the output directory.")
  boolean noReport;

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
    Replicates trials = replicates();
    String directory = out == null ? defaultDirectory() : out;
    RunConsole console = new RunConsole(file, command.commandLine().getErr());
    try {
      RunResult result = run(protocol, options(trials, directory), console);
      if (!noReport) {
        ReportPage.write(Runs.open(directory), Session.fileSystems(new SparkConf()));
      }
      var text = command.commandLine().getOut();
      text.print(ResultText.of(result, trials, file.failures(protocol)));
      text.println(
          "written to "
              + Printable.of(directory)
              + (noReport ? "" : ", with its report in report.html"));
      text.flush();
      return ExitCode.OK;
    } catch (ScenarioException e) {
      throw file.failure(e);
    } catch (TrialFailure e) {
      throw Failure.inProtocol(
          ExitCode.FAILED,
          file.failures(protocol).of(e.scenario(), e.failure())
              + "\nsilico: the run ended there; with --on-error count such trials count as failed"
              + " and the others go on (what is done is kept for --resume)");
    } catch (OutputException e) {
      throw Failure.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    } catch (Exception e) { // Spark throws checked exceptions undeclared
      if (console.interrupted()) {
        // it was stopped under the run
        return ExitCode.INTERRUPTED;
      }
      throw e;
    } finally {
      console.close();
    }
  }

  private RunResult run(Protocol protocol, RunOptions options, RunListener listener)
      throws InterruptedException {
    try (Runner runner = new Runner(spark.master)) {
      return runner.run(protocol, options, listener);
    }
  }

  private RunOptions options(Replicates trials, String directory) {
    OpenMode mode =
        existing.force ? OpenMode.FORCE : existing.resume ? OpenMode.RESUME : OpenMode.NEW;
    return new RunOptions(
        file.settings(),
        scenarios,
        trials,
        Optional.ofNullable(onError),
        new Output.Folder(directory, tables, mode),
        true,
        true);
  }

  private String defaultDirectory() {
    return "results/" + file.name();
  }

  private Replicates replicates() {
    double precision = precision();
    if (replicates != null && (replicates < 1 || replicates > Replicates.MOST)) {
      throw new Failure(
          ExitCode.USAGE, "--replicates: " + replicates + "; must be from 1 to " + Replicates.MOST);
    }
    if (Double.isNaN(precision)) {
      return replicates == null ? new Replicates.Planned() : new Replicates.Range(0, replicates);
    }
    return replicates == null
        ? new Replicates.UntilPrecise(precision)
        : new Replicates.UntilPrecise(precision, replicates);
  }

  /** NaN without {@code --until}. */
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
}
