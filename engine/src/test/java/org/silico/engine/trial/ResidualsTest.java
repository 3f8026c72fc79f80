package org.silico.engine.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.silico.engine.Sampled;

/** The covariance of what is left over, against the theoretical one. */
class ResidualsTest {
  private static final int PATIENTS = 100_000;

  /** Columns: screening where there is one, baseline where it is observed, visits. */
  private static void assertCovariance(
      double[][] correlation, double[] sd, boolean screened, boolean level, Longitudinal trial) {
    int before = (screened ? 1 : 0) + (level ? 0 : 1);
    double[][] values = new double[correlation.length][];
    for (int k = 0; k < values.length; k++) {
      values[k] =
          k >= before
              ? trial.value(k - before + 1)
              : screened && k == 0 ? trial.screen() : trial.base();
    }
    for (int j = 0; j < values.length; j++) {
      trial.all(values[j]).assertVariance(sd[j] * sd[j], "score " + j);
      for (int k = 0; k < j; k++) {
        Sampled.assertCorrelation(correlation[j][k], values[j], values[k], trial.n);
      }
    }
  }

  private static Longitudinal simulate(String keys) {
    return Longitudinal.simulate(
        PATIENTS,
        Longitudinal.TWO_ARMS,
        "",
        "visits: [1 week, 2 weeks, 6 weeks]\nterms: {natural course: 20}\n" + keys);
  }

  @Test
  void independent() {
    assertCovariance(
        new double[][] {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}},
        new double[] {3, 3, 3, 3},
        false,
        false,
        simulate("residual: {sd: 3}\n"));
  }

  /** By number of visits apart, whatever the time between them. */
  @Test
  void autoregressive() {
    double[][] r = new double[5][5];
    for (int j = 0; j < 5; j++) {
      for (int k = 0; k < 5; k++) {
        r[j][k] = Math.pow(.7, Math.abs(j - k));
      }
    }
    assertCovariance(
        r,
        new double[] {2, 2, 2, 2, 2},
        true,
        false,
        simulate(
            "residual: {sd: 2, correlation: {structure: ar(1), value: 0.7}}\n"
                + "screening: {before: 1 week}\n"));
  }

  @Test
  void compoundSymmetryWithASizeThatChanges() {
    for (double value : new double[] {.4, -.2}) {
      double[][] r = new double[4][4];
      for (double[] row : r) {
        Arrays.fill(row, value);
      }
      assertCovariance(
          r,
          new double[] {4, 6, 6, 6},
          false,
          false,
          simulate(
              "residual: {sd: if VISIT == 0 then 4 else 6, correlation: {structure: compound"
                  + " symmetry, value: "
                  + value
                  + "}}\n"));
    }
  }

  private static final double[][] FIVE = {
    {1, .6, .5, .4, .2},
    {.6, 1, .55, .3, .1},
    {.5, .55, 1, .7, .35},
    {.4, .3, .7, 1, .45},
    {.2, .1, .35, .45, 1}
  };

  private static String matrix(double[][] r, int from) {
    StringBuilder rows = new StringBuilder("[");
    for (int j = from; j < r.length; j++) {
      rows.append(j == from ? "" : ", ")
          .append(Arrays.toString(Arrays.copyOfRange(r[j], from, r.length)));
    }
    return rows.append("]").toString();
  }

  private static double[][] part(double[][] r, int from) {
    double[][] part = new double[r.length - from][];
    for (int j = from; j < r.length; j++) {
      part[j - from] = Arrays.copyOfRange(r[j], from, r.length);
    }
    return part;
  }

  private static String unstructured(int from) {
    return "residual: {sd: 3, correlation: {structure: unstructured, matrix: "
        + matrix(FIVE, from)
        + "}}\n";
  }

  @Test
  void unstructuredOfScreeningBaselineAndVisits() {
    assertCovariance(
        FIVE,
        new double[] {3, 3, 3, 3, 3},
        true,
        false,
        simulate(unstructured(0) + "screening: {before: 1 week}\n"));
  }

  @Test
  void unstructuredOfBaselineAndVisits() {
    assertCovariance(
        part(FIVE, 1), new double[] {3, 3, 3, 3}, false, false, simulate(unstructured(1)));
  }

  /** A level that is drawn has no residual. */
  @Test
  void unstructuredOfVisitsAlone() {
    Longitudinal trial =
        simulate(unstructured(2) + "baseline: {mean: 20, sd: 0}\nscreening: {before: 1 week}\n");
    assertCovariance(part(FIVE, 2), new double[] {3, 3, 3}, false, true, trial);
    assertEquals(20, trial.base()[0]);
    assertEquals(20, trial.screen()[0]);
  }

  /** Candidates who are refused leave no trace in the residuals of those who enter. */
  @Test
  void theCorrelationIsThatOfThePatientWhoEnters() {
    Longitudinal trial =
        simulate(
            "residual: {sd: 3, correlation: {structure: ar(1), value: 0.6}}\nentry: BASE > 20\n");
    // given BASE, the residual at visit k has mean 0.6^k (BASE - 20) and variance 9 (1 - 0.6^2k)
    for (int k = 1; k <= 3; k++) {
      double slope = Math.pow(.6, k);
      double[] left = new double[trial.n];
      for (int i = 0; i < trial.n; i++) {
        left[i] = trial.value(k)[i] - 20 - slope * (trial.base()[i] - 20);
      }
      trial.all(left).assertMean(0, "visit " + k);
      trial.all(left).assertVariance(9 * (1 - slope * slope), "visit " + k);
      Sampled.assertCorrelation(0, left, trial.base(), trial.n);
    }
  }

  /** Standard deviations 0.1 x 20 and sqrt(0.15^2 20^2 + 4^2) = 5, by arm. */
  @Test
  void proportionalAndBoth() {
    Longitudinal trial = simulate("residual: {proportional: 0.1}\n");
    trial.all(trial.value(2)).assertVariance(4, "proportional");
    trial =
        simulate(
            "residual: {sd: {placebo: 4, active: 0}, proportional: {placebo: 0.15, active: 0.1}}\n");
    trial.ofArm(0, trial.value(2)).assertVariance(25, "placebo");
    trial.ofArm(1, trial.value(2)).assertVariance(4, "active");
    trial.all(trial.value(2)).assertMean(20, "both");
  }

  /** The drug halves the residual while it is taken. */
  @Test
  void theSizeMayDependOnTreatment() {
    Longitudinal trial = simulate("residual: {sd: if ACTIVE == 1 then 2 else 4}\n");
    trial.ofArm(0, trial.value(1)).assertVariance(16, "placebo");
    trial.ofArm(1, trial.value(1)).assertVariance(4, "active");
    trial.ofArm(1, trial.base()).assertVariance(16, "baseline of the active arm");
  }

  /**
   * Beside a model with a residual of its own, the protocol's comes on top: variances add. Lee
   * 2011: the residual's variance is 8.53; the effects of patients off.
   */
  @Test
  void theProtocolsResidualComesOnTopOfTheModels() {
    Longitudinal trial =
        Longitudinal.simulate(
            PATIENTS,
            Longitudinal.TWO_ARMS,
            "",
            """
            visits: [26 weeks, 52 weeks]
            baseline: {mean: 30, sd: 0}
            model: {name: UPDRS Lee 2011, effects: {slope: 0, symptomatic effect: 0}}
            residual: {sd: 4, correlation: {structure: ar(1), value: 0.5}}
            """);
    double[] one = trial.difference(trial.value(1), trial.prediction(1));
    double[] two = trial.difference(trial.value(2), trial.prediction(2));
    trial.all(one).assertVariance(8.53 + 16, "model's and protocol's");
    // the correlation is of the protocol's part
    Sampled.assertCorrelation(.5 * 16 / (8.53 + 16), one, two, trial.n);
  }
}
