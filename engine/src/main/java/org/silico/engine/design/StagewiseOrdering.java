package org.silico.engine.design;

import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * What can be said at the end of a trial that stopped at a look with a value of Z, with results
 * ordered by stage: to have crossed an upper bound earlier is more than to have crossed it later,
 * and at one look a higher Z is more (Fairbanks and Madsen 1982, Biometrika 69:69-74; Tsiatis,
 * Rosner and Mehta 1984, Biometrics 40:797-803). What comes later than the look at hand plays no
 * part.
 *
 * @param information shares at the looks
 * @param lower bounds that were followed, minus infinity for none
 * @param upper bounds for efficacy
 * @param look at which the trial stopped, from 0
 * @param z what Z was there
 */
public record StagewiseOrdering(
    double[] information, double[] lower, double[] upper, int look, double z) {
  /** Drifts further than this from Z are not looked at. */
  private static final double RANGE = 40;

  /** The probability of a result as high or higher, at a drift; the p value at 0. */
  public double p(double drift) {
    ExitProbabilities recursion = new ExitProbabilities(information, drift);
    double sum = 0;
    for (int k = 0; k < look; k++) {
      sum += recursion.above(upper[k]);
      recursion.goOn(lower[k], upper[k]);
    }
    return sum + recursion.above(z);
  }

  /**
   * The drift at which a result as high has a probability: with 0.5 the median-unbiased estimate,
   * with α and 1 - α the limits of an interval.
   */
  public double drift(double probability) {
    double centre = z / Math.sqrt(information[look]);
    return new BrentSolver(Efficacy.PRECISION, Efficacy.PRECISION)
        .solve(1000, x -> p(x) - probability, centre - RANGE, centre + RANGE);
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
