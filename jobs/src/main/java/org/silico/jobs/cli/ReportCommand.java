package org.silico.jobs.cli;

import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.silico.engine.language.Printable;
import org.silico.jobs.output.OutputException;
import org.silico.jobs.page.ReportPage;
import org.silico.jobs.query.Runs;
import org.silico.jobs.run.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code silico report} */
@Command(
    name = "report",
    description =
        "Make the report of a finished run again: report.html, a page that needs no network, and its"
            + " numbers as report.json and report.csv.",
    footerHeading = "%nExample:%n",
    footer = "  silico report results/trial")
final class ReportCommand implements Callable<Integer> {
  @Spec CommandSpec command;

  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "The output directory of a run. A path, or a URI such as hdfs://…")
  String directory;

  @Override
  public Integer call() {
    try {
      ReportPage.write(Runs.open(directory), Session.fileSystems(new SparkConf()));
    } catch (OutputException e) {
      throw Failure.of(e);
    }
    var console = command.commandLine().getOut();
    console.println("report in " + Printable.of(directory) + "/report.html");
    console.flush();
    return ExitCode.OK;
  }
}
