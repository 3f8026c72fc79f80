package org.silico.jobs.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.Tally;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.simulation.ScenarioTruth;
import org.silico.engine.simulation.TrialOutcome;
import org.silico.engine.simulation.TrueValues;
import org.silico.engine.simulation.Workload;
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

  private final JavaSparkContext spark;
  private final RunSpec spec;
  private final RunOptions options;
  private final RunOutput out;
  private final Progress progress;

  private final Map<Integer, ScenarioTruth> truth = new TreeMap<>();
  private final Map<Integer, Tally> tallies = new TreeMap<>();
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

  /** The results by scenario, in the order of the protocol. */
  public List<ScenarioResult> execute() throws InterruptedException {
    trueValues();
    options.scenarios().forEach(s -> tallies.put(s, metrics(s).zero()));
    trials = new TrialsSimulation(spec, truth);

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
            ? scenarios.stream()
                .map(s -> new Tuple2<>(s, TrueValues.ofScenario(spec.plan(s))))
                .toList()
            : spark
                .parallelize(scenarios, Math.min(scenarios.size(), PARTITIONS_PER_WAVE))
                .map(s -> new Tuple2<>(s, TrueValues.ofScenario(travelling.plan(s))))
                .collect();
    found.forEach(t -> truth.put(t._1(), t._2()));
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
        add(out.run(spark, new Wave(wave++, round.subList(from, to)), trials, progress));
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
      add(out.run(spark, next, simulation, progress));
    }
  }

  private Simulation largeTrial(int scenario, long trial) {
    TrialOutcome outcome = LargeTrial.run(spark, spec, scenario, trial);
    return new BlocksSimulation(spec, truth.get(scenario), outcome);
  }

  private void add(WaveResult result) {
    List<Range> ranges = result.wave().partitions();
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
        truth.get(scenario),
        metrics(scenario).summarise(tally));
  }
}
