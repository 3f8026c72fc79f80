package org.silico.jobs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class SilicoTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void versionNamesSilicoJavaAndSpark() {
    assertEquals(ExitCode.OK, execute(Silico.commandLine(false), "version"));
    assertTrue(
        out.toString().matches("(?s)silico \\S+ \\(\\S+\\)\\Rjava +\\d+.*\\Rspark +4\\..*"),
        out.toString());
  }

  @Test
  void everyCommandHasHelpWithAnExample() {
    Silico.commandLine(false)
        .getSubcommands()
        .forEach(
            (name, command) -> {
              String help = command.getUsageMessage();
              assertTrue(help.contains("Example"), name + " has no example:\n" + help);
              assertTrue(help.contains("silico " + name), name + " has no example:\n" + help);
            });
  }

  @Test
  void misspeltCommandExitsWith2AndSuggests() {
    assertEquals(ExitCode.USAGE, execute(Silico.commandLine(false), "versoin"));
    assertTrue(
        err.toString().contains("Did you mean: silico version or silico verify or silico query?"),
        err.toString());
  }

  @Test
  void misspeltOptionExitsWith2AndSuggests() {
    assertEquals(ExitCode.USAGE, execute(Silico.commandLine(false), "doctor", "--mastr=local"));
    assertTrue(err.toString().contains("--master"), err.toString());
  }

  @Test
  void wholeNumbersMayHaveAnExponentAndAreExplained() {
    WholeNumber whole = new WholeNumber();
    assertEquals(10_000, whole.convert("1e4"));
    assertEquals(-12, whole.convert("-12"));
    assertEquals(1_500, whole.convert("1.5E3"));
    assertEquals(
        ExitCode.USAGE, execute(Silico.commandLine(false), "run", "x.yaml", "--replicates=10,000"));
    assertTrue(
        err.toString().contains("'--replicates' (N): '10,000' is no whole number; write 10000")
            || err.toString().contains("'--replicates': '10,000' is no whole number; write 10000"),
        err.toString());
    execute(Silico.commandLine(false), "run", "x.yaml", "--replicates=many");
    assertTrue(err.toString().contains("'many' is no whole number, for example 10000"));
    execute(Silico.commandLine(false), "run", "x.yaml", "--replicates=1.5");
    assertTrue(err.toString().contains("'1.5' is no whole number of at most 64 bits"));
  }

  @Test
  void entryThatNobodyPassesIsLocatedUnderItsKey(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("entry.yaml");
    String protocol =
        """
        silico: 1
        study: {id: ENTRY}
        population:
          covariates: {AGE: {distribution: normal, mean: 50, sd: 5}}
          eligibility: AGE > 50
        arms: {placebo: {control: true}, active: {}}
        enrolment: {patients: 20}
        endpoints:
          HAMD:
            type: longitudinal
            visits: [4 weeks]
            terms: {natural course: 10 + U}
            random effects: {U: {sd: 3}}
            residual: {sd: 3}
            entry: BASE > 50
        """;
    Files.writeString(file, protocol);
    assertEquals(ExitCode.USAGE, execute(Silico.commandLine(false), "validate", file.toString()));
    assertEquals(
        file
            + ":15:12: 'entry' of HAMD accepts none of 20000 candidates; at least 1 in 1000 must"
            + " pass",
        err.toString().strip());
    err.getBuffer().setLength(0);
    Files.writeString(file, protocol.replace("AGE > 50", "AGE > 500").replace("BASE > 50", "true"));
    execute(Silico.commandLine(false), "validate", file.toString());
    assertEquals(
        file
            + ":5:16: 'eligibility' accepts none of 20000 candidates; at least 1 in 1000 must pass",
        err.toString().strip());
    err.getBuffer().setLength(0);
    Files.writeString(
        file,
        protocol
            .replace("AGE > 50", "AGE > 61")
            .replace("10 + U}", "AGE}")
            .replace("BASE > 50", "BASE < 50"));
    execute(Silico.commandLine(false), "validate", file.toString());
    assertTrue(
        err.toString()
            .startsWith(file + ":5:16: 'eligibility' and 'entry' of HAMD together accept "),
        err.toString());
  }

  @Test
  void noCommandShowsTheCommands() {
    assertEquals(ExitCode.USAGE, execute(Silico.commandLine(false)));
    assertTrue(err.toString().contains("Commands:"), err.toString());
  }

  @Test
  void failureShowsItsMessageAlone() {
    CommandLine line =
        with(
            () -> {
              throw new Failure(ExitCode.ENVIRONMENT, "no Spark master answers");
            },
            false);
    assertEquals(ExitCode.ENVIRONMENT, execute(line, "break"));
    assertEquals("silico: no Spark master answers", err.toString().strip());
  }

  @Test
  void unexpectedExceptionShowsItsInnermostCauseInOneLine() {
    Callable<Integer> broken =
        () -> {
          throw new IllegalStateException(
              "job aborted", new ArithmeticException("singular matrix\nat step 3"));
        };
    assertEquals(ExitCode.FAILED, execute(with(broken, false), "break"));
    assertEquals(
        "silico: ArithmeticException: singular matrix\nrun with --debug for the stack trace",
        err.toString().strip().replace("\r", ""));
    assertFalse(err.toString().contains("at org.silico"));
    assertEquals(ExitCode.FAILED, execute(with(broken, true), "break"));
    assertTrue(err.toString().contains("at org.silico"), err.toString());
  }

  @Test
  void aMasterThatIsNotThereExitsWith3() {
    assertEquals(
        ExitCode.ENVIRONMENT,
        execute(Silico.commandLine(false), "doctor", "--master", "spark://127.0.0.1:1"));
    assertTrue(
        err.toString().contains("no Spark master answers at spark://127.0.0.1:1"), err.toString());
  }

  @Test
  void warningsNameTheirPlaceAndFailNothing(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("warned.yaml");
    Files.writeString(
        file,
        """
        silico: 1
        study: {id: WARNED}
        arms: {placebo: {control: true}, active: {}}
        enrolment: {patients: 20}
        endpoints:
          HAMD:
            type: longitudinal
            visits: [4 weeks]
            terms: {natural course: 20, drug: -2}
            residual: {sd: 3}
        analyses:
          locf: {method: ancova, covariates: [BASE], missing: locf}
        simulation: {replicates: 10}
        """);
    for (String command : List.of("validate", "plan")) {
      out.getBuffer().setLength(0);
      err.getBuffer().setLength(0);
      assertEquals(ExitCode.OK, execute(Silico.commandLine(false), command, file.toString()));
      assertTrue(
          err.toString().startsWith(file + ":12:55: warning: last observation carried forward"),
          err.toString());
      assertFalse(out.toString().contains("warning"), out.toString());
    }
  }

  /** A parameter that nothing uses, set by a scenario and by the command line. */
  @Test
  void settingWhatNothingUsesIsSaidBeforeTheRun(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("unused.yaml");
    Files.writeString(
        file,
        """
        silico: 1
        study: {id: UNUSED}
        parameters: {effect: 5}
        arms: {c: {control: true}, e: {}}
        enrolment: {patients: 20}
        endpoints:
          Y: {type: continuous, visit: 12 weeks, mean: {c: 0, e: 5}, sd: 12.5}
        analyses: {primary: {method: t test}}
        scenarios: [{name: base}, {name: no effect, set: {effect: 0}}]
        simulation: {replicates: 10}
        """);
    for (String command : List.of("validate", "plan")) {
      err.getBuffer().setLength(0);
      assertEquals(
          ExitCode.OK,
          execute(Silico.commandLine(false), command, file.toString(), "--set", "effect=3"));
      assertEquals(
          List.of(
              file
                  + ":3:14: warning: parameter 'effect' is used nowhere; put it into a formula, or"
                  + " remove it",
              file
                  + ":9:51: warning: parameter 'effect' is used nowhere: setting it changes nothing",
              "silico: --set effect also replaces the value that a scenario gives it",
              "silico: --set effect changes nothing: the parameter is used nowhere"),
          err.toString().lines().toList());
    }
  }

  @Test
  void namesOfFilesCannotWriteToTheTerminal(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a\u001b[31m\nb.yaml");
    Files.writeString(file, "silico: 1\n");
    assertEquals(ExitCode.USAGE, execute(Silico.commandLine(false), "validate", file.toString()));
    assertTrue(err.toString().contains("a\\u001B[31m\\u000Ab.yaml:1:1: "), err.toString());
    assertFalse(err.toString().contains("\u001b"));
    err.getBuffer().setLength(0);
    execute(Silico.commandLine(false), "validate", folder + "/none\u009b.yaml");
    execute(Silico.commandLine(false), "validate", "x", "--set\u001b[2J");
    assertTrue(err.toString().contains("none\\u009B.yaml:1:1: there is no such file"));
    assertTrue(err.toString().chars().noneMatch(c -> Character.isISOControl(c) && c != '\n'));
  }

  private int execute(CommandLine line, String... args) {
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(args);
  }

  private static CommandLine with(Callable<Integer> command, boolean debug) {
    CommandLine line = Silico.commandLine(debug);
    line.addSubcommand("break", new Break(command));
    var errors = new Errors(debug);
    return line.setParameterExceptionHandler(errors).setExecutionExceptionHandler(errors);
  }

  @Command
  private record Break(Callable<Integer> work) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      return work.call();
    }
  }
}
