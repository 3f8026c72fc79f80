package org.silico.engine.model;

import org.silico.engine.random.StandardNormal;

/**
 * Regression to the mean of patients selected by a score Y1 = T + e1 at or above a cut, seen again
 * as Y2 = T + e2: T normal, errors independent.
 *
 * @param mean of T in the population screened
 * @param sdBetween standard deviation of T
 * @param sdWithin standard deviation of e
 */
public record RegressionToTheMean(double mean, double sdBetween, double sdWithin) {

  /** Correlation of Y1 and Y2, the share of the variance that is between patients. */
  public double reliability() {
    return sdBetween * sdBetween / variance();
  }

  /**
   * E[Y2 - Y1 | Y1 > cut] = -(1 - rho) sd phi(z) / (1 - Phi(z)), with sd that of Y1 and z = (cut -
   * mean) / sd: what placebo patients seem to improve though nothing acts on them.
   */
  public double expectedChange(double cut) {
    double sd = Math.sqrt(variance());
    double z = (cut - mean) / sd;
    return -(1 - reliability()) * sd * StandardNormal.density(z) / StandardNormal.cdf(-z);
  }

  private double variance() {
    return sdBetween * sdBetween + sdWithin * sdWithin;
  }
}
