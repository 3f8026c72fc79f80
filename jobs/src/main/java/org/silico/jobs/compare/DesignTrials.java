package org.silico.jobs.compare;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.simulation.TrialRunner;
import org.silico.engine.trial.SimulationException;
import org.silico.jobs.run.LocalThreads;

/**
 * What the trials of one design came to, each by itself.
 *
 * @param successes bit k for the replicate k from 0: an analysis rejects in the good direction
 * @param subjects of each trial
 * @param days of each trial
 */
public record DesignTrials(BitSet successes, double[] subjects, double[] days) {
  private static final int PIECE = 250;

  /**
   * Simulates replicates [0, trials) on all cores; what comes out hangs on neither their number nor
   * their pace.
   *
   * @param analysis its position
   * @throws SimulationException by a trial that cannot be simulated
   */
  public static DesignTrials of(TrialPlan plan, int analysis, int trials, LongConsumer progress)
      throws InterruptedException {
    boolean[] success = new boolean[trials];
    double[] subjects = new double[trials];
    double[] days = new double[trials];
    List<Callable<Void>> pieces = new ArrayList<>();
    for (int from = 0; from < trials; from += PIECE) {
      int first = from;
      int end = Math.min(trials, from + PIECE);
      pieces.add(
          () -> {
            TrialRunner runner = new TrialRunner(plan, new Metrics(List.of(), new double[0]));
            for (int trial = first; trial < end; trial++) {
              TrialOutcome outcome = runner.run(trial);
              success[trial] = outcome.results().get(analysis).success();
              subjects[trial] = outcome.subjects();
              days[trial] = outcome.duration();
            }
            progress.accept(end - first);
            return null;
          });
    }
    try (LocalThreads threads = new LocalThreads()) {
      threads.all(pieces);
    }
    BitSet successes = new BitSet(trials);
    for (int trial = 0; trial < trials; trial++) {
      successes.set(trial, success[trial]);
    }
    return new DesignTrials(successes, subjects, days);
  }

  public int trials() {
    return subjects.length;
  }

  /** The share of successes. */
  public double power() {
    return (double) successes.cardinality() / trials();
  }
}
