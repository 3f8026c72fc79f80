package org.silico.jobs.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.silico.jobs.output.JobSettings;

/** Starts Spark for a run: quiet, without its web pages, and on one machine without a network. */
public final class Session {
  private Session() {}

  /**
   * A context that the caller closes.
   *
   * @param name the application's name, as a cluster shows it
   * @param master where to run, or null for what {@code spark-submit} or {@code -Dspark.master}
   *     says, else {@code local[*]}
   * @throws SparkUnavailable if it does not start
   */
  public static JavaSparkContext open(String name, String master) {
    return open(conf(name, master));
  }

  /**
   * A context for Spark SQL.
   *
   * @param settings where the user has not set another value
   */
  public static JavaSparkContext open(String name, String master, Map<String, String> settings) {
    SparkConf conf = conf(name, master);
    settings.forEach(conf::setIfMissing);
    if (Master.isLocal(conf.get("spark.master"))) {
      // what follows the size of the data costs more than it saves on one machine
      conf.setIfMissing("spark.sql.adaptive.enabled", "false");
      conf.setIfMissing("spark.sql.shuffle.partitions", "4");
    }
    return open(conf);
  }

  static JavaSparkContext open(SparkConf conf) {
    TemporaryFolders.check(conf);
    String url = conf.get("spark.master");
    checkReachable(url);
    JavaSparkContext context;
    try {
      context = new JavaSparkContext(conf);
    } catch (RuntimeException | LinkageError e) {
      throw new SparkUnavailable("Spark did not start: " + e.getMessage(), e);
    }
    if (context.sc().isStopped()) {
      throw new SparkUnavailable("the master " + url + " did not take the application");
    }
    return context;
  }

  /** Says at once that a standalone master is not there; Spark itself would try for a minute. */
  private static void checkReachable(String url) {
    if (!url.startsWith("spark://")) {
      return;
    }
    var wrong = new ArrayList<String>();
    for (String address : url.substring("spark://".length()).split(",")) {
      int colon = address.lastIndexOf(':');
      try (var socket = new Socket()) {
        int port = Integer.parseInt(address.substring(colon + 1));
        socket.connect(new InetSocketAddress(address.substring(0, Math.max(0, colon)), port), 5000);
        return;
      } catch (IOException | IllegalArgumentException e) {
        wrong.add(address + ": " + e.getMessage());
      }
    }
    throw new SparkUnavailable(
        "no Spark master answers at " + url + " (" + String.join("; ", wrong) + ")");
  }

  /** What the context of such settings would know of file systems, without starting it. */
  public static Configuration fileSystems(SparkConf conf) {
    return SparkHadoopUtil.get().newConfiguration(conf);
  }

  /**
   * The settings of {@link #open}; whatever the user has set already stays.
   *
   * @throws OptionException if there is no such master
   */
  static SparkConf conf(String name, String master) {
    SparkConf conf =
        new SparkConf(); // takes every system property spark.*, so what spark-submit set
    if (master != null) {
      conf.setMaster(master);
    }
    conf.setIfMissing("spark.master", "local[*]");
    Master.check(conf.get("spark.master"));
    conf.setIfMissing("spark.app.name", name);
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    if (Master.isLocal(conf.get("spark.master"))) {
      // others on this machine can connect to the loopback interface, too: Spark makes a secret at
      // random that only this process knows
      conf.setIfMissing("spark.authenticate", "true");
    }
    if (conf.get("spark.master").startsWith("local")) {
      // a machine whose own name does not resolve can still talk to itself
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
    return JobSettings.spark(conf);
  }
}
