package org.silico.jobs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.silico.jobs.output.OpenMode;
import org.silico.jobs.output.OutputPath;
import org.silico.jobs.output.RunOutput;
import org.silico.jobs.run.RunManifest;
import picocli.CommandLine;

/**
 * A run with trials that cannot be simulated: the probability exceeds 1 for who is older than 60 +
 * 4.1 SD, 1 patient in 48,400, so about 4 of 15,000 trials of 12 patients.
 */
@Timeout(300)
class OnErrorTest {
  private static final String PROTOCOL =
      """
      silico: 1
      study: {id: FAILING}
      population: {covariates: {AGE: {distribution: normal, mean: 60, sd: 10}}}
      parameters: {effect: 0}
      arms: {c: {control: true}, e: {}}
      enrolment: {patients: 12}
      endpoints:
        R: {type: binary, visit: 1 day, probability: "max(0, 0.5 + effect * ACTIVE + (AGE - 60) / 82)"}
      analyses: {p: {method: proportions}}
      scenarios: [{name: no effect}, {name: none either}]
      simulation: {replicates: 15000, seed: 4}
      """;

  @TempDir Path folder;

  private record Ran(int code, String out, String err) {}

  private Ran silico(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Silico.commandLine(false);
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return new Ran(line.execute(args), out.toString(), err.toString());
  }

  private Path protocol() throws IOException {
    Path file = folder.resolve("failing.yaml");
    Files.writeString(file, PROTOCOL);
    return file;
  }

  private Ran run(Path file, String out, String master, String... more) {
    String[] first = {
      "run", file.toString(), "--out", folder.resolve(out).toString(), "--master", master
    };
    return silico(Stream.of(first, more).flatMap(Stream::of).toArray(String[]::new));
  }

  @Test
  void theSameTrialAndPatientAreNamedOnOneThreadAndOnTwo() throws IOException {
    Path file = protocol();
    Ran one = run(file, "one", "local[1]");
    Ran two = run(file, "two", "local[2]");
    assertEquals(ExitCode.FAILED, one.code());
    assertEquals(ExitCode.FAILED, two.code());
    assertEquals(one.err(), two.err());
    assertTrue(one.err().startsWith(file + ":8:48: probability of R is 1.0"), one.err());
    assertTrue(one.err().contains("(scenario 'no effect', trial "), one.err());
    assertTrue(one.err().contains("--scenario 'no effect' --trial "), one.err());
    assertFalse(one.err().contains("Exception"), one.err());
    assertFalse(Files.exists(folder.resolve("one")));

    String see = one.err().substring(one.err().indexOf("silico replay"));
    String[] command = see.substring(7, see.indexOf('\n')).split(" (?=--)| (?=/)");
    Ran replay =
        silico(
            Stream.of(command)
                .flatMap(word -> Stream.of(word.split(" ", 2)))
                .map(word -> word.replace("'", ""))
                .toArray(String[]::new));
    assertEquals(ExitCode.OK, replay.code(), replay.err());
    assertTrue(replay.out().contains("The trial cannot be simulated:\n" + file), replay.out());
    assertTrue(replay.out().matches("(?s).*AGE +10\\d.*"), replay.out());
  }

  @Test
  void aTrialIsNamedAlsoWhereTrueValuesFailBefore() throws IOException {
    // 1 patient in 31,600: about 3 of the 100,000 from whom true values come
    Path file = folder.resolve("oftener.yaml");
    // with this seed none of the first trials, which are tried before the run
    Files.writeString(file, PROTOCOL.replace("/ 82", "/ 80").replace("seed: 4", "seed: 5"));
    String[] effect = {"--set", "effect=0.001", "--tables", "none"};
    Ran stopped = run(file, "t", "local[2]", effect);
    assertEquals(ExitCode.FAILED, stopped.code());
    assertTrue(stopped.err().contains("(scenario 'no effect', trial "), stopped.err());
    assertTrue(stopped.err().contains("see: silico replay"), stopped.err());
    String[] counted = {"--set", "effect=0.001", "--tables", "none", "--on-error", "count"};
    Ran whole = run(file, "u", "local[2]", counted);
    assertEquals(ExitCode.OK, whole.code(), whole.err());
    assertTrue(whole.out().contains("some true values of scenario 'no effect' are unknown"));
  }

  @Test
  void aStoppedRunGoesOnWithItsFailuresCountedToTheBytesOfOneThatCountedThem() throws Exception {
    Path file = protocol();
    assertEquals(ExitCode.FAILED, run(file, "a", "local[2]", "--tables", "trials").code());
    Ran resumed =
        run(file, "a", "local[2]", "--tables", "trials", "--resume", "--on-error", "count");
    assertEquals(ExitCode.OK, resumed.code(), resumed.err());
    Ran whole = run(file, "b", "local[1]", "--tables", "trials", "--on-error", "count");
    assertEquals(whole.out().replace("/b", "/a"), resumed.out());
    assertTrue(
        whole.out().contains("trials of scenario 'no effect' could not be simulated"), whole.out());
    assertEquals(bytes("b"), bytes("a"));
    assertTrue(
        Files.readString(folder.resolve("a/manifest.json")).contains("\"onError\" : \"count\""));
  }

  @Test
  void aRunThatCountsIsResumedAsItWasBegun() throws Exception {
    Path file = protocol();
    run(file, "c", "local[2]", "--on-error", "count", "--tables", "none");
    Files.move(folder.resolve("c"), folder.resolve("whole"));
    // begun with failures counted, and cut off before any wave was done
    Path out = folder.resolve("d");
    Ran stopped = run(file, "d", "local[2]", "--tables", "none");
    assertEquals(ExitCode.FAILED, stopped.code());
    var conf = new Configuration(false);
    var place = OutputPath.of("--out", out.toString());
    Map<String, String> identity = new TreeMap<>(RunOutput.unfinished(conf, place));
    assertEquals("stop", identity.put(RunManifest.ON_ERROR, "count"));
    RunOutput.open(conf, place, OpenMode.FORCE, identity, line -> {}).close();
    Ran resumed = run(file, "d", "local[2]", "--tables", "none", "--resume");
    assertEquals(ExitCode.OK, resumed.code(), resumed.err());
    assertTrue(Files.exists(out));
    assertEquals(bytes("whole"), bytes("d"));
  }

  @Test
  void warningsBeforeTheRunLeaveTheExitCodeAt0() throws IOException {
    Path file = folder.resolve("warned.yaml");
    Files.writeString(
        file,
        """
        silico: 1
        study: {id: W}
        arms: {c: {control: true}, e: {}}
        enrolment: {patients: 400, rate: 30 per month}
        endpoints:
          OS: {type: time to event, median: 11 months, hazard ratio: {c: 1, e: 0.72}}
        follow up: {duration: 2 weeks}
        cut: {events: 200, endpoint: OS}
        analyses: {primary: {method: log-rank}}
        """);
    Ran validated = silico("validate", file.toString());
    assertEquals(ExitCode.OK, validated.code());
    assertTrue(
        validated.err().startsWith(file + ":8:15: warning: the cut waits for 200 events of OS"),
        validated.err());
    Ran strict = silico("validate", "--strict", file.toString());
    assertEquals(ExitCode.USAGE, strict.code());
    assertTrue(strict.err().startsWith(file + ":8:15: the cut waits for"), strict.err());
  }

  private TreeMap<String, String> bytes(String run) throws IOException {
    TreeMap<String, String> files = new TreeMap<>();
    Path out = folder.resolve(run);
    try (Stream<Path> all = Files.walk(out)) {
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        files.put(
            out.relativize(file).toString(),
            java.util.Arrays.hashCode(Files.readAllBytes(file)) + "");
      }
    }
    return files;
  }
}
