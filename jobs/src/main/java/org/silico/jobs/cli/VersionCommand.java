package org.silico.jobs.cli;

import java.util.concurrent.Callable;
import org.silico.jobs.run.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code silico version} */
@Command(
    name = "version",
    description = "Show the versions of Silico, Java and Spark.",
    footerHeading = "%nExample:%n",
    footer = "  silico version")
final class VersionCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    out.printf("silico %s (%s)%n", Version.silico(), Version.commit());
    out.printf("java   %s (%s)%n", Runtime.version(), System.getProperty("java.vendor"));
    out.printf("spark  %s%n", Version.spark());
    out.flush();
    return ExitCode.OK;
  }
}
