package org.silico.engine.simulation;

import java.io.Serializable;

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

  static final TrueValue UNKNOWN = new TrueValue(Double.NaN, Double.NaN, Origin.UNKNOWN);
}
