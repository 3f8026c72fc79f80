package org.silico.jobs.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.simulation.Workload;
import org.silico.engine.trial.SimulationException;
import org.silico.jobs.compare.DesignTrials;
import org.silico.jobs.report.ComparisonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code silico compare} */
@Command(
    name = "compare",
    description =
        "Compare designs, a protocol each, on the same random numbers: power, patients and time,"
            + " and their differences to the first with the error of pairs.",
    footerHeading = "%nExample:%n",
    footer = {
      "  silico compare fixed.yaml sequential.yaml --scenario \"HR 0.7\"",
      "  silico compare protocols/oncology-three-looks.yaml --benchmark fixed"
    })
final class CompareCommand implements Callable<Integer> {
  private static final int MOST = 10_000_000;

  @Spec CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "PROTOCOL",
      description = "Protocols, YAML files; the first is what the others are compared with.")
  List<Path> paths = new ArrayList<>();

  @Option(
      names = "--replicates",
      paramLabel = "N",
      description = "Trials of each design and scenario; 10000.")
  Long replicates = 10_000L;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Of all designs; that of the first protocol unless given.")
  Long seed;

  @Option(
      names = "--of",
      paramLabel = "ANALYSIS",
      description = "Whose power, in all protocols; may be left out where each has one.")
  String of;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description =
          "This scenario only; otherwise all whose names are in every protocol. May be repeated.")
  List<String> scenarios = new ArrayList<>();

  /** What designs are compared with besides one another. */
  enum Benchmark {
    fixed
  }

  @Option(
      names = "--benchmark",
      paramLabel = "fixed",
      description =
          "Begin with the first protocol without its looks before the last, and compare all with"
              + " that.")
  Benchmark benchmark;

  @Option(
      names = "--weight",
      paramLabel = "NAME=W",
      description =
          "How much a scenario counts in a mean over scenarios, and among which the worst is"
              + " looked for. May be repeated.")
  Map<String, Double> weights = new LinkedHashMap<>();

  /** A protocol and what the commands make of it. */
  private record Design(ProtocolFile file, Protocol protocol, int analysis, boolean fixed) {
    /** The same without looks before the last. */
    Design withoutLooks() {
      return new Design(file, protocol, analysis, true);
    }

    String name() {
      return file.name() + (fixed ? ", fixed" : "");
    }

    /** The position of a scenario; that of the only one, whatever its name. */
    int scenario(String name) {
      return names().size() == 1 ? 0 : names().indexOf(name);
    }

    List<String> names() {
      return protocol.scenarios().stream().map(s -> s.name()).toList();
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    if (replicates < 2 || replicates > MOST) {
      throw usage("--replicates: " + replicates + "; must be from 2 to " + MOST);
    }
    List<Design> designs = new ArrayList<>();
    for (Path path : paths) {
      ProtocolFile file = new ProtocolFile();
      file.path = path;
      Protocol protocol = file.read();
      designs.add(new Design(file, protocol, analysis(protocol), false));
    }
    if (benchmark != null) {
      designs.add(0, benchmark(designs.get(0)));
    } else if (designs.size() < 2) {
      throw usage("name two protocols at least, or ask for --benchmark fixed");
    }
    long common = seed == null ? designs.get(0).protocol.simulation().seed() : seed;
    designs.forEach(d -> d.file.seed = common);
    List<String> compared = common(designs);
    weights.forEach(
        (name, weight) -> {
          if (!compared.contains(name) || !(weight > 0 && weight < 1e6)) {
            throw usage(
                "--weight: '"
                    + name
                    + "="
                    + weight
                    + "'; write a scenario that is compared and a number above 0: "
                    + String.join("; ", compared));
          }
        });
    List<String> names = designs.stream().map(Design::name).toList();
    List<List<TrialPlan>> plans = new ArrayList<>();
    for (String scenario : compared) {
      List<TrialPlan> each = new ArrayList<>();
      for (Design d : designs) {
        TrialPlan plan = d.file.compile(d.protocol, List.of(d.scenario(scenario))).plans().get(0);
        if (Workload.byBlocks(plan)) {
          throw usage(d.file.path + ": a trial is too large to be compared trial by trial");
        }
        each.add(d.fixed ? plan.fixed() : plan);
      }
      plans.add(each);
    }
    List<ComparisonText.Scenario> results = new ArrayList<>();
    long all = replicates * designs.size() * compared.size();
    try (Progress progress = Progress.start("compare", all)) {
      for (int s = 0; s < compared.size(); s++) {
        List<DesignTrials> trials = new ArrayList<>();
        for (int d = 0; d < designs.size(); d++) {
          trials.add(trials(designs.get(d), plans.get(s).get(d), progress));
        }
        results.add(new ComparisonText.Scenario(compared.get(s), names, trials));
      }
    }
    spec.commandLine().getOut().print(ComparisonText.of(results, weights));
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private static Design benchmark(Design first) {
    if (first.protocol.looks().size() == 1) {
      throw usage(
          "--benchmark: " + first.protocol.file() + " has no looks before the last: it is fixed");
    }
    return first.withoutLooks();
  }

  private DesignTrials trials(Design design, TrialPlan plan, Progress progress)
      throws InterruptedException {
    try {
      return DesignTrials.of(plan, design.analysis, Math.toIntExact(replicates), progress::advance);
    } catch (SimulationException e) {
      throw Failure.inProtocol(
          ExitCode.FAILED, design.file.failures(design.protocol).of(plan.identity().scenario(), e));
    }
  }

  /** Scenarios by which designs are compared; where each has but one, its name does not matter. */
  private List<String> common(List<Design> designs) {
    if (scenarios.isEmpty() && designs.stream().allMatch(d -> d.names().size() == 1)) {
      return List.of(designs.get(0).names().get(0));
    }
    Set<String> shared = new LinkedHashSet<>(designs.get(0).names());
    designs.forEach(d -> shared.retainAll(d.names()));
    for (String name : scenarios) {
      if (!shared.contains(name)) {
        throw usage(
            "--scenario: '"
                + name
                + "' is not in every protocol; "
                + (shared.isEmpty()
                    ? "no scenario is"
                    : "these are: " + String.join("; ", shared)));
      }
    }
    if (shared.isEmpty()) {
      throw usage("no scenario has the same name in every protocol");
    }
    return scenarios.isEmpty() ? List.copyOf(shared) : List.copyOf(scenarios);
  }

  private int analysis(Protocol protocol) {
    List<String> names = protocol.analyses().stream().map(a -> a.name()).toList();
    if (of == null && names.size() == 1) {
      return 0;
    }
    if (of == null || !names.contains(of)) {
      throw usage(
          protocol.file()
              + ": "
              + (names.isEmpty()
                  ? "there is no analysis to compare"
                  : "write which analysis, --of one of: " + String.join(", ", names)));
    }
    return names.indexOf(of);
  }

  private static Failure usage(String message) {
    return new Failure(ExitCode.USAGE, message);
  }
}
