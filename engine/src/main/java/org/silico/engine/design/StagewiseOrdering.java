package org.silico.engine.design;

import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.random.StandardNormal;

/**
 * What can be said at the end of a trial that stopped at a look with a value of Z, with results
 * ordered by stage: to have crossed an upper bound earlier is more than to have crossed it later,
 * and at one look a higher Z is more (Fairbanks and Madsen 1982, Biometrika 69:69-74; Tsiatis,
 * Rosner and Mehta 1984, Biometrics 40:797-803). What comes later than the look at hand plays no
 * part.
 *
 * <p>With a drift θ the density of Z at a look of information t, among trials that reach it, is
 * that with another, η, times exp((θ - η)√t z - (θ² - η²)t/2), as the score is sufficient. So the
 * densities are integrated once, with the drift that the result itself suggests, and any drift
 * costs a sum over their points.
 */
public final class StagewiseOrdering {
  /** Drifts so far above and below what a result suggests are not looked at. */
  private static final double ABOVE = 6;

  private static final double BELOW = 40;

  /** How far above a bound, or above the mean of Z, densities are looked at. */
  private static final double REACH = 12;

  private final double[] information;
  private final int look;
  private final double z;

  /** With which densities are integrated. */
  private final double suggested;

  /** By look, where Z is above the bound, or at the look at hand above its value. */
  private final double[][] points;

  private final double[][] masses;

  /**
   * @param information shares at the looks
   * @param lower bounds that were followed, minus infinity for none
   * @param upper bounds for efficacy
   * @param look at which the trial stopped, from 0
   * @param z what Z was there
   */
  public StagewiseOrdering(
      double[] information, double[] lower, double[] upper, int look, double z) {
    this.information = information.clone();
    this.look = look;
    this.z = z;
    this.suggested = z / Math.sqrt(information[look]);
    this.points = new double[look + 1][];
    this.masses = new double[look + 1][];
    ExitProbabilities recursion = new ExitProbabilities(information, suggested);
    for (int k = 0; k <= look; k++) {
      double from = k == look ? z : upper[k];
      boolean any = from < Double.POSITIVE_INFINITY;
      double to = Math.max(from, suggested * Math.sqrt(information[k])) + REACH;
      Panels panels = any ? Panels.of(from, to, recursion.scale()) : Panels.NONE;
      points[k] = panels.points();
      masses[k] = panels.weights();
      for (int j = 0; j < points[k].length; j++) {
        masses[k][j] *= recursion.density(points[k][j]);
      }
      if (k < look) {
        recursion.goOn(lower[k], upper[k]);
      }
    }
  }

  /** The probability of a result as high or higher, at a drift; the p value at 0. */
  public double p(double drift) {
    if (look == 0) {
      return StandardNormal.cdf(drift * Math.sqrt(information[0]) - z);
    }
    double sum = 0;
    for (int k = 0; k <= look; k++) {
      double slope = (drift - suggested) * Math.sqrt(information[k]);
      double shift = -0.5 * (drift * drift - suggested * suggested) * information[k];
      for (int j = 0; j < points[k].length; j++) {
        if (masses[k][j] > 0) {
          sum += masses[k][j] * Elementary.exp(slope * points[k][j] + shift);
        }
      }
    }
    return sum;
  }

  /**
   * The drift at which a result as high has a probability: with 0.5 the median-unbiased estimate,
   * with α and 1 - α the limits of an interval.
   *
   * @return NaN where it is beyond all that could be taken from such a result
   */
  public double drift(double probability) {
    double low = suggested - BELOW;
    double high = suggested + ABOVE;
    if (p(low) >= probability || p(high) <= probability) {
      return Double.NaN;
    }
    return new BrentSolver(Efficacy.PRECISION, Efficacy.PRECISION)
        .solve(1000, x -> p(x) - probability, low, high);
  }

  /**
   * The drifts that the bound of the look would not reject: the limits of an interval that may be
   * looked at again and again (Jennison and Turnbull 1989, J R Stat Soc B 51:305-361).
   *
   * @param bound of Z at the look
   */
  public static double[] repeatedInterval(double information, double bound, double z) {
    double root = Math.sqrt(information);
    return new double[] {(z - bound) / root, (z + bound) / root};
  }

  /**
   * The one-sided α whose bound at a look would just be met.
   *
   * @return 0.5 where even that is not enough
   */
  public static double repeatedP(Efficacy family, double[] information, int look, double z) {
    double most = 0.5 - 1e-9;
    if (family.bounds(information, most, 1)[look] >= z) {
      return 0.5;
    }
    return new BrentSolver(Efficacy.PRECISION, Efficacy.PRECISION)
        .solve(1000, a -> family.bounds(information, a, 1)[look] - z, 1e-15, most);
  }
}
