package org.silico.jobs.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.silico.engine.dataset.Datasets;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.simulation.FirstFailure;
import org.silico.jobs.report.ReplayFailure;
import org.silico.jobs.report.ReplayText;
import org.silico.jobs.run.Scenarios;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code silico replay} */
@Command(
    name = "replay",
    description =
        "Simulate one trial again and show its patients and results; or one patient, with every"
            + " random number and what came of it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  silico replay protocols/two-arm-survival.yaml --trial 17",
      "  silico replay protocols/two-arm-survival.yaml --trial 17 --patient 3",
      "  silico replay trial.yaml --scenario 'no effect' --trial 17"
    })
final class ReplayCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Mixin ProtocolFile file;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = "The scenario; may be left out where there is one.")
  String scenario;

  @Option(
      names = "--trial",
      required = true,
      paramLabel = "N",
      description = "The trial, as SIMREP in the tables: from 1.")
  long trial;

  @Option(
      names = "--patient",
      paramLabel = "K",
      description = "The patient, as the number in USUBJID: from 1, in the order of entry.")
  Integer patient;

  @Override
  public Integer call() {
    Protocol protocol = file.read();
    List<Integer> chosen =
        Scenarios.named(protocol, scenario == null ? List.of() : List.of(scenario));
    if (chosen.size() > 1) {
      throw new Failure(
          ExitCode.USAGE,
          "--scenario: name one of: "
              + String.join(
                  "; ", chosen.stream().map(s -> protocol.scenarios().get(s).name()).toList()));
    }
    TrialPlan plan = file.compile(protocol, chosen).plans().get(0);
    if (trial < 1) {
      throw new Failure(ExitCode.USAGE, "--trial: " + trial + "; trials count from 1");
    }
    if (patient != null && (patient < 1 || patient > plan.conduct().patients())) {
      throw new Failure(
          ExitCode.USAGE,
          "--patient: " + patient + "; the trial has patients 1 to " + plan.conduct().patients());
    }
    try {
      var out = spec.commandLine().getOut();
      out.print(text(protocol, plan));
      out.flush();
      return ExitCode.OK;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(Protocol protocol, TrialPlan plan) throws IOException {
    var failure = FirstFailure.among(plan, trial - 1, trial, Datasets.NONE);
    if (failure.isPresent()) {
      String why = file.failures(protocol).of(plan.identity().scenario(), failure.get());
      return new ReplayFailure(protocol, plan, trial - 1, why)
          .of(patient == null ? failure.get().patient() : patient - 1);
    }
    ReplayText replay = new ReplayText(protocol, plan, trial - 1);
    return patient == null ? replay.trial() : replay.patient(patient - 1);
  }
}
