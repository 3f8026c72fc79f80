package org.silico.engine.design;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.silico.engine.arithmetic.Elementary;

/** A family of bounds that Z must exceed for efficacy. */
public sealed interface Efficacy {
  /** What a root is found to. */
  double PRECISION = 1e-12;

  /** Beyond what any bound is infinite. */
  double HIGHEST = 38;

  /**
   * The bounds at looks that spend α in all, whatever is done for futility.
   *
   * @param information shares at the looks, ascending to 1
   * @param alpha of all sides, above 0 and below half of their number
   * @param sides 1, or 2 for bounds on both sides alike
   * @return infinite where nothing is spent
   * @throws IllegalArgumentException if the shares do not ascend, or α is not in its range
   */
  double[] bounds(double[] information, double alpha, int sides);

  /** c at every look (Pocock 1977, Biometrika 64:191-199). */
  record Pocock() implements Efficacy {
    @Override
    public double[] bounds(double[] information, double alpha, int sides) {
      return new WangTsiatis(0.5).bounds(information, alpha, sides);
    }
  }

  /** c/√t (O'Brien and Fleming 1979, Biometrics 35:549-556). */
  record OBrienFleming() implements Efficacy {
    @Override
    public double[] bounds(double[] information, double alpha, int sides) {
      return new WangTsiatis(0).bounds(information, alpha, sides);
    }
  }

  /**
   * ct<sup>Δ - 1/2</sup> (Wang and Tsiatis 1987, Biometrics 43:193-199).
   *
   * @param delta 0 is O'Brien and Fleming's, 0.5 Pocock's
   */
  record WangTsiatis(double delta) implements Efficacy {
    @Override
    public double[] bounds(double[] information, double alpha, int sides) {
      check(alpha, sides);
      double[] shape = new double[information.length];
      double last = information[information.length - 1];
      Arrays.setAll(shape, k -> Elementary.pow(information[k] / last, delta - 0.5));
      double c = root(x -> total(information, times(shape, x), sides) - alpha, 0, HIGHEST);
      return times(shape, c);
    }

    private static double[] times(double[] shape, double c) {
      return Arrays.stream(shape).map(s -> c * s).toArray();
    }
  }

  /**
   * One bound at all looks but the last, whose own spends the rest (Haybittle 1971, Br J Radiol
   * 44:793-797; Peto and others 1976, Br J Cancer 34:585-612).
   *
   * @param early the bound before the last look, 3 as a rule
   */
  record HaybittlePeto(double early) implements Efficacy {
    @Override
    public double[] bounds(double[] information, double alpha, int sides) {
      check(alpha, sides);
      double[] bounds = new double[information.length];
      Arrays.fill(bounds, early);
      ExitProbabilities recursion = new ExitProbabilities(information, 0);
      double spent = 0;
      for (int k = 0; k < bounds.length - 1; k++) {
        spent += sides * recursion.above(early);
        recursion.goOn(other(early, sides), early);
      }
      if (spent >= alpha) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "bounds of %s before the last look spend %.4g, all of %s",
                early,
                spent,
                alpha));
      }
      bounds[bounds.length - 1] = bound(recursion, (alpha - spent) / sides);
      return bounds;
    }
  }

  /** What a function spends of each side's α, look by look. */
  record Spent(Spending spending) implements Efficacy {
    @Override
    public double[] bounds(double[] information, double alpha, int sides) {
      return bounds(information, information, alpha, sides);
    }

    /**
     * One-sided bounds that rely on it that the trial stops for futility.
     *
     * @param lower bounds for futility, minus infinity for none
     */
    public double[] bounds(double[] information, double alpha, double[] lower) {
      return bounds(information, information, alpha, lower);
    }

    /**
     * Likewise where spending does not go by the information that is there.
     *
     * @param shares by which is spent at each look
     */
    public double[] bounds(double[] shares, double[] information, double alpha, double[] lower) {
      check(alpha, 1);
      return bounds(shares, information, alpha, (k, upper) -> lower[k]);
    }

    /**
     * The bound of one side at the last of some looks, when those before it are known.
     *
     * @param shares by which is spent at the looks
     * @param information that is there at them, of which only ratios count
     * @param alpha of the side
     * @param lower bounds at the looks before
     * @param upper likewise
     */
    double next(
        double[] shares, double[] information, double alpha, double[] lower, double[] upper) {
      int last = shares.length - 1;
      ExitProbabilities recursion = new ExitProbabilities(information, 0);
      for (int k = 0; k < last; k++) {
        recursion.goOn(lower[k], upper[k]);
      }
      double before = last == 0 ? 0 : spending.by(alpha, shares[last - 1]);
      return bound(recursion, spending.by(alpha, shares[last]) - before);
    }

    /** Of one side, whose trials go on between the bound and a lower one. */
    private double[] bounds(double[] shares, double[] information, double alpha, Lower lower) {
      double[] bounds = new double[information.length];
      ExitProbabilities recursion = new ExitProbabilities(information, 0);
      double before = 0;
      for (int k = 0; k < bounds.length; k++) {
        double spent = spending.by(alpha, shares[k]);
        bounds[k] = bound(recursion, spent - before);
        before = spent;
        recursion.goOn(lower.at(k, bounds[k]), bounds[k]);
      }
      return bounds;
    }

    /** A lower bound by its look, from 0, and the upper one there. */
    private interface Lower {
      double at(int look, double upper);
    }

    /**
     * The bounds where spending does not go by the information that is there: by what was planned,
     * when there is more or less of it in the end, or by calendar time.
     *
     * @param shares by which is spent at each look, to 1
     * @param information that is there at the looks, of which only ratios count
     */
    public double[] bounds(double[] shares, double[] information, double alpha, int sides) {
      check(alpha, sides);
      return bounds(shares, information, alpha / sides, (k, upper) -> other(upper, sides));
    }
  }

  /**
   * The bound that is exceeded with a probability at the look at hand; minus infinity where fewer
   * trials come there.
   */
  static double bound(ExitProbabilities recursion, double probability) {
    if (!(probability > 0) || recursion.above(HIGHEST) >= probability) {
      return Double.POSITIVE_INFINITY;
    }
    if (recursion.above(-HIGHEST) <= probability) {
      return Double.NEGATIVE_INFINITY;
    }
    return quantile(recursion::above, probability);
  }

  /**
   * The bound below which Z falls with a probability at the look at hand; infinite where fewer
   * trials come there.
   */
  static double lowerBound(ExitProbabilities recursion, double probability) {
    if (!(probability > 0) || recursion.below(-HIGHEST) >= probability) {
      return Double.NEGATIVE_INFINITY;
    }
    if (recursion.below(HIGHEST) <= probability) {
      return Double.POSITIVE_INFINITY;
    }
    return quantile(recursion::below, probability);
  }

  /** Where a tail has a probability, found on the scale of logarithms, as it may be tiny. */
  private static double quantile(UnivariateFunction tail, double probability) {
    double wanted = Elementary.log(probability);
    return root(
        z -> Elementary.log(Math.max(tail.value(z), Double.MIN_VALUE)) - wanted, -HIGHEST, HIGHEST);
  }

  /** The lower bound beside an upper one: its mirror image, or none. */
  private static double other(double upper, int sides) {
    return sides == 2 ? -upper : Double.NEGATIVE_INFINITY;
  }

  private static double total(double[] information, double[] bounds, int sides) {
    double[] lower = new double[bounds.length];
    Arrays.setAll(lower, k -> other(bounds[k], sides));
    return sides * Arrays.stream(ExitProbabilities.of(information, 0, lower, bounds)[0]).sum();
  }

  private static double root(UnivariateFunction f, double low, double high) {
    return new BrentSolver(PRECISION, PRECISION).solve(1000, f, low, high);
  }

  private static void check(double alpha, int sides) {
    if (!(alpha > 0 && alpha < 0.5 * sides)) {
      throw new IllegalArgumentException("alpha must be above 0 and below " + 0.5 * sides);
    }
    if (sides != 1 && sides != 2) {
      throw new IllegalArgumentException("a test has one side or two, not " + sides);
    }
  }
}
