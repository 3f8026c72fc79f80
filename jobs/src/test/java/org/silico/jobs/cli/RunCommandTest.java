package org.silico.jobs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code silico run} does with the places that it is told to write to and to run on. */
class RunCommandTest {
  private static final String PROTOCOL =
      """
      silico: 1
      study: {id: SMALL}
      arms: {placebo: {control: true}, active: {}}
      enrolment: {patients: 20}
      endpoints:
        X: {type: continuous, visit: 1 week, mean: 0.5 * ACTIVE, sd: 1}
      follow up: {duration: 1 week}
      analyses:
        t test: {method: t test}
      simulation: {replicates: 10}
      """;

  @TempDir Path directory;
  private Path protocol;
  private String out;
  private String err;

  @BeforeEach
  void write() throws IOException {
    protocol = directory.resolve("trial.yaml");
    Files.writeString(protocol, PROTOCOL);
  }

  private int silico(String... arguments) {
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    int code =
        Silico.commandLine(false)
            .setOut(new PrintWriter(output, true))
            .setErr(new PrintWriter(errors, true))
            .execute(arguments);
    out = output.toString();
    err = errors.toString();
    return code;
  }

  private int run(String output, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("run", protocol.toString(), "--out", output));
    if (!List.of(more).contains("--master")) {
      arguments.addAll(List.of("--master", "local[2]"));
    }
    arguments.addAll(List.of(more));
    return silico(arguments.toArray(String[]::new));
  }

  private void saidPlainly() {
    assertFalse(err.contains("Exception"), err);
    assertFalse(err.contains("--debug"), err);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "/",
        "//",
        "/.",
        "a:b",
        "C:results",
        "http://x",
        "https://example.org/x",
        "foo://x/y",
        "file:",
        "file:/",
        "file:///",
        "file://host/x",
        "hdfs:",
        "hdfs:x"
      })
  void aPlaceThatCannotBeAnOutputIsRefusedBeforeAnyWork(String output) {
    assertEquals(ExitCode.USAGE, run(output), err);
    saidPlainly();
    assertTrue(err.contains("'" + output), err);
  }

  @Test
  void aNameThatIsTooLongIsRefused() {
    assertEquals(ExitCode.USAGE, run(directory.resolve("é".repeat(123)).toString()), err);
    assertTrue(err.contains("longer than 255 bytes"), err);
    saidPlainly();
  }

  @Test
  void aPlaceThatCannotBeWrittenIsRefusedBeforeAnyWork() throws IOException {
    Files.createSymbolicLink(directory.resolve("nowhere"), directory.resolve("missing"));
    for (String output : List.of("trial.yaml/x", "nowhere", "nowhere/x", "trial.yaml/x/y")) {
      assertEquals(ExitCode.ENVIRONMENT, run(directory.resolve(output).toString()), err);
      saidPlainly();
      assertEquals(Set.of("trial.yaml", "nowhere"), Set.of(directory.toFile().list()));
    }
    assertEquals(ExitCode.FAILED, run(protocol.toString()), err);
    assertTrue(err.contains("exists and is no directory; name another directory"), err);
    assertEquals(ExitCode.FAILED, run(directory.toString()), err);
    assertFalse(err.contains("--force"), err);
    assertEquals(ExitCode.FAILED, run(directory.toString(), "--force"), err);
    assertEquals(PROTOCOL, Files.readString(protocol));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "local[0]",
        "local[]",
        "local[-1]",
        "local[x]",
        "local[99999999999]",
        "Local",
        "spark://",
        "spark://head",
        "spark://head:port",
        "spark://head:99999",
        "k8s://",
        "mesos://head:5050",
        "local[2",
        "yarn-client"
      })
  void aMasterThatSparkDoesNotKnowIsRefusedBeforeAnyWork(String master) {
    String output = directory.resolve("out").toString();
    assertEquals(ExitCode.USAGE, run(output, "--master", master), err);
    assertTrue(err.contains("--master: '" + master + "'; must be "), err);
    assertFalse(Files.exists(directory.resolve("out.incomplete")));
    assertEquals(ExitCode.USAGE, silico("doctor", "--master", master), err);
  }

  /** The names of outputs and of protocols are taken as they are. */
  @Test
  void anyNameWillDo() throws IOException {
    for (String name :
        List.of(
            "d${user.name}x",
            "a:b",
            "two words",
            "a#b",
            "a%20b",
            "a?b",
            "a*b",
            "{a,b}",
            "[a]",
            "é中😀",
            "-x",
            "~",
            "a'b",
            "x\\y")) {
      Path place = directory.resolve("of " + name).resolve(name);
      assertEquals(ExitCode.OK, run(place + "/"), name + ": " + err);
      assertEquals(Set.of(name), Set.of(place.getParent().toFile().list()));
      assertEquals(ExitCode.OK, silico("verify", place.toString()), name + ": " + out + err);
    }
    assertEquals(
        Files.readString(directory.resolve("of a:b/a:b/manifest.json")),
        Files.readString(directory.resolve("of two words/two words/manifest.json")));
  }

  @Test
  void aTemporaryFolderThatCannotBeUsedIsNamed() {
    String folder = directory.resolve("missing").toString();
    String before = System.getProperty("java.io.tmpdir");
    System.setProperty("java.io.tmpdir", folder);
    try {
      assertEquals(ExitCode.ENVIRONMENT, run(directory.resolve("out").toString()), err);
      assertTrue(err.contains("the temporary folder " + folder + " cannot be used"), err);
    } finally {
      System.setProperty("java.io.tmpdir", before);
    }
    System.setProperty("spark.local.dir", protocol.toString());
    try {
      assertEquals(ExitCode.ENVIRONMENT, run(directory.resolve("out").toString()), err);
      assertTrue(err.contains("the temporary folder " + protocol + " cannot be used"), err);
    } finally {
      System.clearProperty("spark.local.dir");
    }
    saidPlainly();
    assertEquals(Set.of("trial.yaml"), Set.of(directory.toFile().list()));
  }

  @Test
  void verifyProvesARunWholeOrSaysWhatIsWrong() throws IOException {
    Path place = directory.resolve("out");
    assertEquals(ExitCode.USAGE, silico("verify", place.toString()));
    assertTrue(err.contains("is not there"), err);
    assertEquals(ExitCode.OK, run(place.toString()), err);
    assertEquals(ExitCode.USAGE, silico("verify", place.resolve("manifest.json").toString()));
    assertEquals(ExitCode.OK, silico("verify", place.toString()), out);
    assertTrue(out.contains("TRIALS 10, ") && out.contains("ADSL 200, "), out);
    assertTrue(out.contains("whole: every file has the bytes and the rows"), out);

    Path file = place.resolve("TRIALS/wave-00000-part-00000.parquet");
    byte[] good = Files.readAllBytes(file);
    byte[] bad = good.clone();
    bad[good.length / 2] ^= 1;
    Files.write(file, bad);
    Files.writeString(place.resolve(".notes"), "x");
    Files.createSymbolicLink(place.resolve("ADSL/link.parquet"), file);
    Files.delete(place.resolve("OC/OC.parquet"));
    assertEquals(ExitCode.FAILED, silico("verify", place.toString()));
    assertTrue(out.contains("TRIALS/wave-00000-part-00000.parquet has other bytes"), out);
    assertTrue(out.contains(".notes is not of the run"), out);
    assertTrue(out.contains("ADSL/link.parquet (a link) is not of the run"), out);
    assertTrue(out.contains("OC/OC.parquet is missing"), out);
    assertTrue(out.contains("NOT whole: 4 problems"), out);
    Files.write(file, good);
    Path manifest = place.resolve("manifest.json");
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replace("\"seed\" : 1", "\"seed\" : 2"));
    assertEquals(ExitCode.FAILED, silico("verify", place.toString()));
    assertTrue(out.contains("manifest.json: it is not as it was written"), out);
  }
}
