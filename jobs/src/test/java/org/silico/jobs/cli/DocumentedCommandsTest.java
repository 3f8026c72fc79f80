package org.silico.jobs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Every command in the documentation is one of the command line, with its options and protocols
 * that are there; of those that answer at once from what is in the repository, what stands below is
 * what they print.
 */
class DocumentedCommandsTest {
  private static final Path ROOT = Path.of("..");

  private static final Pattern COMMAND =
      Pattern.compile("(?m)^ {2,}(?:\\$ )?(?:[A-Z_]+=\\S+ )*\\./silico ([a-z].*)$");

  /** A command with the block that follows it. */
  private static final Pattern WITH_OUTPUT =
      Pattern.compile("(?m)^ {4}(?:\\$ )?\\./silico ([a-z].*)\\n\\n```\\n((?:.*\\n)*?)```$");

  /** Those whose output is the same each time, without a run. */
  private static final Set<String> AT_ONCE = Set.of("design", "size", "replay");

  /**
   * @param page where it stands
   * @param output empty where none is shown
   */
  record Documented(String page, String line, String output) {
    @Override
    public String toString() {
      return page + ": " + line;
    }

    /** As a shell takes it apart, as far as the documentation uses it. */
    List<String> arguments() {
      List<String> arguments = new ArrayList<>();
      // a shell's variable is some number
      String text = line.replaceAll("[$][a-z]+", "1");
      Matcher words = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)").matcher(text);
      while (words.find()) {
        String plain = words.group(3);
        if (plain != null && plain.matches("#|>|[|]|&&|;")) {
          break;
        }
        arguments.add(
            plain != null ? plain : words.group(1) != null ? words.group(1) : words.group(2));
      }
      return arguments;
    }
  }

  private static List<Documented> all(Pattern pattern) {
    List<Documented> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      List<Path> pages =
          new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("notebooks/README.md")));
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
      for (Path page : pages) {
        Matcher found = pattern.matcher(Files.readString(page));
        while (found.find()) {
          all.add(
              new Documented(
                  page.getFileName().toString(),
                  found.group(1),
                  found.groupCount() < 2 ? "" : found.group(2)));
        }
      }
    } catch (IOException e) {
      fail(e);
    }
    return all;
  }

  static Stream<Documented> commands() {
    // a command with a remark beside it in words is none that could be typed
    return all(COMMAND).stream().filter(c -> !c.line().matches(".* {3,}[A-Za-z].*|.*\\[DIR….*"));
  }

  static Stream<Documented> answers() {
    return all(WITH_OUTPUT).stream()
        .filter(c -> AT_ONCE.contains(c.arguments().get(0)))
        .filter(c -> c.line().contains("protocols/"));
  }

  @Test
  void thereAreMany() {
    assertTrue(commands().count() > 50);
    assertTrue(answers().count() >= 3, answers().toList().toString());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void isOne(Documented command) {
    List<String> arguments = command.arguments();
    if (!command.line().endsWith("\"")) { // else its SQL goes on
      try {
        Silico.commandLine(false).parseArgs(arguments.toArray(String[]::new));
      } catch (ParameterException e) {
        fail(command + ": " + e.getMessage());
      }
    }
    for (String argument : arguments) {
      if (argument.matches("(protocols|docs)/.*\\.yaml")) {
        assertTrue(Files.exists(ROOT.resolve(argument)), command.toString());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void printsWhatStandsBelow(Documented command) {
    StringWriter out = new StringWriter();
    CommandLine line = Silico.commandLine(false);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(new StringWriter()));
    String[] arguments =
        command.arguments().stream()
            .map(a -> a.startsWith("protocols/") ? ROOT.resolve(a).toString() : a)
            .toArray(String[]::new);
    assertEquals(ExitCode.OK, line.execute(arguments));
    Set<String> printed = Set.copyOf(out.toString().lines().map(String::strip).distinct().toList());
    for (String wanted : command.output().lines().map(String::strip).toList()) {
      if (!wanted.matches("\\.\\.\\.|…|")) {
        assertTrue(printed.contains(wanted), () -> "stale: " + wanted + "\n" + out);
      }
    }
  }
}
