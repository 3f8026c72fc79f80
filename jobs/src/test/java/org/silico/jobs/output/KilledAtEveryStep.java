package org.silico.jobs.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.silico.jobs.cluster.JavaProcesses;

/**
 * A process that is killed at any of its steps leaves what another goes on with to the same bytes.
 * Run by {@code mvn -Pkill}: it starts a process for every step. {@code -Dkill.part=2/8} takes the
 * second of every eight steps.
 */
class KilledAtEveryStep {
  private static JavaSparkContext spark;
  private static Map<String, String> tree;
  private static JavaProcesses processes;

  @TempDir File directory;

  @BeforeAll
  static void runUninterrupted(@TempDir File reference) throws Exception {
    spark = Runs.spark("local[2]");
    processes = new JavaProcesses(reference.toPath());
    File out = new File(reference, "out");
    KilledRun.run(spark, Runs.open(out, OpenMode.NEW, Runs.IDENTITY));
    tree = Runs.tree(out);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void ofANewRun() throws Exception {
    List<String> steps = steps(new File(directory, "alive"), OpenMode.NEW);
    assertTrue(steps.size() > 40, steps.toString());
    int killed = 0;
    for (int step = 1; step <= steps.size(); step++) {
      if (!inPart(step)) {
        continue;
      }
      File place = new File(directory, "step" + step);
      Files.createDirectory(place.toPath());
      File out = new File(place, "out");
      kill(out, OpenMode.NEW, step);
      killed++;
      String at = "killed before step " + step + ", " + steps.get(step - 1);
      assertTrue(!out.exists() || tree.equals(Runs.tree(out)), at);
      goOn(out, at);
      assertEquals(tree, Runs.tree(out), at);
      assertEquals(Set.of("out"), Set.of(place.list()), at);
      RunOutputTest.delete(place.toPath());
    }
    System.out.println("killed at " + killed + " of " + steps.size() + " steps of a new run");
  }

  @Test
  void ofARunThatReplacesAnother() throws Exception {
    File alive = new File(directory, "alive");
    old(alive);
    List<String> steps = steps(alive, OpenMode.FORCE);
    int from = steps.indexOf(steps.stream().filter(s -> s.contains("manifest")).findFirst().get());
    int killed = 0;
    for (int step = 1; step <= steps.size(); step++) {
      boolean differs = step <= 12 || step >= from; // from those of a new run
      if (!differs || !inPart(step)) {
        continue;
      }
      File place = new File(directory, "step" + step);
      Files.createDirectory(place.toPath());
      File out = new File(place, "out");
      Map<String, String> old = old(out);
      kill(out, OpenMode.FORCE, step);
      killed++;
      String at = "killed before step " + step + ", " + steps.get(step - 1);
      File there = out.exists() ? out : new File(place, "out.incomplete/previous");
      Map<String, String> found = Runs.tree(there);
      assertTrue(old.equals(found) || tree.equals(found), at);
      goOn(out, at);
      assertEquals(tree, Runs.tree(out), at);
      assertEquals(Set.of("out"), Set.of(place.list()), at);
      RunOutputTest.delete(place.toPath());
    }
    System.out.println(
        "killed at " + killed + " of " + steps.size() + " steps of a run with --force");
  }

  private static boolean inPart(int step) {
    String[] part = System.getProperty("kill.part", "1/1").split("/");
    return step % Integer.parseInt(part[1])
        == Integer.parseInt(part[0]) % Integer.parseInt(part[1]);
  }

  /** A finished run to be replaced. */
  private static Map<String, String> old(File out) throws IOException {
    try (RunOutput output = Runs.open(out, OpenMode.NEW, Map.of("seed", "0"))) {
      output.writeFile("protocol.yaml", new byte[] {'0'});
      output.publish(Map.of(), Map.of("seed", "0"));
    }
    return Runs.tree(out);
  }

  /** As a person would: with --resume, and as the message says if that is refused. */
  private static void goOn(File out, String at) throws InterruptedException {
    RunOutput output;
    try {
      output = Runs.open(out, OpenMode.RESUME, Runs.IDENTITY);
    } catch (OutputException e) {
      if (e.getMessage().contains("is complete; there is nothing to resume")) {
        return;
      }
      assertTrue(e.getMessage().contains("is the output of another run"), at + ": " + e);
      assertFalse(new File(out + ".incomplete", "run.json").exists(), at);
      output = Runs.open(out, OpenMode.FORCE, Runs.IDENTITY);
    }
    KilledRun.run(spark, output);
  }

  private List<String> steps(File out, OpenMode mode) throws Exception {
    Path log = directory.toPath().resolve("steps");
    assertEquals(0, start(out, mode, 0, log), () -> read(log));
    assertEquals(tree, Runs.tree(out));
    List<String> steps = new ArrayList<>();
    Files.readAllLines(log).stream().filter(l -> l.startsWith("step ")).forEach(steps::add);
    return steps;
  }

  private void kill(File out, OpenMode mode, int step) throws Exception {
    Path log = directory.toPath().resolve("log");
    assertEquals(KilledRun.STATUS, start(out, mode, step, log), () -> read(log));
  }

  private static int start(File out, OpenMode mode, int step, Path log) throws Exception {
    Process process =
        processes.start(log, KilledRun.class, out.getPath(), mode.name(), Integer.toString(step));
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it hangs");
    return process.exitValue();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
