package org.silico.engine.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.silico.engine.Plans;
import org.silico.engine.Sampled;
import org.silico.engine.plan.EndpointPlan;
import org.silico.engine.plan.HazardPlan;
import org.silico.engine.plan.TrialPlan;

/** Times to events against their survival functions, written out by hand, in both arms. */
class HazardTimesTest {
  private static final int PATIENTS = 20_000;

  private static TrialPlan plan(String law, String rest) {
    return Plans.twoArms(
        "enrolment: {patients: "
            + PATIENTS
            + "}\nendpoints: {T: {type: time to event, "
            + law
            + "}}\nfollow up: {duration: 1 year}\n"
            + rest);
  }

  private static Arguments law(
      String yaml, DoubleUnaryOperator control, DoubleUnaryOperator active) {
    return Arguments.of(yaml, List.of(control, active));
  }

  /** Days of the first, of the second and of the third piece of three that meet at a and b. */
  private static double first(double t, double a) {
    return Math.min(t, a);
  }

  private static double second(double t, double a, double b) {
    return Math.max(0, Math.min(t, b) - a);
  }

  private static double third(double t, double b) {
    return Math.max(0, t - b);
  }

  static List<Arguments> laws() {
    return List.of(
        law(
            "hazard: {control: 0.1 per day, active: 0.05 per day}",
            t -> Math.exp(-0.1 * t),
            t -> Math.exp(-0.05 * t)),
        law(
            "median: {control: 12 days, active: 24 days}",
            t -> Math.pow(0.5, t / 12),
            t -> Math.pow(0.5, t / 24)),
        law(
            "hazard: 0.1 per day, hazard ratio: {control: 1, active: 0.25}",
            t -> Math.exp(-0.1 * t),
            t -> Math.exp(-0.025 * t)),
        law(
            "distribution: weibull, shape: {control: 1.5, active: 0.7}, scale: 20 days",
            t -> Math.exp(-Math.pow(t / 20, 1.5)),
            t -> Math.exp(-Math.pow(t / 20, 0.7))),
        law(
            "distribution: weibull, shape: 1.5, median: {control: 10 days, active: 20 days}",
            t -> Math.pow(0.5, Math.pow(t / 10, 1.5)),
            t -> Math.pow(0.5, Math.pow(t / 20, 1.5))),
        // an interval without events
        law(
            "distribution: piecewise exponential, hazard: ["
                + "{from: 0 days, hazard: {control: 0.1 per day, active: 0.05 per day}},"
                + "{from: 5 days, hazard: 0 per day},"
                + "{from: 10 days, hazard: {control: 0.2 per day, active: 0.1 per day}}]",
            t -> Math.exp(-0.1 * first(t, 5) - 0.2 * third(t, 10)),
            t -> Math.exp(-0.05 * first(t, 5) - 0.1 * third(t, 10))),
        // a delayed effect
        law(
            "hazard: 0.1 per day, hazard ratio: ["
                + "{from: 0 days, ratio: 1}, {from: 6 days, ratio: {control: 1, active: 0.4}}]",
            t -> Math.exp(-0.1 * t),
            t -> Math.exp(-0.1 * first(t, 6) - 0.04 * third(t, 6))),
        // hazard and ratio change together on day 5, the ratio alone on day 8
        law(
            "distribution: piecewise exponential, hazard: ["
                + "{from: 0 days, hazard: 0.1 per day}, {from: 5 days, hazard: 0.2 per day}],"
                + "hazard ratio: [{from: 0 days, ratio: {control: 1, active: 2}},"
                + "{from: 5 days, ratio: {control: 1, active: 0.5}},"
                + "{from: 8 days, ratio: {control: 1.5, active: 1}}]",
            t -> Math.exp(-0.1 * first(t, 5) - 0.2 * second(t, 5, 8) - 0.3 * third(t, 8)),
            t -> Math.exp(-0.2 * first(t, 5) - 0.1 * second(t, 5, 8) - 0.2 * third(t, 8))),
        law(
            "distribution: weibull, shape: 1.5, scale: 20 days, hazard ratio: ["
                + "{from: 0 days, ratio: 1}, {from: 10 days, ratio: {control: 1, active: 0.3}}]",
            t -> Math.exp(-Math.pow(t / 20, 1.5)),
            t ->
                t <= 10
                    ? Math.exp(-Math.pow(t / 20, 1.5))
                    : Math.exp(
                        -Math.pow(0.5, 1.5) - 0.3 * (Math.pow(t / 20, 1.5) - Math.pow(0.5, 1.5)))),
        law(
            "hazard: 0.1 per day, cure fraction: {control: 0.2, active: 0.6}",
            t -> 0.2 + 0.8 * Math.exp(-0.1 * t),
            t -> 0.6 + 0.4 * Math.exp(-0.1 * t)),
        law(
            "distribution: weibull, shape: 0.8, scale: 15 days, cure fraction: 0.3,"
                + " hazard ratio: {control: 1, active: 0.5}",
            t -> 0.3 + 0.7 * Math.exp(-Math.pow(t / 15, 0.8)),
            t -> 0.3 + 0.7 * Math.exp(-0.5 * Math.pow(t / 15, 0.8))),
        // 'median' is that of those not cured: S(10) = 0.3 + 0.7/2
        law(
            "median: 10 days, cure fraction: {control: 0.3, active: 0}",
            t -> 0.3 + 0.7 * Math.pow(0.5, t / 10),
            t -> Math.pow(0.5, t / 10)),
        // S(10) = 1/2 of all: exp(-H(10)) = (0.5 - 0.3)/(1 - 0.3)
        law(
            "median of all: 10 days, cure fraction: {control: 0.3, active: 0}",
            t -> 0.3 + 0.7 * Math.pow(0.2 / 0.7, t / 10),
            t -> Math.pow(0.5, t / 10)),
        law(
            "median of all: {control: 5 days, active: 10 days}, cure fraction: 0.1,"
                + " hazard ratio: {control: 1, active: 2}",
            t -> 0.1 + 0.9 * Math.pow(0.4 / 0.9, t / 5),
            t -> 0.1 + 0.9 * Math.pow(0.4 / 0.9, 2 * t / 10)),
        law(
            "distribution: weibull, shape: {control: 1.5, active: 0.7}, median of all: 10 days,"
                + " cure fraction: 20%",
            t -> 0.2 + 0.8 * Math.pow(0.3 / 0.8, Math.pow(t / 10, 1.5)),
            t -> 0.2 + 0.8 * Math.pow(0.3 / 0.8, Math.pow(t / 10, 0.7))),
        law("hazard: {control: 0 per day, active: 0.1 per day}", t -> 1, t -> Math.exp(-0.1 * t)),
        law(
            "hazard: 0.1 per day, cure fraction: {control: 0, active: 1}",
            t -> Math.exp(-0.1 * t),
            t -> 1),
        law(
            "hazard: 1e-9 per year, hazard ratio: {control: 1, active: 1e12}",
            t -> Math.exp(-1e-9 * t / 365.25),
            t -> Math.exp(-1e3 * t / 365.25)),
        law(
            "hazard: 0.1 per day * exp(-0.7 * ACTIVE)",
            t -> Math.exp(-0.1 * t),
            t -> Math.exp(-0.1 * Math.exp(-0.7) * t)));
  }

  private static final double[] TIMES = {0.5, 3, 5, 7, 9, 12, 20, 40};

  @ParameterizedTest
  @MethodSource("laws")
  void timesHaveTheSurvivalFunction(String yaml, List<DoubleUnaryOperator> survival) {
    TrialPlan plan = plan(yaml, "");
    TrialData data = new TrialSimulator(plan).simulate(0);
    for (int arm = 0; arm < 2; arm++) {
      for (double t : TIMES) {
        long alive = 0;
        long n = 0;
        for (int i = 0; i < PATIENTS; i++) {
          if (data.arm()[i] == arm) {
            n++;
            alive += data.outcome(0)[i] > t ? 1 : 0;
          }
        }
        double expected = survival.get(arm).applyAsDouble(t);
        Sampled.assertShare(expected, alive, n, "arm " + arm + ", survival of " + t + " days");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void theLawTellsItsSurvivalFunction(String yaml, List<DoubleUnaryOperator> survival) {
    HazardPlan law =
        ((EndpointPlan.TimeToEvent) plan(yaml, "").questions().endpoints().get(0)).law();
    for (int arm = 0; arm < 2; arm++) {
      for (double t : TIMES) {
        assertEquals(survival.get(arm).applyAsDouble(t), law.survival(arm, t), 1e-12);
      }
    }
  }

  /**
   * Probability integral transform where hazards differ between patients: exp(-H(T)) is uniform.
   * Kolmogorov's sqrt(n) D above 2.23 has p = 1e-4.
   */
  @Test
  void hazardsMayDependOnCovariates() {
    String x = "population: {covariates: {X: {distribution: normal, mean: 0, sd: 1}}}\n";
    String[] laws = {
      "hazard: 0.1 per day * exp(0.8 * X - 0.5 * ACTIVE)",
      "hazard: 0.1 per day, hazard ratio: exp(0.8 * X - 0.5 * ACTIVE)",
      "distribution: piecewise exponential, hazard: [{from: 0 days, hazard: 0.1 per day}], hazard"
          + " ratio: [{from: 0 days, ratio: exp(0.8 * X - 0.5 * ACTIVE)}]",
      "distribution: weibull, shape: 1, scale: 10 days * exp(0.5 * ACTIVE), hazard ratio: exp(0.8 *"
          + " X)"
    };
    for (String law : laws) {
      TrialPlan plan = plan(law, x);
      TrialData data = new TrialSimulator(plan).simulate(0);
      Sampled u = new Sampled();
      int column = org.silico.engine.protocol.Layout.COVARIATES;
      for (int i = 0; i < PATIENTS; i++) {
        double log = 0.8 * data.columns()[column][i] - 0.5 * data.arm()[i];
        u.add(Math.exp(-0.1 * Math.exp(log) * data.outcome(0)[i]));
      }
      assertTrue(u.kolmogorov(p -> p) < 2.23, law);
    }
  }

  static List<Arguments> dropouts() {
    return List.of(
        law("hazard: 0.02 per day", t -> Math.exp(-0.02 * t), t -> Math.exp(-0.02 * t)),
        law(
            "probability: {control: 20%, active: 5%}, by: 10 days",
            t -> Math.pow(0.8, t / 10), t -> Math.pow(0.95, t / 10)),
        law(
            "distribution: weibull, shape: 0.5, probability: {control: 20%, active: 0}, by: 10 days",
            t -> Math.pow(0.8, Math.sqrt(t / 10)), t -> 1),
        law(
            "hazard: 0.02 per day, until: 6 days",
            t -> Math.exp(-0.02 * first(t, 6)),
            t -> Math.exp(-0.02 * first(t, 6))),
        law(
            "probability: {control: 20%, active: 5%}, by: 10 days, until: 10 days",
            t -> Math.pow(0.8, first(t, 10) / 10), t -> Math.pow(0.95, first(t, 10) / 10)),
        law(
            "distribution: weibull, shape: 0.5, probability: {control: 20%, active: 0}, by: 10 days,"
                + " until: 16 days",
            t -> Math.pow(0.8, Math.sqrt(first(t, 16) / 10)), t -> 1),
        law(
            "distribution: piecewise exponential, hazard: [{from: 0 days, hazard: 0.05 per day},"
                + " {from: 5 days, hazard: {control: 0.01 per day, active: 0 per day}}]",
            t -> Math.exp(-0.05 * first(t, 5) - 0.01 * third(t, 5)),
            t -> Math.exp(-0.05 * first(t, 5))));
  }

  @ParameterizedTest
  @MethodSource("dropouts")
  void dropoutHasTheSurvivalFunction(String yaml, List<DoubleUnaryOperator> survival) {
    TrialPlan plan = plan("hazard: 0.1 per day", "dropout: {" + yaml + "}\n");
    TrialData data = new TrialSimulator(plan).simulate(0);
    double[] time = data.outcome(0);
    for (int arm = 0; arm < 2; arm++) {
      for (double t : TIMES) {
        long staying = 0;
        long stayingWithEvent = 0;
        long n = 0;
        for (int i = 0; i < PATIENTS; i++) {
          if (data.arm()[i] == arm) {
            n++;
            boolean stays = data.dropout()[i] > t;
            staying += stays ? 1 : 0;
            stayingWithEvent += stays && time[i] <= 5 ? 1 : 0;
          }
        }
        double expected = survival.get(arm).applyAsDouble(t);
        Sampled.assertShare(expected, staying, n, "arm " + arm + ", staying " + t + " days");
        // independent of the event
        double both = expected * (1 - Math.exp(-0.5));
        Sampled.assertShare(both, stayingWithEvent, n, "staying with an event by day 5");
      }
    }
  }
}
