package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.silico.engine.analysis.Mmrm.Method;

/**
 * Arms, visits and covariates without data; values by nlme's gls in {@code src/test/r/sparse.R}.
 */
class MmrmSparseTest {

  private static final double NaN = Double.NaN;
  private static final DataFile DATA = DataFile.read("sparse");
  private static final int N = DATA.size();
  private static final int[] GROUP = DATA.codes("g");
  private static final double[] II = DATA.numbers("II");
  private static final double[] III = DATA.numbers("III");
  private static final double[] IV = DATA.numbers("IV");
  private static final double[] SUM =
      IntStream.range(0, N).mapToDouble(i -> II[i] + III[i] + 2).toArray();

  private static final CovarianceStructure[] STRUCTURES = {
    new Unstructured(), new Autoregressive(), new CompoundSymmetry()
  };

  private final double[][] y = {DATA.numbers("y1"), DATA.numbers("y2"), DATA.numbers("y3")};

  /** Estimate and SE of the last visit, and log-likelihood, in the order of {@link #STRUCTURES}. */
  private void assertFits(
      Status status, double[][] covariates, boolean[] byVisit, double[]... expected) {
    for (int s = 0; s < STRUCTURES.length; s++) {
      Mmrm mmrm = new Mmrm(STRUCTURES[s], Method.SATTERTHWAITE);
      assertEquals(Status.OK, mmrm.fit(y, GROUP, 2, covariates, byVisit, N));
      Estimate e = mmrm.difference(1, 2, 0);
      assertEquals(status, e.status());
      // gls stops where the likelihood has settled to 10 digits
      assertEquals(expected[s][0], e.estimate(), 2e-6);
      Agree.toDigits(6, expected[s][1], e.standardError());
      Agree.toDigits(9, expected[s][2], mmrm.logLikelihood());
      assertTrue(e.df() > 1 && e.df() < mmrm.observations(), "df " + e.df());
    }
  }

  @Test
  void allDataAreThere() {
    assertFits(
        Status.OK,
        null,
        null,
        new double[] {-0.129676234, 0.67357446, -124.903422},
        new double[] {-0.0690330677, 0.607367801, -128.969985},
        new double[] {-0.120191027, 0.598487783, -127.685959});
  }

  @Test
  void dependentCovariatesAreLeftOut() {
    assertFits(
        Status.COVARIATE_DROPPED,
        new double[][] {II, III, SUM, IV},
        new boolean[4],
        new double[] {-0.0723278727, 0.695364317, -123.949943},
        new double[] {0.117062949, 0.634071074, -127.343311},
        new double[] {0.0114220992, 0.627576582, -126.34779});
  }

  @Test
  void aLevelThatNobodyOfIsSeenInAtAVisit() {
    Arrays.setAll(y[2], i -> III[i] == 1 ? NaN : y[2][i]);
    assertFits(
        Status.COVARIATE_DROPPED,
        new double[][] {II, III},
        new boolean[] {false, true},
        new double[] {-0.16883198, 0.731647373, -115.742977},
        new double[] {-0.0565379158, 0.67537977, -118.452516},
        new double[] {-0.1479147, 0.664689748, -117.933713});
  }

  @Test
  void anArmWithoutDataAtAVisit() {
    Arrays.setAll(y[0], i -> GROUP[i] == 1 ? NaN : y[0][i]);
    assertFits(
        Status.VISIT_WITHOUT_DATA,
        null,
        null,
        new double[] {-0.124370566, 0.681051414, -105.033498},
        new double[] {-0.0663345301, 0.574727757, -108.109011},
        new double[] {-0.0994122302, 0.569920145, -107.456939});
    for (CovarianceStructure structure : STRUCTURES) {
      Mmrm mmrm = new Mmrm(structure, Method.KENWARD_ROGER);
      mmrm.fit(y, GROUP, 2, null, null, N);
      assertEquals(Status.EMPTY_ARM, mmrm.difference(1, 0, 0).status());
      double third = 1.0 / 3;
      double[] average = {third, third, third};
      assertEquals(Status.EMPTY_ARM, mmrm.difference(1, average, 0).status());
      assertEquals(
          Status.VISIT_WITHOUT_DATA, mmrm.difference(1, new double[] {0, 0.5, 0.5}, 0).status());
      assertEquals(Status.EMPTY_ARM, mmrm.mean(1, 0).status());
      assertEquals(Status.VISIT_WITHOUT_DATA, mmrm.mean(0, 0).status());
    }
  }

  /** With one lag of 2, AR(1) with a positive correlation is compound symmetry. */
  @Test
  void aVisitWithoutData() {
    Arrays.fill(y[1], NaN);
    assertFits(
        Status.VISIT_WITHOUT_DATA,
        null,
        null,
        new double[] {-0.135435162, 0.675185494, -91.4188398},
        new double[] {-0.129434613, 0.655108054, -91.4841689},
        new double[] {-0.129434613, 0.655108054, -91.4841689});
  }

  @Test
  void anArmWithoutAnybodyChangesNothing() {
    for (CovarianceStructure structure : STRUCTURES) {
      for (Method method : Method.values()) {
        Mmrm two = new Mmrm(structure, method);
        Mmrm three = new Mmrm(structure, method);
        assertEquals(Status.OK, two.fit(y, GROUP, 2, null, null, N));
        assertEquals(Status.OK, three.fit(y, GROUP, 3, null, null, N));
        Estimate expected = two.difference(1, 2, 0);
        Estimate e = three.difference(1, 2, 0);
        assertEquals(Status.VISIT_WITHOUT_DATA, e.status());
        Agree.toDigits(9, expected.estimate(), e.estimate());
        Agree.toDigits(9, expected.standardError(), e.standardError());
        Agree.toDigits(8, expected.df(), e.df());
        Agree.toDigits(11, two.logLikelihood(), three.logLikelihood());
        assertEquals(Status.EMPTY_ARM, three.difference(2, 2, 0).status());
      }
    }
  }

  /** The last visit then stands by itself: a t test of one visit. */
  @Test
  void visitsThatNoPatientHasTogether() {
    for (int i = 0; i < N; i++) {
      if (i / 2 % 2 == 0) {
        y[2][i] = NaN;
      } else {
        y[0][i] = NaN;
        y[1][i] = NaN;
      }
    }
    Mmrm mmrm = new Mmrm(new Unstructured(), Method.KENWARD_ROGER);
    assertEquals(Status.OK, mmrm.fit(y, GROUP, 2, null, null, N));
    Estimate expected = new TTest(TTest.Variance.POOLED).test(y[2], GROUP, N, 0);
    Estimate e = mmrm.difference(1, 2, 0);
    assertEquals(Status.VISIT_WITHOUT_DATA, e.status());
    Agree.toDigits(9, expected.estimate(), e.estimate());
    Agree.toDigits(9, expected.standardError(), e.standardError());
    Agree.toDigits(7, expected.df(), e.df());
  }

  /** Two patients at the last visit: its means fit them, and nothing tells of its variance. */
  @Test
  void aVisitWithoutResidual() {
    Arrays.fill(y[2], 2, N, NaN);
    y[2][0] = 1;
    y[2][1] = 2;
    Mmrm mmrm = new Mmrm(new Unstructured(), Method.SATTERTHWAITE);
    mmrm.fit(y, GROUP, 2, null, null, N);
    assertEquals(Status.SINGULAR, mmrm.difference(1, 2, 0).status());
    Estimate e = mmrm.difference(1, 1, 0);
    assertEquals(Status.VISIT_WITHOUT_DATA, e.status());
    // the two patients' last visits add nothing to the visits before
    Mmrm two = new Mmrm(new Unstructured(), Method.SATTERTHWAITE);
    assertEquals(Status.OK, two.fit(new double[][] {y[0], y[1]}, GROUP, 2, null, null, N));
    Estimate expected = two.difference(1, 1, 0);
    Agree.toDigits(8, expected.estimate(), e.estimate());
    Agree.toDigits(8, expected.standardError(), e.standardError());
    Agree.toDigits(6, expected.df(), e.df());
  }

  @Test
  void treatmentExplainedByACovariateHasNoEffectToEstimate() {
    double[] treatment = Arrays.stream(GROUP).mapToDouble(g -> 5 - g).toArray();
    for (boolean byVisit : new boolean[] {true, false}) {
      Mmrm mmrm = new Mmrm(new CompoundSymmetry(), Method.KENWARD_ROGER);
      mmrm.fit(y, GROUP, 2, new double[][] {II, treatment}, new boolean[] {false, byVisit}, N);
      assertEquals(Status.SINGULAR, mmrm.difference(1, 2, 0).status());
      assertEquals(Status.SINGULAR, mmrm.difference(1, new double[] {0.2, 0.3, 0.5}, 0).status());
    }
    // what the covariate takes of all visits alike is not in a difference of visits
    Mmrm mmrm = new Mmrm(new CompoundSymmetry(), Method.KENWARD_ROGER);
    mmrm.fit(y, GROUP, 2, new double[][] {treatment}, new boolean[1], N);
    Estimate e = mmrm.difference(1, new double[] {-1, 0, 1}, 0);
    assertEquals(Status.COVARIATE_DROPPED, e.status());
    Mmrm without = new Mmrm(new CompoundSymmetry(), Method.KENWARD_ROGER);
    without.fit(y, GROUP, 2, null, null, N);
    Estimate expected = without.difference(1, new double[] {-1, 0, 1}, 0);
    Agree.toDigits(8, expected.estimate(), e.estimate());
    Agree.toDigits(8, expected.standardError(), e.standardError());
  }

  /**
   * Twelve patients, whose likelihood has a maximum of -47.5 near the moments and one of -46.4; the
   * highest of 12 starts of scipy's BFGS over partial autocorrelations.
   */
  @Test
  void theHigherOfTwoMaxima() {
    double[][] few = {
      {0.27, -1.17, -1.66, -0.07, -0.58, -0.22, -1.14, -0.42, 1.53, -0.73, -2.06, -0.59},
      {NaN, -1.27, NaN, 0.59, 1.01, -0.48, NaN, NaN, NaN, 0.06, -1.85, NaN},
      {NaN, -3.04, -1.97, 0.98, 0.91, 1.18, -0.05, 0.40, 0.13, -1.24, -1.66, NaN},
      {NaN, 0.77, 0.23, 0.34, -0.24, NaN, -0.53, 0.63, NaN, -0.83, -1.46, NaN}
    };
    int[] group = {0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1};
    Mmrm mmrm = new Mmrm(new Toeplitz(), Method.SATTERTHWAITE);
    assertEquals(Status.OK, mmrm.fit(few, group, 2, null, null, 12));
    Agree.toDigits(8, -46.42646066940921, mmrm.logLikelihood());
    Estimate e = mmrm.difference(1, 3, 0);
    assertEquals(0.09941216, e.estimate(), 1e-6);
    assertEquals(0.76631705, e.standardError(), 1e-6);
    assertTrue(e.df() <= mmrm.observations());
  }
}
