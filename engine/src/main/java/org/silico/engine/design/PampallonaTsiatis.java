package org.silico.engine.design;

import java.util.Arrays;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.silico.engine.arithmetic.Elementary;

/**
 * Bounds for efficacy c<sub>1</sub>t<sup>Δ₁ - 1/2</sup> and for futility θ√t -
 * c<sub>0</sub>t<sup>Δ₀ - 1/2</sup> that meet when all information is there, at the drift θ =
 * c<sub>0</sub> + c<sub>1</sub> at which power is 1 - β (Pampallona and Tsiatis 1994, J Stat Plan
 * Inference 42:19-35).
 *
 * @param lower bounds for futility; at the last look that for efficacy
 * @param upper bounds for efficacy
 * @param drift θ
 */
public record PampallonaTsiatis(double[] lower, double[] upper, double drift) {

  /**
   * One-sided.
   *
   * @param information shares at the looks, ascending to 1
   * @param efficacy Δ₁
   * @param futility Δ₀
   * @param binding whether the trial must stop for futility; else α is kept without
   */
  public static PampallonaTsiatis of(
      double[] information,
      double alpha,
      double beta,
      double efficacy,
      double futility,
      boolean binding) {
    UnivariateFunction upperFor =
        c0 ->
            root(
                c1 ->
                    of(information, c0, c1, efficacy, futility).rejects(information, binding)
                        - alpha);
    double c0 =
        root(
            x ->
                of(information, x, upperFor.value(x), efficacy, futility).misses(information)
                    - beta);
    return of(information, c0, upperFor.value(c0), efficacy, futility);
  }

  private static PampallonaTsiatis of(
      double[] information, double c0, double c1, double efficacy, double futility) {
    double[] upper =
        Arrays.stream(information).map(t -> c1 * Elementary.pow(t, efficacy - 0.5)).toArray();
    double[] lower =
        Arrays.stream(information)
            .map(t -> (c0 + c1) * Math.sqrt(t) - c0 * Elementary.pow(t, futility - 0.5))
            .toArray();
    lower[lower.length - 1] = upper[upper.length - 1];
    return new PampallonaTsiatis(lower, upper, c0 + c1);
  }

  private double rejects(double[] information, boolean binding) {
    double[] followed = lower.clone();
    if (!binding) {
      Arrays.fill(followed, Double.NEGATIVE_INFINITY);
    }
    return Arrays.stream(ExitProbabilities.of(information, 0, followed, upper)[0]).sum();
  }

  private double misses(double[] information) {
    return 1 - Arrays.stream(ExitProbabilities.of(information, drift, lower, upper)[0]).sum();
  }

  private static double root(UnivariateFunction f) {
    return new BrentSolver(Efficacy.PRECISION, Efficacy.PRECISION).solve(1000, f, 0.01, 12);
  }
}
