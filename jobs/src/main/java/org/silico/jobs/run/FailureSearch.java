package org.silico.jobs.run;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.silico.engine.dataset.Datasets;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.simulation.FirstFailure;
import org.silico.engine.simulation.Workload;
import org.silico.engine.trial.OnError;
import org.silico.engine.trial.SimulationException;
import org.silico.jobs.output.Range;

/**
 * Simulates trials again that failed in a task, to say why: a task brings back no more than that
 * one did.
 */
record FailureSearch(Supplier<JavaSparkContext> spark, RunSpec spec, OnError onError) {

  /**
   * Of the first trial of a range that cannot be simulated; of a large trial, by its number.
   *
   * @throws IllegalStateException if all can
   */
  SimulationException first(Range range) {
    TrialPlan plan = spec.plan(range.scenario());
    Set<String> mayFail = onError == OnError.STOP ? spec.tables() : Set.of();
    if (!Workload.byBlocks(plan)) {
      return among(spec.protocol(), plan, range.first(), range.end(), mayFail).orElseThrow();
    }
    try {
      LargeTrial.run(spark.get(), spec, range.scenario(), range.first());
    } catch (SimulationException e) {
      return e;
    }
    throw new IllegalStateException("trial " + range.first() + " failed before");
  }

  static Optional<SimulationException> among(
      Protocol protocol, TrialPlan plan, long first, long end, Set<String> kept) {
    try {
      return FirstFailure.among(
          plan, first, end, Datasets.of(protocol, plan, kept, rows -> {}, OnError.STOP));
    } catch (IOException e) {
      throw new IllegalStateException(e); // rows go nowhere
    }
  }
}
