package org.silico.jobs.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.silico.engine.protocol.Protocol;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

  @Override
  public Integer call() {
    Protocol protocol = file.read();
    file.check(protocol, ProtocolFile.scenarios(protocol, List.of()));
    int scenarios = protocol.scenarios().size();
    spec.commandLine()
        .getOut()
        .printf(
            "%s is valid: %d arms, %d endpoints, %d analyses, %d scenario%s%n",
            file.path,
            protocol.arms().size(),
            protocol.endpoints().size(),
            protocol.analyses().size(),
            scenarios,
            scenarios == 1 ? "" : "s");
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
