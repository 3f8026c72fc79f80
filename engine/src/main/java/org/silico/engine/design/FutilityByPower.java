package org.silico.engine.design;

import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.silico.engine.arithmetic.Elementary;

/**
 * Bounds for futility at which the probability still to cross a later bound for efficacy falls
 * below a value: conditional power under an effect (Lan, Simon and Halperin 1982, Seq Anal
 * 1:207-219), or predictive power, its mean over effects by a flat prior and what was seen
 * (Spiegelhalter, Freedman and Blackburn 1986, Control Clin Trials 7:8-17).
 *
 * @param information shares at the looks
 * @param efficacy bounds at them
 */
public record FutilityByPower(double[] information, double[] efficacy) {
  private static final double FARTHEST = 12;

  /** Standard deviations of the effect that the prior is followed to. */
  private static final double SPREAD = 8;

  /**
   * The probability to cross any later bound.
   *
   * @param look from 0, before the last
   * @param z seen at it
   * @param drift mean of Z when all information is there
   */
  public double conditional(int look, double z, double drift) {
    ExitProbabilities onward = ExitProbabilities.after(information, drift, look, z);
    double sum = 0;
    for (int k = look + 1; k < information.length; k++) {
      sum += onward.above(efficacy[k]);
      onward.goOn(Double.NEGATIVE_INFINITY, efficacy[k]);
    }
    return sum;
  }

  /** Likewise, with the effect that is seen at the look: drift z/√t. */
  public double underTrend(int look, double z) {
    return conditional(look, z, z / Math.sqrt(information[look]));
  }

  /** The mean of conditional power over drifts that are normal about that seen, variance 1/t. */
  public double predictive(int look, double z) {
    double root = Math.sqrt(information[look]);
    Panels panels = Panels.of(-SPREAD, SPREAD, SPREAD / 2);
    double sum = 0;
    for (int j = 0; j < panels.points().length; j++) {
      double x = panels.points()[j];
      double density = Elementary.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
      sum += panels.weights()[j] * density * conditional(look, z, (z + x) / root);
    }
    return sum;
  }

  /** The bound of Z at a look below which conditional power under a drift is below a value. */
  public double conditionalBound(int look, double power, double drift) {
    return bound(z -> conditional(look, z, drift) - power);
  }

  /** Likewise under the trend. */
  public double trendBound(int look, double power) {
    return bound(z -> underTrend(look, z) - power);
  }

  /** Likewise by predictive power. */
  public double predictiveBound(int look, double power) {
    return bound(z -> predictive(look, z) - power);
  }

  private static double bound(UnivariateFunction excess) {
    return new BrentSolver(Efficacy.PRECISION, Efficacy.PRECISION)
        .solve(1000, excess, -FARTHEST, FARTHEST);
  }
}
