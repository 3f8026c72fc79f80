package org.silico.jobs.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.silico.engine.formula.Formula;
import org.silico.engine.formula.FormulaException;
import org.silico.engine.formula.Nearest;
import org.silico.engine.formula.Scope;
import org.silico.engine.formula.Typed;
import org.silico.engine.language.Location;
import org.silico.engine.language.Printable;
import org.silico.engine.language.ProtocolException;
import org.silico.engine.plan.PlanCompiler;
import org.silico.engine.plan.PlanException;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Protocol.Scenario;
import org.silico.engine.reader.ProtocolReader;
import org.silico.engine.reader.Uses;
import org.silico.engine.simulation.Finding;
import org.silico.engine.simulation.ScenarioCheck;
import org.silico.engine.trial.OnError;
import org.silico.jobs.run.FailureText;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The protocol of a command and what the command line sets in it. */
final class ProtocolFile {
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
      throw Failure.inProtocol(ExitCode.USAGE, e.getMessage());
    }
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

  /** Parameters set that replace those of scenarios, too, and those that nothing uses. */
  private List<String> notes(Protocol protocol) {
    List<String> notes = new ArrayList<>();
    Set<Integer> unused = new Uses(protocol).unusedParameters();
    for (int p = 0; p < protocol.parameters().size(); p++) {
      int at = p;
      String name = protocol.parameters().get(p).name();
      long scenarios =
          protocol.scenarios().stream().filter(s -> !s.values().get(at).isNaN()).count();
      if (set.containsKey(name) && scenarios > 0) {
        notes.add(
            "--set "
                + name
                + " also replaces the value that "
                + (scenarios == 1 ? "a scenario gives it" : scenarios + " scenarios give it"));
      }
      if (set.containsKey(name) && unused.contains(p)) {
        notes.add("--set " + name + " changes nothing: the parameter is used nowhere");
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
              + (names.isEmpty()
                  ? "; the protocol has no parameters"
                  : "; it has " + String.join(", ", names)));
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
    TreeSet<Integer> found = new TreeSet<>();
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
   * Compiles scenarios.
   *
   * @throws Failure naming the place and the scenario of what is wrong with their numbers
   */
  List<TrialPlan> compile(Protocol protocol, List<Integer> scenarios) {
    PlanCompiler compiler = new PlanCompiler(protocol, overrides(protocol), seed(protocol));
    List<TrialPlan> plans = new ArrayList<>();
    // the same problem may show in many scenarios: the first is named
    Map<String, String> problems = new LinkedHashMap<>();
    for (int s : scenarios) {
      try {
        plans.add(compiler.compile(s));
      } catch (PlanException e) {
        problems.putIfAbsent(at(e.location()) + e.getMessage(), in(protocol, s));
      }
    }
    throwIfAny(problems);
    return plans;
  }

  /**
   * Compiles scenarios and looks at the first patients of each, so that what is wrong with their
   * numbers is said before anything is written.
   *
   * @param trials of the run
   * @param onError whether a trial that cannot be simulated is an error, or a warning
   * @return the plans, and what should be known of them
   * @throws Failure naming the place and the scenario of every error
   */
  Checked check(Protocol protocol, List<Integer> scenarios, long trials, OnError onError) {
    List<TrialPlan> plans = compile(protocol, scenarios);
    FailureText text = failures(protocol);
    Map<String, String> problems = new LinkedHashMap<>();
    Map<Place, String> places = new TreeMap<>();
    for (TrialPlan plan : plans) {
      for (Finding f : ScenarioCheck.of(plan, trials)) {
        String found =
            f.failure() == null ? f.message() : text.inScenario(plan.scenario(), f.failure());
        if (f.error() && (f.failure() == null || onError == OnError.STOP)) {
          problems.putIfAbsent(
              at(f.location()) + found, f.failure() == null ? in(protocol, plan.scenario()) : "");
        } else {
          // one of a kind at a place
          places.putIfAbsent(
              new Place(f.location().line(), f.location().column(), f.kind()),
              at(f.location())
                  + "warning: "
                  + found
                  + (f.failure() == null ? in(protocol, plan.scenario()) : ""));
        }
      }
    }
    throwIfAny(problems);
    return new Checked(plans, List.copyOf(places.values()));
  }

  private record Place(int line, int column, String kind) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return Comparator.comparingInt(Place::line)
          .thenComparingInt(Place::column)
          .thenComparing(Place::kind)
          .compare(this, other);
    }
  }

  /**
   * Scenarios that can be run.
   *
   * @param warnings of what should be known, in the order of the text
   */
  record Checked(List<TrialPlan> plans, List<String> warnings) {}

  /** Says what is no mistake but should be known, of the protocol and of what is set. */
  void warn(Protocol protocol, Checked checked, PrintWriter err) {
    protocol.warnings().forEach(err::println);
    checked.warnings().forEach(warning -> err.println(Printable.lines(warning)));
    notes(protocol).forEach(note -> err.println("silico: " + note));
    err.flush();
  }

  /**
   * @throws Failure when there is something to warn of
   */
  static void refuseWarnings(Protocol protocol, Checked checked) {
    List<String> warnings = new ArrayList<>();
    protocol.warnings().forEach(w -> warnings.add(w.toString()));
    warnings.addAll(checked.warnings());
    if (!warnings.isEmpty()) {
      throw Failure.inProtocol(
          ExitCode.USAGE, String.join("\n", warnings).replace(": warning: ", ": "));
    }
  }

  /** How trials that cannot be simulated are shown. */
  FailureText failures(Protocol protocol) {
    StringJoiner options = new StringJoiner(" ");
    set.forEach((name, value) -> options.add("--set " + FailureText.quoted(name + "=" + value)));
    if (seed != null) {
      options.add("--seed " + seed);
    }
    return new FailureText(path.toString(), protocol, options.toString());
  }

  private static void throwIfAny(Map<String, String> problems) {
    if (!problems.isEmpty()) {
      throw Failure.inProtocol(
          ExitCode.USAGE,
          problems.entrySet().stream()
              .map(p -> p.getKey() + p.getValue())
              .collect(Collectors.joining("\n")));
    }
  }

  private String at(Location location) {
    String file = Printable.of(path.toString());
    return location == null
        ? file + ": "
        : file + ":" + location.line() + ":" + location.column() + ": ";
  }

  private static String in(Protocol protocol, int scenario) {
    return protocol.scenarios().size() == 1
        ? ""
        : " (scenario '" + protocol.scenarios().get(scenario).name() + "')";
  }
}
