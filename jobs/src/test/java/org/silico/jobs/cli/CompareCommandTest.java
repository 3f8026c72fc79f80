package org.silico.jobs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompareCommandTest {
  private static final String LOOKS = "../protocols/oncology-three-looks.yaml";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    out.getBuffer().setLength(0);
    CommandLine line = Silico.commandLine(false);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  @Test
  void aDesignBesideItselfDiffersByNothing() {
    String[] same = {"compare", LOOKS, LOOKS, "--scenario", "HR 0.7", "--replicates", "500"};
    assertEquals(ExitCode.OK, execute(same), err.toString());
    String first = out.toString();
    assertTrue(first.matches("(?s).*\\b0\\.0000 +\\(0\\.0000\\) .*"), first);
    assertEquals(ExitCode.OK, execute(same));
    assertEquals(first, out.toString());
  }

  /** Without looks a trial goes on to the last event. */
  @Test
  void looksSaveTime(@TempDir Path folder) throws IOException {
    String looks = Files.readString(Path.of(LOOKS));
    Path fixed = folder.resolve("fixed.yaml");
    Files.writeString(
        fixed,
        looks.replaceAll("(?s)\\nlooks:.*?\\n\\n", "\n").replaceAll("\\n *stopping: .*?\\n", "\n"));
    String[] arguments = {
      "compare",
      fixed.toString(),
      LOOKS,
      "--replicates",
      "400",
      "--weight",
      "HR 0.7=2",
      "--weight",
      "HR 0.8=1"
    };
    assertEquals(ExitCode.OK, execute(arguments), err.toString());
    assertTrue(
        out.toString().matches("(?s).*three-looks .* -2\\d\\d\\.\\d  \\(\\d+\\.\\d\\d\\).*"),
        out.toString());
    assertTrue(out.toString().contains("lowest power"), out.toString());
    String[] rows = out.toString().split("\\R");
    assertEquals(
        ExitCode.OK, execute("compare", LOOKS, "--benchmark", "fixed", "--replicates", "400"));
    String[] derived = out.toString().split("\\R");
    for (int k = 2; k < 8; k++) {
      assertEquals(
          rows[k].replace(" fixed ", " oncology-three-looks, fixed ").replaceAll(" +", " "),
          derived[k].replaceAll(" +", " "));
    }
    assertEquals(ExitCode.USAGE, execute("compare", LOOKS));
    assertTrue(err.toString().contains("or ask for --benchmark fixed"), err.toString());
    assertEquals(ExitCode.USAGE, execute("compare", fixed.toString(), "--benchmark", "fixed"));
    assertTrue(err.toString().contains("it is fixed"), err.toString());
    assertEquals(
        ExitCode.USAGE, execute("compare", fixed.toString(), "../protocols/t-test-power.yaml"));
    assertTrue(err.toString().contains("no scenario has the same name"), err.toString());
    assertEquals(ExitCode.USAGE, execute("compare", LOOKS, LOOKS, "--weight", "HR 1=1"));
    assertTrue(err.toString().contains("--weight: 'HR 1=1.0'"), err.toString());
  }
}
