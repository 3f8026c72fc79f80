package org.silico.jobs.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.silico.engine.language.Printable;
import org.silico.engine.protocol.Protocol;
import org.silico.jobs.report.CostText;
import org.silico.jobs.run.CheckedProtocol;
import org.silico.jobs.run.Scenarios;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code silico validate} */
@Command(
    name = "validate",
    description = "Check a protocol and say everything that is wrong with it; nothing is run.",
    footerHeading = "%nExample:%n",
    footer = "  silico validate protocols/t-test-power.yaml")
final class ValidateCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Mixin ProtocolFile file;

  @Option(names = "--strict", description = "Take warnings for errors.")
  boolean strict;

  @Override
  public Integer call() {
    Protocol protocol = file.read();
    CheckedProtocol checked =
        file.check(
            protocol, Scenarios.named(protocol, List.of()), protocol.simulation().replicates());
    if (strict) {
      file.refuseWarnings(checked);
    }
    file.warn(checked, spec.commandLine().getErr());
    spec.commandLine()
        .getOut()
        .printf(
            "%s is valid: %s, %s, %s, %s%n",
            Printable.of(file.path.toString()),
            count(protocol.arms().size(), "arm", "arms"),
            count(protocol.endpoints().size(), "endpoint", "endpoints"),
            count(protocol.analyses().size(), "analysis", "analyses"),
            count(protocol.scenarios().size(), "scenario", "scenarios"));
    spec.commandLine()
        .getOut()
        .println(CostText.of(checked.plans(), protocol.simulation().replicates()));
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private static String count(int n, String one, String several) {
    return n + " " + (n == 1 ? one : several);
  }
}
