package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Comparison to significant digits. */
final class Agree {

  private Agree() {}

  static void toDigits(int digits, double expected, double actual) {
    double error = Math.abs(actual - expected);
    assertTrue(
        error <= 0.5 * Math.pow(10, 1 - digits) * Math.abs(expected),
        () -> "expected " + expected + " to " + digits + " digits, was " + actual);
  }

  /** Estimate, standard error and statistic. */
  static void estimate(
      int digits, double estimate, double standardError, double statistic, Estimate actual) {
    assertEquals(Status.OK, actual.status());
    toDigits(digits, estimate, actual.estimate());
    toDigits(digits, standardError, actual.standardError());
    toDigits(digits, statistic, actual.statistic());
  }
}
