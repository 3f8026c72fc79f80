package org.silico.jobs.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.Tally;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.simulation.FirstFailure;
import org.silico.engine.simulation.Workload;
import org.silico.engine.trial.OnError;
import org.silico.engine.trial.SimulationException;
import org.silico.engine.truth.ScenarioTruth;
import org.silico.engine.truth.TrueValues;
import org.silico.jobs.output.Progress;
import org.silico.jobs.output.Range;
import org.silico.jobs.output.RunOutput;
import org.silico.jobs.output.Simulation;
import org.silico.jobs.output.Wave;
import org.silico.jobs.output.WaveResult;
import scala.Tuple2;

/**
 * Runs the scenarios of a protocol in waves, each one Spark job: whole trials in pieces of a fixed
 * size, large trials one by one in blocks of patients. The waves follow from the plan and, when the
 * run goes on until it is precise, from the results; never from the machine.
 */
public final class Run {
  /** Tasks of a wave at most. */
  static final int PARTITIONS_PER_WAVE = 64;

  /** Trials to begin with when the run goes on until it is precise. */
  private static final long FIRST_TRIALS = 1_000;

  /** Patients among whom a failure that true values met is looked for. */
  private static final long PATIENTS_SEARCHED = 1_000_000;

  private final JavaSparkContext spark;
  private final RunSpec spec;
  private final RunOptions options;
  private final RunOutput out;
  private final Progress progress;

  private final Map<Integer, ScenarioTruth> truth = new TreeMap<>();
  private final Map<Integer, Tally> tallies = new TreeMap<>();

  /** By scenario the first trials of which some could not be simulated. */
  private final Map<Integer, Range> firstFailed = new TreeMap<>();

  private Simulation trials;
  private int wave;

  public Run(
      JavaSparkContext spark, RunSpec spec, RunOptions options, RunOutput out, Progress progress) {
    this.spark = spark;
    this.spec = spec;
    this.options = options;
    this.out = out;
    this.progress = progress;
  }

  /**
   * The results by scenario, in the order of the protocol.
   *
   * @throws TrialFailure by a trial that cannot be simulated, unless such are counted
   */
  public List<ScenarioResult> execute() throws InterruptedException {
    trueValues();
    options.scenarios().forEach(s -> tallies.put(s, metrics(s).zero()));
    trials = new TrialsSimulation(spec, truth, options.onError());

    List<Integer> whole = new ArrayList<>();
    for (int s : options.scenarios()) {
      if (!Workload.byBlocks(spec.plan(s))) {
        whole.add(s);
      }
    }
    wholeTrials(whole);
    for (int s : options.scenarios()) {
      if (Workload.byBlocks(spec.plan(s))) {
        largeTrials(s);
      }
    }
    return options.scenarios().stream().map(this::result).toList();
  }

  private void trueValues() {
    List<Integer> scenarios = options.scenarios();
    RunSpec travelling = spec;
    List<Tuple2<Integer, ScenarioTruth>> found =
        scenarios.size() == 1 || allExact()
            ? scenarios.stream().map(s -> new Tuple2<>(s, trueValues(spec, s))).toList()
            : spark
                .parallelize(scenarios, Math.min(scenarios.size(), PARTITIONS_PER_WAVE))
                .map(s -> new Tuple2<>(s, trueValues(travelling, s)))
                .collect();
    for (Tuple2<Integer, ScenarioTruth> t : found) {
      if (options.onError() == OnError.STOP && t._2().failure() != null) {
        stopForATrial(t._1());
      }
      truth.put(t._1(), t._2());
    }
  }

  /**
   * Of a scenario whose true values cannot be found, looks for the first trial that fails too,
   * among the first patients of the run, so that it is said at once. Without one the run goes on,
   * as no trial has failed; what is not found is unknown in it.
   */
  private void stopForATrial(int scenario) {
    TrialPlan plan = spec.plan(scenario);
    if (Workload.byBlocks(plan)) {
      return;
    }
    long end = Math.min(options.replicates(), 1 + PATIENTS_SEARCHED / plan.patients());
    SimulationException failure =
        attempted(() -> FirstFailure.among(plan, 0, end, spec.tables()).orElse(null));
    if (failure != null) {
      throw new TrialFailure(scenario, failure);
    }
  }

  /** What cannot be found is unknown here, as an exception would make Spark try again. */
  private static ScenarioTruth trueValues(RunSpec spec, int scenario) {
    return TrueValues.ofScenario(spec.plan(scenario), OnError.COUNT);
  }

  private boolean allExact() {
    return options.scenarios().stream().allMatch(s -> TrueValues.areExact(spec.plan(s)));
  }

  private void wholeTrials(List<Integer> scenarios) throws InterruptedException {
    Map<Integer, Long> next = new TreeMap<>();
    scenarios.forEach(s -> next.put(s, 0L));
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
      next.entrySet().removeIf(e -> e.getValue() >= options.replicates() || precise(e.getKey()));
    }
  }

  /**
   * Up to which trial the scenario should go next: to the end, or to where its power is precise
   * enough by what is known of it so far.
   */
  private long enough(int scenario, long done) {
    if (!options.untilPrecise()) {
      return options.replicates();
    }
    if (done == 0) {
      return FIRST_TRIALS;
    }
    double ratio = metrics(scenario).powerError(tallies.get(scenario)) / options.precision();
    return (long) Math.min(options.replicates(), Math.ceil(done * ratio * ratio));
  }

  /**
   * Adds the pieces of a scenario from one trial to at least another and returns where they end.
   */
  private long pieces(int scenario, long first, long enough, List<Range> pieces) {
    long size = Workload.trialsPerPiece(spec.plan(scenario));
    do {
      long end = Math.min(options.replicates(), first + size);
      pieces.add(new Range(scenario, first, end));
      first = end;
    } while (first < Math.min(enough, options.replicates()));
    return first;
  }

  private boolean precise(int scenario) {
    return options.untilPrecise()
        && metrics(scenario).powerError(tallies.get(scenario)) <= options.precision();
  }

  private void largeTrials(int scenario) throws InterruptedException {
    TrialPlan plan = spec.plan(scenario);
    List<Range> blocks =
        LongStream.range(0, Workload.blocks(plan))
            .mapToObj(b -> new Range(scenario, b, b + 1))
            .toList();
    for (long trial = 0; trial < options.replicates() && !precise(scenario); trial++) {
      int number = wave++;
      Wave next = new Wave(number, blocks);
      Simulation simulation =
          out.done().stream().anyMatch(w -> w.wave().number() == number)
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
      outcome = LargeTrial.run(spark, spec, scenario, trial);
    } catch (SimulationException e) {
      if (options.onError() == OnError.STOP) {
        throw new TrialFailure(scenario, e);
      }
      outcome = TrialOutcome.failed(trial, spec.plan(scenario).analyses().size());
    }
    return new BlocksSimulation(spec, truth.get(scenario), outcome, options.onError());
  }

  /**
   * Runs a wave, which failed trials may not get into unless they are counted.
   *
   * @param large the trial, where the wave's ranges are blocks of one; else -1
   */
  private WaveResult run(Wave next, Simulation simulation, long large) throws InterruptedException {
    if (options.onError() == OnError.COUNT) {
      return out.run(spark, next, simulation, progress);
    }
    FailureGuard guard = new FailureGuard(spark, progress);
    WaveResult result;
    try {
      result = out.run(spark, next, simulation, guard);
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
            ? attempted(() -> blocks.failure(range))
            : firstFailure(large < 0 ? range : new Range(range.scenario(), large, large + 1)));
  }

  /** Of the first trial of a range that cannot be simulated; of a large trial, by its number. */
  private SimulationException firstFailure(Range range) {
    TrialPlan plan = spec.plan(range.scenario());
    Set<String> mayFail = options.onError() == OnError.STOP ? spec.tables() : Set.of();
    if (!Workload.byBlocks(plan)) {
      return attempted(
          () -> FirstFailure.among(plan, range.first(), range.end(), mayFail).orElseThrow());
    }
    try {
      LargeTrial.run(spark, spec, range.scenario(), range.first());
    } catch (SimulationException e) {
      return e;
    }
    throw new IllegalStateException("trial " + range.first() + " failed before");
  }

  private static SimulationException attempted(Callable<SimulationException> attempt) {
    try {
      return attempt.call();
    } catch (Exception e) {
      throw new IllegalStateException(e); // rows go nowhere
    }
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
        spec.plan(scenario),
        Metrics.trials(tally),
        Metrics.failures(tally),
        firstFailed.containsKey(scenario) ? firstFailure(firstFailed.get(scenario)) : null,
        truth.get(scenario),
        metrics(scenario).summarise(tally));
  }
}
