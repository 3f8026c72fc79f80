package org.silico.jobs.output;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.silico.engine.evaluation.Tally;

/** Whole runs of the fake simulation, and what they leave on disk. */
final class Runs {
  static final Map<String, String> IDENTITY =
      Map.of("protocol", "trial: t\narms: 2\nvisits: 3\n", "seed", "1");

  static final Progress QUIET = (wave, result) -> {};

  /** What runs have said to the person who started them. */
  static final List<String> SAID = new CopyOnWriteArrayList<>();

  private Runs() {}

  static JavaSparkContext spark(String master) {
    return spark(new SparkConf().setMaster(master));
  }

  static JavaSparkContext spark(SparkConf conf) {
    return new JavaSparkContext(
        JobSettings.spark(conf)
            .setAppName("test")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.driver.host", "127.0.0.1"));
  }

  /** Three waves of three, four and five partitions. */
  static List<Wave> waves() {
    List<Wave> waves = new ArrayList<>();
    for (int wave = 0; wave < 3; wave++) {
      List<Range> ranges = new ArrayList<>();
      for (int i = 0; i < 3 + wave; i++) {
        ranges.add(new Range(wave, 10L * i, 10L * i + 5 + i));
      }
      waves.add(new Wave(wave, ranges));
    }
    return waves;
  }

  static RunOutput open(File out, OpenMode mode, Map<String, String> identity) {
    return RunOutput.open(
        new Configuration(false), OutputPath.of("--out", out.getPath()), mode, identity, SAID::add);
  }

  /** Runs all waves and publishes. */
  static Tally run(JavaSparkContext spark, File out, OpenMode mode, Simulation simulation)
      throws InterruptedException {
    try (RunOutput output = open(out, mode, IDENTITY)) {
      Tally tally = Tally.zero(1, 1);
      for (Wave wave : waves()) {
        output.run(spark, wave, simulation, QUIET).tallies().forEach(tally::add);
      }
      output.writeFile("protocol.yaml", IDENTITY.get("protocol").getBytes());
      output.publish(Map.of("seed", 1), Runs.IDENTITY);
      return tally;
    }
  }

  /** The SHA-256 of every file below a directory, by its path from there. */
  static Map<String, String> tree(File directory) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory.toPath())) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        tree.put(directory.toPath().relativize(file).toString(), sha256(file));
      }
    }
    return tree;
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
