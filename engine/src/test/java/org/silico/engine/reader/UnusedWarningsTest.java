package org.silico.engine.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.silico.engine.language.Diagnostic;

/** What nothing uses is said at its key, and what something uses is not. */
class UnusedWarningsTest {
  private static final String USED =
      """
      silico: 1
      study: {id: S}
      parameters: {effect: 5, scale: 2}
      population:
        covariates:
          AGE: {distribution: normal, mean: 60, sd: 9}
          OLD: {formula: AGE > 65}
          WEIGHT: {distribution: normal, mean: 80, sd: 9}
      arms: {c: {control: true}, e: {}}
      enrolment: {patients: 200}
      intercurrent events:
        RESCUE: {type: rescue medication, probability: 10%}
      endpoints:
        Y:
          type: longitudinal
          visits: [4 weeks, 8 weeks]
          random effects: {U: {sd: scale}}
          terms: {natural course: 'U + (if OLD then 1 else 0)', drug: -effect, rescue: 2 * RESCUE}
          residual: {sd: 3}
      estimands:
        policy: {variable: change}
      analyses:
        primary: {method: ancova, covariates: [BASE, WEIGHT], estimand: policy, better: lower}
      scenarios:
        - {name: none, set: {effect: 0}}
        - {name: grid, grid: {scale: [1, 2]}}
      """;

  private static List<String> warnings(String text) {
    return ProtocolReader.read("p", text).warnings().stream().map(Diagnostic::toString).toList();
  }

  /** The trial once a part, which stands in it once, is replaced. */
  private static String with(String text, String from, String to) {
    assertEquals(2, text.split(Pattern.quote(from), -1).length, from);
    return text.replace(from, to);
  }

  private static List<String> changed(String from, String to) {
    return warnings(with(USED, from, to));
  }

  @Test
  void nothingIsSaidWhereEverythingIsUsed() {
    assertEquals(List.of(), warnings(USED));
  }

  @Test
  void aParameterThatNoFormulaMentionsIsSaidWhereItStandsAndWhereItIsSet() {
    assertEquals(
        List.of(
            "p:3:14: warning: parameter 'effect' is used nowhere; put it into a formula, or remove"
                + " it",
            "p:25:24: warning: parameter 'effect' is used nowhere: setting it changes nothing"),
        changed("-effect", "-5"));
    assertEquals(
        List.of(
            "p:3:25: warning: parameter 'scale' is used nowhere; put it into a formula, or remove"
                + " it",
            "p:26:25: warning: parameter 'scale' is used nowhere: setting it changes nothing"),
        changed("sd: scale", "sd: 2"));
  }

  @Test
  void aParameterOfUnusedParametersIsUnused() {
    assertEquals(
        List.of(
            "p:3:14: warning: parameter 'a' is used by 'b', 'c' only, used nowhere; put it into a"
                + " formula, or remove it",
            "p:3:20: warning: parameter 'b' is used by 'c' only, used nowhere; put it into a"
                + " formula, or remove it",
            "p:3:30: warning: parameter 'c' is used nowhere; put it into a formula, or remove it"),
        changed("{effect: 5,", "{a: 1, b: a + 1, c: a + b, effect: 5,"));
  }

  @Test
  void aParameterOfAUsedParameterIsUsed() {
    assertEquals(List.of(), changed("{effect: 5,", "{half: 2.5, effect: 2 * half,"));
  }

  /** One place in every section that may hold a formula of parameters. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mean: 60 -> mean: p",
        "AGE > 65 -> AGE > p",
        "patients: 200 -> patients: p",
        "patients: 200 -> patients: 200, rate: p * 1 per month",
        "e: {} -> e: {ratio: p}",
        "probability: 10% -> probability: p / 1000",
        "[4 weeks, 8 weeks] -> [4 weeks, p * 1 week]",
        "'U + -> 'p + U +",
        "residual: {sd: 3} -> residual: {sd: {c: 3, e: p}}",
        "{sd: 3} -> {sd: 3, correlation: {structure: ar(1), value: p / 100}}",
        "estimands: -> estimands:\n  response: {responder: CHANGE < p}",
        "{variable: change} -> {population: AGE > p, variable: change}",
        "better: lower -> better: lower, alpha: p / 1000",
        "estimands: -> dropout: {probability: p / 1000, by: 8 weeks}\nestimands:",
        "estimands: -> follow up: {duration: p * 1 week}\nestimands:",
        "estimands: -> cut: {calendar time: p * 1 year}\nestimands:",
        "arms: -> lead in: {duration: p * 1 week}\narms:",
        "estimands: -> randomisation: {method: minimisation, factors: [OLD], probability: p / 70}"
            + "\nestimands:",
      })
  void aParameterInAnySectionIsUsed(String change) {
    String text = with(USED, "{effect: 5,", "{p: 60, effect: 5,");
    assertEquals(1, warnings(text).size());
    String[] parts = change.split(" -> ");
    assertEquals(List.of(), warnings(with(text, parts[0], parts[1])));
  }

  @Test
  void aCovariateIsUsedByFormulasStrataAnalysesAndWhatItIsDrawnWith() {
    List<String> inTheTableOnly =
        List.of(
            "p:8:5: warning: covariate 'WEIGHT' is in the table ADSL only: no formula, stratum or"
                + " analysis uses it; where that is meant, give it a label");
    String unused = with(USED, "[BASE, WEIGHT]", "[BASE]");
    assertEquals(inTheTableOnly, warnings(unused));
    assertEquals(
        List.of(),
        warnings(with(unused, "mean: 80, sd: 9", "mean: 80, sd: 9, label: Weight (kg)")));
    assertEquals(List.of(), warnings(with(unused, "drug:", "placebo: WEIGHT / 80, drug:")));
    String line = "    WEIGHT: {distribution: normal, mean: 80, sd: 9}\n";
    assertEquals(
        List.of(),
        warnings(
            with(
                with(unused, line, ""),
                "    AGE: {distribution: normal, mean: 60",
                line + "    AGE: {distribution: normal, mean: WEIGHT - 20")));
    assertEquals(List.of(), warnings(with(unused, "arms:", "  eligibility: WEIGHT > 70\narms:")));
    assertEquals(
        List.of(),
        warnings(
            with(unused, "arms:", "  correlation: [{between: [AGE, WEIGHT], value: 0.1}]\narms:")));
    String stratum =
        with(
            unused,
            "WEIGHT: {distribution: normal, mean: 80, sd: 9}",
            "WEIGHT: {distribution: categorical, probabilities: {low: 0.5, high: 0.5}}");
    assertEquals(inTheTableOnly, warnings(stratum));
    assertEquals(
        List.of(),
        warnings(
            with(
                stratum,
                "estimands:",
                "randomisation: {method: permuted blocks, block size: 4, strata: [WEIGHT]}\n"
                    + "estimands:")));
  }

  @Test
  void aCovariateOfACovariateForTheTableIsForTheTable() {
    String text =
        with(
            with(USED, "[BASE, WEIGHT]", "[BASE]"),
            "sd: 9}\narms",
            "sd: 9}\n    HEAVY: {formula: WEIGHT > 99}\narms");
    assertEquals(
        List.of(
            "p:8:5: warning: covariate 'WEIGHT' is in the table ADSL only: no formula, stratum or"
                + " analysis uses it; where that is meant, give it a label",
            "p:9:5: warning: covariate 'HEAVY' is in the table ADSL only: no formula, stratum or"
                + " analysis uses it; where that is meant, give it a label"),
        warnings(text));
  }

  @Test
  void anEventThatNothingLooksAtIsSaid() {
    String unused = with(USED, "2 * RESCUE", "0");
    String said =
        "p:12:3: warning: intercurrent event 'RESCUE' changes nothing: no term, other event,"
            + " estimand or analysis looks at it";
    assertEquals(List.of(said), warnings(unused));
    assertEquals(
        List.of(),
        warnings(
            with(
                unused,
                "{variable: change}",
                "{variable: change, intercurrent events: {RESCUE: hypothetical}}")));
    assertEquals(List.of(), warnings(with(unused, "better:", "exclude after: [RESCUE], better:")));
    assertEquals(List.of(), warnings(with(unused, "rescue medication", "study discontinuation")));
    String stops = with(unused, "rescue medication", "treatment discontinuation");
    assertEquals(List.of(), warnings(stops));
    // no drug to be stopped
    assertEquals(
        List.of(said),
        warnings(with(stops, "drug: -effect", "placebo: 'if ARM == ''e'' then -effect else 0'")));
    String adverse = with(unused, "rescue medication", "adverse event");
    assertEquals(
        List.of(said + "; it is in the table ADAE only; where that is meant, give it a 'term'"),
        warnings(adverse));
    assertEquals(
        List.of(), warnings(with(adverse, "adverse event,", "adverse event, term: Pain,")));
    assertEquals(
        List.of(),
        warnings(
            with(
                with(adverse, "drug:", "placebo: -1, drug:"),
                "    residual:",
                "    expectation: {strength: 1, unblinding: [{event: RESCUE, bayes factor: 3}]}\n    residual:")));
  }

  @Test
  void aRandomEffectThatNoFormulaMentionsIsSaid() {
    assertEquals(
        List.of("p:17:22: warning: random effect 'U' is in no formula; it changes nothing"),
        changed("'U + ", "'1 + "));
  }

  @Test
  void aDoseThatParametersVaryIsSaidWhereNothingLooksAtDoses() {
    String varied = with(USED, "e: {}", "e: {dose: 20 * scale}");
    assertEquals(
        List.of(
            "p:9:32: warning: no formula or model looks at DOSE; the dose of 'e' changes nothing"),
        warnings(varied));
    assertEquals(List.of(), warnings(with(varied, "-effect", "-effect * DOSE")));
    assertEquals(List.of(), changed("e: {}", "e: {dose: 20}"));
  }

  @Test
  void anEndpointForTheTableIsSaid() {
    String two =
        with(
            with(
                USED,
                "endpoints:\n",
                "follow up: {duration: 8 weeks}\nendpoints:\n  DEATH: {type: time to event, median: 3 years}\n"),
            "ancova,",
            "ancova, endpoint: Y,");
    String all =
        with(
            with(two, "probability: 10%", "probability: 10%, endpoint: Y"),
            "{variable:",
            "{endpoint: Y, variable:");
    assertEquals(
        List.of(
            "p:15:3: warning: endpoint 'DEATH' is in the table ADTTE only: no analysis, estimand,"
                + " event or cut uses it"),
        warnings(all));
    assertEquals(
        List.of(),
        warnings(with(all, "estimands:", "cut: {events: 20, endpoint: DEATH}\nestimands:")));
    // it comes before another that is analysed
    String competing =
        with(
            all,
            "DEATH:",
            "RELAPSE: {type: time to event, median: {c: 1 year, e: 2 years}}\n  DEATH:");
    assertEquals(
        List.of(),
        warnings(
            with(
                competing,
                "analyses:\n",
                "analyses:\n  g: {method: gray, endpoint: RELAPSE, competing: [DEATH]}\n")));
    // a protocol without analyses makes data
    assertEquals(List.of(), warnings(all.replaceAll("(?s)analyses:.*?scenarios:", "scenarios:")));
  }

  @Test
  void anArmThatNothingComparesIsSaid() {
    String three = with(with(USED, "e: {}", "e: {}, f: {}"), "ancova,", "ancova, treatment: e,");
    String all = with(three, "{variable:", "{treatment: e, variable:");
    assertEquals(
        List.of("p:9:35: warning: arm 'f' is compared by no analysis or estimand"), warnings(all));
    assertEquals(
        List.of(),
        warnings(
            with(
                all,
                "analyses:\n",
                "analyses:\n  second: {method: t test, treatment: f, better: lower}\n")));
  }

  @Test
  void anEstimandThatAnAnalysisForgetsIsSaid() {
    String said =
        "p:21:3: warning: no analysis is held against estimand 'policy'; name it in the analysis"
            + " that estimates it, as 'estimand'";
    String forgotten = with(USED, "estimand: policy, ", "");
    assertEquals(List.of(said), warnings(forgotten));
    // another one of the endpoint names an estimand: this one is wanted for its true value
    assertEquals(
        List.of(),
        changed("{variable: change}\n", "{variable: change}\n  value: {variable: value}\n"));
  }

  @Test
  void ofManyWarningsTheFirstAreShown() {
    StringBuilder unused = new StringBuilder("{effect: 5, ");
    for (int p = 0; p < 150; p++) {
      unused.append("p").append(p).append(": 1, ");
    }
    List<String> warnings = warnings(with(USED, "{effect: 5, ", unused.toString()));
    assertEquals(101, warnings.size());
    assertTrue(warnings.get(99).contains("'p99'"), warnings.get(99));
    assertTrue(
        warnings.get(100).endsWith("warning: and 50 more warnings from here on"),
        warnings.get(100));
  }

  static Stream<Path> shipped() throws IOException {
    return Files.list(Path.of("../protocols")).filter(p -> p.toString().endsWith(".yaml")).sorted();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void nothingIsUnusedInTheProtocolsShipped(Path protocol) {
    assertEquals(
        List.of(),
        ProtocolReader.read(protocol).warnings().stream()
            .filter(w -> !w.message().contains("observation carried forward"))
            .toList());
  }
}
