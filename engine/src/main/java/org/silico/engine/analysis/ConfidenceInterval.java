package org.silico.engine.analysis;

/**
 * A two-sided confidence interval on the scale of an {@link Estimate}. A limit is infinite where
 * the data set none, as for a log ratio with an arm without events; both are NaN where there is no
 * result.
 */
public record ConfidenceInterval(double lower, double upper) {

  /** Of an analysis without a result. */
  static final ConfidenceInterval NONE = new ConfidenceInterval(Double.NaN, Double.NaN);
}
