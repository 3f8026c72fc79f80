package org.silico.engine.random;

import org.silico.engine.arithmetic.Elementary;

/**
 * A distribution given that its value lies in [{@code low}, {@code high}], either possibly
 * infinite.
 *
 * <p>Quantile: Q(F(low) + u (F(high) - F(low))), with F(low) meaning P(X &lt; low), so that for
 * counts both bounds are included. Where most of the mass lies below the bounds the same is done
 * with survival functions, so that a far upper tail keeps its digits.
 */
public final class Truncated implements Distribution {

  private static final double LEAST_MASS = 1e-12;

  private final Distribution whole;
  private final double low;
  private final double high;
  private final boolean fromAbove;

  /** P(X < low), or if {@link #fromAbove} P(X >= low). */
  private final double edge;

  private final double mass;

  /**
   * @throws IllegalArgumentException if less than 1e-12 of the distribution lies within the bounds
   */
  public Truncated(Distribution whole, double low, double high) {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "truncated: low = " + low + " is above high = " + high + " or one is not a number");
    }
    this.whole = whole;
    this.low = whole.discrete() ? Math.ceil(low) : low;
    this.high = whole.discrete() ? Math.floor(high) : high;
    double below = whole.discrete() ? this.low - 1 : low;
    fromAbove = whole.cdf(below) > 0.5;
    edge = fromAbove ? whole.survival(below) : whole.cdf(below);
    mass = fromAbove ? edge - whole.survival(this.high) : whole.cdf(this.high) - edge;
    if (!(mass >= LEAST_MASS)) {
      throw new IllegalArgumentException(
          "truncated: only "
              + Math.max(mass, 0)
              + " of "
              + whole
              + " lies between "
              + low
              + " and "
              + high
              + "; at least "
              + LEAST_MASS
              + " is needed");
    }
  }

  @Override
  public double quantile(double u) {
    if (!(u >= 0 && u <= 1)) {
      return Double.NaN;
    }
    if (u == 0 || u == 1) {
      return Math.min(Math.max(whole.quantile(u), low), high);
    }
    double x = fromAbove ? whole.upperQuantile(edge - u * mass) : whole.quantile(edge + u * mass);
    return Math.min(Math.max(x, low), high);
  }

  @Override
  public double cdf(double x) {
    if (x < low) {
      return 0;
    }
    if (x >= high) {
      return 1;
    }
    double within = fromAbove ? edge - whole.survival(x) : whole.cdf(x) - edge;
    return Math.min(Math.max(within / mass, 0), 1);
  }

  @Override
  public double survival(double x) {
    if (x < low) {
      return 1;
    }
    if (x >= high) {
      return 0;
    }
    double beyond =
        fromAbove ? whole.survival(x) - whole.survival(high) : whole.cdf(high) - whole.cdf(x);
    return Math.min(Math.max(beyond / mass, 0), 1);
  }

  @Override
  public double upperQuantile(double q) {
    if (!(q >= 0 && q <= 1)) {
      return Double.NaN;
    }
    double x =
        fromAbove
            ? whole.upperQuantile(whole.survival(high) + q * mass)
            : q < 0.5 && high == Double.POSITIVE_INFINITY
                ? whole.upperQuantile(q * mass)
                : whole.quantile(edge + (1 - q) * mass);
    return Math.min(Math.max(x, low), high);
  }

  @Override
  public double mean() {
    return moment(1, 0);
  }

  @Override
  public double variance() {
    return moment(2, mean());
  }

  @Override
  public boolean discrete() {
    return whole.discrete();
  }

  @Override
  public Distribution tabulated() {
    return new Truncated(whole.tabulated(), low, high);
  }

  @Override
  public String toString() {
    return whole + " truncated to [" + low + ", " + high + "]";
  }

  /** E (X - centre)^power. */
  private double moment(int power, double centre) {
    return discrete() ? sum(power, centre) : integral(power, centre);
  }

  private double sum(int power, double centre) {
    double first = quantile(0x1p-53);
    double last = quantile(1 - 0x1p-53);
    double total = 0;
    double before = 0;
    for (double k = first; k <= last; k++) {
      double now = cdf(k);
      total += (now - before) * Elementary.pow(k - centre, power);
      before = now;
    }
    return total;
  }

  /**
   * The integral over u in (0, 1) of (Q(u) - centre)^power by the double exponential rule, whose
   * nodes u = 1/(1 + exp(-pi sinh t)) crowd at both ends, where Q may be infinite (Takahasi and
   * Mori 1974).
   */
  private double integral(int power, double centre) {
    double h = 1.0 / 64;
    double total = 0;
    for (int i = -5 * 64; i <= 5 * 64; i++) {
      double t = i * h;
      double tail = 1 / (1 + Elementary.exp(Math.PI * StrictMath.sinh(Math.abs(t))));
      double weight = h * Math.PI * StrictMath.cosh(t) * tail * (1 - tail);
      double x = t < 0 ? quantile(tail) : upperQuantile(tail);
      if (weight > 0 && !Double.isInfinite(x)) {
        total += weight * Elementary.pow(x - centre, power);
      }
    }
    return total;
  }
}
