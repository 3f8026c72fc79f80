package org.silico.jobs.query;

import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.silico.jobs.output.FinishedRun;
import org.silico.jobs.output.OutputException;
import org.silico.jobs.output.OutputPath;
import org.silico.jobs.run.Session;

/** Opens finished runs. */
public final class Runs {
  private Runs() {}

  /**
   * A run by its output directory: a path, or a URI such as {@code hdfs:///trials/mdd}. File
   * systems are those of Spark's settings, as {@code spark-submit} hands them on.
   *
   * @throws OutputException in one line, if it is no finished run, damaged, or written by a newer
   *     version
   */
  public static StoredRun open(String directory) {
    return open(directory, Session.fileSystems(new SparkConf()));
  }

  /**
   * @param hadoop settings of the file systems, as {@code
   *     spark.sparkContext().hadoopConfiguration()}
   */
  public static StoredRun open(String directory, Configuration hadoop) {
    // Hadoop has no name for . and ..
    boolean relative = directory.matches("\\.\\.?(/\\.{0,2})*");
    String place =
        relative ? Path.of(directory).toAbsolutePath().normalize().toString() : directory;
    return StoredRun.of(
        directory, FinishedRun.open(hadoop, OutputPath.of("directory of a run", place)));
  }
}
