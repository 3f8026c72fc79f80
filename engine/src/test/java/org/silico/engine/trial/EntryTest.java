package org.silico.engine.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.silico.engine.Sampled;
import org.silico.engine.protocol.Course.TermKind;

/**
 * Who is let in by values that are partly chance. True level N(22, 4), residual N(0, 3), cut at 20;
 * numbers without another source are from R's integrate, relative accuracy 1e-12.
 */
class EntryTest {
  private static final int PATIENTS = 100_000;

  /**
   * E[Y2 - Y1 | Y1 > c] = -(1 - rho) sqrt(s^2 + w^2) phi(z) / (1 - Phi(z)), z = (c - mu) / that.
   */
  private static final double REGRESSION = -1.01138887;

  private static final String COURSE =
      """
      visits: [1 week, 2 weeks]
      terms: {natural course: 22 + U}
      random effects: {U: {sd: 4}}
      screening: {before: 1 week}
      """;

  private static Longitudinal simulate(String keys) {
    return Longitudinal.simulate(PATIENTS, Longitudinal.TWO_ARMS, "", COURSE + keys);
  }

  private static double[] trueLevel(Longitudinal trial) {
    return trial.simulator.trueBaseline(0);
  }

  @Test
  void nobodyChangesWithoutACut() {
    Longitudinal trial = simulate("residual: {sd: 3}\n");
    trial.all(trial.screen()).assertMean(22, "screening");
    trial.all(trial.screen()).assertVariance(25, "screening");
    trial.all(trial.change(1)).assertMean(0, "change");
    trial.all(trial.change(1)).assertVariance(18, "change");
  }

  @Test
  void regressionToTheMeanAfterACutAtScreening() {
    Longitudinal trial = simulate("residual: {sd: 3}\nentry: SCREEN > 20\n");
    trial.all(trial.difference(trial.base(), trial.screen())).assertMean(REGRESSION, "baseline");
    trial.all(trial.difference(trial.value(2), trial.screen())).assertMean(REGRESSION, "week 2");
    trial.all(trial.change(2)).assertMean(0, "no more after baseline");
    for (int i = 0; i < trial.n; i++) {
      assertTrue(trial.screen()[i] > 20);
    }
  }

  @Test
  void regressionToTheMeanAfterACutAtBaseline() {
    Longitudinal trial = simulate("residual: {sd: 3}\nentry: BASE > 20\n");
    trial.all(trial.change(1)).assertMean(REGRESSION, "week 1");
    trial.all(trial.change(2)).assertMean(REGRESSION, "week 2");
    trial.all(trial.difference(trueLevel(trial), trial.base())).assertMean(REGRESSION, "level");
    trial.all(trial.difference(trial.screen(), trial.base())).assertMean(REGRESSION, "screening");
  }

  /** E[T | both above 20] = 24.56671662, which every later visit has. */
  @Test
  void aSecondCutSelectsOnTheLevelMore() {
    Longitudinal trial = simulate("residual: {sd: 3}\nentry: SCREEN > 20 and BASE > 20\n");
    trial.all(trueLevel(trial)).assertMean(24.56671662, "level");
    trial.all(trial.value(1)).assertMean(24.56671662, "week 1");
    // candidates refused before one of p = 0.5273876174: geometric
    double p = 0.5273876174;
    double refused = 0;
    for (int failures : trial.data.screenFailures()) {
      refused += failures;
    }
    Sampled.assertWithin(
        (1 - p) / p, refused / trial.n, Math.sqrt((1 - p) / p / p / trial.n), "refused");
  }

  /**
   * Residuals with correlation 0.5, 0.25: E[Yk - Y1 | Y1 > c] = -(25 - 16 - 9 r) / 5 x phi / Phi,
   * so that the regression at the visit after screening is half, at the next three quarters.
   */
  @Test
  void correlatedResidualsRegressLater() {
    Longitudinal trial =
        simulate(
            "residual: {sd: 3, correlation: {structure: ar(1), value: 0.5}}\nentry: SCREEN > 20\n");
    trial.all(trial.difference(trial.base(), trial.screen())).assertMean(REGRESSION / 2, "base");
    trial.all(trial.difference(trial.value(1), trial.screen())).assertMean(.75 * REGRESSION, "1");
    trial.all(trial.difference(trial.value(2), trial.screen())).assertMean(.875 * REGRESSION, "2");
  }

  /** P(17 <= Y < 20) = 0.185923; the cut is reported in 30%, and nothing else changes. */
  @Test
  void inflationAtScreening() {
    String inflation =
        "residual: {sd: 3}\nscreening: {before: 1 week, inflation: {cut: 20, below: 3, probability:"
            + " 30%}}\n";
    String course = COURSE.replace("screening: {before: 1 week}\n", "");
    Longitudinal all =
        Longitudinal.simulate(PATIENTS, Longitudinal.TWO_ARMS, "", course + inflation);
    Sampled.assertShare(0.05577690134, atTheCut(all), all.n, "inflated");
    all.all(all.screen()).assertMean(22.07789532, "screening");
    all.all(all.base()).assertMean(22, "baseline");
    all.all(all.base()).assertVariance(25, "baseline");

    Longitudinal entered =
        Longitudinal.simulate(
            PATIENTS, Longitudinal.TWO_ARMS, "", course + inflation + "entry: SCREEN >= 20\n");
    Sampled.assertShare(0.07842661384, atTheCut(entered), entered.n, "inflated of those let in");
    entered.all(entered.screen()).assertMean(24.4322275, "screening of those let in");
    entered.all(entered.base()).assertMean(23.48652844, "baseline of those let in");
    entered.all(entered.value(1)).assertMean(23.48652844, "week 1 of those let in");
    double refused = 0;
    for (int failures : entered.data.screenFailures()) {
      refused += failures;
    }
    assertEquals(0.4060769237, refused / entered.n, 4 * Math.sqrt(.406 * 1.406 / entered.n));
  }

  private static long atTheCut(Longitudinal trial) {
    long inflated = 0;
    for (int i = 0; i < trial.n; i++) {
      inflated += trial.screen()[i] == 20 ? 1 : 0;
    }
    return inflated;
  }

  /** A level that is drawn is screening and baseline; the inflation is of the report alone. */
  @Test
  void aDrawnLevelIsTheBaseline() {
    Longitudinal trial =
        Longitudinal.simulate(
            PATIENTS,
            Longitudinal.TWO_ARMS,
            "",
            """
            visits: [1 week]
            baseline: {mean: 22, sd: 5}
            terms: {natural course: -0.2 * (BASE - 22)}
            residual: {sd: 3}
            screening: {before: 1 week, inflation: {cut: 20, below: 3, probability: 30%}}
            """);
    trial.all(trial.base()).assertMean(22, "baseline");
    trial.all(trial.base()).assertVariance(25, "baseline");
    Sampled.assertShare(0.05577690134, atTheCut(trial), trial.n, "inflated");
    for (int i = 0; i < trial.n; i++) {
      assertEquals(trial.base()[i], trueLevel(trial)[i]);
      assertTrue(trial.screen()[i] == trial.base()[i] || trial.screen()[i] == 20);
      assertEquals(trial.base()[i] - .2 * (trial.base()[i] - 22), trial.prediction(1)[i], 1e-12);
    }
    // 0.8^2 x 25 + 9, covariance 20
    trial.all(trial.value(1)).assertVariance(25, "week 1");
    Sampled.assertCorrelation(.8, trial.base(), trial.value(1), trial.n);
  }

  /** What is recorded lies on the scale, the baseline like the visits. */
  @Test
  void aDrawnLevelIsRecordedOnTheScale() {
    Longitudinal trial =
        Longitudinal.simulate(
            2_000,
            Longitudinal.TWO_ARMS,
            "",
            """
            visits: [1 week]
            scale: {low: 0, high: 52, whole: true}
            baseline: {mean: 6, sd: 5}
            terms: {drug: -1}
            residual: {sd: 3}
            screening: {before: 1 week}
            """);
    boolean below = false;
    for (int i = 0; i < trial.n; i++) {
      double level = trueLevel(trial)[i];
      below |= level < 0;
      assertEquals(Math.rint(Math.max(level, 0)), trial.base()[i]);
      assertEquals(trial.base()[i], trial.screen()[i]);
    }
    assertTrue(below);
    // the level itself goes on
    assertEquals(trueLevel(trial)[0], trial.term(TermKind.NATURAL_COURSE, 1)[0]);
  }

  /**
   * After a lead-in the baseline is observed: level, residual and the lead-in's placebo response.
   */
  @Test
  void afterALeadInTheBaselineIsObserved() {
    Longitudinal trial =
        Longitudinal.simulate(
            PATIENTS,
            Longitudinal.TWO_ARMS,
            "lead in: {duration: 2 weeks}\n",
            """
            visits: [2 weeks]
            baseline: {mean: 22, sd: 4}
            terms: {natural course: TIME / 1 week, placebo: -0.5 * TRIALTIME / 1 week}
            residual: {sd: 3, correlation: {structure: ar(1), value: 0.4}}
            screening: {}
            entry: BASE < SCREEN
            """);
    // BASE - SCREEN = -1 + 3 z < 0: P = Phi(1/3), E[z | z < 1/3] = -phi(1/3) / Phi(1/3)
    double p = 0.6305586598;
    double z = -0.5984902781;
    trial.all(trial.screen()).assertMean(22, "screening");
    trial.all(trial.difference(trial.base(), trial.screen())).assertMean(-1 + 3 * z, "lead-in");
    trial.all(trial.value(1)).assertMean(22 + 2 - 2 + .4 * 3 * z, "week 2");
    double refused = 0;
    for (int failures : trial.data.screenFailures()) {
      refused += failures;
    }
    assertEquals((1 - p) / p, refused / trial.n, 4 * Math.sqrt((1 - p) / p / p / trial.n));
  }

  /** Eligibility by covariates and entry by values: patients meet both; X and BASE independent. */
  @Test
  void covariatesAndValuesBothDecide() {
    Longitudinal trial =
        Longitudinal.simulate(
            PATIENTS,
            Longitudinal.TWO_ARMS,
            "population: {covariates: {X: {distribution: normal, mean: 0, sd: 1}}, eligibility: X >"
                + " 0.5}\n",
            COURSE.replace("22 + U", "22 + U + X").replace("[1 week, 2 weeks]", "[1 week]")
                + "residual: {sd: 3}\nentry: BASE - X > 20\n");
    double[] x = trial.column("X");
    for (int i = 0; i < trial.n; i++) {
      assertTrue(x[i] > .5 && trial.base()[i] - x[i] > 20);
    }
    // E[X | X > 0.5] = phi(0.5) / (1 - Phi(0.5))
    trial.all(x).assertMean(1.1410777704, "covariate");
    trial.all(trial.change(1)).assertMean(REGRESSION, "change");
  }
}
