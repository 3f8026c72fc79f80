package org.silico.jobs.run;

import java.util.List;
import org.silico.engine.trial.OnError;

/**
 * How much of a protocol is run.
 *
 * @param scenarios positions in the protocol, ascending
 * @param replicates trials per scenario; with a precision the most of them
 * @param precision Monte-Carlo standard error of power to reach in every scenario; NaN to run all
 *     replicates
 * @param onError what becomes of trials that cannot be simulated
 */
public record RunOptions(
    List<Integer> scenarios, long replicates, double precision, OnError onError) {

  public RunOptions {
    scenarios = List.copyOf(scenarios);
  }

  public boolean untilPrecise() {
    return !Double.isNaN(precision);
  }
}
