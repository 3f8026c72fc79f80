package org.silico.engine.reader;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.silico.engine.formula.Formula;
import org.silico.engine.language.Location;
import org.silico.engine.language.Problems;
import org.silico.engine.language.Quoting;
import org.silico.engine.language.Range;
import org.silico.engine.protocol.Parameters;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Quantity;

/**
 * Checks of values. What mentions no parameter is checked at once; the rest waits until the
 * scenarios are known, and is checked with the protocol's own parameters and in every scenario.
 */
final class ScenarioChecks {
  /**
   * Characters of formulas that are evaluated at most. It bounds the time for a hostile protocol; a
   * protocol of 1000 quantities and 1000 scenarios is far below.
   */
  private static final long MAX_WORK = 40_000_000;

  private final Problems problems;
  private final List<Waiting> waiting = new ArrayList<>();

  /** Whether a quantity mentions no parameter; each is looked at once. */
  private final Map<Quantity, Boolean> fixedOnes = new IdentityHashMap<>();

  ScenarioChecks(Problems problems) {
    this.problems = problems;
  }

  /** Finds what is wrong with the values of constant quantities. */
  @FunctionalInterface
  interface Check {
    /**
     * @param parameters of one scenario
     * @param where empty, or " in scenario 'x'", to be put after the value
     * @return the problem, or null
     */
    String problem(double[] parameters, String where);
  }

  private record Waiting(Location at, Check check, long work) {}

  /**
   * Adds a check of quantities; it is left out when one of them is broken or differs by patient.
   */
  void add(Location at, List<Quantity> quantities, Check check) {
    long work = 0;
    boolean fixed = true;
    for (Quantity quantity : quantities) {
      if (Reading.isBroken(quantity) || !quantity.formula().constant()) {
        return;
      }
      fixed &=
          fixedOnes.computeIfAbsent(quantity, own -> Formula.parse(own.text()).names().isEmpty());
      work += quantity.text().length();
    }
    if (fixed) {
      report(at, check.problem(new double[0], ""));
    } else {
      waiting.add(new Waiting(at, check, work));
    }
  }

  /** The check that a quantity is in its range. */
  void addRange(Quantity quantity, String label, Range range) {
    add(
        quantity.location(),
        List.of(quantity),
        (parameters, where) -> {
          double value = quantity.formula().value(parameters);
          return range.contains(value)
              ? null
              : label
                  + " is "
                  + quantity.at(parameters, range.isShare())
                  + where
                  + "; it must be "
                  + range.describe(bound -> quantity.shown(bound, range.isShare()))
                  + range.advice(value, quantity.text());
        });
  }

  /** Runs what waits; each check stops at the first scenario in which it fails. */
  void run(List<Protocol.Parameter> parameters, List<Protocol.Scenario> scenarios) {
    long work = parameters.stream().mapToLong(p -> p.value().text().length()).sum() + 1;
    long done = 0;
    List<Waiting> open = new ArrayList<>(waiting);
    for (int s = -1; s < scenarios.size() && done < MAX_WORK && !open.isEmpty(); s++) {
      Optional<Protocol.Scenario> scenario =
          s < 0 ? Optional.empty() : Optional.of(scenarios.get(s));
      String where =
          scenario.map(one -> " in scenario '" + Quoting.shown(one.name()) + "'").orElse("");
      double[] values =
          Parameters.values(
              parameters, scenario.map(Protocol.Scenario::values).orElse(null), java.util.Map.of());
      List<Waiting> still = new ArrayList<>();
      for (Waiting check : open) {
        done += check.work;
        String problem = check.check.problem(values, where);
        report(check.at, problem);
        if (problem == null) {
          still.add(check);
        }
      }
      open = still;
      done += work;
    }
  }

  private void report(Location at, String problem) {
    if (problem != null) {
      problems.add(at, problem);
    }
  }
}
