package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.silico.engine.analysis.Mmrm.Method;
import org.silico.engine.analysis.MultipleImputation.Assumption;

/** What theory says of imputation, and its behaviour over many trials. */
class MultipleImputationPropertiesTest {

  private static final double NaN = Double.NaN;
  private static final int VISITS = 4;

  /**
   * A trial with baseline, and dropout at random: patients leave after what was observed to be
   * high, and mostly from control. Treatment lowers the last outcome by {@code effect}.
   */
  private static final class Trial {
    final double[][] y;
    final int[] group;
    final double[][] baseline;
    final int n;

    Trial(SplittableRandom random, int n, double effect, double leaving) {
      this.n = n;
      y = new double[VISITS][n];
      group = new int[n];
      baseline = new double[1][n];
      for (int i = 0; i < n; i++) {
        group[i] = i % 2;
        double patient = 4 * random.nextGaussian();
        baseline[0][i] = 25 + patient + 3 * random.nextGaussian();
        double last = baseline[0][i] - 25;
        boolean left = false;
        for (int v = 0; v < VISITS; v++) {
          double mean = 20 - v - group[i] * effect * (v + 1) / VISITS;
          double value = mean + patient + (2 + v) * random.nextGaussian();
          double risk = leaving * (group[i] == 0 ? 2.5 : 0.5) / (1 + Math.exp(-last / 2));
          left |= random.nextDouble() < risk;
          y[v][i] = left ? NaN : value;
          last = value - 20 + v;
        }
      }
    }
  }

  /** Over trials, by assumption. */
  private static final class Results {
    final int trials;
    final double[] rejected = new double[4];
    final double[] mean = new double[4];
    final double[] variance = new double[4];
    final double[] meanSquareOfSe = new double[4];

    Results(int trials, long seed, double effect) {
      this.trials = trials;
      MultipleImputation[] methods = new MultipleImputation[4];
      for (Assumption assumption : Assumption.values()) {
        methods[assumption.ordinal()] = new MultipleImputation(assumption, 10);
      }
      SplittableRandom random = new SplittableRandom(seed);
      for (int k = 0; k < trials; k++) {
        Trial trial = new Trial(random, 80, effect, 0.12);
        for (int a = 0; a < 4; a++) {
          Estimate e =
              methods[a].test(
                  trial.y,
                  null,
                  trial.group,
                  trial.baseline,
                  VISITS - 1,
                  trial.n,
                  0,
                  random::nextDouble);
          assertEquals(Status.OK, e.status());
          rejected[a] += e.pTwoSided() <= 0.05 ? 1.0 / trials : 0;
          mean[a] += e.estimate() / trials;
          variance[a] += e.estimate() * e.estimate() / trials;
          meanSquareOfSe[a] += e.standardError() * e.standardError() / trials;
        }
      }
      for (int a = 0; a < 4; a++) {
        variance[a] -= mean[a] * mean[a];
      }
    }
  }

  @Test
  void holdsItsLevelUnderDropoutAtRandom() {
    Results r = new Results(3000, 1, 0);
    double mcse = Math.sqrt(0.05 * 0.95 / r.trials);
    int mar = Assumption.MISSING_AT_RANDOM.ordinal();
    assertEquals(0.05, r.rejected[mar], 4 * mcse);
    // the mean square of SE is the variance of estimates, whose relative MCSE is sqrt(2/n)
    assertEquals(1, r.meanSquareOfSe[mar] / r.variance[mar], 4 * Math.sqrt(2.0 / r.trials));
    for (int a = 0; a < 4; a++) {
      assertEquals(0, r.mean[a], 4 * Math.sqrt(r.variance[a] / r.trials));
      assertTrue(r.rejected[a] < 0.05 + 4 * mcse, Assumption.values()[a].name());
      if (a != mar) {
        assertTrue(r.meanSquareOfSe[a] > 1.05 * r.variance[a], "must be conservative");
        assertTrue(r.rejected[a] < r.rejected[mar]);
      }
    }
  }

  @Test
  void estimatesTheEffectUnderDropoutAtRandom() {
    Results r = new Results(1500, 2, 3);
    int mar = Assumption.MISSING_AT_RANDOM.ordinal();
    int j2r = Assumption.JUMP_TO_REFERENCE.ordinal();
    int cr = Assumption.COPY_REFERENCE.ordinal();
    int cir = Assumption.COPY_INCREMENTS.ordinal();
    assertEquals(-3, r.mean[mar], 4 * Math.sqrt(r.variance[mar] / r.trials));
    // after dropout: no effect any more; what was reached, fading with correlation; all of it
    assertTrue(r.mean[j2r] > r.mean[cr] && r.mean[cr] > r.mean[mar]);
    assertTrue(r.mean[j2r] > r.mean[cir] && r.mean[cir] > r.mean[mar]);
  }

  @Test
  void atRandomItIsCloseToTheMixedModel() {
    SplittableRandom random = new SplittableRandom(3);
    Mmrm mmrm = new Mmrm(new Unstructured(), Method.SATTERTHWAITE);
    MultipleImputation imputation = new MultipleImputation(Assumption.MISSING_AT_RANDOM, 2000);
    for (int k = 0; k < 10; k++) {
      Trial trial = new Trial(random, 200, 3, 0.1);
      mmrm.fit(trial.y, trial.group, 2, trial.baseline, new boolean[] {true}, trial.n);
      Estimate expected = mmrm.difference(1, VISITS - 1, 0);
      Estimate e =
          imputation.test(
              trial.y,
              null,
              trial.group,
              trial.baseline,
              VISITS - 1,
              trial.n,
              0,
              random::nextDouble);
      assertEquals(expected.estimate(), e.estimate(), 0.05 * expected.standardError());
      assertEquals(1, e.standardError() / expected.standardError(), 0.05);
    }
  }

  @Test
  void fromTheReferenceTheEffectIsThatOfThoseWhoStay() {
    // nine in ten on treatment leave before the first visit, whatever their outcome
    SplittableRandom random = new SplittableRandom(4);
    Trial trial = new Trial(random, 4000, 3, 0);
    int treated = 0;
    int stayed = 0;
    for (int i = 1; i < trial.n; i += 2) {
      boolean stays = i % 20 == 1;
      treated++;
      stayed += stays ? 1 : 0;
      for (int v = 0; v < VISITS && !stays; v++) {
        trial.y[v][i] = NaN;
      }
    }
    for (Assumption assumption : Assumption.values()) {
      Estimate e =
          new MultipleImputation(assumption, 50)
              .test(
                  trial.y,
                  null,
                  trial.group,
                  trial.baseline,
                  VISITS - 1,
                  trial.n,
                  0,
                  random::nextDouble);
      double expected = assumption == Assumption.MISSING_AT_RANDOM ? -3 : -3.0 * stayed / treated;
      assertEquals(expected, e.estimate(), 4 * e.standardError());
    }
  }
}
