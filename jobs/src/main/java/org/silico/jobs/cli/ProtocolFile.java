package org.silico.jobs.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.silico.engine.formula.Formula;
import org.silico.engine.formula.FormulaException;
import org.silico.engine.formula.Nearest;
import org.silico.engine.formula.Scope;
import org.silico.engine.formula.Typed;
import org.silico.engine.plan.PlanCompiler;
import org.silico.engine.plan.PlanException;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Location;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Protocol.Scenario;
import org.silico.engine.protocol.ProtocolException;
import org.silico.engine.protocol.ProtocolReader;
import org.silico.engine.trial.Criterion;
import org.silico.engine.trial.SimulationException;
import org.silico.engine.trial.TrialSimulator;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The protocol of a command and what the command line sets in it. */
final class ProtocolFile {
  /** Candidates looked at to judge eligibility, and the share that must pass. */
  private static final int CANDIDATES = 20_000;

  private static final double LEAST_ELIGIBLE = 0.001;

  @Parameters(index = "0", paramLabel = "PROTOCOL", description = "The protocol, a YAML file.")
  Path path;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "Sets a parameter in all scenarios: a number, or a duration or rate with its unit,"
              + " such as 'follow=24 weeks'. May be repeated.")
  Map<String, String> set = new LinkedHashMap<>();

  @Option(names = "--seed", paramLabel = "SEED", description = "In place of the protocol's seed.")
  Long seed;

  /**
   * @throws Failure with every problem of the protocol
   */
  Protocol read() {
    try {
      return ProtocolReader.read(path);
    } catch (ProtocolException e) {
      throw Failure.inProtocol(e.getMessage());
    }
  }

  /** Says what is no mistake but should be known. */
  static void warn(Protocol protocol, PrintWriter err) {
    protocol.warnings().forEach(err::println);
    err.flush();
  }

  long seed(Protocol protocol) {
    return seed == null ? protocol.simulation().seed() : seed;
  }

  /** The parameters set on the command line. */
  Map<String, Double> overrides(Protocol protocol) {
    Map<String, Double> values = new LinkedHashMap<>();
    set.forEach((name, text) -> values.put(name, override(protocol, name, text)));
    return values;
  }

  /** What a person should know of the parameters set: they replace those of scenarios, too. */
  List<String> notes(Protocol protocol) {
    List<String> notes = new java.util.ArrayList<>();
    for (int p = 0; p < protocol.parameters().size(); p++) {
      int at = p;
      String name = protocol.parameters().get(p).name();
      long scenarios =
          protocol.scenarios().stream().filter(s -> !s.values().get(at).isNaN()).count();
      if (set.containsKey(name) && scenarios > 0) {
        notes.add(
            "--set " + name + " also replaces the value that " + scenarios + " scenarios give it");
      }
    }
    return notes;
  }

  private static double override(Protocol protocol, String name, String text) {
    List<String> names = protocol.parameters().stream().map(p -> p.name()).toList();
    int at = names.indexOf(name);
    if (at < 0) {
      throw new Failure(
          ExitCode.USAGE,
          "--set: unknown parameter '"
              + name
              + "'"
              + Nearest.of(name, names).map(n -> "; did you mean '" + n + "'?").orElse("")
              + (names.isEmpty() ? "; the protocol has no parameters" : ""));
    }
    try {
      Typed value =
          Formula.parse(text)
              .resolve(Scope.of(Map.of()), protocol.parameters().get(at).value().formula().type());
      return value.value(new double[0]);
    } catch (FormulaException e) {
      throw new Failure(ExitCode.USAGE, "--set " + name + ": " + e.problems().get(0).message());
    }
  }

  /**
   * The positions of scenarios by name, all when none is named. A name of a grid stands for all its
   * scenarios.
   */
  static List<Integer> scenarios(Protocol protocol, List<String> wanted) {
    List<Scenario> all = protocol.scenarios();
    java.util.TreeSet<Integer> found = new java.util.TreeSet<>();
    for (String name : wanted) {
      int before = found.size();
      for (int s = 0; s < all.size(); s++) {
        if (all.get(s).name().equals(name) || all.get(s).name().startsWith(name + ": ")) {
          found.add(s);
        }
      }
      if (found.size() == before) {
        List<String> names = all.stream().map(Scenario::name).toList();
        throw new Failure(
            ExitCode.USAGE,
            "unknown scenario '"
                + name
                + "'; "
                + Nearest.of(name, names)
                    .map(n -> "did you mean '" + n + "'?")
                    .orElse("the protocol has: " + String.join("; ", names)));
      }
    }
    if (wanted.isEmpty()) {
      for (int s = 0; s < all.size(); s++) {
        found.add(s);
      }
    }
    return List.copyOf(found);
  }

  /**
   * Compiles scenarios and tries one trial of each, so that what is wrong with their numbers is
   * said before anything is written.
   *
   * @throws Failure naming the place and the scenario
   */
  List<TrialPlan> check(Protocol protocol, List<Integer> scenarios) {
    PlanCompiler compiler = new PlanCompiler(protocol, overrides(protocol), seed(protocol));
    List<TrialPlan> plans = new java.util.ArrayList<>();
    // the same problem may show in many scenarios: the first is named
    Map<String, String> problems = new LinkedHashMap<>();
    for (int s : scenarios) {
      try {
        TrialPlan plan = compiler.compile(s);
        checkEligibility(plan);
        int patients = Math.min(plan.patients(), 1_000);
        new TrialSimulator(plan, patients).simulate(0, 0, patients);
        plans.add(plan);
      } catch (PlanException e) {
        problems.putIfAbsent(at(e.location()) + e.getMessage(), in(protocol, s));
      } catch (SimulationException e) {
        problems.putIfAbsent(at(null) + e.getMessage(), in(protocol, s));
      }
    }
    if (!problems.isEmpty()) {
      throw Failure.inProtocol(
          problems.entrySet().stream()
              .map(p -> p.getKey() + p.getValue())
              .collect(java.util.stream.Collectors.joining("\n")));
    }
    return plans;
  }

  private static void checkEligibility(TrialPlan plan) {
    List<Criterion> all = Criterion.of(plan);
    if (all.isEmpty()) {
      return;
    }
    TrialSimulator simulator = new TrialSimulator(plan, CANDIDATES);
    for (Criterion criterion : all) {
      checkEligibility(simulator, List.of(criterion));
    }
    checkEligibility(simulator, all);
  }

  private static void checkEligibility(TrialSimulator simulator, List<Criterion> criteria) {
    double share = simulator.eligibleShare(CANDIDATES, criteria);
    if (share < LEAST_ELIGIBLE) {
      throw new PlanException(
          criteria.get(0).location(),
          Criterion.names(criteria)
              + (criteria.size() == 1 ? " accepts " : " together accept ")
              + (share == 0 ? "none" : Math.round(share * CANDIDATES))
              + " of "
              + CANDIDATES
              + " candidates; at least 1 in "
              + Math.round(1 / LEAST_ELIGIBLE)
              + " must pass");
    }
  }

  private String at(Location location) {
    return location == null
        ? path + ": "
        : path + ":" + location.line() + ":" + location.column() + ": ";
  }

  private static String in(Protocol protocol, int scenario) {
    return protocol.scenarios().size() == 1
        ? ""
        : " (scenario '" + protocol.scenarios().get(scenario).name() + "')";
  }
}
