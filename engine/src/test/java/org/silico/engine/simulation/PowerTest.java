package org.silico.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.silico.engine.Plans;
import org.silico.engine.Sampled;
import org.silico.engine.evaluation.AnalysisResult;
import org.silico.engine.evaluation.Characteristic;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.plan.PlanCompiler;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.reader.ProtocolReader;

/** Rejection rates of whole trials, from first patient to decision. */
class PowerTest {

  private static void assertPower(String protocol, double expected) throws IOException {
    TrialPlan plan =
        new PlanCompiler(ProtocolReader.read(Path.of("../protocols/" + protocol))).compile(0);
    Metrics metrics = new Metrics(List.of("test"), new double[] {Double.NaN});
    TrialRunner runner = new TrialRunner(plan, metrics);
    Characteristic power = metrics.summarise(runner.run(0, 20_000)).get(0);
    assertEquals(Metrics.POWER, power.metric());
    long rejected = Math.round(power.estimate() * 20_000);
    Sampled.assertShare(expected, rejected, 20_000, protocol);
  }

  /** R: power.t.test(n = 50, delta = 40, sd = 70, sig.level = 0.025, alternative = "one.sided"). */
  @Test
  void theTTestHasThePowerOfTheNoncentralT() throws IOException {
    assertPower("t-test-power.yaml", 0.807596705755366);
  }

  /** Both binomials enumerated, as in {@link #pooledRejects}: 0.30 against 0.50, 80 per arm. */
  @Test
  void thePooledZTestHasItsExactPower() throws IOException {
    double exact = pooledRejects(80, 0.3, 0.5, 0.025);
    assertEquals(0.7310324505632563, exact, 1e-12);
    assertPower("proportions-power.yaml", exact);
  }

  /** The probability that the one-sided pooled z test rejects. */
  private static double pooledRejects(int n, double p0, double p1, double alpha) {
    double critical = new NormalDistribution().inverseCumulativeProbability(1 - alpha);
    BinomialDistribution control = new BinomialDistribution(null, n, p0);
    BinomialDistribution treatment = new BinomialDistribution(null, n, p1);
    double sum = 0;
    for (int a = 0; a <= n; a++) {
      for (int b = 0; b <= n; b++) {
        double p = (a + b) / (2.0 * n);
        double z = (b - a) / (n * Math.sqrt(2 * p * (1 - p) / n));
        if (z >= critical) {
          sum += control.probability(a) * treatment.probability(b);
        }
      }
    }
    return sum;
  }

  private static final String NULL =
      "population: {covariates: {X: {distribution: normal, mean: 0, sd: 1},"
          + " SEX: {distribution: categorical, probabilities: {F: 0.5, M: 0.5}}}}\n"
          + "enrolment: {patients: 100, rate: 5 per week}\n"
          + "randomisation: {method: permuted blocks, block size: 2}\n"
          + "endpoints:\n"
          + "  Y: {type: continuous, visit: 1 week, baseline: {mean: X, sd: 1}, mean: BASE, sd: 2}\n"
          + "  B: {type: binary, visit: 1 week, probability: 0.3}\n"
          + "  P: {type: count, distribution: poisson, rate: 2 per year, period: 1 year}\n"
          + "  N: {type: count, distribution: negative binomial, rate: 2 per year,"
          + " period: 1 year, dispersion: 0.5}\n"
          + "  O: {type: ordinal, visit: 1 week, categories: [a, b, c, d],"
          + " probabilities: [0.2, 0.5, 0.2, 0.1]}\n"
          + "  T: {type: time to event, median: 6 months}\n"
          + "follow up: {duration: 1 year}\n"
          + "analyses:\n"
          + "  t: {endpoint: Y, method: t test}\n"
          + "  Welch: {endpoint: Y, method: t test, variance: unequal, of: value}\n"
          + "  ancova: {endpoint: Y, method: ancova, covariates: [BASE, X, SEX]}\n"
          + "  Wilcoxon: {endpoint: Y, method: wilcoxon}\n"
          + "  van Elteren: {endpoint: Y, method: wilcoxon, strata: [SEX]}\n"
          + "  z: {endpoint: B, method: proportions}\n"
          + "  Poisson: {endpoint: P, method: poisson}\n"
          + "  Poisson by X: {endpoint: P, method: poisson, covariates: [X]}\n"
          + "  negative binomial: {endpoint: N, method: negative binomial}\n"
          + "  proportional odds: {endpoint: O, method: proportional odds}\n"
          + "  ordinal Wilcoxon: {endpoint: O, method: wilcoxon}\n"
          + "  log-rank: {endpoint: T, method: log-rank}\n"
          + "  stratified log-rank: {endpoint: T, method: log-rank, strata: [SEX]}\n"
          + "  Cox: {endpoint: T, method: cox}\n"
          + "  Cox by X: {endpoint: T, method: cox, covariates: [X], strata: [SEX]}\n";

  /**
   * Two-sided tests at 5% and 20% with 50 patients per arm, all under their null hypotheses: within
   * 4 standard errors of the nominal level, 1.4 and 2.5 percentage points. The size of the discrete
   * z test is enumerated. The Wald test of the negative binomial is known to be somewhat liberal,
   * as the maximum likelihood dispersion is too small in samples of this size (Saha & Paul 2005,
   * Biometrics 61:179): 5.8% and 21.3% here.
   */
  @Test
  void everyMethodKeepsItsLevel() throws IOException {
    TrialPlan plan = Plans.twoArms(NULL);
    int analyses = plan.questions().analyses().size();
    Metrics metrics = new Metrics(List.of(), new double[0]);
    TrialRunner runner = new TrialRunner(plan, metrics);
    int trials = 4_000;
    double[] levels = {0.05, 0.2};
    int[][] rejected = new int[analyses][2];
    int[] failed = new int[analyses];
    for (int t = 0; t < trials; t++) {
      List<AnalysisResult> results = runner.run(t).results();
      for (int a = 0; a < analyses; a++) {
        double p = results.get(a).decision().p();
        failed[a] += Double.isNaN(p) ? 1 : 0;
        for (int l = 0; l < 2; l++) {
          rejected[a][l] += p <= levels[l] ? 1 : 0;
        }
      }
    }
    for (int a = 0; a < analyses; a++) {
      String name = plan.questions().analyses().get(a).analysis().name();
      assertEquals(0, failed[a], name);
      for (int l = 0; l < 2; l++) {
        double level =
            name.equals("z") ? 2 * pooledRejects(50, 0.3, 0.3, levels[l] / 2) : levels[l];
        Sampled.assertShare(level, rejected[a][l], trials, name + " at " + levels[l]);
      }
    }
  }
}
