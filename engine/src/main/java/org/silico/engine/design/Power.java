package org.silico.engine.design;

import java.util.Arrays;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.silico.engine.random.StandardNormal;

/**
 * The drift at which a design has a power, and what looks cost.
 *
 * @param drift the mean of Z when all information is there
 * @param inflation information in terms of that of a test without looks: drift²/(z<sub>1-α</sub> +
 *     z<sub>power</sub>)², α that of one side
 * @param exits by look the probability to cross an upper bound there first, under the drift
 */
public record Power(double drift, double inflation, double[] exits) {

  /**
   * @param information shares at the looks
   * @param lower bounds below which the trial stops, minus infinity for none
   * @param upper bounds for efficacy
   * @param alpha of one side, for the inflation
   * @param power to cross an upper bound, above α, below 1
   */
  public static Power of(
      double[] information, double[] lower, double[] upper, double alpha, double power) {
    if (!(power > alpha && power < 1)) {
      throw new IllegalArgumentException("power must be above alpha and below 1, not " + power);
    }
    double drift =
        new BrentSolver(Efficacy.PRECISION, Efficacy.PRECISION)
            .solve(
                1000,
                x -> Arrays.stream(exits(information, lower, upper, x)).sum() - power,
                0,
                Efficacy.HIGHEST);
    double fixed = StandardNormal.quantile(1 - alpha) + StandardNormal.quantile(power);
    return new Power(
        drift, drift * drift / (fixed * fixed), exits(information, lower, upper, drift));
  }

  /** The mean share of information when the trial ends. */
  public static double expectedInformation(
      double[] information, double[] lower, double[] upper, double drift) {
    double[][] exits = ExitProbabilities.of(information, drift, lower, upper);
    int last = information.length - 1;
    double left = 1;
    double mean = 0;
    for (int k = 0; k < last; k++) {
      double here = exits[0][k] + exits[1][k];
      mean += information[k] * here;
      left -= here;
    }
    return mean + information[last] * left;
  }

  private static double[] exits(
      double[] information, double[] lower, double[] upper, double drift) {
    return ExitProbabilities.of(information, drift, lower, upper)[0];
  }
}
