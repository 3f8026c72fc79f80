package org.silico.jobs.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in the documentation compiles, runs, and prints what the command line would. */
class DocumentedProgramTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern PROGRAM = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void theProgramReadsThePower() throws Exception {
    Matcher page = PROGRAM.matcher(Files.readString(ROOT.resolve("docs/how-to/call-from-java.md")));
    assertTrue(page.find());
    String program = page.group(1);
    assertTrue(program.lines().filter(line -> line.startsWith("  ")).count() <= 10);
    Path source = folder.resolve("Power.java");
    // tests run in the module's folder
    Files.writeString(source, program.replace("Path.of(\"", "Path.of(\"../"));
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", System.getProperty("java.class.path"), source.toString());
    assertEquals(0, compiled);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      loader
          .loadClass("Power")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    double power = Double.parseDouble(printed.toString(StandardCharsets.UTF_8).strip());
    try (Runner runner = new Runner()) {
      RunOptions options = RunOptions.DEFAULT.withSeed(7).withReplicates(2_000);
      RunResult again = runner.run(ROOT.resolve("protocols/two-arm-survival.yaml"), options);
      assertEquals(again.scenarios().get(0).power("primary").estimate(), power);
    }
    // Schoenfeld: 350 events at a hazard ratio of 0.75, two-sided 5%: Phi(log(4/3) sqrt(350)/2 -
    // 1.96) = 0.7684; 4 Monte-Carlo standard errors, and 0.01 for the approximation
    assertEquals(0.7684, power, 4 * Math.sqrt(0.178 / 2000) + 0.01);
  }
}
