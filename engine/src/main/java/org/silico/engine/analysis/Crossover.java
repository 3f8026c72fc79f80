package org.silico.engine.analysis;

import static org.silico.engine.analysis.GeneralisedLeastSquares.atLeast;

/**
 * The two-period crossover trial: patients have treatment in period 1 and control in period 2, or
 * the reverse (Hills and Armitage 1979, Br J Clin Pharmacol 8:7-20; Jones and Kenward 2014, Design
 * and Analysis of Cross-Over Trials, 3rd ed., chapter 2). With y&#8321;, y&#8322; the outcomes of a
 * patient in the two periods, both tests are pooled t tests between the sequences, with n&#8320; +
 * n&#8321; - 2 degrees of freedom:
 *
 * <ul>
 *   <li>{@link #effect}: half the difference of the means of y&#8321; - y&#8322;, treatment first
 *       minus control first. An effect of the period drops out.
 *   <li>{@link #carryOver}: the difference of the means of y&#8321; + y&#8322;, which is what is
 *       left of treatment in period 2 minus what is left of control. It lies between patients and
 *       is much less precise.
 * </ul>
 *
 * <p>Where carry-over is &lambda;, the effect is biased by -&lambda;/2. An analysis chosen by a
 * test of carry-over does not hold its level (Freeman 1989, Stat Med 8:1421-1432).
 *
 * <p>Edges: as in {@link TTest} with a pooled variance, with sequences as arms. Patients with a
 * missing period are left out.
 */
public final class Crossover {

  private final TTest pooled = new TTest(TTest.Variance.POOLED);
  private double[] within = new double[0];

  /**
   * Tests "treatment minus control = {@code nullValue}".
   *
   * @param period1 outcome in period 1, NaN where missing
   * @param period2 outcome in period 2, NaN where missing
   * @param sequence 0 control first, 1 treatment first
   * @param n patients
   */
  public Estimate effect(
      double[] period1, double[] period2, int[] sequence, int n, double nullValue) {
    within = atLeast(within, n);
    for (int i = 0; i < n; i++) {
      within[i] = period1[i] - period2[i];
    }
    Estimate twice = pooled.test(within, sequence, n, 2 * nullValue);
    return new Estimate(
        twice.status(),
        0.5 * twice.estimate(),
        0.5 * twice.standardError(),
        twice.statistic(),
        twice.df(),
        4 * twice.information());
  }

  /** Tests "carry-over of treatment minus carry-over of control = 0"; see {@link #effect}. */
  public Estimate carryOver(double[] period1, double[] period2, int[] sequence, int n) {
    within = atLeast(within, n);
    for (int i = 0; i < n; i++) {
      within[i] = period1[i] + period2[i];
    }
    return pooled.test(within, sequence, n, 0);
  }
}
