package org.silico.engine.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.silico.engine.language.ProtocolException;
import org.silico.engine.protocol.Protocol;

/** Names that deceive the eye, a terminal or a table are refused; text of all scripts is not. */
class HostileNamesTest {
  private static final String TRIAL =
      """
      silico: 1
      study: {id: S, title: A trial}
      population:
        covariates:
          AGE: {distribution: normal, mean: 60, sd: 9}
          SEX: {distribution: categorical, probabilities: {F: 0.5, M: 0.5}}
      arms: {"c": {control: true}, e: {}}
      enrolment: {patients: 200, sites: [{name: "Oslo", rate: 10 per month}]}
      intercurrent events:
        STOP: {type: treatment discontinuation, probability: 10%}
      endpoints:
        Y:
          type: longitudinal
          visits: [4 weeks, 8 weeks]
          random effects: {U: {sd: 2}}
          terms: {natural course: U, drug: -AGE / 10}
          residual: {sd: 3}
      analyses:
        "primary": {method: ancova, better: lower}
      scenarios:
        - {name: "base"}
      """;

  private static Protocol with(String from, String to) {
    assertTrue(TRIAL.contains(from), from);
    return ProtocolReader.read("p", TRIAL.replace(from, to));
  }

  private static String problem(String from, String to) {
    return assertThrows(ProtocolException.class, () -> with(from, to)).getMessage();
  }

  /** Controls (C0, C1), line ends, turning and invisible characters, as YAML escapes. */
  static Stream<String> deceiving() {
    return Stream.of(
        "\\n", "\\r", "\\t", "\\0", "\\a", "\\e", "\\x7f", "\\x85", "\\x9b", "\\xad", "\\u061c",
        "\\u200b", "\\u200e", "\\u200f", "\\u2028", "\\u2029", "\\u202a", "\\u202e", "\\u2060",
        "\\u2066", "\\u2069", "\\ufeff", "\\ufff9");
  }

  @ParameterizedTest
  @MethodSource("deceiving")
  void namesDoNotDeceive(String character) {
    for (String name : List.of("c", "Oslo", "primary", "base")) {
      for (String deceiving : List.of(name + character, name + character + "x")) {
        // of values, not of keys, blanks at the ends do not count
        boolean stripped =
            !deceiving.endsWith("x")
                && List.of("Oslo", "base").contains(name)
                && List.of("\\n", "\\r", "\\t", "\\u2028", "\\u2029").contains(character);
        if (!stripped) {
          String problem = problem("\"" + name + "\"", "\"" + deceiving + "\"");
          assertTrue(problem.matches("(?s)p:\\d+:\\d+: .*\\\\u[0-9A-F]{4}.*"), problem);
          assertTrue(
              problem.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n'), problem);
        }
      }
    }
    String identifier = problem("    AGE:", "    \"AGE" + character + "\":");
    assertTrue(identifier.contains("cannot be a name here"), identifier);
    assertTrue(identifier.contains("'AGE\\u"), identifier);
  }

  @Test
  void blanksAroundValuesAreNoPartOfNames() {
    Protocol protocol = with("\"Oslo\"", "\" Oslo \\n\"");
    assertEquals("Oslo", protocol.enrolment().sites().get(0).name());
    assertEquals("base", with("\"base\"", "\"\\tbase\\n\"").scenarios().get(0).name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Zürich", "東京", "مركز", "खंड-क\u094d\u200dष", "Ünïcødé \ud83d\ude00", "Αθήνα 2"})
  void namesOfAllScriptsAreNames(String name) {
    Protocol protocol = with("\"Oslo\"", "\"" + name + "\"");
    assertEquals(name, protocol.enrolment().sites().get(0).name());
  }

  @Test
  void titlesDoNotTurnTheTextBesideThem() {
    assertTrue(problem("A trial", "\"A \\u202e trial\"").startsWith("p:2:"));
    assertTrue(problem("A trial", "\"A \\x9b31m trial\"").startsWith("p:2:"));
    // marks of direction, as right-to-left text has them
    assertEquals("A \u200f trial", with("A trial", "\"A \\u200f trial\"").study().title());
  }

  @Test
  void fileNamesAreShownWithTheirControlCharacters() {
    ProtocolException e =
        assertThrows(
            ProtocolException.class, () -> ProtocolReader.read("a\u001b[31m\nb\u202e", ""));
    assertTrue(e.getMessage().startsWith("a\\u001B[31m\\u000Ab\\u202E:1:1: "), e.getMessage());
  }

  /** Wherever in the text a character of two units lies, as the parser reads blocks of 1,024. */
  @Test
  void charactersBeyondTheFirstPlaneMayLieAnywhere() {
    for (int block = 1; block <= 3; block++) {
      for (int before = 1024 * block - 6; before < 1024 * block + 6; before++) {
        String comment = "#" + "x".repeat(before) + "\ud83d\ude00";
        assertEquals(2, ProtocolReader.read("p", comment + "\n" + TRIAL).arms().size());
      }
    }
    String many = "# " + "\ud83d\ude00".repeat(20_000) + "\n";
    assertEquals(2, ProtocolReader.read("p", many + TRIAL).arms().size());
    // the place of a problem behind them
    assertTrue(
        assertThrows(
                ProtocolException.class,
                () -> ProtocolReader.read("p", many + TRIAL.replace("sd: 3", "sd: -3")))
            .getMessage()
            .startsWith("p:18:20: "));
  }

  @Test
  void halfACharacterIsNoText() {
    for (String half : List.of("\ud83d", "\ude00", "\ude00\ud83d")) {
      assertTrue(
          problem("A trial", "A " + half).startsWith("p:2:25: half of a character stands here"),
          problem("A trial", "A " + half));
    }
  }

  @Test
  void columnsOfOneTableDifferInMoreThanLetterCase() {
    assertEquals(
        "p:6:5: covariate 'age' differs from 'AGE' on line 5 in letter case only, and both are"
            + " columns of the table ADSL; rename one",
        problem("    SEX:", "    age: {distribution: normal, mean: 60, sd: 9}\n    SEX:"));
    assertEquals(
        "p:6:5: covariate 'siteid' differs from the column SITEID of the table ADSL in letter case"
            + " only; choose another name",
        problem("    SEX:", "    siteid: {formula: AGE > 3}\n    SEX:"));
    assertEquals(
        "p:11:3: intercurrent event 'stop' differs from 'STOP' on line 10 in letter case only, and"
            + " both are columns of the table TRUTH; rename one",
        problem("endpoints:\n", "  stop: {type: adverse event, probability: 10%}\nendpoints:\n"));
    assertEquals(
        "p:15:34: random effect 'u' differs from 'U' on line 15 in letter case only, and both are"
            + " columns of the table TRUTH; rename one",
        problem("{U: {sd: 2}}", "{U: {sd: 2}, u: {sd: 2}}"));
  }

  /** Levels, arms and analyses are values in rows, where letter case counts. */
  @Test
  void namesInRowsMayDifferInLetterCase() {
    Protocol protocol = with("{F: 0.5, M: 0.5}", "{F: 0.5, f: 0.5}");
    assertEquals(2, protocol.population().covariates().size());
  }
}
