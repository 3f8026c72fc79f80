package org.silico.jobs.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.silico.jobs.cli.Silico;

/** The same run has the same files, byte for byte, wherever it runs and whatever it loses. */
@Timeout(300)
class SameBytesTest {
  private static final String PROTOCOL = "src/test/resources/protocols/every-endpoint.yaml";

  @TempDir static Path directory;
  private static Map<String, String> onOneThread;

  @BeforeAll
  static void runOnOneThread() throws Exception {
    onOneThread = run("one", "local[1]");
    assertTrue(onOneThread.size() > 20, onOneThread.toString());
  }

  @Test
  void onTwoThreads() throws Exception {
    assertEquals(onOneThread, run("two", "local[2]"));
  }

  @Test
  void onAClusterAndOnAClusterThatLosesAnExecutor() throws Exception {
    try (LocalCluster cluster = LocalCluster.start(2)) {
      cluster.settings().forEach(System::setProperty);
      assertEquals(onOneThread, run("cluster", cluster.masterUrl()), cluster::logs);

      CompletableFuture<Boolean> killed =
          CompletableFuture.supplyAsync(() -> killOnceRowsAreWritten(cluster, "loss"));
      assertEquals(onOneThread, run("loss", cluster.masterUrl()), cluster::logs);
      assertTrue(killed.get(), "no executor was killed");
    } finally {
      forgetTheCluster();
    }
  }

  @Test
  void anotherSeedGivesOtherBytes() throws Exception {
    assertFalse(onOneThread.equals(run("seed", "local[2]", "--seed", "6")));
  }

  private static void forgetTheCluster() {
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("spark."))
        .forEach(System::clearProperty);
  }

  private static boolean killOnceRowsAreWritten(LocalCluster cluster, String name) {
    Path temporary = directory.resolve(name + ".incomplete/data/_temporary");
    for (int i = 0; i < 3_000; i++) {
      if (Files.exists(temporary) && !cluster.executorPids().isEmpty() && hasParquet(temporary)) {
        cluster.killOneExecutor();
        return true;
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        return false;
      }
    }
    return false;
  }

  private static boolean hasParquet(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.anyMatch(f -> f.toString().endsWith(".parquet"));
    } catch (IOException | java.io.UncheckedIOException e) {
      return false; // files come and go
    }
  }

  /** The SHA-256 of every file of a run, by its path. */
  private static Map<String, String> run(String name, String master, String... more)
      throws Exception {
    Path out = directory.resolve(name);
    String[] arguments = {
      "run", PROTOCOL, "--out", out.toString(), "--master", master,
    };
    String[] all = Stream.of(arguments, more).flatMap(Stream::of).toArray(String[]::new);
    assertEquals(0, Silico.run(all));
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        hashes.put(out.relativize(file).toString(), HexFormat.of().formatHex(digest));
      }
    }
    return hashes;
  }
}
