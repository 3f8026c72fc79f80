package org.silico.jobs.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.silico.engine.language.Location;
import org.silico.engine.plan.PlanException;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.simulation.Finding;
import org.silico.engine.simulation.ScenarioCheck;
import org.silico.engine.trial.OnError;

/**
 * Scenarios of a protocol that can be run. It takes no Spark to find out.
 *
 * @param plans of the scenarios, in the order of the protocol
 * @param warnings what is no mistake but should be known, beside {@link Protocol#warnings}, in the
 *     order of the text
 * @param notes on parameters that are set
 */
public record CheckedProtocol(
    Protocol protocol,
    Settings settings,
    List<TrialPlan> plans,
    List<ScenarioFinding> warnings,
    List<Settings.Note> notes) {

  public CheckedProtocol {
    plans = List.copyOf(plans);
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
  }

  /**
   * Compiles scenarios.
   *
   * @param scenarios positions in the protocol
   * @throws OptionException by what is set
   * @throws ScenarioException by what is wrong with the numbers of scenarios
   */
  public static CheckedProtocol compiled(
      Protocol protocol, Settings settings, List<Integer> scenarios) {
    RunSpec spec = spec(protocol, settings);
    List<TrialPlan> plans = new ArrayList<>();
    Findings problems = new Findings(protocol);
    for (int s : scenarios) {
      try {
        plans.add(spec.plan(s));
      } catch (PlanException e) {
        problems.add(s, new Finding(e.location(), "error", e.getMessage(), true, null));
      }
    }
    problems.throwIfAny();
    return new CheckedProtocol(protocol, settings, plans, List.of(), settings.notes(protocol));
  }

  /**
   * Compiles scenarios and looks at the first patients of each, so that what is wrong with their
   * numbers is said before anything is written.
   *
   * @param trials of the run
   * @param onError whether a trial that cannot be simulated is an error, or a warning
   */
  public static CheckedProtocol of(
      Protocol protocol, Settings settings, List<Integer> scenarios, long trials, OnError onError) {
    CheckedProtocol compiled = compiled(protocol, settings, scenarios);
    Findings problems = new Findings(protocol);
    Map<Place, ScenarioFinding> warnings = new TreeMap<>();
    for (TrialPlan plan : compiled.plans) {
      for (Finding f : ScenarioCheck.of(protocol, plan, trials)) {
        if (f.error() && (f.failure() == null || onError == OnError.STOP)) {
          problems.add(plan.identity().scenario(), f);
        } else {
          // one of a kind at a place
          warnings.putIfAbsent(
              new Place(f.location().line(), f.location().column(), f.kind()),
              new ScenarioFinding(plan.identity().scenario(), f));
        }
      }
    }
    problems.throwIfAny();
    return new CheckedProtocol(
        protocol, settings, compiled.plans, List.copyOf(warnings.values()), compiled.notes);
  }

  /** As it travels, without tables. */
  RunSpec spec() {
    return spec(protocol, settings);
  }

  private static RunSpec spec(Protocol protocol, Settings settings) {
    return RunSpec.of(protocol, settings.values(protocol), settings.seed(protocol));
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

  /** Problems in the order of scenarios: the same one may show in many, and the first is named. */
  private static final class Findings {
    private final Protocol protocol;
    private final Map<List<Object>, ScenarioFinding> first = new LinkedHashMap<>();

    Findings(Protocol protocol) {
      this.protocol = protocol;
    }

    void add(int scenario, Finding f) {
      Set<Integer> own = f.failure() == null ? Set.of() : Set.of(scenario);
      Set<Location> place = f.location() == null ? Set.of() : Set.of(f.location());
      first.putIfAbsent(List.of(place, f.message(), own), new ScenarioFinding(scenario, f));
    }

    void throwIfAny() {
      if (!first.isEmpty()) {
        throw new ScenarioException(protocol, List.copyOf(first.values()));
      }
    }
  }
}
