package org.silico.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.silico.engine.Plans;

/** What is found before a run, and what is not. */
class ScenarioCheckTest {
  private static final String SURVIVAL =
      Plans.TWO_ARMS
          + "enrolment: {patients: 400, rate: 30 per month}\n"
          + "endpoints: {OS: {type: time to event, median: 11 months,"
          + " hazard ratio: {control: 1, active: 0.72}}}\n"
          + "analyses: {a: {method: log-rank}}\n";

  private static final String BINARY =
      Plans.TWO_ARMS
          + "enrolment: {patients: 400, rate: 30 per month}\n"
          + "endpoints: {R: {type: binary, visit: 48 weeks,"
          + " probability: {control: 0.4, active: 0.5}}}\n"
          + "analyses: {a: {method: proportions}}\n";

  private static List<Finding> findings(String sections) {
    Plans.Trial trial = Plans.Trial.of(sections);
    return ScenarioCheck.of(trial.protocol(), trial.plan(), 1000);
  }

  private static Finding only(String sections) {
    List<Finding> findings = findings(sections);
    assertEquals(1, findings.size(), findings.toString());
    return findings.get(0);
  }

  /** 200 (1 - 2^(-14/d)) + 200 (1 - 2^(-0.72 14/d)), d = 11 x 30.4375: 9.86 expected. */
  @Test
  void eventsThatFollowUpCannotGive() {
    Finding f = only(SURVIVAL + "follow up: {duration: 2 weeks}\ncut: {events: 200}\n");
    assertFalse(f.error());
    assertEquals(8, f.location().line());
    assertTrue(f.message().endsWith("it is never reached"), f.message());
    double d = 11 * 30.4375;
    double expected = 400 - 200 * Math.pow(2, -14 / d) - 200 * Math.pow(2, -0.72 * 14 / d);
    Matcher m = Pattern.compile("about ([\\d.]+) are to be expected").matcher(f.message());
    assertTrue(m.find(), f.message());
    // 4,000 patients were looked at: 4 standard errors of 400 p, and its rounding
    double error = 400 * Math.sqrt(expected / 400 / 4000);
    assertEquals(expected, Double.parseDouble(m.group(1)), 4 * error + 0.05);
  }

  /** Enrolment takes 13.3 months; a curve needs some who could be followed, not all. */
  @Test
  void aCutBeforeAnybodyIsFollowedToTheTimeThatIsLookedAt() {
    String mean = "method: restricted mean survival time, to: 18 months";
    String sections = SURVIVAL.replace("method: log-rank", mean);
    Finding f = only(sections + "cut: {calendar time: 16 months}\n");
    assertFalse(f.error());
    assertEquals(
        "by 16 months nobody has been followed for OS to day 547.875, which analysis 'a' looks at",
        f.message());
    assertEquals(List.of(), findings(sections + "cut: {calendar time: 24 months}\n"));
    assertEquals(List.of(), findings(sections + "follow up: {duration: 18 months}\n"));
  }

  /** About 160 of 400 can be expected to have the event within six months of follow-up. */
  @Test
  void eventsThatAreSeldomReached() {
    double d = 11 * 30.4375;
    double days = 6 * 30.4375;
    double mean = 400 - 200 * Math.pow(2, -days / d) - 200 * Math.pow(2, -0.72 * days / d);
    String cut = "follow up: {duration: 6 months}\ncut: {events: %d}\n";
    int often = (int) (mean - 10);
    assertEquals(List.of(), findings(SURVIVAL + String.format(cut, often)));
    Finding f = only(SURVIVAL + String.format(cut, (int) (mean + 35)));
    assertTrue(f.message().contains("seldom reached"), f.message());
  }

  @Test
  void atMostThatIsTooEarly() {
    List<Finding> findings = findings(SURVIVAL + "cut: {events: 200, at most: 12 months}\n");
    assertEquals(2, findings.size(), findings.toString());
    assertTrue(findings.get(0).message().contains("but by 12 months about"));
    assertTrue(findings.get(1).message().contains("of the 400 patients have entered"));
    findings.forEach(f -> assertEquals(7, f.location().line()));
    assertEquals(List.of(), findings(SURVIVAL + "cut: {events: 200, at most: 4 years}\n"));
  }

  /**
   * Half are cured: 200 events of 400 are reached in half of the trials, the others have no cut.
   */
  @Test
  void eventsThatSomeTrialsNeverReach() {
    String cured = SURVIVAL.replace("median: 11 months", "median: 11 months, cure fraction: 49%");
    Finding f = only(cured + "cut: {events: 200}\n");
    assertTrue(f.message().contains("a trial with too few can have no cut"), f.message());
    assertEquals(List.of(), findings(cured + "cut: {events: 120}\n"));
  }

  /** 30 a month for 10 months are 300 of 400; nobody can have been seen for 48 weeks by then. */
  @Test
  void aCalendarCutBeforeTheVisitAndBeforeEnrolmentEnds() {
    List<Finding> findings = findings(BINARY + "cut: {calendar time: 10 months}\n");
    assertEquals(2, findings.size(), findings.toString());
    Matcher m = Pattern.compile("about (\\d+) of the 400").matcher(findings.get(0).message());
    assertTrue(m.find());
    // ten trials: 4 standard errors of a Poisson count of 300
    assertEquals(300, Double.parseDouble(m.group(1)), 4 * Math.sqrt(300 / 10.0));
    assertTrue(findings.get(1).message().contains("nobody has come to the visit of R on day 336"));
    assertEquals(List.of(), findings(BINARY + "cut: {calendar time: 3 years}\n"));
    assertEquals(List.of(), findings(BINARY));
  }

  /** Who has entered by 20 months less 336 days, 272.75 days: 30 a month, 268.8 of 400. */
  @Test
  void aCalendarCutBeforeAllHaveComeToTheVisit() {
    Finding f = only(BINARY + "cut: {calendar time: 20 months}\n");
    Matcher m = Pattern.compile("by 20 months about (\\d+) of the 400").matcher(f.message());
    assertTrue(m.find(), f.message());
    double expected = 30 / 30.4375 * (20 * 30.4375 - 336);
    // ten trials: 4 standard errors of a Poisson count, and its rounding
    assertEquals(expected, Double.parseDouble(m.group(1)), 4 * Math.sqrt(expected / 10.0) + 0.5);
  }

  @Test
  void criteriaThatNobodyMeetsAreNamedEach() {
    String course =
        Plans.TWO_ARMS
            + "enrolment: {patients: 100}\n"
            + "endpoints:\n"
            + "  Y:\n"
            + "    type: longitudinal\n"
            + "    visits: [4 weeks]\n"
            + "    terms: {natural course: 30 + U, drug: -3}\n"
            + "    random effects: {U: {sd: 8}}\n"
            + "    residual: {sd: 3}\n"
            + "    scale: {type: continuous, low: 0, high: 52}\n"
            + "    screening: {before: 1 week}\n"
            + "    entry: %s\n"
            + "analyses: {a: {method: ancova}}\n";
    Finding f = only(String.format(course, "SCREEN >= 53"));
    assertTrue(f.error());
    assertEquals("14:12", f.location().line() + ":" + f.location().column());
    assertEquals(
        "'entry' of Y accepts none of 20000 candidates; at least 1 in 1000 must pass", f.message());
    assertEquals(List.of(), findings(String.format(course, "SCREEN >= 20")));
    // 30 + 4.2 sqrt(73) and more: 1 in 75,000
    assertTrue(only(String.format(course, "BASE > 30 + 36")).error());
    String withLeadIn = "lead in: {duration: 2 weeks}\n" + course;
    assertTrue(only(String.format(withLeadIn, "BASE > 66")).error());
  }

  @Test
  void criteriaThatExcludeEachOther() {
    Finding f =
        only(
            "population: {covariates: {X: {distribution: normal, mean: 0, sd: 1}}, eligibility: X > 1}\n"
                + Plans.TWO_ARMS
                + "enrolment: {patients: 100}\n"
                + "endpoints:\n"
                + "  Y: {type: longitudinal, visits: [1 week], residual: {sd: 0.01}, terms:"
                + " {natural course: X, drug: 1},"
                + " entry: BASE < 0.9}\n"
                + "analyses: {a: {method: ancova}}\n");
    assertTrue(f.message().startsWith("'eligibility' and 'entry' of Y together accept none"));
  }

  @Test
  void aFormulaThatFailsForOneOfTheFirstPatients() {
    Finding f =
        only(
            "population: {covariates: {X: {distribution: normal, mean: 0, sd: 1}}}\n"
                + Plans.TWO_ARMS
                + "enrolment: {patients: 100}\n"
                + "endpoints: {B: {type: binary, visit: 1 day, probability: 0.5 + X / 6}}\n"
                + "analyses: {a: {method: proportions}}\n");
    assertTrue(f.error());
    assertTrue(f.failure().trial() < 40 && f.failure().patient() >= 0);
  }

  @Test
  void whatTakesLongIsSaid() {
    StringBuilder visits = new StringBuilder("1 week");
    for (int v = 2; v <= 60; v++) {
      visits.append(", ").append(v).append(" weeks");
    }
    String course =
        Plans.TWO_ARMS
            + "enrolment: {patients: 200}\n"
            + "endpoints: {Y: {type: longitudinal, visits: [%s], terms: {natural course: 1, drug: 1}, residual: {sd: 1}}}\n"
            + "analyses: {a: {method: mmrm}}\n";
    Finding f = only(String.format(course, visits));
    assertEquals("cost", f.kind());
    assertEquals(6, f.location().line());
    assertEquals(List.of(), findings(String.format(course, "1 week, 2 weeks, 4 weeks, 8 weeks")));
  }
}
