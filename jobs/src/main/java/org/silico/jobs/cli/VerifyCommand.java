package org.silico.jobs.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.silico.jobs.output.OutputPath;
import org.silico.jobs.output.Verification;
import org.silico.jobs.run.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code silico verify} */
@Command(
    name = "verify",
    description =
        "Prove that the output of a run is whole: every file of its manifest is there with its"
            + " bytes and rows, and nothing else. Of an unfinished run, say what is done.",
    footerHeading = "%nExamples:%n",
    footer = {"  silico verify results/trial", "  silico verify results/trial.incomplete"})
final class VerifyCommand implements Callable<Integer> {
  @Spec CommandSpec command;

  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "The output directory of a run. A path, or a URI such as hdfs://…")
  String directory;

  @Override
  public Integer call() {
    Verification found =
        Verification.of(Session.fileSystems(new SparkConf()), OutputPath.of("DIR", directory));
    var console = command.commandLine().getOut();
    console.println(found.what());
    lines(console, found.notes());
    lines(console, found.problems());
    console.println(
        found.whole()
            ? "whole: every file has the bytes and the rows of the manifest"
            : found.problems().isEmpty()
                ? "not finished"
                : "NOT whole: " + found.problems().size() + " problem" + plural(found.problems()));
    console.flush();
    return found.whole() ? ExitCode.OK : ExitCode.FAILED;
  }

  private static void lines(java.io.PrintWriter console, List<String> lines) {
    lines.forEach(line -> console.println("  " + line));
  }

  private static String plural(List<String> list) {
    return list.size() == 1 ? "" : "s";
  }
}
