package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

/** Kolmogorov-Smirnov tests against commons-math3; each fails one time in 1,000 for a new seed. */
class NormalDrawsTest {

  private static NormalDraws draws(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    NormalDraws draws = new NormalDraws();
    draws.start(random::nextDouble);
    return draws;
  }

  private static void isFrom(RealDistribution distribution, double[] sample) {
    double p = new KolmogorovSmirnovTest().kolmogorovSmirnovTest(distribution, sample);
    assertTrue(p > 0.001, () -> "p = " + p);
  }

  @Test
  void normalIsNormal() {
    NormalDraws draws = draws(1);
    double[] sample = new double[20_000];
    Arrays.setAll(sample, i -> draws.normal());
    isFrom(new NormalDistribution(null, 0, 1), sample);
    double cross = 0;
    for (int i = 0; i < sample.length; i += 2) {
      cross += sample[i] * sample[i] * sample[i + 1] * sample[i + 1];
    }
    // the two of a pair are independent; a product of two squares has variance 8
    assertEquals(1, cross / 10_000, 4 * Math.sqrt(8.0 / 10_000));
  }

  @Test
  void chiSquareIsChiSquare() {
    for (int df : new int[] {1, 2, 3, 10, 190}) {
      NormalDraws draws = draws(df);
      double[] sample = new double[20_000];
      Arrays.setAll(sample, i -> draws.chiSquare(df));
      isFrom(new ChiSquaredDistribution(null, df), sample);
    }
  }

  @Test
  void aNewStartForgetsWhatWasDrawn() {
    NormalDraws draws = draws(4);
    draws.normal();
    draws.start(new SplittableRandom(5)::nextDouble);
    assertEquals(draws(5).normal(), draws.normal());
  }
}
