package org.silico.engine.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.silico.engine.Plans;
import org.silico.engine.language.Diagnostic;

/** Ratios for all arms alike, and arms that nothing sets apart. */
class SameArmsTest {
  private static final String HEAD =
      """
      population: {covariates: {AGE: {distribution: normal, mean: 60, sd: 10}}}
      parameters: {hr: 1}
      arms: {c: {control: true}, e: {dose: 1}}
      enrolment: {patients: 100}
      follow up: {duration: 1 year}
      """;

  /** Without what is said of the covariate and the parameter where an example does without. */
  private static List<String> warnings(String sections) {
    return Plans.protocol(HEAD + sections).warnings().stream()
        .map(Diagnostic::toString)
        .filter(w -> !w.contains("covariate 'AGE'") && !w.contains("parameter 'hr'"))
        .toList();
  }

  @Test
  void aHazardRatioForAllArms() {
    List<String> warnings =
        warnings(
            "endpoints: {OS: {type: time to event, median: 12 months, hazard ratio: 0.72}}\n"
                + "analyses: {a: {method: log-rank}}\n");
    assertEquals(
        List.of(
            "test.yaml:8:72: warning: this hazard ratio holds for every arm, the control too, and"
                + " so makes no difference between them; by arm it is 'hazard ratio: {c: 1, e:"
                + " 0.72}'"),
        warnings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OS: {type: time to event, median: 9 weeks, hazard ratio: hr}",
        "OS: {type: time to event, median: 9 weeks, hazard ratio: [{from: 0 days, ratio: 1}, {from:"
            + " 9 days, ratio: hr}]}",
        "O: {type: ordinal, visit: 1 day, categories: [x, y], probabilities: [0.4, 0.6], odds ratio:"
            + " hr}",
      })
  void aRatioThatAScenarioSets(String endpoint) {
    String analysis = endpoint.startsWith("O:") ? "proportional odds" : "log-rank";
    String sections =
        "endpoints: {" + endpoint + "}\nanalyses: {a: {method: " + analysis + "}}\nscenarios: [";
    List<String> warnings =
        warnings(sections + "{name: no effect}, {name: effect, set: {hr: 0.7}}]\n");
    assertEquals(1, warnings.size(), warnings.toString());
    assertTrue(warnings.get(0).contains("{c: 1, e: hr}"), warnings.toString());
    assertEquals(List.of(), warnings(sections + "{name: no effect}]\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OS: {type: time to event, median: 9 weeks}",
        "OS: {type: time to event, median: 9 weeks, hazard ratio: exp(0.02 * (AGE - 60))}",
        "OS: {type: time to event, median: {c: 9 weeks, e: 9 weeks}}",
        "R: {type: binary, visit: 1 day, probability: 0.3}",
        "R: {type: continuous, visit: 1 day, mean: 0.1 * AGE, sd: 1}",
        "R: {type: count, distribution: poisson, rate: 1 per year, period: 1 year}",
        "O: {type: ordinal, visit: 1 day, categories: [x, y], probabilities: [0.4, 0.6]}",
        "L: {type: longitudinal, visits: [1 week], residual: {sd: 1}, terms: {natural course: 1, placebo: 2}}",
      })
  void armsThatAreAlike(String endpoint) {
    String sections = "endpoints: {" + endpoint + "}\n" + analysis(endpoint, "");
    List<String> warnings = warnings(sections);
    assertEquals(1, warnings.size(), warnings.toString());
    assertTrue(
        warnings.get(0).startsWith("test.yaml:9:15: warning: nothing sets the arms 'e' and 'c'"),
        warnings.get(0));
    assertEquals(List.of(), warnings(sections + "scenarios: [{name: no effect}]\n"));
    assertEquals(
        1, warnings(sections + "scenarios: [{name: no effect}, {name: as planned}]\n").size());
    assertEquals(
        List.of(), warnings(sections + "dropout: {probability: {c: 5%, e: 9%}, by: 1 year}\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OS: {type: time to event, median: {c: 9 weeks, e: 10 weeks}}",
        "OS: {type: time to event, median: 9 weeks, hazard ratio: exp(-0.1 * ACTIVE)}",
        "R: {type: binary, visit: 1 day, probability: if ARM == 'e' then 0.4 else 0.3}",
        "R: {type: continuous, visit: 1 day, mean: hr * DOSE, sd: 1}",
        "R: {type: continuous, visit: 1 day, mean: 1, sd: {c: 1, e: 2}}",
        "L: {type: longitudinal, visits: [1 week], residual: {sd: 1}, terms: {natural course: 1, drug: -2}}",
        "L: {type: longitudinal, visits: [1 week], residual: {sd: 1}, terms: {natural course: {c: 0, e: 1}}}",
      })
  void armsThatDiffer(String endpoint) {
    assertEquals(List.of(), warnings("endpoints: {" + endpoint + "}\n" + analysis(endpoint, "")));
  }

  /** What comes before an event decides on its incidence, and on nothing else. */
  @Test
  void aCompetingEventSetsArmsApart() {
    String endpoints =
        "endpoints: {E: {type: time to event, median: 9 weeks}, D: {type: time to event, median: %s}}\n"
            + "analyses: {a: {method: gray, endpoint: E, competing: [D]}, b: {method: log-rank, endpoint: %s}}\n";
    String differ = "{c: 9 weeks, e: 6 weeks}";
    assertEquals(List.of(), warnings(endpoints.formatted(differ, "D")));
    List<String> ofEvent = warnings(endpoints.formatted(differ, "E"));
    assertEquals(1, ofEvent.size());
    assertTrue(ofEvent.get(0).startsWith("test.yaml:9:63: warning: nothing sets"), ofEvent.get(0));
    assertEquals(2, warnings(endpoints.formatted("9 weeks", "D")).size());
  }

  @Test
  void aMarginIsMetByArmsThatAreAlike() {
    String endpoint = "R: {type: continuous, visit: 1 day, mean: 1, sd: 1}";
    assertEquals(
        List.of(),
        warnings(
            "endpoints: {"
                + endpoint
                + "}\n"
                + analysis(endpoint, ", hypothesis: non-inferiority, margin: 0.5")));
  }

  private static String analysis(String endpoint, String more) {
    String method =
        endpoint.contains("time to event")
            ? "log-rank"
            : endpoint.contains("binary")
                ? "proportions"
                : endpoint.contains("count")
                    ? "poisson"
                    : endpoint.contains("ordinal") ? "proportional odds" : "t test";
    return "analyses: {a: {method: " + method + more + "}}\n";
  }

  @Test
  void aDropoutThatEndsSetsArmsApartByItsHazardToo() {
    String endpoint = "endpoints: {OS: {type: time to event, hazard: 0.02 per day}}\n";
    String analysis = "analyses: {a: {method: log-rank}}\n";
    String alike = "dropout: {hazard: 0.01 per day, until: 30 days}\n";
    String byArm = "dropout: {hazard: {c: 0.01 per day, e: 0.02 per day}, until: 30 days}\n";
    assertEquals(1, warnings(endpoint + alike + analysis).size());
    assertEquals(List.of(), warnings(endpoint + byArm + analysis));
  }
}
