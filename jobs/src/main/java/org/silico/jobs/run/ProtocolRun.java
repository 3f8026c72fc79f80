package org.silico.jobs.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.simulation.Workload;
import org.silico.engine.truth.ScenarioTruth;
import org.silico.engine.truth.TrueValues;
import org.silico.jobs.output.OpenMode;
import org.silico.jobs.output.PartitionResult;
import org.silico.jobs.output.Range;
import org.silico.jobs.output.RunOutput;
import org.silico.jobs.output.Wave;
import org.silico.jobs.output.WaveResult;

/**
 * One run, from the checked protocol to its result.
 *
 * @param trueValues whether they are found
 */
record ProtocolRun(
    CheckedProtocol checked,
    RunSpec spec,
    RunExtent extent,
    RunManifest manifest,
    boolean trueValues,
    RunListener listener) {

  /** Of which there are the results only; Spark is asked for only where there is work for it. */
  RunResult inMemory(Supplier<JavaSparkContext> context) throws InterruptedException {
    try (Watched spark = new Watched(context, listener)) {
      listener.begins(checked.protocol(), extent.expectedTrials(), 0);
      try {
        return result(simulate(spark, new WavesInMemory(spark)), Optional.empty());
      } finally {
        listener.ends();
      }
    }
  }

  /**
   * Into a folder.
   *
   * @throws org.silico.jobs.output.OutputException if something is in the way
   */
  RunResult onDisk(JavaSparkContext context, Path path, String directory, OpenMode mode)
      throws InterruptedException {
    try (RunOutput output =
            RunOutput.open(
                new Configuration(context.hadoopConfiguration()),
                path,
                mode,
                manifest.identity(),
                listener::note);
        Watched spark = new Watched(() -> context, listener)) {
      spark.get();
      listener.writes(output);
      listener.begins(checked.protocol(), extent.expectedTrials(), before(output));
      try {
        List<ScenarioResult> results = simulate(spark, new WavesOnDisk(context, output));
        output.writeTable(ResultTables.characteristics(results));
        output.writeTable(ResultTables.scenarios(results));
        output.publish(manifest.sections(results), manifest.finishedIdentity());
        return result(results, Optional.of(directory));
      } finally {
        listener.ends();
      }
    }
  }

  private List<ScenarioResult> simulate(Watched spark, Waves waves) throws InterruptedException {
    List<ScenarioResult> results;
    try {
      Map<Integer, ScenarioTruth> truth =
          trueValues ? trueValues(spark) : RunTruth.unknown(spec, extent);
      results = new Run(spark, spec, extent, truth, waves, this::simulated).execute();
    } catch (Exception e) { // Spark throws checked exceptions undeclared
      ExecutorsLost lost = spark.lost();
      if (lost != null) {
        throw lost;
      }
      throw e;
    }
    listener.allTrials(results.stream().mapToLong(ScenarioResult::trials).sum());
    return results;
  }

  private Map<Integer, ScenarioTruth> trueValues(Supplier<JavaSparkContext> spark) {
    long toFind = checked.plans().stream().filter(p -> !TrueValues.areExact(p)).count();
    if (toFind > 0) {
      listener.trueValues(toFind);
    }
    return RunTruth.of(spark, spec, extent);
  }

  private RunResult result(List<ScenarioResult> results, Optional<String> directory) {
    return new RunResult(
        checked.protocol(), results, checked.warnings(), manifest.sections(results), directory);
  }

  private void simulated(Wave wave, PartitionResult result) {
    listener.trials(trials(wave.partitions().get(result.partition())));
  }

  private long before(RunOutput output) {
    long trials = 0;
    for (WaveResult done : output.done()) {
      for (Range range : done.wave().partitions()) {
        trials += trials(range);
      }
    }
    return trials;
  }

  /**
   * How many trials end with a range; a trial cut into blocks of patients counts with its first.
   */
  private long trials(Range range) {
    TrialPlan plan = spec.plan(range.scenario());
    if (Workload.byBlocks(plan)) {
      return range.first() == 0 ? 1 : 0;
    }
    return range.end() - range.first();
  }

  /** The Spark of a run, watched from its first use on. */
  private static final class Watched implements Supplier<JavaSparkContext>, AutoCloseable {
    private final Supplier<JavaSparkContext> context;
    private final RunListener listener;
    private ExecutorsWatch watch;

    Watched(Supplier<JavaSparkContext> context, RunListener listener) {
      this.context = context;
      this.listener = listener;
    }

    @Override
    public synchronized JavaSparkContext get() {
      JavaSparkContext spark = context.get();
      if (watch == null) {
        watch = ExecutorsWatch.of(spark, listener::note);
      }
      return spark;
    }

    /** What to say if the cluster was lost; else null. */
    synchronized ExecutorsLost lost() {
      return watch == null ? null : watch.failure();
    }

    @Override
    public synchronized void close() {
      if (watch != null) {
        watch.close();
      }
    }
  }
}
