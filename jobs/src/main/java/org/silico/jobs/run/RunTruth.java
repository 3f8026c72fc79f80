package org.silico.jobs.run;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.simulation.Workload;
import org.silico.engine.trial.OnError;
import org.silico.engine.trial.SimulationException;
import org.silico.engine.truth.ScenarioTruth;
import org.silico.engine.truth.TrueValue;
import org.silico.engine.truth.TrueValues;
import scala.Tuple2;

/** The true values of the scenarios of a run, found before its trials. */
final class RunTruth {
  /** Patients among whom a failure that true values met is looked for. */
  private static final long PATIENTS_SEARCHED = 1_000_000;

  private RunTruth() {}

  /**
   * By scenario. A single one is taken on the thread that asks; several, unless all are exact, in a
   * Spark job.
   *
   * @throws TrialFailure by a trial of the run that fails where true values do, unless such trials
   *     are counted
   */
  static Map<Integer, ScenarioTruth> of(
      Supplier<JavaSparkContext> spark, RunSpec spec, RunExtent extent) {
    List<Integer> scenarios = extent.scenarios();
    List<Tuple2<Integer, ScenarioTruth>> found =
        scenarios.size() == 1 || allExact(spec, scenarios)
            ? scenarios.stream().map(s -> new Tuple2<>(s, ofScenario(spec, s))).toList()
            : spark
                .get()
                .parallelize(scenarios, Math.min(scenarios.size(), Run.PARTITIONS_PER_WAVE))
                .map(s -> new Tuple2<>(s, ofScenario(spec, s)))
                .collect();
    Map<Integer, ScenarioTruth> truth = new TreeMap<>();
    for (Tuple2<Integer, ScenarioTruth> t : found) {
      if (extent.onError() == OnError.STOP && t._2().failure() != null) {
        stopForATrial(spec, extent, t._1());
      }
      truth.put(t._1(), t._2());
    }
    return truth;
  }

  /** By scenario, all of them unknown. */
  static Map<Integer, ScenarioTruth> unknown(RunSpec spec, RunExtent extent) {
    TrueValue unknown = new TrueValue(Double.NaN, Double.NaN, TrueValue.Origin.UNKNOWN);
    Map<Integer, ScenarioTruth> truth = new TreeMap<>();
    for (int s : extent.scenarios()) {
      TrialPlan plan = spec.plan(s);
      truth.put(
          s,
          new ScenarioTruth(
              Collections.nCopies(plan.questions().analyses().size(), unknown),
              Collections.nCopies(plan.questions().estimands().size(), unknown),
              null));
    }
    return truth;
  }

  /**
   * Of a scenario whose true values cannot be found, looks for the first trial that fails too,
   * among the first patients of the run, so that it is said at once. Without one the run goes on,
   * as no trial has failed; what is not found is unknown in it.
   */
  private static void stopForATrial(RunSpec spec, RunExtent extent, int scenario) {
    TrialPlan plan = spec.plan(scenario);
    if (Workload.byBlocks(plan)) {
      return;
    }
    long end =
        Math.min(extent.end(), extent.first() + 1 + PATIENTS_SEARCHED / plan.conduct().patients());
    SimulationException failure =
        FailureSearch.among(spec.protocol(), plan, extent.first(), end, spec.tables()).orElse(null);
    if (failure != null) {
      throw new TrialFailure(scenario, failure);
    }
  }

  /** What cannot be found is unknown here, as an exception would make Spark try again. */
  private static ScenarioTruth ofScenario(RunSpec spec, int scenario) {
    return TrueValues.ofScenario(spec.plan(scenario), OnError.COUNT);
  }

  private static boolean allExact(RunSpec spec, List<Integer> scenarios) {
    return scenarios.stream().allMatch(s -> TrueValues.areExact(spec.plan(s)));
  }
}
