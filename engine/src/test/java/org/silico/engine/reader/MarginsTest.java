package org.silico.engine.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which margins every method takes, and which it refuses. */
class MarginsTest {
  private static final String ENDPOINTS =
      """
      silico: 1
      study: {id: MARGINS}
      arms: {c: {control: true, sequence: &1}, e: {sequence: &2}, d: {dose: 1}}
      enrolment: {patients: 60}
      endpoints:
        C: {type: continuous, visit: 4 weeks, baseline: {mean: 0, sd: 1}, change: 0, sd: 1}
        B: {type: binary, visit: 4 weeks, probability: 0.4}
        N: {type: count, distribution: poisson, rate: 1 per year, period: 1 year}
        O: {type: ordinal, visit: 4 weeks, categories: [a, b, c], probabilities: [0.3, 0.3, 0.4]}
        T: {type: time to event, median: 1 year}
        L:
          type: longitudinal
          visits: [2 weeks, 4 weeks]
          terms: {natural course: 10}
          residual: {sd: 2}
      follow up: {duration: 1 year}
      analyses:
        A: {treatment: e, control: c,\s"""
          .replace("&1", "[{from: 0 weeks, dose: 0}, {from: 2 weeks, dose: 1}]")
          .replace("&2", "[{from: 0 weeks, dose: 1}, {from: 2 weeks, dose: 0}]");

  private static final List<String> DIFFERENCES =
      List.of(
          "endpoint: C, method: t test",
          "endpoint: C, method: ancova",
          "endpoint: L, method: mmrm",
          "endpoint: L, method: mmrm, contrast: slope",
          "endpoint: L, method: multiple imputation",
          "endpoint: L, method: crossover, period 1: 2 weeks",
          "endpoint: L, method: spcd, stage 1: 2 weeks, weight: 0.6, non-responder: VALUE > 9");
  private static final List<String> PROPORTIONS =
      List.of(
          "endpoint: B, method: proportions",
          "endpoint: B, method: proportions, test: unpooled",
          "endpoint: L, method: proportions, responder: VALUE < 9",
          "endpoint: T, method: milestone survival, at: 6 months",
          "endpoint: T, method: milestone survival, at: 1 year, scale: complementary log-log",
          "endpoint: L, method: spcd, stage 1: 2 weeks, weight: 0.6, non-responder: VALUE > 9,"
              + " responder: VALUE < 9");
  private static final List<String> RATIOS =
      List.of(
          "endpoint: B, method: proportions, measure: ratio",
          "endpoint: B, method: proportions, measure: odds ratio",
          "endpoint: B, method: proportions, measure: odds ratio, test: score",
          "endpoint: T, method: cox",
          "endpoint: N, method: poisson",
          "endpoint: N, method: negative binomial",
          "endpoint: O, method: proportional odds");

  /** In days; margins of numbers have no meaning. */
  private static final String DAYS =
      "endpoint: T, method: restricted mean survival time, to: 1 year, strata: []";

  record Case(String analysis, String problem) {}

  static Stream<Case> margins() {
    List<Case> cases = new ArrayList<>();
    String difference = "it must be above 0";
    String largest = "a margin must be below 1";
    for (String better : new String[] {"higher", "lower"}) {
      for (String method : DIFFERENCES) {
        add(cases, method, better, "non-inferiority", "", "0.3", "2");
        add(cases, method, better, "non-inferiority", difference, "0", "-0.3");
        add(cases, method, better, "equivalence", "", "0.3", "2", "[-1, 2]");
        add(cases, method, better, "equivalence", "must enclose 0", "0", "-0.3", "[0.1, 0.3]");
        add(cases, method, better, "equivalence", "must enclose 0", "[-0.3, 0]", "[0.3, -0.3]");
      }
      add(cases, DAYS, better, "non-inferiority", "", "30 days", "0.5 months");
      add(cases, DAYS, better, "non-inferiority", difference, "0 days", "-30 days");
      add(cases, DAYS, better, "non-inferiority", "a duration", "30");
      add(cases, DAYS, better, "equivalence", "", "30 days", "[-1 month, 3 weeks]");
      add(cases, DAYS, better, "equivalence", "must enclose 0", "0 days", "[1 day, 2 days]");
      for (String method : PROPORTIONS) {
        add(cases, method, better, "non-inferiority", "", "0.3", "0.999");
        add(cases, method, better, "non-inferiority", difference, "0", "-0.3");
        add(cases, method, better, "non-inferiority", largest, "1", "10");
        add(cases, method, better, "equivalence", "", "0.3", "[-0.1, 0.999]");
        add(cases, method, better, "equivalence", "must enclose 0", "0", "-0.3", "[0.1, 0.3]");
        add(cases, method, better, "equivalence", largest, "1", "[-0.5, 1]", "[-2, 0.1]");
      }
      boolean lower = better.equals("lower");
      String ratio = lower ? "must be above 1" : "must be between 0 and 1";
      for (String method : RATIOS) {
        add(cases, method, better, "non-inferiority", "", lower ? "1.3" : "0.7");
        add(cases, method, better, "non-inferiority", ratio, lower ? "0.7" : "1.3");
        add(cases, method, better, "non-inferiority", ratio, "1", "0", "-0.3");
        add(cases, method, better, "equivalence", "", "1.25", "[0.7, 1.3]");
        add(cases, method, better, "equivalence", "must enclose 1", "0.8", "1", "0", "-1.25");
        add(cases, method, better, "equivalence", "must enclose 1", "[0, 2]", "[1.1, 2]");
      }
    }
    return cases.stream();
  }

  private static void add(
      List<Case> cases,
      String method,
      String better,
      String hypothesis,
      String problem,
      String... margins) {
    for (String margin : margins) {
      cases.add(
          new Case(
              method
                  + ", hypothesis: "
                  + hypothesis
                  + ", better: "
                  + better
                  + ", margin: "
                  + margin,
              problem));
    }
  }

  @ParameterizedTest
  @MethodSource("margins")
  void marginsOnTheWrongSideOrWithoutMeaningAreRefused(Case c) {
    List<String> problems = MistakesTest.problems(ENDPOINTS + c.analysis() + "}\n");
    if (c.problem().isEmpty()) {
      assertEquals(List.of(), problems);
    } else {
      assertEquals(1, problems.size(), problems.toString());
      assertTrue(problems.get(0).contains(c.problem()), problems.toString());
    }
  }
}
