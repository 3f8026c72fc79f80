package org.silico.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.silico.engine.protocol.Protocol;
import org.silico.jobs.report.PlanText;
import org.silico.jobs.run.CheckedProtocol;
import org.silico.jobs.run.Scenarios;
import org.silico.jobs.run.TrialFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code silico plan} */
@Command(
    name = "plan",
    description =
        "Show what a protocol compiles to: scenarios, random numbers, tasks, and how many rows and"
            + " bytes to expect. Nothing is run.",
    footerHeading = "%nExample:%n",
    footer = "  silico plan protocols/survival-fixed.yaml")
final class PlanCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Mixin ProtocolFile file;

  @Option(
      names = "--replicates",
      paramLabel = "N",
      description = "Trials per scenario, in place of the protocol's number.")
  Long replicates;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = "This scenario only, or all of a grid by its name. May be repeated.")
  List<String> scenarios = new ArrayList<>();

  @Override
  public Integer call() {
    Protocol protocol = file.read();
    long trials = replicates == null ? protocol.simulation().replicates() : replicates;
    CheckedProtocol checked = file.check(protocol, Scenarios.named(protocol, scenarios), trials);
    file.warn(checked, spec.commandLine().getErr());
    try {
      spec.commandLine()
          .getOut()
          .print(PlanText.of(protocol, checked.plans(), trials, file.settings().seed(protocol)));
    } catch (TrialFailure e) {
      throw Failure.inProtocol(
          ExitCode.USAGE, file.failures(protocol).of(e.scenario(), e.failure()));
    }
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
