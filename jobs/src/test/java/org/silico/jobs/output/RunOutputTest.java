package org.silico.jobs.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.silico.engine.evaluation.Tally;
import org.silico.engine.table.Rows;

class RunOutputTest {
  private static JavaSparkContext spark;

  /** What an uninterrupted run leaves. */
  private static Map<String, String> tree;

  private static Tally tally;

  @TempDir File directory;
  private File out;
  private File staging;

  @BeforeAll
  static void runUninterrupted(@TempDir File reference) throws Exception {
    spark = Runs.spark("local[2]");
    File out = new File(reference, "out");
    tally = Runs.run(spark, out, OpenMode.NEW, new FakeSimulation());
    tree = Runs.tree(out);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @BeforeEach
  void name() {
    out = new File(directory, "out");
    staging = new File(directory, "out.incomplete");
  }

  /** Runs the first waves and stops without publishing. */
  private void runWaves(int n, OpenMode mode) throws Exception {
    try (RunOutput output = Runs.open(out, mode, Runs.IDENTITY)) {
      for (Wave wave : Runs.waves().subList(0, n)) {
        output.run(spark, wave, new FakeSimulation(), Runs.QUIET);
      }
    }
  }

  @Test
  void aRunStoppedBetweenWavesGoesOnToTheSameBytes() throws Exception {
    runWaves(1, OpenMode.NEW);
    assertFalse(out.exists());
    runWaves(2, OpenMode.RESUME);
    assertFalse(out.exists());
    assertEquals(tally, Runs.run(spark, out, OpenMode.RESUME, new FakeSimulation()));
    assertEquals(tree, Runs.tree(out));
    assertFalse(staging.exists());
  }

  @Test
  void aRunCutOffWhileAWaveWasCommittedGoesOnToTheSameBytes() throws Exception {
    runWaves(2, OpenMode.NEW);
    Files.delete(new File(staging, "waves/wave-00001.json").toPath());
    Files.delete(new File(staging, "data/ADSL/wave-00001-part-00001.parquet").toPath());
    write("data/ADSL/wave-00001-part-00002.parquet", "half");
    write("data/ADSL/wave-00007-part-00000.parquet", "orphan");
    write("data/_temporary/0/task/ADSL/wave-00001-part-00001.parquet", "orphan");
    write("data/OC/OC.parquet", "of the driver");
    write("data/.manifest.json.part", "{");
    write("waves/.wave-00001.json.part", "{");
    assertEquals(tally, Runs.run(spark, out, OpenMode.RESUME, new FakeSimulation()));
    assertEquals(tree, Runs.tree(out));
  }

  private void write(String path, String text) throws IOException {
    File file = new File(staging, path);
    Files.createDirectories(file.getParentFile().toPath());
    Files.writeString(file.toPath(), text);
  }

  @Test
  void aWaveThatFailedLeavesNothingAndTheRunGoesOnToTheSameBytes() throws Exception {
    Simulation failing = new FakeSimulation.FailsWith(1, "a bug");
    Exception e =
        assertThrows(SparkException.class, () -> Runs.run(spark, out, OpenMode.NEW, failing));
    assertTrue(e.getCause().getMessage().contains("a bug"), e.getCause().getMessage());
    assertFalse(out.exists());
    assertEquals(Set.of("ADSL", "TRIALS", "ADAE"), Set.of(new File(staging, "data").list()));
    assertEquals(3, new File(staging, "data/ADSL").list().length);
    assertEquals(tally, Runs.run(spark, out, OpenMode.RESUME, new FakeSimulation()));
    assertEquals(tree, Runs.tree(out));
  }

  @Test
  void anInterruptedWaveIsNotCommittedAndTheRunGoesOnToTheSameBytes() throws Exception {
    AtomicReference<Thread> runner = new AtomicReference<>(Thread.currentThread());
    Progress interrupt =
        (wave, result) -> Optional.ofNullable(runner.getAndSet(null)).ifPresent(Thread::interrupt);
    Simulation slow = new FakeSimulation.SlowAtFirst(3_000);
    try (RunOutput output = Runs.open(out, OpenMode.NEW, Runs.IDENTITY)) {
      Wave wave = Runs.waves().get(0);
      assertThrows(InterruptedException.class, () -> output.run(spark, wave, slow, interrupt));
      assertEquals(List.of(), output.done());
    }
    assertEquals(tally, Runs.run(spark, out, OpenMode.RESUME, new FakeSimulation()));
    assertEquals(tree, Runs.tree(out));
  }

  @Test
  void aCancelledWaveIsNotCommittedAndTheRunGoesOnToTheSameBytes() throws Exception {
    Simulation slow = new FakeSimulation.SlowAtFirst(3_000);
    try (RunOutput output = Runs.open(out, OpenMode.NEW, Runs.IDENTITY)) {
      Wave wave = Runs.waves().get(0);
      Progress cancel = (w, result) -> new Thread(() -> spark.sc().cancelAllJobs()).start();
      assertThrows(SparkException.class, () -> output.run(spark, wave, slow, cancel));
      assertEquals(List.of(), output.done());
    }
    assertEquals(tally, Runs.run(spark, out, OpenMode.RESUME, new FakeSimulation()));
    assertEquals(tree, Runs.tree(out));
  }

  @Test
  void aResumedWaveIsNotRunAgainAndGivesItsResultToTheBit() throws Exception {
    runWaves(1, OpenMode.NEW);
    Wave wave = Runs.waves().get(0);
    Simulation never = new FakeSimulation.FailsWith(0, "it ran");
    try (RunOutput output = Runs.open(out, OpenMode.RESUME, Runs.IDENTITY)) {
      WaveResult result = output.run(spark, wave, never, Runs.QUIET);
      assertEquals(List.of(result), output.done());
      assertEquals(18, result.tallies().stream().mapToLong(t -> t.counts()[0]).sum());
      assertEquals(18L, result.rows().get("TRIALS"));
      assertEquals(18L * FakeSimulation.SUBJECTS_A_TRIAL, result.rows().get("ADSL"));
      Wave other = new Wave(0, wave.partitions().subList(0, 2));
      assertThrows(OutputException.class, () -> output.run(spark, other, never, Runs.QUIET));
    }
  }

  @Test
  void resumingAnotherRunIsRefusedNamingTheDifference() throws Exception {
    runWaves(1, OpenMode.NEW);
    Map<String, String> other =
        Map.of("protocol", "trial: t\narms: 3\nvisits: 4\n", "seed", "2", "replicates", "10");
    String message = refusal(OpenMode.RESUME, other);
    assertTrue(
        message.contains("protocol differs from line 2 on: was 'arms: 2' and is 'arms: 3'"),
        message);
    assertTrue(message.contains("seed was '1' and is '2'"), message);
    assertTrue(message.contains("replicates was not given and is '10'"), message);
  }

  private String refusal(OpenMode mode, Map<String, String> identity) {
    return assertThrows(OutputException.class, () -> Runs.open(out, mode, identity)).getMessage();
  }

  @Test
  void aDamagedUnfinishedRunIsRefusedNamingTheFile() throws Exception {
    runWaves(1, OpenMode.NEW);
    File file = new File(staging, "data/ADSL/wave-00000-part-00001.parquet");
    Files.writeString(file.toPath(), "short");
    String message = refusal(OpenMode.RESUME, Runs.IDENTITY);
    assertTrue(message.contains("ADSL/wave-00000-part-00001.parquet has 5 bytes"), message);
    Files.delete(file.toPath());
    message = refusal(OpenMode.RESUME, Runs.IDENTITY);
    assertTrue(message.contains("ADSL/wave-00000-part-00001.parquet is missing"), message);
  }

  @Test
  void whatIsThereIsNotOverwritten() throws Exception {
    runWaves(1, OpenMode.NEW);
    String message = refusal(OpenMode.NEW, Runs.IDENTITY);
    assertTrue(message.contains("out.incomplete holds an unfinished run"), message);
    assertTrue(message.contains("--resume"), message);
    Runs.run(spark, out, OpenMode.RESUME, new FakeSimulation());
    message = refusal(OpenMode.NEW, Runs.IDENTITY);
    assertTrue(message.contains("out exists"), message);
    message = refusal(OpenMode.RESUME, Runs.IDENTITY);
    assertTrue(message.contains("nothing to resume"), message);
    assertEquals(tree, Runs.tree(out));
  }

  @Test
  void forceReplacesARunOnlyWhenTheNewOneIsComplete() throws Exception {
    try (RunOutput old = Runs.open(out, OpenMode.NEW, Map.of("seed", "0"))) {
      old.publish(Map.of(), Map.of("seed", "0"));
    }
    assertEquals(Set.of("manifest.json"), Set.of(out.list()));
    runWaves(2, OpenMode.FORCE);
    assertEquals(Set.of("manifest.json"), Set.of(out.list()));
    Runs.run(spark, out, OpenMode.RESUME, new FakeSimulation());
    assertEquals(tree, Runs.tree(out));
    assertEquals(Set.of("out"), Set.of(directory.list()));
  }

  @Test
  void forceDoesNotReplaceWhatIsNoRun() throws Exception {
    Files.createDirectory(out.toPath());
    Files.writeString(new File(out, "thesis.tex").toPath(), "years of work");
    String message = refusal(OpenMode.FORCE, Runs.IDENTITY);
    assertTrue(message.contains("not the output of a run"), message);
    Files.delete(new File(out, "thesis.tex").toPath());
    Files.delete(out.toPath());
    write("thesis.tex", "years of work");
    message = refusal(OpenMode.FORCE, Runs.IDENTITY);
    assertTrue(message.contains("out.incomplete is in the way"), message);
    assertTrue(new File(staging, "thesis.tex").exists());
  }

  @Test
  void aRunReplacedHalfwayIsPutBack() throws Exception {
    Runs.run(spark, out, OpenMode.NEW, new FakeSimulation());
    runWaves(3, OpenMode.FORCE);
    assertTrue(out.renameTo(new File(staging, "previous")));
    assertTrue(refusal(OpenMode.NEW, Runs.IDENTITY).contains("out exists"));
    assertEquals(tree, Runs.tree(out));
    Runs.run(spark, out, OpenMode.RESUME, new FakeSimulation());
    assertEquals(tree, Runs.tree(out));
    assertFalse(staging.exists());
  }

  @Test
  void aFullDiskIsSaidInPlainWordsAndTheRunCanGoOn() throws Exception {
    Simulation full = new FakeSimulation.FailsWith(1, "No space left on device");
    OutputException e =
        assertThrows(OutputException.class, () -> Runs.run(spark, out, OpenMode.NEW, full));
    assertTrue(e.getMessage().startsWith("no space left on device while writing "), e.getMessage());
    assertTrue(e.getMessage().endsWith("free space and run again with --resume"), e.getMessage());
    assertFalse(out.exists());
    assertEquals(tally, Runs.run(spark, out, OpenMode.RESUME, new FakeSimulation()));
    assertEquals(tree, Runs.tree(out));
  }

  @Test
  void aPlaceThatCannotBeWrittenIsSaidInPlainWords() throws Exception {
    Files.writeString(out.toPath(), "a file");
    out = new File(out, "below");
    String message = refusal(OpenMode.NEW, Runs.IDENTITY);
    assertTrue(message.startsWith("cannot write " + out), message);
  }

  @Test
  void theManifestNamesEveryFileAndCountsTheRows() throws Exception {
    Rows oc = new Rows(FakeSimulation.TRIALS, 3, new String[2][]);
    oc.advance(2);
    try (RunOutput output = Runs.open(out, OpenMode.NEW, Runs.IDENTITY)) {
      for (Wave wave : Runs.waves().subList(0, 1)) {
        output.run(spark, wave, new FakeSimulation(), Runs.QUIET);
      }
      output.writeTable(oc, oc);
      output.writeFile("protocol.yaml", new byte[] {1, 2, 3});
      output.publish(Map.of("seed", 7), Runs.IDENTITY);
    }
    JsonNode manifest = new ObjectMapper().readTree(new File(out, "manifest.json"));
    assertEquals(7, manifest.get("seed").asInt());
    assertEquals(18 + 4, manifest.get("tables").get("TRIALS").get("rows").asInt());
    Map<String, String> tree = Runs.tree(out);
    tree.remove("manifest.json");
    for (JsonNode file : manifest.get("files")) {
      String path = file.get("path").asText();
      assertEquals(tree.remove(path), file.get("sha256").asText(), path);
      assertEquals(new File(out, path).length(), file.get("bytes").asLong());
    }
    assertEquals(Map.of(), tree);
  }

  @Test
  void everyPartitionIsReportedOnceWhileTheWaveRuns() throws Exception {
    Set<Integer> partitions = new ConcurrentSkipListSet<>();
    try (RunOutput output = Runs.open(out, OpenMode.NEW, Runs.IDENTITY)) {
      output.run(
          spark,
          Runs.waves().get(2),
          new FakeSimulation(),
          (wave, result) -> assertTrue(partitions.add(result.partition())));
    }
    assertEquals(new TreeSet<>(Set.of(0, 1, 2, 3, 4)), partitions);
  }

  @Test
  void aFileOfOtherBytesAtTheSameLengthIsFoundAndItsWaveCanBeSimulatedAgain() throws Exception {
    runWaves(2, OpenMode.NEW);
    File file = new File(staging, "data/ADSL/wave-00001-part-00002.parquet");
    byte[] good = Files.readAllBytes(file.toPath());
    byte[] one = good.clone();
    one[good.length / 2] ^= 1;
    for (byte[] bad : List.of(new byte[good.length], one)) {
      Files.write(file.toPath(), bad);
      String message = refusal(OpenMode.RESUME, Runs.IDENTITY);
      assertTrue(
          message.contains("ADSL/wave-00001-part-00002.parquet has other bytes than were written"),
          message);
      assertTrue(
          message.contains("delete " + "file:" + new File(staging, "waves/wave-00001.json")),
          message);
    }
    Files.delete(new File(staging, "waves/wave-00001.json").toPath());
    assertEquals(tally, Runs.run(spark, out, OpenMode.RESUME, new FakeSimulation()));
    assertEquals(tree, Runs.tree(out));
  }

  @Test
  void aMarkerThatIsNotAsItWasWrittenIsSaidToBeDamaged() throws Exception {
    runWaves(1, OpenMode.NEW);
    Path marker = new File(staging, "waves/wave-00000.json").toPath();
    String good = Files.readString(marker);
    for (String bad :
        List.of(
            "",
            "{}",
            "null",
            "[]",
            "1",
            "{\"number\": \"x\"}",
            good.substring(0, good.length() / 2),
            good.replaceFirst("\"rows\" : 5", "\"rows\" : 6"),
            good.replace("\n", " "))) {
      Files.writeString(marker, bad);
      String message = refusal(OpenMode.RESUME, Runs.IDENTITY);
      assertTrue(message.contains("is damaged: marker"), bad + ": " + message);
      assertTrue(message.contains("delete file:" + marker), message);
    }
    Files.writeString(marker, good);
    Files.move(marker, marker.resolveSibling("wave-00007.json"));
    assertTrue(refusal(OpenMode.RESUME, Runs.IDENTITY).contains("it is that of wave 0"));
    Files.delete(marker.resolveSibling("wave-00007.json"));
    assertEquals(tally, Runs.run(spark, out, OpenMode.RESUME, new FakeSimulation()));
    assertEquals(tree, Runs.tree(out));
  }

  @Test
  void aRunThatDoesNotSayWhatItIsIsSaidToBeDamagedAndNothingOfItIsDeleted() throws Exception {
    runWaves(1, OpenMode.NEW);
    Path run = new File(staging, "run.json").toPath();
    String good = Files.readString(run);
    for (String bad :
        List.of(
            "",
            "{}",
            "null",
            "[]",
            good.substring(0, 40),
            good.replace("'", "!").replace("seed", "sead"))) {
      Files.writeString(run, bad);
      for (OpenMode mode : OpenMode.values()) {
        String message = refusal(mode, Runs.IDENTITY);
        assertTrue(message.contains("is damaged"), bad + ": " + message);
        assertTrue(message.contains("move it away or delete it"), message);
      }
    }
    assertEquals(Set.of("wave-00000.json"), Set.of(new File(staging, "waves").list()));
    Files.writeString(run, good);
    assertEquals(tally, Runs.run(spark, out, OpenMode.RESUME, new FakeSimulation()));
  }

  @Test
  void aFinishedRunThatIsAnotherIsSaidToBeAnother() throws Exception {
    Runs.run(spark, out, OpenMode.NEW, new FakeSimulation());
    String message = refusal(OpenMode.RESUME, Map.of("protocol", "other\n", "seed", "1"));
    assertTrue(message.contains("is the output of another run: protocol was 'SHA-256 "), message);
    message =
        refusal(OpenMode.RESUME, Map.of("protocol", Runs.IDENTITY.get("protocol"), "seed", "2"));
    assertTrue(message.contains("another run: seed was '1' and is '2'"), message);
  }

  @Test
  void whileARunIsOpenNoOtherMayOpenIt() throws Exception {
    try (RunOutput output = Runs.open(out, OpenMode.NEW, Runs.IDENTITY)) {
      for (OpenMode mode : OpenMode.values()) {
        OutputException e =
            assertThrows(OutputException.class, () -> Runs.open(out, mode, Runs.IDENTITY));
        if (mode != OpenMode.NEW) {
          assertEquals(OutputException.Kind.ENVIRONMENT, e.kind());
          assertTrue(e.getMessage().contains("is being written by another run"), e.getMessage());
        }
      }
      for (Wave wave : Runs.waves()) {
        output.run(spark, wave, new FakeSimulation(), Runs.QUIET);
      }
      output.writeFile("protocol.yaml", Runs.IDENTITY.get("protocol").getBytes());
      output.publish(Map.of("seed", 1), Runs.IDENTITY);
    }
    assertEquals(tree, Runs.tree(out));
    assertFalse(staging.exists());
  }

  @Test
  void aRunThatWasTakenOverStopsAndPublishesNothing() throws Exception {
    try (RunOutput output = Runs.open(out, OpenMode.NEW, Runs.IDENTITY)) {
      output.run(spark, Runs.waves().get(0), new FakeSimulation(), Runs.QUIET);
      File lease = new File(staging, "lease-000001.json");
      assertTrue(lease.setLastModified(System.currentTimeMillis() - 61_000));
      assertEquals(tally, Runs.run(spark, out, OpenMode.RESUME, new FakeSimulation()));
      Wave wave = Runs.waves().get(1);
      assertThrows(
          OutputException.class, () -> output.run(spark, wave, new FakeSimulation(), Runs.QUIET));
      assertThrows(OutputException.class, () -> output.publish(Map.of("seed", 1), Runs.IDENTITY));
    }
    assertEquals(tree, Runs.tree(out));
  }

  @Test
  void aFileThatIsLostBeforeTheEndKeepsTheRunFromBeingPublished() throws Exception {
    try (RunOutput output = Runs.open(out, OpenMode.NEW, Runs.IDENTITY)) {
      output.run(spark, Runs.waves().get(0), new FakeSimulation(), Runs.QUIET);
      Files.delete(new File(staging, "data/ADSL/wave-00000-part-00001.parquet").toPath());
      String message =
          assertThrows(
                  OutputException.class, () -> output.publish(Map.of("seed", 1), Runs.IDENTITY))
              .getMessage();
      assertTrue(message.contains("wave-00000-part-00001.parquet is missing"), message);
    }
    assertFalse(out.exists());
  }

  @Test
  void whatHadoopWouldExpandIsPartOfTheName() throws Exception {
    for (String name :
        List.of(
            "d${user.name}x",
            "${java.io.tmpdir}",
            "a b#c%20d?e*f{g,h}[i]",
            "x:y",
            "\u00e9\u4e2d\ud83d\ude00")) {
      out = new File(directory, name);
      assertEquals(tally, Runs.run(spark, out, OpenMode.NEW, new FakeSimulation()));
      assertEquals(tree, Runs.tree(out), name);
      assertEquals(Set.of(name), Set.of(directory.list()));
      delete(out.toPath());
    }
  }

  static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    }
  }
}
