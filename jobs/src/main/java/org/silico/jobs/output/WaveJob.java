package org.silico.jobs.output;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** A wave as a Spark job: one task a range, and all of them or none count. */
public final class WaveJob {
  private WaveJob() {}

  /**
   * Returns when the files are in the directory, or throws and leaves none there. A simulation
   * without tables does without Hadoop's output, which costs a task as much as thirty trials.
   *
   * @throws InterruptedException if the thread was interrupted; the job is cancelled
   */
  static WaveResult run(
      JavaSparkContext spark,
      Broadcast<Simulation> simulation,
      Wave wave,
      Configuration conf,
      Path directory,
      int attempt,
      Progress progress)
      throws InterruptedException {
    return run(
        spark,
        wave,
        wave.tag(),
        progress,
        (assignments, results) -> {
          if (simulation.value().tables().isEmpty()) {
            assignments.foreach(a -> results.add(counted(a, simulation.value())));
            return;
          }
          Work work = new Work(simulation, results);
          assignments
              .mapToPair(assignment -> new Tuple2<>(assignment, work))
              .saveAsNewAPIHadoopDataset(JobSettings.output(conf, directory, attempt));
        });
  }

  /**
   * Returns what the ranges add up to; their rows go nowhere.
   *
   * @param tag by which the job can be cancelled
   * @throws InterruptedException if the thread was interrupted; the job is cancelled
   */
  public static WaveResult inMemory(
      JavaSparkContext spark, Simulation simulation, Wave wave, String tag, Progress progress)
      throws InterruptedException {
    return run(
        spark,
        wave,
        tag,
        progress,
        (assignments, results) -> assignments.foreach(a -> results.add(counted(a, simulation))));
  }

  private static PartitionResult counted(Assignment assignment, Simulation simulation)
      throws Exception {
    return new PartitionResult(
        assignment.partition(), simulation.simulate(assignment.range(), rows -> {}), List.of());
  }

  private static WaveResult run(
      JavaSparkContext spark,
      Wave wave,
      String tag,
      Progress progress,
      BiConsumer<JavaRDD<Assignment>, PartitionResults> job)
      throws InterruptedException {
    PartitionResults results = new PartitionResults(r -> progress.partitionDone(wave, r));
    spark.sc().register(results);
    // a list of n elements in n slices is one element a slice
    List<Assignment> assignments = assignments(wave);
    spark.addJobTag(tag);
    try {
      job.accept(spark.parallelize(assignments, assignments.size()), results);
    } catch (Exception e) { // Spark throws checked exceptions undeclared
      if (interrupted(e)) {
        spark.cancelJobsWithTag(tag);
        InterruptedException interrupted =
            new InterruptedException("interrupted in wave " + wave.number());
        interrupted.initCause(e);
        throw interrupted;
      }
      throw e;
    } finally {
      spark.removeJobTag(tag);
    }
    if (results.value().size() != assignments.size()) {
      throw new IllegalStateException(
          results.value().size() + " results of " + assignments.size() + " partitions");
    }
    return WaveResult.of(wave, results.value());
  }

  private static List<Assignment> assignments(Wave wave) {
    List<Assignment> assignments = new ArrayList<>();
    for (Range range : wave.partitions()) {
      assignments.add(new Assignment(wave.number(), assignments.size(), range));
    }
    return assignments;
  }

  /** Spark throws the driver's InterruptedException undeclared, or as a cause. */
  private static boolean interrupted(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof InterruptedException) {
        return true;
      }
    }
    return false;
  }
}
