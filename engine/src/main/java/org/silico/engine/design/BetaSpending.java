package org.silico.engine.design;

import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * Bounds for futility that spend β under the drift for which a trial is planned, beside bounds for
 * efficacy that spend α without one (Pampallona, Tsiatis and Kim 2001, Drug Inf J 35:1113-1121).
 * The drift is the one at which the two meet at the last look.
 *
 * @param lower bounds for futility; at the last look that for efficacy
 * @param upper bounds for efficacy
 * @param drift the mean of Z when all information is there, at which power is 1 - β
 */
public record BetaSpending(double[] lower, double[] upper, double drift) {

  /**
   * One-sided.
   *
   * @param information shares at the looks, ascending to 1
   * @param binding whether the trial must stop for futility, so that bounds for efficacy may be
   *     lower; else they are those without futility
   * @throws IllegalArgumentException if no drift makes the bounds meet
   */
  public static BetaSpending of(
      double[] information,
      double alpha,
      Spending efficacy,
      double beta,
      Spending futility,
      boolean binding) {
    double[] open = new Efficacy.Spent(efficacy).bounds(information, alpha, 1);
    double drift =
        new BrentSolver(Efficacy.PRECISION, Efficacy.PRECISION)
            .solve(
                1000,
                x -> {
                  double[] lower = new double[open.length];
                  double[] upper = open.clone();
                  return left(
                      information, alpha, efficacy, beta, futility, binding, x, lower, upper);
                },
                0.01,
                Efficacy.HIGHEST / 2);
    double[] lower = new double[open.length];
    double[] upper = open.clone();
    left(information, alpha, efficacy, beta, futility, binding, drift, lower, upper);
    lower[lower.length - 1] = upper[upper.length - 1];
    return new BetaSpending(lower, upper, drift);
  }

  /**
   * What is left below the last bound for efficacy beyond what may be spent there; falls with the
   * drift.
   */
  private static double left(
      double[] information,
      double alpha,
      Spending efficacy,
      double beta,
      Spending futility,
      boolean binding,
      double drift,
      double[] lower,
      double[] upper) {
    ExitProbabilities none = new ExitProbabilities(information, 0);
    ExitProbabilities planned = new ExitProbabilities(information, drift);
    int last = information.length - 1;
    for (int k = 0; k <= last; k++) {
      double before = k == 0 ? 0 : information[k - 1];
      double mayReject = efficacy.by(alpha, information[k]) - efficacy.by(alpha, before);
      double mayStop = futility.by(beta, information[k]) - futility.by(beta, before);
      if (binding) {
        upper[k] = Efficacy.bound(none, mayReject);
      }
      if (k == last) {
        return planned.below(upper[k]) - mayStop;
      }
      lower[k] = Efficacy.lowerBound(planned, mayStop);
      if (lower[k] >= upper[k]) {
        return -1;
      }
      none.goOn(lower[k], upper[k]);
      planned.goOn(lower[k], upper[k]);
    }
    throw new IllegalStateException("a design has a look");
  }
}
