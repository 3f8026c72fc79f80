package org.silico.jobs.cli;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Starts Spark for a command: quiet, without its web pages, and on one machine without a network.
 */
public final class Session {
  private Session() {}

  /**
   * A context that the caller closes.
   *
   * @param name the application's name, as a cluster shows it
   * @param master where to run, or null for what {@code spark-submit} or {@code -Dspark.master}
   *     says, else {@code local[*]}
   */
  public static JavaSparkContext open(String name, String master) {
    try {
      return new JavaSparkContext(conf(name, master));
    } catch (RuntimeException | Error e) {
      throw new Failure(ExitCode.ENVIRONMENT, "Spark did not start: " + e.getMessage(), e);
    }
  }

  /** The settings of {@link #open}; whatever the user has set already stays. */
  static SparkConf conf(String name, String master) {
    SparkConf conf =
        new SparkConf(); // takes every system property spark.*, so what spark-submit set
    if (master != null) {
      conf.setMaster(master);
    }
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.app.name", name);
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    if (conf.get("spark.master").startsWith("local")) {
      // a machine whose own name does not resolve can still talk to itself
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
    return conf;
  }
}
