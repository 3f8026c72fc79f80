package org.silico.jobs.cluster;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A standalone Spark cluster of real processes on the loopback interface: a master, and workers of
 * one core each.
 *
 * <p>There is no Spark distribution in it: its {@code SPARK_HOME} is a folder with links to Spark's
 * Maven jars. What Silico ships (its classes and the libraries of its jar) is not in there;
 * executors get it from the driver, as on any cluster.
 *
 * <pre>{@code
 * try (var cluster = LocalCluster.start(2);
 *     var context = new JavaSparkContext(cluster.sparkConf())) { … }
 * }</pre>
 */
public final class LocalCluster implements AutoCloseable {
  private static final String MASTER_HOST = "127.0.0.1";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern MASTER_URL =
      Pattern.compile("Starting Spark master at (spark://\\S+)");

  /** The libraries that are in Silico's jar, by how the names of their Maven jars begin. */
  private static final List<String> SHIPPED =
      List.of(
          "silico-",
          "commons-math3-",
          "janino-",
          "commons-compiler-",
          "snakeyaml-engine-",
          "picocli-",
          "jline-",
          "progressbar-");

  private final Path home;
  private final List<Process> daemons = new ArrayList<>();
  private final List<String> appJars = new ArrayList<>();
  private final Thread atExit = new Thread(this::stop);
  private String masterUrl;

  private LocalCluster() throws IOException {
    home = Files.createTempDirectory("silico-cluster");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Starts a master and workers, and returns once all of them are registered. */
  public static LocalCluster start(int workers) {
    return start(Collections.nCopies(workers, MASTER_HOST));
  }

  /**
   * The same with a worker on each of some loopback addresses: Spark runs a slow task again on
   * another host only. Linux has all of 127.0.0.0/8 without set-up.
   */
  public static LocalCluster start(List<String> workerHosts) {
    LocalCluster cluster = null;
    try {
      cluster = new LocalCluster();
      cluster.layOut();
      cluster.startDaemons(workerHosts);
      return cluster;
    } catch (IOException | RuntimeException e) {
      var failure =
          new IllegalStateException(
              "cluster did not start" + (cluster == null ? "" : cluster.logs()), e);
      if (cluster != null) {
        cluster.close();
      }
      throw failure;
    }
  }

  public String masterUrl() {
    return masterUrl;
  }

  /** The settings {@code spark.*} that a driver needs to run on this cluster. */
  public Map<String, String> settings() {
    var settings = new TreeMap<String, String>();
    settings.put("spark.app.name", "silico test");
    settings.put("spark.master", masterUrl);
    settings.put("spark.jars", String.join(",", appJars));
    settings.put("spark.driver.host", "127.0.0.1");
    settings.put("spark.driver.bindAddress", "127.0.0.1");
    settings.put("spark.executor.memory", "512m");
    settings.put("spark.ui.enabled", "false");
    settings.put("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    return settings;
  }

  /** {@link #settings} as a configuration of its own, untouched by system properties. */
  public SparkConf sparkConf() {
    var conf = new SparkConf(false);
    settings().forEach(conf::set);
    return conf;
  }

  /** The process ids of the executors that run now; none before a driver has asked for some. */
  public List<Long> executorPids() {
    return executors().map(ProcessHandle::pid).toList();
  }

  /** Kills one executor with signal 9, as a machine that is lost. The worker starts another. */
  public void killOneExecutor() {
    ProcessHandle victim =
        executors().findFirst().orElseThrow(() -> new IllegalStateException("no executor runs"));
    victim.destroyForcibly();
  }

  /**
   * Runs {@code spark-submit} on this cluster in a process of its own.
   *
   * @param jar the application, as {@code silico.jar}
   * @param log where its output goes
   * @return its exit code
   */
  public int submit(Path jar, Path log, String... args) throws IOException, InterruptedException {
    List<String> command = java("512m");
    command.addAll(List.of("org.apache.spark.deploy.SparkSubmit", "--master", masterUrl));
    for (Map.Entry<String, String> setting : settings().entrySet()) {
      if (!List.of("spark.jars", "spark.master", "spark.app.name").contains(setting.getKey())) {
        command.addAll(List.of("--conf", setting.getKey() + "=" + setting.getValue()));
      }
    }
    command.addAll(List.of("--class", "org.silico.jobs.cli.Silico", jar.toString()));
    command.addAll(List.of(args));
    Process process = process(MASTER_HOST, command, log);
    daemons.add(process);
    return process.waitFor();
  }

  /** What the daemons and executors wrote, for the message of a test that failed. */
  public String logs() {
    var text = new StringBuilder();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(LocalCluster::isLog).sorted().toList()) {
        text.append("\n--- ")
            .append(home.relativize(file))
            .append('\n')
            .append(Files.readString(file));
      }
    } catch (IOException | UncheckedIOException e) {
      text.append("\n(no more logs: ").append(e).append(')');
    }
    return text.toString();
  }

  /** Ends every process of the cluster and removes its folder. */
  @Override
  public void close() {
    stop();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  private void stop() {
    List<ProcessHandle> all =
        daemons.stream()
            .flatMap(p -> Stream.concat(Stream.of(p.toHandle()), p.descendants()))
            .toList();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : all) {
      process.onExit().orTimeout(5, TimeUnit.SECONDS).exceptionally(late -> process).join();
    }
    daemons.clear();
    delete(home);
  }

  /** Links Spark's jars and packs Silico's classes, both from the class path of the tests. */
  private void layOut() throws IOException {
    Path jars = Files.createDirectories(home.resolve("jars"));
    Path shipped = Files.createDirectories(home.resolve("shipped"));
    int packed = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry).toAbsolutePath();
      String name = path.getFileName().toString();
      if (Files.isDirectory(path)) {
        Path jar = shipped.resolve("classes-" + packed++ + ".jar");
        pack(path, jar);
        appJars.add(jar.toString());
      } else if (SHIPPED.stream().anyMatch(name::startsWith)) {
        appJars.add(path.toString());
      } else if (Files.exists(path)) {
        Files.createSymbolicLink(jars.resolve(name), path);
      }
    }
  }

  private void startDaemons(List<String> workerHosts) throws IOException {
    Path masterLog = home.resolve("master.log");
    daemon(
        MASTER_HOST,
        masterLog,
        "org.apache.spark.deploy.master.Master",
        "--host",
        MASTER_HOST,
        "--port",
        "0",
        "--webui-port",
        "0");
    Matcher url = await(masterLog, MASTER_URL, 1);
    masterUrl = url.group(1);
    for (int i = 0; i < workerHosts.size(); i++) {
      String host = workerHosts.get(i);
      Path work = Files.createDirectories(home.resolve("work-" + i));
      daemon(
          host,
          home.resolve("worker-" + i + ".log"),
          "org.apache.spark.deploy.worker.Worker",
          "--host",
          host,
          "--webui-port",
          "0",
          "--cores",
          "1",
          "--memory",
          "1g",
          "--work-dir",
          work.toString(),
          masterUrl);
    }
    await(masterLog, Pattern.compile("Registering worker"), workerHosts.size());
  }

  private void daemon(String host, Path log, String... mainAndArgs) throws IOException {
    List<String> command = java("256m");
    command.addAll(List.of(mainAndArgs));
    daemons.add(process(host, command, log));
  }

  private List<String> java(String heap) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    command.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Djava.io.tmpdir=" + Files.createDirectories(home.resolve("tmp")));
    command.addAll(List.of("-cp", home.resolve("jars") + File.separator + "*"));
    return command;
  }

  private Process process(String host, List<String> command, Path log) throws IOException {
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    Map<String, String> environment = builder.environment();
    environment
        .keySet()
        .removeIf(name -> name.startsWith("SPARK_") || name.equals("HADOOP_CONF_DIR"));
    environment.put("SPARK_HOME", home.toString());
    environment.put(
        "SPARK_SCALA_VERSION", "2.13"); // else Spark looks for the folders of its own build
    environment.put("SPARK_LOCAL_IP", host);
    environment.put("SPARK_LOCAL_DIRS", home.resolve("local").toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    return builder.start();
  }

  /** Waits until a log has so many matches, and returns the last. */
  private Matcher await(Path log, Pattern pattern, int times) throws IOException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < until && daemons.stream().allMatch(Process::isAlive)) {
      Matcher matcher = pattern.matcher(Files.readString(log));
      int found = 0;
      while (matcher.find()) {
        if (++found == times) {
          return matcher;
        }
      }
      pause();
    }
    throw new IllegalStateException(
        "no '" + pattern + "' in " + log.getFileName() + " (or a daemon ended)");
  }

  private Stream<ProcessHandle> executors() {
    return daemons.stream()
        .flatMap(Process::descendants)
        .filter(
            p ->
                p.info().arguments().map(List::of).orElse(List.of()).stream()
                    .anyMatch(a -> a.endsWith("CoarseGrainedExecutorBackend")));
  }

  private static boolean isLog(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".log") || name.equals("stderr");
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        var zip = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(
            new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
        Files.copy(file, zip);
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      folder
          .toFile()
          .deleteOnExit(); // a dying executor still wrote; the temporary folder is the system's
    }
  }
}
