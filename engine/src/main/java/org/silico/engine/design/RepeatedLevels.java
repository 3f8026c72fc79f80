package org.silico.engine.design;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.interpolation.SplineInterpolator;
import org.apache.commons.math3.analysis.polynomials.PolynomialSplineFunction;
import org.silico.engine.arithmetic.Elementary;

/**
 * Which α has which bound at a look, as a table, so that the α of a bound need not be searched for
 * in every trial: the logarithm of α as a cubic spline of the bound.
 */
final class RepeatedLevels {
  private static final int POINTS = 240;
  private static final double LEAST = 1e-15;

  /** Points of a spline; there are fewer where nothing is spent at the look, whatever α is. */
  private static final int FEWEST = 3;

  private final double most;
  private final PolynomialSplineFunction logLevel;

  private RepeatedLevels(double most, PolynomialSplineFunction logLevel) {
    this.most = most;
    this.logLevel = logLevel;
  }

  /**
   * @param bound by α of all sides
   */
  static RepeatedLevels of(int sides, DoubleUnaryOperator bound) {
    double most = 0.5 * sides;
    double[] z = new double[POINTS];
    double[] log = new double[POINTS];
    // equal steps of log(α/(most - α)) are close together where the bound is steep
    double low = Elementary.log(LEAST / most);
    double high = Elementary.log(1e6);
    int n = 0;
    for (int j = POINTS - 1; j >= 0; j--) {
      double odds = Elementary.exp(low + (high - low) * j / (POINTS - 1));
      double level = most * odds / (1 + odds);
      double at = bound.applyAsDouble(level);
      if (at < Efficacy.HIGHEST && (n == 0 || at > z[n - 1])) {
        z[n] = at;
        log[n++] = Elementary.log(level);
      }
    }
    if (n < FEWEST) {
      return new RepeatedLevels(most, null);
    }
    return new RepeatedLevels(
        most, new SplineInterpolator().interpolate(Arrays.copyOf(z, n), Arrays.copyOf(log, n)));
  }

  /**
   * @return the most where the lowest bound is above z, the least of the table where the highest is
   *     below
   */
  double p(double z) {
    if (logLevel == null) {
      return most;
    }
    double[] knots = logLevel.getKnots();
    if (z <= knots[0]) {
      return most;
    }
    return Elementary.exp(logLevel.value(Math.min(z, knots[knots.length - 1])));
  }
}
