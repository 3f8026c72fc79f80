package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.silico.engine.analysis.Agree.toDigits;

import org.junit.jupiter.api.Test;

/** Expected values from the formulas in R, see src/test/r/imputation.R, function rubin. */
class RubinsRulesTest {

  private static final double[] ESTIMATES = {1.2, 0.7, 1.6, 1.1, 0.4};
  private static final double[] ERRORS = {0.5, 0.6, 0.4, 0.55, 0.45};

  private static RubinsRules example() {
    RubinsRules rules = new RubinsRules();
    // of no effect
    rules.add(17, 2);
    rules.clear();
    for (int m = 0; m < 5; m++) {
      rules.add(ESTIMATES[m], ERRORS[m]);
    }
    return rules;
  }

  @Test
  void agreeWithR() {
    RubinsRules rules = example();
    toDigits(12, 0.255, rules.within());
    toDigits(12, 0.215, rules.between());
    Estimate e = rules.combine(Status.OK, 48, 0.1);
    Agree.estimate(12, 1, 0.716240183179, 0.9 / 0.716240183179, e);
    toDigits(12, 9.358425595865, e.df());
    toDigits(12, 1 / 0.513, e.information());
  }

  @Test
  void manyDegreesOfFreedomGiveThoseOfRubin() {
    // (M - 1)/gamma^2
    toDigits(12, 15.8144943213, example().combine(Status.OK, Double.POSITIVE_INFINITY, 0).df());
    toDigits(12, 4 / Math.pow(1.2 * 0.215 / 0.513, 2), example().combine(Status.OK, 1e15, 0).df());
  }

  @Test
  void equalEstimatesHaveNoVarianceBetween() {
    RubinsRules rules = new RubinsRules();
    rules.add(2, 0.5);
    rules.add(2, 0.5);
    assertEquals(0, rules.between());
    Estimate e = rules.combine(Status.OK, 9, 0);
    Agree.estimate(15, 2, 0.5, 4, e);
    toDigits(15, 9 * 10 / 12.0, e.df());
  }
}
