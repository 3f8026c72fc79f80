package org.silico.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.silico.engine.protocol.Protocol;
import org.silico.jobs.report.DesignTable;
import org.silico.jobs.report.DesignText;
import org.silico.jobs.report.RecordJson;
import org.silico.jobs.run.CheckedProtocol;
import org.silico.jobs.run.Scenarios;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code silico design} */
@Command(
    name = "design",
    description =
        "Show the bounds at which a trial stops, and how likely they are crossed, without"
            + " simulating it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  silico design protocols/oncology-three-looks.yaml",
      "  silico design protocols/oncology-three-looks.yaml --set hr=0.75 --scenario \"HR 0.7\""
    })
final class DesignCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Mixin ProtocolFile file;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = "This scenario only, or all of a grid by its name. May be repeated.")
  List<String> scenarios = new ArrayList<>();

  @Option(
      names = "--power",
      paramLabel = "P",
      description =
          "Show what an effect of this power crosses, in place of the scenario's own; 0.9 where"
              + " that is not known, which it is for hazard ratios at numbers of events.")
  double power = Double.NaN;

  @Option(names = "--json", description = "Print JSON, with all digits, in place of a table.")
  boolean json;

  @Override
  public Integer call() {
    Protocol protocol = file.read();
    if (!Double.isNaN(power) && !(power > 0 && power < 1)) {
      throw new ParameterException(
          spec.commandLine(), "--power must be above 0 and below 1, for example 0.9");
    }
    if (protocol.analyses().stream().noneMatch(a -> a.stopping().isPresent())) {
      throw new ParameterException(
          spec.commandLine(),
          file.path
              + " has no bounds: write when an analysis ends the trial, for example 'stopping:"
              + " {efficacy: {boundary: spending O'Brien-Fleming}}', and 'looks' before the last");
    }
    CheckedProtocol checked = file.compile(protocol, Scenarios.named(protocol, scenarios));
    file.warn(checked, spec.commandLine().getErr());
    List<DesignTable> tables;
    try {
      tables = DesignTable.of(checked.plans(), power);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--power: " + e.getMessage());
    }
    spec.commandLine().getOut().print(json ? RecordJson.of(tables) : DesignText.of(tables));
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
