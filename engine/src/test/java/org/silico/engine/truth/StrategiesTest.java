package org.silico.engine.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.silico.engine.Plans;
import org.silico.engine.plan.TrialPlan;

/**
 * Estimands with strategies for several intercurrent events: each combination against a count of
 * all cases by hand, whatever the order of the events in the protocol.
 *
 * <p>On the drug the score falls by 1 a week from 20, and not once it is stopped; rescue takes 10
 * off all later visits, at 2, 4 and 8 weeks. On the drug half of the patients stop at 2 weeks; 40%
 * take rescue at 2 weeks and half of the others at 4; nausea comes in the last interval, from 4 to
 * 8 weeks, in 60%. On control nothing happens, and nothing changes.
 */
class StrategiesTest {
  private static final List<String> STRATEGIES =
      List.of("treatment policy", "hypothetical", "composite", "while on treatment");

  private static final String STOP =
      "STOP: {type: treatment discontinuation,"
          + " probability: \"if VISIT == 1 and ACTIVE == 1 then 50% else 0%\"}";
  private static final String RESCUE =
      "RESCUE: {type: rescue medication, probability: \"if ARM != 'active' then 0% else"
          + " if VISIT == 1 then 40% else if VISIT == 2 then 50% else 0%\"}";
  private static final String NAUSEA =
      "NAUSEA: {type: adverse event,"
          + " probability: \"if VISIT == 2 and ARM == 'active' then 60% else 0%\"}";

  private static final double[] VISITS = {14, 28, 56};
  private static final double COMPOSITE = 5;
  private static final double NEVER = Double.POSITIVE_INFINITY;

  private static TrialPlan plan(List<String> events, List<String> estimands) {
    StringBuilder text =
        new StringBuilder(
            "enrolment: {patients: 1000}\n"
                + "endpoints:\n"
                + "  Y:\n"
                + "    type: longitudinal\n"
                + "    visits: [2 weeks, 4 weeks, 8 weeks]\n"
                + "    terms: {natural course: 20, drug: -DRUGTIME / 1 week, rescue: -10 * RESCUE}\n"
                + "    residual: {sd: 0}\n"
                + "simulation: {replicates: 1, seed: 5}\n"
                + "intercurrent events:\n");
    events.forEach(e -> text.append("  ").append(e).append('\n'));
    text.append("estimands:\n");
    estimands.forEach(e -> text.append("  ").append(e).append('\n'));
    return Plans.twoArms(text.toString());
  }

  private static String estimand(String stop, String rescue, String nausea) {
    String strategies = "{STOP: " + stop + ", RESCUE: " + rescue + ", NAUSEA: " + nausea + "}";
    String name = stop + " " + rescue + " " + nausea;
    return "'"
        + name.replaceAll("([a-z])[a-z]+", "$1")
        + "': {variable: change, intercurrent events: "
        + strategies
        + (strategies.contains("composite") ? ", composite value: " + COMPOSITE : "")
        + "}";
  }

  /** The mean change on the drug over all cases; on control it is 0. */
  private static double expected(String stop, String rescue, String nausea) {
    double mean = 0;
    double[][] stops = {{14, 0.5}, {NEVER, 0.5}};
    double[][] rescues = {{14, 0.4}, {28, 0.3}, {NEVER, 0.3}};
    // nausea comes some time from 28 to 56 days; only the order of events matters
    double[][] nauseas = {{40, 0.6}, {NEVER, 0.4}};
    for (double[] s : stops) {
      for (double[] r : rescues) {
        for (double[] n : nauseas) {
          double[] when = {s[0], r[0], n[0]};
          mean += s[1] * r[1] * n[1] * change(when, List.of(stop, rescue, nausea));
        }
      }
    }
    return mean;
  }

  private static double change(double[] when, List<String> strategies) {
    double ends = NEVER;
    double failed = NEVER;
    double[] happens = new double[3];
    for (int k = 0; k < 3; k++) {
      happens[k] = strategies.get(k).equals("hypothetical") ? NEVER : when[k];
      if (strategies.get(k).equals("while on treatment")) {
        ends = Math.min(ends, happens[k]);
      } else if (strategies.get(k).equals("composite")) {
        failed = Math.min(failed, happens[k]);
      }
    }
    if (failed < 56 && failed <= ends) {
      return COMPOSITE;
    }
    double change = 0;
    for (double day : VISITS) {
      if (day <= ends) {
        // what begins on the day of a visit comes after it
        change = (happens[0] < day ? 0 : -day / 7) + (happens[1] < day ? -10 : 0);
      }
    }
    return change;
  }

  /** The second turns the order of any two about. */
  private static final List<List<String>> ORDERS =
      List.of(List.of(STOP, RESCUE, NAUSEA), List.of(NAUSEA, RESCUE, STOP));

  /** All 64 combinations of three events and four strategies; bounds of 4 Monte-Carlo errors. */
  @Test
  void everyCombinationOfStrategiesIsThatOfTheCasesInEitherOrder() {
    for (List<String> order : ORDERS) {
      List<String> estimands = new ArrayList<>();
      List<Double> expected = new ArrayList<>();
      for (String stop : STRATEGIES) {
        for (String rescue : STRATEGIES) {
          for (String nausea : STRATEGIES) {
            estimands.add(estimand(stop, rescue, nausea));
            expected.add(expected(stop, rescue, nausea));
          }
        }
      }
      List<TrueValue> values = TrueValues.ofEstimands(plan(order, estimands));
      for (int k = 0; k < estimands.size(); k++) {
        TrueValue value = values.get(k);
        assertEquals(
            expected.get(k),
            value.value(),
            4 * value.mcse() + 1e-9,
            order + " " + estimands.get(k));
      }
    }
  }
}
