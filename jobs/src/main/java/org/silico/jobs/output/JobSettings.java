package org.silico.jobs.output;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.OutputFormat;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;

/** The settings of Spark and Hadoop that exactly-once output rests on. */
public final class JobSettings {
  private JobSettings() {}

  /** Sets what waves need of a Spark context, whatever the installation's defaults are. */
  public static SparkConf spark(SparkConf conf) {
    return conf
        // assignments and results are records, which Spark's Kryo cannot make
        .set("spark.serializer", JavaSerializer.class.getName())
        // of two attempts at a task one may commit
        .set("spark.hadoop.outputCommitCoordination.enabled", "true");
  }

  /**
   * Refuses a context of somebody else's making that does not have them.
   *
   * @throws OutputException naming the setting
   */
  public static void require(SparkConf conf) {
    SparkConf ours = spark(new SparkConf(false));
    for (String key :
        List.of("spark.serializer", "spark.hadoop.outputCommitCoordination.enabled")) {
      String value = conf.get(key, ours.get(key)); // Spark's defaults are these, too
      if (!value.equals(ours.get(key))) {
        throw new OutputException(
            OutputException.Kind.ENVIRONMENT,
            key + " of the Spark context is " + value + "; runs need " + ours.get(key));
      }
    }
  }

  /**
   * A job that writes tables below a directory.
   *
   * @param attempt a number that no other process uses there
   */
  static Configuration output(Configuration hadoop, Path directory, int attempt) {
    Configuration conf = new Configuration(hadoop);
    conf.setClass(
        MRJobConfig.OUTPUT_FORMAT_CLASS_ATTR, TablesOutputFormat.class, OutputFormat.class);
    conf.set(FileOutputFormat.OUTDIR, directory.toString());
    // so that what tasks of two processes write that both think the run theirs does not mix
    conf.setInt(MRJobConfig.APPLICATION_ATTEMPT_ID, attempt);
    // version 2 moves files when a task commits: a job that fails would leave some
    conf.setInt(FileOutputCommitter.FILEOUTPUTCOMMITTER_ALGORITHM_VERSION, 1);
    conf.setBoolean(FileOutputCommitter.SUCCESSFUL_JOB_OUTPUT_DIR_MARKER, false);
    return conf;
  }

  /**
   * The directory of {@link #output}, to the letter: Hadoop would put the values of settings and of
   * system properties in the place of what looks like <code>${name}</code>, other ones on every
   * machine.
   */
  static Path directory(Configuration conf) {
    return new Path(conf.getRaw(FileOutputFormat.OUTDIR));
  }
}
