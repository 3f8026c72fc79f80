package org.silico.engine.random;

import org.silico.engine.arithmetic.Elementary;

/**
 * A continuous distribution carried to a line y (log x, logit x) on which its quantile is a smooth
 * function of the normal score, so that it can be inverted and tabulated there.
 */
interface Line {

  /** The value that y stands for. */
  double x(double y);

  /** Density on the line, g(y). */
  double density(double y);

  /** Probability below y, given the density there. */
  double lower(double y, double density);

  /** Probability above y, given the density there. */
  double upper(double y, double density);

  /** d log g(y) / dy. */
  double slope(double y);

  /** A y near the one with lower or upper probability p, for p in (0, 1). */
  double start(double p, boolean upper);

  /**
   * The y with lower or upper probability p, p in (0, 1/2]: Halley's iteration on the logarithm of
   * that tail, kept inside a bracket that shrinks by bisection when a step leaves it. The error
   * falls to its cube with each step, so that a step below 5e-5 is the last.
   *
   * <p>With F the tail, h = log F - log p, r = g/F: h' = r, h'' = r (slope - r) for the lower tail
   * and h' = -r, h'' = -r (slope + r) for the upper.
   */
  default double inverse(double p, boolean upper) {
    double logP = Elementary.log(p);
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    double y = start(p, upper);
    for (int i = 0; i < 200; i++) {
      double density = density(y);
      double tail = upper ? upper(y, density) : lower(y, density);
      double h = Elementary.log(tail) - logP;
      if (h > 0 == upper) {
        low = y;
      } else {
        high = y;
      }
      double r = density / tail;
      double first = upper ? -r : r;
      double second = upper ? -r * (slope(y) + r) : r * (slope(y) - r);
      double newton = h / first;
      double bend = 1 - 0.5 * newton * second / first;
      double step = bend > 0.5 ? newton / bend : newton;
      double next = y - step;
      if (Math.abs(step) * Math.max(1, r) < 5e-5 || Math.abs(step) <= 2e-16 * Math.abs(y)) {
        return next;
      }
      y = next > low && next < high ? next : between(low, high, y);
    }
    return y;
  }

  /** A point inside the bracket, or a stride beyond y where the bracket is still open. */
  private static double between(double low, double high, double y) {
    if (Double.isInfinite(low)) {
      return high - Math.max(1, Math.abs(y));
    }
    if (Double.isInfinite(high)) {
      return low + Math.max(1, Math.abs(y));
    }
    return 0.5 * (low + high);
  }
}
