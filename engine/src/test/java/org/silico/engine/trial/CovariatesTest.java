package org.silico.engine.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.silico.engine.Plans;
import org.silico.engine.Sampled;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Layout;
import org.silico.engine.random.StandardNormal;

class CovariatesTest {
  private static final int PATIENTS = 40_000;
  private static final int FIRST = Layout.COVARIATES;

  private static TrialData simulate(String population) {
    return new TrialSimulator(plan(population, PATIENTS)).simulate(0);
  }

  private static TrialPlan plan(String population, int patients) {
    return Plans.twoArms(
        "population:\n"
            + population
            + "\nenrolment: {patients: "
            + patients
            + "}\nendpoints: {Y: {type: binary, visit: 1 day, probability: 0.5}}\n");
  }

  /** Means and variances by the textbook; Weibull by gamma functions. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "normal, mean: 60, sd: 10 | 60 | 100",
        "lognormal, meanlog: 1, sdlog: 0.5 | 3.0802168489180310 | 2.6948104041740837",
        "uniform, min: -1, max: 5 | 2 | 3",
        "exponential, mean: 4 | 4 | 16",
        "beta, alpha: 2, beta: 3 | 0.4 | 0.04",
        "gamma, shape: 3, scale: 2 | 6 | 12",
        "poisson, mean: 4.5 | 4.5 | 4.5",
        "binomial, size: 12, probability: 0.25 | 3 | 2.25",
        "negative binomial, mean: 3, dispersion: 0.5 | 3 | 7.5",
        // R: 100 * (1 - 3 * dnorm(1.5) / (pnorm(1.5) - pnorm(-1.5)))
        "normal, mean: 60, sd: 10, min: 45, max: 75 | 60 | 55.15244157615512",
      })
  void everyFamilyHasItsMeanAndVariance(String distribution, double mean, double variance) {
    TrialData data = simulate("  covariates: {X: {distribution: " + distribution + "}}");
    Sampled x = Sampled.of(data.columns()[FIRST], PATIENTS);
    x.assertMean(mean, distribution);
    x.assertVariance(variance, distribution);
  }

  @Test
  void weibullHasItsMeanAndVariance() {
    TrialData data = simulate("  covariates: {X: {distribution: weibull, shape: 2, scale: 3}}");
    Sampled x = Sampled.of(data.columns()[FIRST], PATIENTS);
    double g1 = Math.exp(Gamma.logGamma(1.5));
    x.assertMean(3 * g1, "Weibull");
    x.assertVariance(9 * (1 - g1 * g1), "Weibull");
  }

  @Test
  void truncationKeepsEveryValueWithinItsBounds() {
    TrialData data =
        simulate("  covariates: {X: {distribution: normal, mean: 60, sd: 10, min: 65}}");
    Sampled x = Sampled.of(data.columns()[FIRST], PATIENTS);
    double beyond = StandardNormal.cdf(-0.5);
    assertTrue(
        x.kolmogorov(v -> v < 65 ? 0 : 1 - StandardNormal.cdf(-(v - 60) / 10) / beyond) < 2.23);
  }

  /** The correlation is that of the normal scores: of log X for a lognormal X. */
  @Test
  void correlatedCovariatesHaveTheCorrelationOfTheirNormalScores() {
    TrialData data =
        simulate(
            "  covariates:\n"
                + "    A: {distribution: normal, mean: 60, sd: 10}\n"
                + "    B: {distribution: uniform, min: 0, max: 1}\n"
                + "    C: {distribution: lognormal, meanlog: 1, sdlog: 0.5}\n"
                + "    SEX: {distribution: categorical, probabilities: {F: 0.7, M: 0.3}}\n"
                + "  correlation:\n"
                + "    - {between: [A, C], value: -0.5}\n"
                + "    - {between: [C, SEX], value: 0.4}\n");
    double[][] x = data.columns();
    double[] log = new double[PATIENTS];
    for (int i = 0; i < PATIENTS; i++) {
      log[i] = Math.log(x[FIRST + 2][i]);
    }
    Sampled.assertCorrelation(-0.5, x[FIRST], log, PATIENTS);
    double z = StandardNormal.quantile(0.7);
    double biserial = 0.4 * StandardNormal.density(z) / Math.sqrt(0.21);
    Sampled.assertCorrelation(biserial, log, x[FIRST + 3], PATIENTS);
    Sampled.assertCorrelation(0, x[FIRST], x[FIRST + 3], PATIENTS);
    Sampled.assertCorrelation(0, x[FIRST], x[FIRST + 1], PATIENTS);
    Sampled.of(x[FIRST], PATIENTS).assertVariance(100, "A");
    Sampled.of(log, PATIENTS).assertVariance(0.25, "log C");
  }

  /**
   * B given A is N(2 A, 3): variance 4 * 4 + 9, correlation 4 / 5. The bounds of C move with A. A
   * smoker with probability 0.2, or 0.6 for men: 0.2 * 0.7 + 0.6 * 0.3 = 0.32.
   */
  @Test
  void parametersMayDependOnOtherCovariates() {
    TrialData data =
        simulate(
            "  covariates:\n"
                + "    A: {distribution: normal, mean: 1, sd: 2}\n"
                + "    B: {distribution: normal, mean: 2 * A, sd: 3}\n"
                + "    C: {distribution: normal, mean: A, sd: 1, min: A - 1, max: A + 2}\n"
                + "    SEX: {distribution: categorical, probabilities: {F: 0.7, M: 0.3}}\n"
                + "    SMOKER: {distribution: categorical, probabilities:"
                + " {no: if SEX == 'M' then 0.4 else 0.8, yes: if SEX == 'M' then 0.6 else 0.2}}\n"
                + "    SUM: {formula: A + B}\n"
                + "    RISK: {formula: SMOKER == 'yes' and A > 1}\n");
    double[][] x = data.columns();
    Sampled b = Sampled.of(x[FIRST + 1], PATIENTS);
    b.assertMean(2, "B");
    b.assertVariance(25, "B");
    Sampled.assertCorrelation(0.8, x[FIRST], x[FIRST + 1], PATIENTS);
    long smokers = 0;
    long men = 0;
    long smokingMen = 0;
    for (int i = 0; i < PATIENTS; i++) {
      double c = x[FIRST + 2][i] - x[FIRST][i];
      assertTrue(c >= -1 - 1e-12 && c <= 2 + 1e-12);
      men += x[FIRST + 3][i] == 1 ? 1 : 0;
      smokers += x[FIRST + 4][i] == 1 ? 1 : 0;
      smokingMen += x[FIRST + 3][i] == 1 && x[FIRST + 4][i] == 1 ? 1 : 0;
      assertEquals(x[FIRST][i] + x[FIRST + 1][i], x[FIRST + 5][i]);
      assertEquals(x[FIRST + 4][i] == 1 && x[FIRST][i] > 1 ? 1 : 0, x[FIRST + 6][i]);
    }
    Sampled.assertShare(0.3, men, PATIENTS, "men");
    Sampled.assertShare(0.32, smokers, PATIENTS, "smokers");
    Sampled.assertShare(0.6, smokingMen, men, "smoking men");
  }

  /**
   * P(A > 65 and SEX = M) = 0.3085 * 0.3. Refused candidates before one who enters are geometric:
   * mean (1 - p) / p, variance (1 - p) / p^2. Who enters has A truncated at 65.
   */
  @Test
  void eligibilityRefusesWhomTheoryRefuses() {
    String population =
        "  covariates:\n"
            + "    A: {distribution: normal, mean: 60, sd: 10}\n"
            + "    SEX: {distribution: categorical, probabilities: {F: 0.7, M: 0.3}}\n"
            + "  eligibility: A > 65 and SEX == 'M'\n";
    TrialPlan plan = plan(population, PATIENTS);
    TrialSimulator simulator = new TrialSimulator(plan);
    TrialData data = simulator.simulate(0);
    double p = 0.3 * StandardNormal.cdf(-0.5);
    Sampled refused = new Sampled();
    Sampled a = new Sampled();
    for (int i = 0; i < PATIENTS; i++) {
      refused.add(data.screenFailures()[i]);
      a.add(data.columns()[FIRST][i]);
      assertEquals(1, data.columns()[FIRST + 1][i]);
    }
    refused.assertMean((1 - p) / p, "screen failures");
    refused.assertVariance((1 - p) / (p * p), "screen failures");
    double beyond = StandardNormal.cdf(-0.5);
    assertTrue(
        a.kolmogorov(v -> v < 65 ? 0 : 1 - StandardNormal.cdf(-(v - 60) / 10) / beyond) < 2.23);
    long accepted = Math.round(simulator.eligibleShare(PATIENTS) * PATIENTS);
    Sampled.assertShare(p, accepted, PATIENTS, "eligible share");
  }

  @Test
  void criteriaThatNobodyMeetsAreReported() {
    TrialPlan plan =
        plan(
            "  covariates: {A: {distribution: uniform, min: 0, max: 1}}\n  eligibility: A > 2\n",
            3);
    SimulationException e =
        assertThrows(SimulationException.class, () -> new TrialSimulator(plan).simulate(0));
    assertTrue(e.getMessage().startsWith("'eligibility' accepted none of 100000 candidates"));
  }

  @Test
  void probabilitiesThatDoNotSumToOneForAPatientAreReported() {
    TrialPlan plan =
        plan(
            "  covariates:\n"
                + "    A: {distribution: uniform, min: 0, max: 0.5}\n"
                + "    B: {distribution: categorical, probabilities: {x: A, y: 0.5}}\n",
            50);
    SimulationException e =
        assertThrows(SimulationException.class, () -> new TrialSimulator(plan).simulate(0));
    assertTrue(e.getMessage().contains("the probabilities of B sum to"));
  }
}
