package org.silico.engine.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.silico.engine.Plans;
import org.silico.engine.Sampled;
import org.silico.engine.plan.CutPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Layout;
import org.silico.engine.random.StandardNormal;

class OutcomesTest {
  private static final int PATIENTS = 40_000;

  private static TrialPlan plan(String endpoints) {
    return Plans.twoArms("enrolment: {patients: " + PATIENTS + "}\n" + endpoints);
  }

  private static TrialData simulate(String endpoints) {
    return new TrialSimulator(plan(endpoints)).simulate(0);
  }

  private static Sampled ofArm(TrialData data, int arm, double[] values) {
    Sampled sampled = new Sampled();
    for (int i = 0; i < data.size(); i++) {
      if (data.arm()[i] == arm) {
        sampled.add(values[i]);
      }
    }
    return sampled;
  }

  @Test
  void continuousOutcomesAreNormal() {
    TrialData data =
        simulate(
            "endpoints: {Y: {type: continuous, visit: 1 week, mean: {control: 5, active: 3}, sd:"
                + " {control: 2, active: 4}}}");
    for (int arm = 0; arm < 2; arm++) {
      double mean = arm == 0 ? 5 : 3;
      double sd = arm == 0 ? 2 : 4;
      Sampled y = ofArm(data, arm, data.outcome(0));
      y.assertMean(mean, "arm " + arm);
      y.assertVariance(sd * sd, "arm " + arm);
      assertTrue(y.kolmogorov(x -> StandardNormal.cdf((x - mean) / sd)) < 2.23);
    }
  }

  /** Change N(-2, 6) on a baseline N(24, 12): the value has variance 180, covariance 144. */
  @Test
  void changeIsAddedToTheBaseline() {
    TrialData data =
        simulate(
            "endpoints: {Y: {type: continuous, visit: 1 week, baseline: {mean: 24, sd: 12}, change:"
                + " -2, sd: 6}}");
    double[] base = data.baseline(0);
    double[] value = data.outcome(0);
    double[] change = new double[PATIENTS];
    for (int i = 0; i < PATIENTS; i++) {
      change[i] = value[i] - base[i];
    }
    Sampled.of(base, PATIENTS).assertMean(24, "baseline");
    Sampled.of(base, PATIENTS).assertVariance(144, "baseline");
    Sampled.of(change, PATIENTS).assertMean(-2, "change");
    Sampled.of(change, PATIENTS).assertVariance(36, "change");
    Sampled.assertCorrelation(0, base, change, PATIENTS);
    Sampled.assertCorrelation(144 / Math.sqrt(144 * 180), base, value, PATIENTS);
  }

  /** Mean 10 + BASE / 2 with BASE N(20, 4) and SD 3: variance 4 + 9, covariance 8. */
  @Test
  void meansMayDependOnTheBaselineAndOnEntry() {
    TrialPlan plan =
        Plans.twoArms(
            "enrolment: {patients: 40000, arrivals: even, duration: 100 days}\n"
                + "endpoints:\n"
                + "  Y: {type: continuous, visit: 1 week, baseline: {mean: 20, sd: 4},"
                + " mean: 10 + BASE / 2, sd: 3}\n"
                + "  Z: {type: continuous, visit: 1 week, mean: 2 * ENTRY / 1 week, sd: 0}\n");
    TrialData data = new TrialSimulator(plan).simulate(0);
    Sampled y = Sampled.of(data.outcome(0), PATIENTS);
    y.assertMean(20, "value");
    y.assertVariance(13, "value");
    Sampled.assertCorrelation(8 / (4 * Math.sqrt(13)), data.baseline(0), data.outcome(0), PATIENTS);
    for (int i = 0; i < PATIENTS; i += 1000) {
      assertEquals(2 * data.entry()[i] / 7, data.outcome(1)[i], 1e-12);
    }
  }

  @Test
  void binaryOutcomesHaveTheirProbabilities() {
    TrialData data =
        simulate(
            "endpoints:\n"
                + "  Y: {type: binary, visit: 1 week, probability: {control: 0.1, active: 0.7}}\n"
                + "  NEVER: {type: binary, visit: 1 week, probability: {control: 0, active: 1}}\n");
    double[] p = {0.1, 0.7};
    for (int arm = 0; arm < 2; arm++) {
      Sampled y = ofArm(data, arm, data.outcome(0));
      Sampled.assertShare(p[arm], Math.round(y.mean() * y.size()), y.size(), "arm " + arm);
      assertEquals(arm, ofArm(data, arm, data.outcome(1)).mean());
    }
  }

  /** Rate 0.8 a month over 6 months; negative binomial variance m + k m^2. */
  @Test
  void countsHaveTheirMeansAndVariances() {
    TrialData data =
        simulate(
            "endpoints:\n"
                + "  P: {type: count, distribution: poisson, period: 6 months,"
                + " rate: {control: 0.8 per month, active: 0 per month}}\n"
                + "  N: {type: count, distribution: negative binomial, period: 6 months,"
                + " rate: {control: 0.8 per month, active: 0.4 per month},"
                + " dispersion: {control: 0.9, active: 0}}\n"
                + "  F: {type: count, distribution: negative binomial, period: 6 months,"
                + " rate: 0.8 per month * (1 + 0 * ENTRY / 1 day), dispersion: 0.9}\n");
    ofArm(data, 0, data.outcome(0)).assertMean(4.8, "Poisson");
    ofArm(data, 0, data.outcome(0)).assertVariance(4.8, "Poisson");
    assertEquals(0, ofArm(data, 1, data.outcome(0)).variance());
    ofArm(data, 0, data.outcome(1)).assertMean(4.8, "negative binomial");
    ofArm(data, 0, data.outcome(1)).assertVariance(4.8 + 0.9 * 4.8 * 4.8, "negative binomial");
    ofArm(data, 1, data.outcome(1)).assertMean(2.4, "dispersion 0");
    ofArm(data, 1, data.outcome(1)).assertVariance(2.4, "dispersion 0");
    ofArm(data, 1, data.outcome(2)).assertMean(4.8, "by formula");
    ofArm(data, 1, data.outcome(2)).assertVariance(4.8 + 0.9 * 4.8 * 4.8, "by formula");
  }

  /**
   * Who leaves early is seen for part of the period: given exposure e the count has mean r e and
   * variance r e + k (r e)^2, as its gamma rate is the patient's own.
   */
  @Test
  void countsOfDropoutsAreThoseOfTheirExposure() {
    assertExposed(0.8, 0);
    assertExposed(0.8, 0.9);
    assertExposed(300, 0);
    assertExposed(300, 0.9);
  }

  /** Too many to draw a time for each. */
  @Test
  void largeCountsOfDropoutsAreThoseOfTheirExposure() {
    assertExposed(2e7, 0);
    assertExposed(2e7, 0.9);
  }

  /**
   * @param rate per month
   * @param k dispersion
   */
  private static void assertExposed(double rate, double k) {
    String protocol =
        "endpoints: {N: {type: count, distribution: negative binomial, period: 6 months,"
            + (" rate: " + rate + " per month, dispersion: " + k + "}}\n")
            + "dropout: {hazard: 0.2 per month}\n";
    TrialPlan plan = plan(protocol);
    TrialData data = new TrialSimulator(plan).simulate(0);
    Observation observation = new Observation(plan, PATIENTS);
    observation.observe(data, new CutPlan.FullFollowUp(), Double.NaN);
    Sampled residual = new Sampled();
    Sampled excess = new Sampled();
    Sampled exposures = new Sampled();
    for (int i = 0; i < PATIENTS; i++) {
      double e = observation.exposure(0, i);
      double mean = rate / 30.4375 * e;
      double d = observation.value(0, i) - mean;
      residual.add(d);
      excess.add(d * d - mean - k * mean * mean);
      exposures.add(e / 30.4375);
    }
    exposures.assertMean((1 - Math.exp(-1.2)) / 0.2, "exposure");
    residual.assertMean(0, "count less expected");
    excess.assertMean(0, "squared residual less variance");
  }

  /** The logit of P(category at or before the cut) is shifted by the log odds ratio. */
  @Test
  void ordinalOutcomesFollowProportionalOdds() {
    TrialData data =
        simulate(
            "endpoints: {Y: {type: ordinal, visit: 1 week, categories: [a, b, c, d],"
                + " probabilities: [0.2, 0.5, 0.2, 0.1], odds ratio: {control: 1, active: 2.5}}}");
    double[] cumulative = {0.2, 0.7, 0.9};
    for (int arm = 0; arm < 2; arm++) {
      for (int k = 0; k < 3; k++) {
        double logit = Math.log(cumulative[k] / (1 - cumulative[k])) + arm * Math.log(2.5);
        long atOrBefore = 0;
        long n = 0;
        for (int i = 0; i < PATIENTS; i++) {
          if (data.arm()[i] == arm) {
            n++;
            atOrBefore += data.outcome(0)[i] <= k + 1 ? 1 : 0;
          }
        }
        Sampled.assertShare(1 / (1 + Math.exp(-logit)), atOrBefore, n, "arm " + arm);
      }
    }
  }

  private static final String JOINED =
      "endpoints:\n"
          + "  Y: {type: continuous, visit: 1 week, mean: 1, sd: 2}\n"
          + "  B: {type: binary, visit: 1 week, probability: 0.3}\n"
          + "  T: {type: time to event, hazard: 0.1 per day}\n"
          + "  N: {type: count, distribution: poisson, rate: 1 per week, period: 30 weeks}\n"
          + "  O: {type: ordinal, visit: 1 week, categories: [a, b], probabilities: [0.6, 0.4]}\n"
          + "  Z: {type: continuous, visit: 1 week, mean: 1, sd: 2}\n"
          + "endpoint correlation:\n"
          + "  - {between: [Y, B], value: 0.6}\n"
          + "  - {between: [Y, T], value: 0.5}\n"
          + "  - {between: [Y, N], value: 0.4}\n"
          + "  - {between: [Y, O], value: -0.3}\n"
          + "  - {between: [B, T], value: 0.2}\n"
          + "follow up: {duration: 30 weeks}\n";

  /**
   * A yes at z above the quantile of 1 - p has correlation rho phi(z) / sqrt(p (1 - p)) with a
   * normal (biserial, Pearson 1909). A time's normal score has correlation rho itself.
   */
  @Test
  void correlatedEndpointsHaveTheCorrelationOfTheirLatentNormals() {
    TrialData data = simulate(JOINED);
    double[] y = data.outcome(0);
    double z = StandardNormal.quantile(0.7);
    double biserial = 0.6 * StandardNormal.density(z) / Math.sqrt(0.3 * 0.7);
    Sampled.assertCorrelation(biserial, y, data.outcome(1), PATIENTS);
    double[] score = new double[PATIENTS];
    for (int i = 0; i < PATIENTS; i++) {
      score[i] = StandardNormal.quantile(-Math.expm1(-0.1 * data.outcome(2)[i]));
    }
    Sampled.assertCorrelation(0.5, y, score, PATIENTS);
    double zb = StandardNormal.quantile(0.6);
    double ordinal = -0.3 * StandardNormal.density(zb) / Math.sqrt(0.6 * 0.4);
    Sampled.assertCorrelation(ordinal, y, data.outcome(4), PATIENTS);
    double both = 0.2 * StandardNormal.density(z) / Math.sqrt(0.3 * 0.7);
    Sampled.assertCorrelation(both, score, data.outcome(1), PATIENTS);
    // outside the copula
    Sampled.assertCorrelation(0, y, data.outcome(5), PATIENTS);
    // margins stay
    Sampled.assertShare(0.3, Math.round(sum(data.outcome(1))), PATIENTS, "yes");
    Sampled.of(y, PATIENTS).assertVariance(4, "continuous");
    Sampled.of(data.outcome(3), PATIENTS).assertMean(30, "count");
    Sampled.of(data.outcome(3), PATIENTS).assertVariance(30, "count");
    Sampled.of(data.outcome(2), PATIENTS).assertMean(10, "time");
  }

  /** Mean 30: the count is nearly normal, its correlation nearly that of the latent normals. */
  @Test
  void correlatedCountsRiseWithTheLatentNormal() {
    TrialData data = simulate(JOINED);
    assertEquals(0.4, Sampled.correlation(data.outcome(0), data.outcome(3), PATIENTS), 0.02);
  }

  /** What would have happened under the arm given is what happened; the columns are as before. */
  @Test
  void theCounterfactualOfTheArmGivenIsTheOutcome() {
    String endpoints =
        "population: {covariates: {X: {distribution: normal, mean: 0, sd: 1}}}\n"
            + "endpoints:\n"
            + "  Y: {type: continuous, visit: 1 week, baseline: {mean: 5, sd: 1},"
            + " change: {control: 0, active: X}, sd: 1 + ACTIVE}\n"
            + "  B: {type: binary, visit: 1 week, probability: 0.3 + 0.02 * DOSE}\n"
            + "  T: {type: time to event, hazard: 0.1 per day, hazard ratio: exp(ACTIVE * X)}\n"
            + "  W: {type: time to event, distribution: weibull, shape: 2, scale: 9 days,"
            + " cure fraction: {control: 0.1, active: 0.5}}\n"
            + "  N: {type: count, distribution: negative binomial, period: 1 month,"
            + " rate: {control: 1 per week, active: 2 per week}, dispersion: 1}\n"
            + "  F: {type: count, distribution: poisson, period: 1 month,"
            + " rate: exp(ACTIVE + X) * 1 per week}\n"
            + "  O: {type: ordinal, visit: 1 week, categories: [a, b, c],"
            + " probabilities: {control: [0.2, 0.3, 0.5], active: [0.5, 0.3, 0.2]}}\n"
            + "endpoint correlation: [{between: [Y, T], value: 0.5}]\n"
            + "follow up: {duration: 30 weeks}\n"
            + "dropout: {hazard: {control: 0.1 per week, active: 0.3 per week}}\n";
    TrialPlan plan = Plans.twoArms("enrolment: {patients: 501}\n" + endpoints);
    TrialSimulator simulator = new TrialSimulator(plan);
    TrialData data = simulator.simulate(4);
    double[][] before = Arrays.stream(data.columns()).map(double[]::clone).toArray(double[][]::new);
    double[][] under = new double[2][501];
    for (int e = 0; e <= plan.questions().endpoints().size(); e++) {
      boolean dropout = e == plan.questions().endpoints().size();
      int different = 0;
      for (int arm = 0; arm < 2; arm++) {
        if (dropout) {
          simulator.counterfactualDropout(arm, under[arm]);
        } else {
          simulator.counterfactual(e, arm, under[arm]);
        }
      }
      for (int i = 0; i < 501; i++) {
        double factual = dropout ? data.dropout()[i] : data.outcome(e)[i];
        assertEquals(factual, under[data.arm()[i]][i], "endpoint " + e);
        different += under[0][i] != under[1][i] ? 1 : 0;
      }
      assertTrue(different > 50, "arms differ in endpoint " + e);
    }
    for (int c = 0; c < before.length; c++) {
      assertArrayEquals(before[c], data.columns()[c], "column " + plan.layout().names().get(c));
    }
    assertEquals("X", plan.layout().names().get(Layout.COVARIATES));
  }

  private static double sum(double[] x) {
    return Arrays.stream(x).sum();
  }
}
