package org.silico.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.silico.engine.Sampled;
import org.silico.engine.evaluation.AnalysisResult;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.plan.PlanCompiler;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.reader.ProtocolReader;

/**
 * AnalysisSet sizes of repeated measures from closed forms, and the power of the trials of these
 * sizes. The R scripts are docs/validation/samplesize.R and docs/validation/mmrm.R.
 */
class RepeatedMeasuresPowerTest {
  private static final NormalDistribution NORMAL = new NormalDistribution();
  private static final double[] RETENTION = {1, 0.9, 0.8, 0.7};

  private static Protocol protocol(String file) {
    return ProtocolReader.read(Path.of("../protocols/" + file));
  }

  /**
   * Variance of the mean at the last visit against that of one observation of every patient, with
   * all correlations r and monotone dropout (Lu, Luo and Chen 2008, formula 3): the last diagonal
   * element of the inverse of sum_j (retention_j - retention_(j+1)) R_j^-1, with R_j the
   * correlation of the first j visits.
   */
  private static double inflation(double r, double[] retention) {
    int visits = retention.length;
    RealMatrix information = MatrixUtils.createRealMatrix(visits, visits);
    for (int j = 1; j <= visits; j++) {
      double leave = retention[j - 1] - (j < visits ? retention[j] : 0);
      RealMatrix correlation = MatrixUtils.createRealMatrix(j, j);
      for (int a = 0; a < j; a++) {
        for (int b = 0; b < j; b++) {
          correlation.setEntry(a, b, a == b ? 1 : r);
        }
      }
      RealMatrix inverse = new LUDecomposition(correlation).getSolver().getInverse();
      for (int a = 0; a < j; a++) {
        for (int b = 0; b < j; b++) {
          information.addToEntry(a, b, leave * inverse.getEntry(a, b));
        }
      }
    }
    return new LUDecomposition(information)
        .getSolver()
        .getInverse()
        .getEntry(visits - 1, visits - 1);
  }

  private static double quantiles(double power, double alpha) {
    double z =
        NORMAL.inverseCumulativeProbability(1 - alpha) + NORMAL.inverseCumulativeProbability(power);
    return z * z;
  }

  /** R, longpower: power.mmrm(Ra = R, ra = r, sigmaa = 1, delta = .5, power = .8)$n1. */
  @Test
  void theFormulaOfTheMixedModelGivesThePublishedSize() {
    double inflation = inflation(0.25, RETENTION);
    assertEquals(1.385416667, inflation, 1e-9);
    double n = 2 * inflation * quantiles(0.8, 0.025) / (0.5 * 0.5);
    assertEquals(86.99175039, n, 1e-7);
  }

  /**
   * 4,000 trials against 5,000 (unstructured) and 10,000 (compound symmetry) in R, and against the
   * noncentral t distribution with the standard error of the formula, 0.17846193, and the mean
   * degrees of freedom of R, 126.1 and 551.4: pt(qt(.975, df), df, .5 / se, lower = FALSE). The
   * latter is an approximation for the unstructured matrix, whose estimate the test's error has in
   * it; the allowance of 0.005 for this is R's difference from it and its error.
   */
  @Test
  void theMixedModelHasThePowerOfASimulationInR() throws IOException {
    TrialPlan plan = new PlanCompiler(protocol("mmrm-power.yaml")).compile(0);
    assertEquals(2 * 87, plan.conduct().patients());
    int trials = 4_000;
    TrialRunner runner = runner(plan);
    int[] rejected = new int[2];
    Sampled[] estimates = {new Sampled(), new Sampled()};
    Sampled[] variances = {new Sampled(), new Sampled()};
    Sampled left = new Sampled();
    for (int t = 0; t < trials; t++) {
      TrialOutcome outcome = runner.run(t);
      left.add(outcome.dropouts());
      for (int a = 0; a < 2; a++) {
        AnalysisResult result = outcome.results().get(a);
        rejected[a] += result.success() ? 1 : 0;
        estimates[a].add(result.estimate().estimate());
        variances[a].add(Math.pow(result.estimate().standardError(), 2));
      }
    }
    left.assertMean(174 * 0.3, "dropouts");
    double[] inR = {0.7936, 0.7992};
    int[] trialsInR = {5_000, 10_000};
    double[] noncentral = {0.7939946, 0.7986675};
    for (int a = 0; a < 2; a++) {
      double power = rejected[a] / (double) trials;
      double variance = inR[a] * (1 - inR[a]);
      double error = Math.sqrt(variance / trials + variance / trialsInR[a]);
      Sampled.assertWithin(inR[a], power, error, "power against R");
      Sampled.assertWithin(
          noncentral[a], power, Math.sqrt(variance / trials) + 0.005 / 4, "noncentral t");
      estimates[a].assertMean(0.5, "estimate");
      estimates[a].assertVariance(Math.pow(0.17846193, 2), "estimate");
      // the mean of the squared model SE: R's mean SE was 0.178008 and 0.178672
      assertEquals(a == 0 ? 0.178008 : 0.178672, Math.sqrt(variances[a].mean()), 0.001);
    }
  }

  /** Diggle, Liang and Zeger 1994, page 29: correlation 0.2, 0.5, 0.8, variance 100, 200, 300. */
  @Test
  void theFormulaOfSlopesGivesThePublishedTable() {
    int[][] published = {{313, 625, 938}, {196, 391, 586}, {79, 157, 235}};
    Protocol protocol = protocol("slope-power.yaml");
    double[] correlations = {0.2, 0.5, 0.8};
    for (int r = 0; r < 3; r++) {
      for (int v = 0; v < 3; v++) {
        double variance = 100 * (v + 1);
        double n =
            2 * quantiles(0.8, 0.05) * variance * (1 - correlations[r]) / (SQUARES * 0.5 * 0.5);
        assertEquals(published[r][v], Math.ceil(n));
        TrialPlan plan = new PlanCompiler(protocol).compile(3 * r + v);
        assertEquals(2 * published[r][v], plan.conduct().patients());
      }
    }
  }

  /** Of times 0, 2 and 5 about their mean. */
  private static final double SQUARES = 38.0 / 3;

  /** Power of the z test with n patients in each arm. */
  private static double slopePower(int n, double correlation, double variance) {
    double se = Math.sqrt(2 * variance * (1 - correlation) / (SQUARES * n));
    return NORMAL.cumulativeProbability(0.5 / se - NORMAL.inverseCumulativeProbability(0.95));
  }

  /** Theory 0.8006877; 0.7999327 by the noncentral t of 624 degrees of freedom (samplesize.R). */
  @Test
  void slopesHaveThePowerOfTheory() throws IOException {
    assertEquals(0.8006877, slopePower(313, 0.2, 100), 1e-7);
    TrialPlan plan = new PlanCompiler(protocol("slope-power.yaml")).compile(0);
    int trials = 6_000;
    assertShareRejected(plan, 0.8006877, trials);
    assertShareRejected(
        new PlanCompiler(protocol("slope-power.yaml")).compile(6),
        slopePower(79, 0.8, 100),
        trials);
  }

  private static void assertShareRejected(TrialPlan plan, double power, int trials)
      throws IOException {
    TrialRunner runner = runner(plan);
    Sampled estimates = new Sampled();
    int rejected = 0;
    for (int t = 0; t < trials; t++) {
      AnalysisResult result = runner.run(t).results().get(0);
      rejected += result.success() ? 1 : 0;
      estimates.add(result.estimate().estimate());
    }
    Sampled.assertShare(power, rejected, trials, plan.identity().scenarioName());
    estimates.assertMean(0.5 / 7, "slope per day");
  }

  private static TrialRunner runner(TrialPlan plan) {
    return new TrialRunner(plan, new Metrics(List.of(), new double[0]));
  }
}
