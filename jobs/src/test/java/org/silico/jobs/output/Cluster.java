package org.silico.jobs.output;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;

/**
 * A Spark master and two workers as processes, on two addresses of this machine: Spark runs a slow
 * task again on another host only.
 */
final class Cluster implements Closeable {
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private final File directory;
  private final List<Process> processes = new ArrayList<>();
  private final String url;

  /**
   * @param directory for logs, work and what passes for a Spark distribution: an empty folder of
   *     jars
   */
  Cluster(File directory) throws IOException {
    this.directory = directory;
    Files.createDirectories(new File(directory, "jars").toPath());
    String port = Integer.toString(freePort());
    url = "spark://127.0.0.1:" + port;
    start("master.Master", "--host", "127.0.0.1", "--port", port, "--webui-port", "0");
    for (String host : List.of("127.0.0.1", "127.0.0.2")) {
      String work = new File(directory, "work-" + host).getPath();
      start(
          "worker.Worker",
          "--host",
          host,
          "--webui-port",
          "0",
          "--cores",
          "1",
          "--memory",
          "1g",
          "--work-dir",
          work,
          url);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private void start(String main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(new File(System.getProperty("java.home"), "bin/java").getPath());
    for (String opened : List.of("java.lang", "java.nio", "java.util", "sun.nio.ch")) {
      command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    command.addAll(List.of("-Xmx256m", "-cp", CLASS_PATH, "org.apache.spark.deploy." + main));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SPARK_HOME", directory.getPath());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.redirectOutput(new File(directory, main + processes.size() + ".log"));
    processes.add(builder.start());
  }

  /** For a driver that waits until both workers have joined. */
  SparkConf conf() {
    return new SparkConf()
        .setMaster(url)
        .set("spark.cores.max", "2")
        .set("spark.executor.memory", "512m")
        .set("spark.executor.extraClassPath", CLASS_PATH)
        .set("spark.scheduler.minRegisteredResourcesRatio", "1")
        .set("spark.scheduler.maxRegisteredResourcesWaitingTime", "60s");
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.destroy();
    }
    for (Process process : processes) {
      process.onExit().join();
    }
  }
}
