package org.silico.jobs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.silico.jobs.cluster.JavaProcesses;
import org.silico.jobs.output.OutputPath;
import org.silico.jobs.output.Verification;

/**
 * Twelve pairs of processes (or four times {@code -Dkill.rounds}), each pair started at once on one
 * output. Run by {@code mvn -Pkill}: one of the two writes it, the other is refused or comes after
 * it, and the output is whole.
 */
class PairsOnOneOutput {
  private static final String PROTOCOL = "../protocols/t-test-power.yaml";

  @TempDir Path directory;
  private JavaProcesses processes;

  @Test
  void oneOfTheTwoWritesIt() throws Exception {
    processes = new JavaProcesses(directory);
    Path reference = directory.resolve("reference");
    assertEquals(ExitCode.OK, start(reference, "").waitFor());
    String manifest = Files.readString(reference.resolve("manifest.json"));
    List<String> told = new ArrayList<>();
    for (int round = 0; round < Integer.getInteger("kill.rounds", 3); round++) {
      told.add(pair("new" + round, manifest, false, false, "", ""));
      told.add(pair("resumed" + round, manifest, false, true, "--resume", "--resume"));
      told.add(pair("forced" + round, manifest, true, false, "--force", "--force"));
      told.add(pair("both" + round, manifest, false, true, "--resume", "--force"));
    }
    told.forEach(System.out::println);
  }

  private String pair(
      String name, String manifest, boolean finished, boolean begun, String first, String second)
      throws Exception {
    Path place = Files.createDirectory(directory.resolve(name));
    Path out = place.resolve("out");
    if (finished) {
      assertEquals(ExitCode.OK, start(out, "").waitFor());
    }
    if (begun) {
      Process killed = start(out, "");
      while (!Files.exists(place.resolve("out.incomplete/data/_temporary")) && killed.isAlive()) {
        Thread.sleep(20);
      }
      killed.destroyForcibly().waitFor();
      assertTrue(Files.exists(place.resolve("out.incomplete/run.json")), "it was too quick");
    }
    Process one = start(out, first);
    Process two = start(out, second);
    assertTrue(one.waitFor(300, TimeUnit.SECONDS) && two.waitFor(300, TimeUnit.SECONDS), "hangs");
    Set<Integer> codes = new TreeSet<>(List.of(one.exitValue(), two.exitValue()));
    String told = name + ": exit codes " + one.exitValue() + " and " + two.exitValue();
    assertTrue(codes.contains(ExitCode.OK), () -> told + logs(place));
    codes.removeAll(Set.of(ExitCode.OK, ExitCode.FAILED, ExitCode.ENVIRONMENT));
    assertEquals(Set.of(), codes, () -> told + logs(place));
    Verification found =
        Verification.of(new Configuration(false), OutputPath.of("DIR", out.toString()));
    assertTrue(found.whole(), () -> told + found + logs(place));
    assertEquals(
        manifest, Files.readString(out.resolve("manifest.json")), () -> told + logs(place));
    try (var left = Files.list(place)) {
      List<String> names = new ArrayList<>();
      left.map(f -> f.getFileName().toString())
          .filter(f -> !f.endsWith(".log"))
          .forEach(names::add);
      assertEquals(List.of("out"), names, () -> told + logs(place));
    }
    return told;
  }

  private Process start(Path out, String option) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("run", PROTOCOL, "--scenario", "power", "--replicates", "300"));
    arguments.addAll(List.of("--master", "local[1]", "--out", out.toString()));
    if (!option.isEmpty()) {
      arguments.add(option);
    }
    Path log = Files.createTempFile(out.getParent(), "run", ".log");
    return processes.start(log, Silico.class, arguments.toArray(String[]::new));
  }

  private static String logs(Path place) {
    StringBuilder logs = new StringBuilder();
    try (var files = Files.list(place)) {
      for (Path file :
          (Iterable<Path>) files.filter(f -> f.toString().endsWith(".log"))::iterator) {
        logs.append('\n').append(file).append('\n').append(Files.readString(file));
      }
    } catch (IOException e) {
      logs.append(e);
    }
    return logs.toString();
  }
}
