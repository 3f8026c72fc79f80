package org.silico.engine.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.silico.engine.language.Problems;
import org.silico.engine.language.ProtocolException;

/** Whatever the text, reading ends soon and with a problem that can be shown. */
class HostileProtocolTest {
  @TempDir Path folder;

  @Test
  void aBillionLaughsAreRefused() {
    StringBuilder bomb = new StringBuilder("a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for (char c = 'b'; c <= 'j'; c++) {
      String before = "*" + (char) (c - 1);
      bomb.append(c).append(": &").append(c).append(" [");
      bomb.append((before + ", ").repeat(8)).append(before).append("]\n");
    }
    assertTrue(problem(bomb.toString()).contains("YAML anchors"));
  }

  @Test
  void deepNestingIsRefused() {
    assertTrue(problem("[".repeat(10_000)).contains("nested more than 50 levels deep"));
    assertTrue(problem("{a: ".repeat(10_000)).contains("nested more than 50 levels deep"));
    assertTrue(problem("- ".repeat(10_000) + "x").contains("nested more than 50 levels deep"));
    String formula = "(".repeat(4_000) + "1" + ")".repeat(4_000);
    assertTrue(
        problem(
                MistakesTest.text("all-endpoints.yaml")
                    .replace("effect: 2\n", "effect: " + formula + "\n"))
            .contains("levels deep"));
  }

  @Test
  void manyValuesAreRefused() {
    assertTrue(problem("[" + "1,".repeat(200_000) + "1]").contains("more than 100000 values"));
  }

  @Test
  void manyProblemsEndTheReading() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 40_000; i++) {
      text.append("key").append(i).append(": 1\n");
    }
    ProtocolException e = read(text.toString());
    assertEquals(Problems.LIMIT + 1, e.diagnostics().size());
  }

  @Test
  void manyNamesThatAreNearlyRightEndTheReading() {
    StringBuilder text = new StringBuilder("silico: 1\nparameters:\n");
    for (int i = 0; i < 1000; i++) {
      text.append("  parameter_with_a_long_name_").append(i).append(": 1\n");
    }
    text.append("scenarios:\n");
    for (int i = 0; i < 9_000; i++) {
      text.append("  - {name: s").append(i).append(", set: {parameter_with_a_long_nam_").append(i);
      text.append(": 1}}\n");
    }
    read(text.toString());
  }

  @Test
  void aGridOfManyScenariosIsRefused() {
    String grid =
        MistakesTest.text("all-endpoints.yaml")
            .replace(
                "grid: {effect: [1, 2], median: [6 months, 1 year]}",
                "grid: {effect: "
                    + numbers(1000)
                    + ", n: "
                    + numbers(1000)
                    + ", hr: "
                    + numbers(1000)
                    + "}");
    assertTrue(problem(grid).contains("this grid has 1000000000 combinations"));
  }

  @Test
  void longFormulasInManyScenariosAreCheckedInBoundedTime() {
    String sum = "n" + " + n".repeat(900);
    StringBuilder formulas = new StringBuilder("  effect: 2\n");
    for (int i = 0; i < 200; i++) {
      formulas.append("  p").append(i).append(": ").append(sum).append('\n');
    }
    String text =
        MistakesTest.text("all-endpoints.yaml")
            .replace("  effect: 2\n", formulas)
            .replace(
                "grid: {effect: [1, 2], median: [6 months, 1 year]}",
                "grid: {effect: " + numbers(9_000) + "}");
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertEquals(9_001, ProtocolReader.read("p", text).scenarios().size()));
  }

  @Test
  void manyVisitsOfLongFormulasInManyAnalysesAreCheckedInBoundedTime() {
    String sum = "1 day" + " + 1 day".repeat(480);
    StringBuilder text =
        new StringBuilder(
            """
            silico: 1
            study: {id: S}
            parameters: {last: 60 days}
            arms: {control: {control: true}, a: {}}
            enrolment: {patients: 30}
            scenarios: [{name: grid, grid: {last: [60 days, 61 days, 62 days]}}]
            endpoints:
              X:
                type: longitudinal
                terms: {natural course: 1}
                residual: {sd: 1}
                visits:
            """);
    for (int visit = 1; visit <= 60; visit++) {
      text.append("      - 0 * last + ").append(visit).append(" * (").append(sum).append(")\n");
    }
    text.append("analyses:\n");
    for (int i = 0; i < 1000; i++) {
      text.append("  a").append(i).append(": {method: t test, visit: 28860 days}\n");
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertEquals(1000, ProtocolReader.read("p", text.toString()).analyses().size()));
  }

  @Test
  void everyTermOfManyArmsAndEndpointsIsReadInBoundedTime() {
    StringBuilder text = new StringBuilder("silico: 1\nstudy: {id: S}\nenrolment: {patients: 9}\n");
    StringBuilder k = new StringBuilder("{");
    text.append("arms: {");
    for (int arm = 0; arm < 100; arm++) {
      text.append("a").append(arm).append(": {control: ").append(arm == 0).append("}, ");
      k.append("a").append(arm).append(": 1, ");
    }
    text.append("}\nintercurrent events:\n");
    for (int event = 0; event < 100; event++) {
      text.append("  E").append(event);
      text.append(": {type: rescue medication, probability: 1%, endpoint: X0}\n");
    }
    text.append("endpoints:\n");
    for (int e = 0; e < 100; e++) {
      text.append("  X")
          .append(e)
          .append(": {type: longitudinal, visits: [1 week], residual: {sd: 1}");
      text.append(", terms: {natural course: {kernel: exponential plateau, Pmax: 1, k: ");
      text.append(k).append("}}}, random effects: {");
      for (int u = 0; u < 100; u++) {
        text.append("U").append(u).append(": {sd: 1}, ");
      }
      text.append("}}\n");
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertEquals(100, ProtocolReader.read("p", text.toString()).events().size()));
  }

  @Test
  void tagsRunNothing() {
    String problem =
        problem(
            "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL"
                + " [\"http://localhost/\"]]]]");
    assertTrue(problem.contains("YAML tags ('!!javax.script.ScriptEngineManager')"), problem);
  }

  @Test
  void aHugeFileIsNotRead() throws IOException {
    Path file = folder.resolve("huge.yaml");
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(100L << 20);
    }
    assertTrue(
        problem(file)
            .endsWith(
                "huge.yaml:1:1: the protocol is larger than 1 MiB; protocols are small texts"));
  }

  @Test
  void whatIsNoTextIsRefused() throws IOException {
    Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xC3, 0x28, 0, 1});
    assertTrue(problem(binary).endsWith("1:1: this is not UTF-8 text; save the protocol as UTF-8"));
    Path zeros = Files.write(folder.resolve("zeros.yaml"), new byte[] {'a', ':', ' ', 0});
    assertTrue(
        problem(zeros).endsWith("1:4: the character U+0000 is not allowed in YAML; remove it"),
        problem(zeros));
    assertTrue(problem(folder).endsWith("1:1: this is a folder; name a protocol file"));
    assertTrue(problem(folder.resolve("none.yaml")).endsWith("1:1: there is no such file"));
    Path empty = Files.write(folder.resolve("empty.yaml"), new byte[0]);
    assertTrue(problem(empty).endsWith("1:1: the protocol is empty; begin with 'silico: 1'"));
  }

  /** A protocol with random parts cut out or doubled gives problems or a protocol, nothing else. */
  @Test
  void mutilatedProtocolsGiveProblemsOnly() {
    mutilate(MistakesTest.text("all-endpoints.yaml"));
    mutilate(MistakesTest.text("longitudinal.yaml"));
  }

  private static void mutilate(String good) {
    Random random = new Random(1);
    String noise = "{}[]:,-'\"&*!%|>#\n\t 09.aZ\u00e9\ud83d\ude00";
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder(good);
      for (int change = 0; change <= i % 3; change++) {
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(20));
        switch (random.nextInt(3)) {
          case 0 -> text.delete(from, to);
          case 1 -> text.insert(from, text.substring(from, to));
          default -> text.insert(from, noise.charAt(random.nextInt(noise.length())));
        }
      }
      try {
        ProtocolReader.read("p", text.toString());
      } catch (ProtocolException e) {
        assertTrue(!e.diagnostics().isEmpty());
      }
    }
  }

  private static String numbers(int count) {
    StringBuilder text = new StringBuilder("[1");
    for (int i = 2; i <= count; i++) {
      text.append(", ").append(i);
    }
    return text.append(']').toString();
  }

  private static ProtocolException read(String text) {
    assertTrue(text.getBytes(StandardCharsets.UTF_8).length < 4 << 20);
    return assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThrows(ProtocolException.class, () -> ProtocolReader.read("p", text)));
  }

  private static String problem(String text) {
    return read(text).getMessage();
  }

  private static String problem(Path file) {
    return assertThrows(ProtocolException.class, () -> ProtocolReader.read(file)).getMessage();
  }
}
