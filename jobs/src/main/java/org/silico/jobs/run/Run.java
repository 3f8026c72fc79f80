package org.silico.jobs.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.Tally;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.simulation.Workload;
import org.silico.engine.trial.OnError;
import org.silico.engine.trial.SimulationException;
import org.silico.engine.truth.ScenarioTruth;
import org.silico.jobs.output.Progress;
import org.silico.jobs.output.Range;
import org.silico.jobs.output.Simulation;
import org.silico.jobs.output.Wave;
import org.silico.jobs.output.WaveResult;

/**
 * Simulates the scenarios of a protocol in waves, each one Spark job: whole trials in pieces of a
 * fixed size, large trials one by one in blocks of patients. The waves follow from the plan and,
 * when the run goes on until it is precise, from the results; never from the machine.
 */
final class Run {
  /** Tasks of a wave at most. */
  static final int PARTITIONS_PER_WAVE = 64;

  /** Trials to begin with when the run goes on until it is precise. */
  private static final long FIRST_TRIALS = 1_000;

  private final Supplier<JavaSparkContext> spark;
  private final RunSpec spec;
  private final RunExtent extent;
  private final Map<Integer, ScenarioTruth> truth;
  private final Waves waves;
  private final Progress progress;
  private final FailureSearch failures;
  private final Simulation trials;
  private final Map<Integer, Tally> tallies = new TreeMap<>();

  /** By scenario the first trials of which some could not be simulated. */
  private final Map<Integer, Range> firstFailed = new TreeMap<>();

  private int wave;

  /**
   * @param spark asked only where there is work for it
   * @param truth by scenario
   */
  Run(
      Supplier<JavaSparkContext> spark,
      RunSpec spec,
      RunExtent extent,
      Map<Integer, ScenarioTruth> truth,
      Waves waves,
      Progress progress) {
    this.spark = spark;
    this.spec = spec;
    this.extent = extent;
    this.truth = truth;
    this.waves = waves;
    this.progress = progress;
    this.failures = new FailureSearch(spark, spec, extent.onError());
    this.trials = new TrialsSimulation(spec, truth, extent.onError());
  }

  /**
   * The results by scenario, in the order of the protocol.
   *
   * @throws TrialFailure by a trial that cannot be simulated, unless such are counted
   */
  List<ScenarioResult> execute() throws InterruptedException {
    extent.scenarios().forEach(s -> tallies.put(s, metrics(s).zero()));

    List<Integer> whole = new ArrayList<>();
    for (int s : extent.scenarios()) {
      if (!Workload.byBlocks(spec.plan(s))) {
        whole.add(s);
      }
    }
    wholeTrials(whole);
    for (int s : extent.scenarios()) {
      if (Workload.byBlocks(spec.plan(s))) {
        largeTrials(s);
      }
    }
    return extent.scenarios().stream().map(this::result).toList();
  }

  private void wholeTrials(List<Integer> scenarios) throws InterruptedException {
    Map<Integer, Long> next = new TreeMap<>();
    scenarios.forEach(s -> next.put(s, extent.first()));
    while (!next.isEmpty()) {
      List<Range> round = new ArrayList<>();
      for (int s : scenarios) {
        if (next.containsKey(s)) {
          next.put(s, pieces(s, next.get(s), enough(s, next.get(s)), round));
        }
      }
      for (int from = 0; from < round.size(); from += PARTITIONS_PER_WAVE) {
        int to = Math.min(round.size(), from + PARTITIONS_PER_WAVE);
        add(run(new Wave(wave++, round.subList(from, to)), trials, -1));
      }
      next.entrySet().removeIf(e -> e.getValue() >= extent.end() || precise(e.getKey()));
    }
  }

  /**
   * Up to which trial the scenario should go next: to the end, or to where its power is precise
   * enough by what is known of it so far.
   *
   * @param done up to which it has come; with a precision it began at 0
   */
  private long enough(int scenario, long done) {
    if (!extent.untilPrecise()) {
      return extent.end();
    }
    if (done == 0) {
      return FIRST_TRIALS;
    }
    double ratio = metrics(scenario).powerError(tallies.get(scenario)) / extent.precision();
    return (long) Math.min(extent.end(), Math.ceil(done * ratio * ratio));
  }

  /**
   * Adds the pieces of a scenario from one trial to at least another and returns where they end.
   */
  private long pieces(int scenario, long first, long enough, List<Range> pieces) {
    long size = Workload.trialsPerPiece(spec.plan(scenario));
    do {
      long end = Math.min(extent.end(), first + size);
      pieces.add(new Range(scenario, first, end));
      first = end;
    } while (first < Math.min(enough, extent.end()));
    return first;
  }

  private boolean precise(int scenario) {
    return extent.untilPrecise()
        && metrics(scenario).powerError(tallies.get(scenario)) <= extent.precision();
  }

  private void largeTrials(int scenario) throws InterruptedException {
    TrialPlan plan = spec.plan(scenario);
    List<Range> blocks =
        LongStream.range(0, Workload.blocks(plan))
            .mapToObj(b -> new Range(scenario, b, b + 1))
            .toList();
    for (long trial = extent.first(); trial < extent.end() && !precise(scenario); trial++) {
      int number = wave++;
      Wave next = new Wave(number, blocks);
      Simulation simulation =
          waves.isDone(number)
              ? trials // done before: not simulated again
              : largeTrial(scenario, trial);
      WaveResult result = run(next, simulation, trial);
      if (FailureGuard.first(result) != null) {
        firstFailed.putIfAbsent(scenario, new Range(scenario, trial, trial + 1));
      }
      add(result);
    }
  }

  private Simulation largeTrial(int scenario, long trial) {
    TrialOutcome outcome;
    try {
      outcome = LargeTrial.run(spark.get(), spec, scenario, trial);
    } catch (SimulationException e) {
      if (extent.onError() == OnError.STOP) {
        throw new TrialFailure(scenario, e);
      }
      outcome = TrialOutcome.failed(trial, spec.plan(scenario).questions().analyses().size());
    }
    return new BlocksSimulation(spec, truth.get(scenario), outcome, extent.onError());
  }

  /**
   * Runs a wave, which failed trials may not get into unless they are counted.
   *
   * @param large the trial, where the wave's ranges are blocks of one; else -1
   */
  private WaveResult run(Wave next, Simulation simulation, long large) throws InterruptedException {
    if (extent.onError() == OnError.COUNT) {
      return waves.run(next, simulation, progress);
    }
    FailureGuard guard = new FailureGuard(waves, progress);
    WaveResult result;
    try {
      result = waves.run(next, simulation, guard);
    } catch (Exception e) { // Spark throws checked exceptions undeclared
      if (guard.first() != null && !(e instanceof InterruptedException)) {
        throw failure(guard.first(), simulation, large);
      }
      throw e;
    }
    // the run may have been begun with failed trials counted
    Range before = FailureGuard.first(result);
    if (before != null) {
      throw failure(before, simulation, large);
    }
    return result;
  }

  private TrialFailure failure(Range range, Simulation simulation, long large) {
    return new TrialFailure(
        range.scenario(),
        simulation instanceof BlocksSimulation blocks
            ? blocks.failure(range)
            : failures.first(large < 0 ? range : new Range(range.scenario(), large, large + 1)));
  }

  private void add(WaveResult result) {
    List<Range> ranges = result.wave().partitions();
    for (int p = 0; p < ranges.size(); p++) {
      if (Metrics.failures(result.tallies().get(p)) > 0) {
        firstFailed.putIfAbsent(ranges.get(p).scenario(), ranges.get(p));
      }
    }
    for (int p = 0; p < ranges.size(); p++) {
      tallies.get(ranges.get(p).scenario()).add(result.tallies().get(p));
    }
  }

  private Metrics metrics(int scenario) {
    return TrialsSimulation.metrics(spec.plan(scenario), truth.get(scenario));
  }

  private ScenarioResult result(int scenario) {
    Tally tally = tallies.get(scenario);
    return new ScenarioResult(
        spec.protocol(),
        spec.plan(scenario),
        Metrics.trials(tally),
        Metrics.failures(tally),
        firstFailed.containsKey(scenario) ? failures.first(firstFailed.get(scenario)) : null,
        truth.get(scenario),
        metrics(scenario).summarise(tally));
  }
}
