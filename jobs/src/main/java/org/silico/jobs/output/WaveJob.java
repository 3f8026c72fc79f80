package org.silico.jobs.output;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** A wave as a Spark job: one task a range, committed as a whole when all are done. */
final class WaveJob {
  private WaveJob() {}

  /**
   * Returns when the files are in the directory, or throws and leaves none there.
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
    PartitionResults results = new PartitionResults(r -> progress.partitionDone(wave, r));
    spark.sc().register(results);
    Work work = new Work(simulation, results);
    // a list of n elements in n slices is one element a slice
    List<Assignment> assignments = assignments(wave);
    String tag = wave.tag();
    spark.addJobTag(tag);
    try {
      spark
          .parallelize(assignments, assignments.size())
          .mapToPair(assignment -> new Tuple2<>(assignment, work))
          .saveAsNewAPIHadoopDataset(JobSettings.output(conf, directory, attempt));
    } catch (Exception e) {
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
