package org.silico.jobs.run;

import java.util.List;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.trial.OnError;

/**
 * How much of a protocol is run.
 *
 * @param scenarios positions in the protocol, ascending
 * @param first the first replicate of each, from 0
 * @param end one after the last replicate; with a precision the last that there may be
 * @param precision Monte-Carlo standard error of power to reach in every scenario; NaN to run all
 *     replicates
 * @param onError what becomes of trials that cannot be simulated
 */
record RunExtent(List<Integer> scenarios, long first, long end, double precision, OnError onError) {

  RunExtent {
    scenarios = List.copyOf(scenarios);
  }

  static RunExtent of(
      Protocol protocol, List<Integer> scenarios, Replicates replicates, OnError onError) {
    if (replicates instanceof Replicates.Planned) {
      return new RunExtent(scenarios, 0, protocol.simulation().replicates(), Double.NaN, onError);
    }
    if (replicates instanceof Replicates.Range range) {
      return new RunExtent(scenarios, range.first(), range.end(), Double.NaN, onError);
    }
    if (replicates instanceof Replicates.UntilPrecise until) {
      return new RunExtent(scenarios, 0, until.most(), until.mcse(), onError);
    }
    throw new AssertionError(replicates);
  }

  /** Trials per scenario; with a precision the most of them. */
  long replicates() {
    return end - first;
  }

  boolean untilPrecise() {
    return !Double.isNaN(precision);
  }

  /** Trials to be expected in all. */
  long expectedTrials() {
    long perScenario = replicates();
    if (untilPrecise()) {
      // p (1 - p) is at most a quarter
      double enough = 0.25 / (precision * precision);
      perScenario = (long) Math.min(perScenario, Math.ceil(enough));
    }
    return perScenario * scenarios.size();
  }
}
