package org.silico.engine.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.silico.engine.language.ProtocolException;

/**
 * The mistakes that authors make, and what they are told. {@code mistakes.txt} holds them as
 * changes of {@code all-endpoints.yaml}, {@code longitudinal-mistakes.txt} as changes of {@code
 * longitudinal.yaml}: lines that begin with - give way to those that begin with + after them, and
 * the lines that begin with > are the problems, all and in this order.
 */
class MistakesTest {

  /** A change of the protocol, and the problems it must give. */
  record Mistake(String protocol, List<String> problems) {}

  static Stream<Named<Mistake>> mistakes() {
    return Stream.concat(
        mistakes("mistakes.txt", "all-endpoints.yaml"),
        mistakes("longitudinal-mistakes.txt", "longitudinal.yaml"));
  }

  private static Stream<Named<Mistake>> mistakes(String file, String protocol) {
    return Stream.of(text(file).split("(?m)^== "))
        .skip(1)
        .map(
            block ->
                Named.of(block.substring(0, block.indexOf('\n')), mistake(block, text(protocol))));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void everyProblemIsToldAtItsPlace(Mistake mistake) {
    assertEquals(
        String.join("\n", mistake.problems()), String.join("\n", problems(mistake.protocol())));
  }

  private static Mistake mistake(String block, String good) {
    String protocol = good;
    StringBuilder from = new StringBuilder();
    StringBuilder to = new StringBuilder();
    List<String> problems = new ArrayList<>();
    for (String line : block.lines().skip(1).toList()) {
      String rest = line.length() > 2 ? line.substring(2) : "";
      if (line.startsWith("-")) {
        if (to.length() > 0) {
          protocol = replace(protocol, from, to);
        }
        if (!from.isEmpty() && !protocol.contains(from + rest + "\n")) {
          protocol = replace(protocol, from, to);
        }
        from.append(rest).append('\n');
      } else if (line.startsWith("+")) {
        to.append(rest).append('\n');
      } else if (line.startsWith(">")) {
        problems.add(rest);
      }
    }
    return new Mistake(replace(protocol, from, to), problems);
  }

  private static String replace(String protocol, StringBuilder from, StringBuilder to) {
    assertEquals(
        2,
        ("\n" + protocol).split(java.util.regex.Pattern.quote("\n" + from), -1).length,
        () -> "stands once: " + from);
    String changed = ("\n" + protocol).replace("\n" + from, "\n" + to).substring(1);
    from.setLength(0);
    to.setLength(0);
    return changed;
  }

  static List<String> problems(String protocol) {
    try {
      ProtocolReader.read("p", protocol);
      return List.of();
    } catch (ProtocolException e) {
      assertFalse(e.diagnostics().isEmpty());
      return e.diagnostics().stream()
          .map(d -> d.line() + ":" + d.column() + ": " + d.message())
          .collect(Collectors.toList());
    }
  }

  static String text(String resource) {
    try (InputStream in = MistakesTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
