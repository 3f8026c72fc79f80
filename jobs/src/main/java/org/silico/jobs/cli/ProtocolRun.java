package org.silico.jobs.cli;

import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.simulation.Workload;
import org.silico.engine.truth.TrueValues;
import org.silico.jobs.output.OpenMode;
import org.silico.jobs.output.OutputPath;
import org.silico.jobs.output.PartitionResult;
import org.silico.jobs.output.Range;
import org.silico.jobs.output.RunOutput;
import org.silico.jobs.output.Wave;
import org.silico.jobs.output.WaveResult;
import org.silico.jobs.run.ResultTables;
import org.silico.jobs.run.Run;
import org.silico.jobs.run.RunManifest;
import org.silico.jobs.run.RunOptions;
import org.silico.jobs.run.RunSpec;
import org.silico.jobs.run.ScenarioResult;

/** A run of {@code silico run}, from the checked protocol to the published output. */
record ProtocolRun(
    Protocol protocol,
    RunSpec spec,
    RunOptions options,
    RunManifest manifest,
    List<TrialPlan> plans) {

  /**
   * @param directory where the output goes, as the command line has it
   * @param master where Spark runs, or null for what it was told otherwise
   * @param say takes a line for the person who started the run
   * @throws org.silico.jobs.output.OutputException if something is in the way
   */
  List<ScenarioResult> execute(
      String directory,
      OpenMode mode,
      String master,
      Interruption interruption,
      Consumer<String> say)
      throws InterruptedException {
    Path path = OutputPath.of("--out", directory);
    SparkConf conf = Session.conf("silico " + protocol.study().id(), master);
    RunOutput.refuseUnless(Session.fileSystems(conf), path, mode, manifest.identity(), say);
    try (JavaSparkContext context = Session.open(conf);
        RunOutput output =
            RunOutput.open(
                new Configuration(context.hadoopConfiguration()),
                path,
                mode,
                manifest.identity(),
                say);
        ExecutorsWatch executors = ExecutorsWatch.of(context);
        Progress progress = Progress.start(protocol.study().id(), expectedTrials())) {
      interruption.writes(output);
      for (WaveResult done : output.done()) {
        for (Range range : done.wave().partitions()) {
          progress.alreadyDone(trials(range));
        }
      }
      sayTrueValues();
      List<ScenarioResult> results = simulate(context, output, progress, executors);
      progress.expect(results.stream().mapToLong(ScenarioResult::trials).sum());
      output.writeTable(ResultTables.characteristics(results));
      output.writeTable(ResultTables.scenarios(results));
      output.publish(manifest.sections(results), manifest.finishedIdentity());
      return results;
    }
  }

  private List<ScenarioResult> simulate(
      JavaSparkContext context, RunOutput output, Progress progress, ExecutorsWatch executors)
      throws InterruptedException {
    try {
      return new Run(
              context,
              spec,
              options,
              output,
              (Wave wave, PartitionResult result) ->
                  progress.advance(trials(wave.partitions().get(result.partition()))))
          .execute();
    } catch (Exception e) { // Spark throws checked exceptions undeclared
      Failure lost = executors.failure();
      if (lost != null) {
        throw lost;
      }
      throw e;
    }
  }

  private void sayTrueValues() {
    long toFind = plans.stream().filter(p -> !TrueValues.areExact(p)).count();
    if (toFind > 0) {
      System.err.printf(
          "%s: first the true values of %d scenario%s, from potential outcomes%n",
          protocol.study().id(), toFind, toFind == 1 ? "" : "s");
    }
  }

  /**
   * How many trials end with a range; a trial cut into blocks of patients counts with its first.
   */
  private long trials(Range range) {
    TrialPlan plan =
        plans.stream().filter(p -> p.scenario() == range.scenario()).findFirst().orElseThrow();
    if (Workload.byBlocks(plan)) {
      return range.first() == 0 ? 1 : 0;
    }
    return range.end() - range.first();
  }

  private long expectedTrials() {
    long perScenario = options.replicates();
    if (options.untilPrecise()) {
      // p (1 - p) is at most a quarter
      double enough = 0.25 / (options.precision() * options.precision());
      perScenario = (long) Math.min(perScenario, Math.ceil(enough));
    }
    return perScenario * plans.size();
  }
}
