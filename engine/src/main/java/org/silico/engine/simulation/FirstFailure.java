package org.silico.engine.simulation;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.silico.engine.dataset.Datasets;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.trial.SimulationException;
import org.silico.engine.trial.TrialSimulator;

/**
 * Finds out why trials could not be simulated, by simulating them again: of the first such trial
 * the first such patient, so that the same one is named wherever the trials ran.
 */
public final class FirstFailure {
  private FirstFailure() {}

  /**
   * The failure of the first trial in [first, end) that fails.
   *
   * @param datasets whose rows are made, as those of potential outcomes may fail
   */
  public static Optional<SimulationException> among(
      TrialPlan plan, long first, long end, Datasets datasets) throws IOException {
    TrialRunner runner = new TrialRunner(plan, new Metrics(List.of(), new double[0]), datasets);
    for (long trial = first; trial < end; trial++) {
      try {
        runner.check(trial);
      } catch (SimulationException e) {
        return Optional.of(firstPatient(plan, trial, 0, plan.conduct().patients()).orElse(e));
      }
    }
    return Optional.empty();
  }

  /** That of the first patient who fails in a block of a trial, in the trial's own world. */
  public static Optional<SimulationException> inBlock(TrialPlan plan, long trial, int block) {
    int first = block * Workload.PATIENTS_PER_BLOCK;
    int size = Math.min(Workload.PATIENTS_PER_BLOCK, plan.conduct().patients() - first);
    return firstPatient(plan, trial, first, first + size);
  }

  /** By halves: patients [first, middle) fail when one of them does, whoever comes after. */
  private static Optional<SimulationException> firstPatient(
      TrialPlan plan, long trial, int first, int end) {
    TrialSimulator simulator = new TrialSimulator(plan, end - first);
    SimulationException failure = attempt(simulator, trial, first, end);
    int good = first;
    int bad = end;
    while (failure != null && bad - good > 1) {
      int middle = good + (bad - good) / 2;
      SimulationException earlier = attempt(simulator, trial, first, middle);
      good = earlier == null ? middle : good;
      bad = earlier == null ? bad : middle;
      failure = earlier == null ? failure : earlier;
    }
    return Optional.ofNullable(failure);
  }

  private static SimulationException attempt(
      TrialSimulator simulator, long trial, int first, int end) {
    try {
      simulator.simulate(trial, first, end);
      return null;
    } catch (SimulationException e) {
      return e;
    }
  }
}
