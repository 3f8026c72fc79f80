package org.silico.engine.truth;

import java.io.Serializable;
import org.apache.commons.math3.stat.StatUtils;

/**
 * What an analysis would estimate from endless, complete data of a scenario, on the scale of its
 * estimate.
 *
 * @param value NaN when unknown
 * @param mcse Monte-Carlo standard error, 0 when exact
 * @param origin how it came about
 */
public record TrueValue(double value, double mcse, Origin origin) implements Serializable {

  /** How a true value came about. */
  public enum Origin {
    /** By formula from the protocol's numbers. */
    EXACT,
    /** From potential outcomes of simulated patients. */
    SIMULATED,
    UNKNOWN
  }

  static TrueValue exact(double value) {
    return new TrueValue(value, 0, Origin.EXACT);
  }

  /**
   * From batches of simulated patients.
   *
   * @param batches the value in each, of equal size
   */
  static TrueValue simulated(double value, double[] batches) {
    return Double.isFinite(value)
        ? new TrueValue(value, error(batches), Origin.SIMULATED)
        : UNKNOWN;
  }

  /** The standard error of the mean of batches. */
  static double error(double[] batches) {
    return Math.sqrt(StatUtils.variance(batches) / batches.length);
  }

  public static final TrueValue UNKNOWN = new TrueValue(Double.NaN, Double.NaN, Origin.UNKNOWN);
}
