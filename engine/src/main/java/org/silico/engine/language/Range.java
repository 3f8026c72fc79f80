package org.silico.engine.language;

import java.util.function.DoubleFunction;

/**
 * The values that a quantity may take. Durations are in days and rates per day, so that only 0 and
 * infinity make sense as their bounds.
 */
public record Range(
    double low, boolean lowIncluded, double high, boolean highIncluded, boolean whole) {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  public static final Range ANY = new Range(-INFINITY, false, INFINITY, false, false);
  public static final Range POSITIVE = new Range(0, false, INFINITY, false, false);
  public static final Range NOT_NEGATIVE = new Range(0, true, INFINITY, false, false);
  public static final Range PROBABILITY = new Range(0, true, 1, true, false);

  /** Between the bounds, which are not in the range. */
  public static Range open(double low, double high) {
    return new Range(low, false, high, false, false);
  }

  /** A whole number from {@code low} to {@code high}. */
  public static Range whole(double low, double high) {
    return new Range(low, true, high, true, true);
  }

  /** Never true of what is not finite. */
  public boolean contains(double value) {
    return Double.isFinite(value)
        && (lowIncluded ? value >= low : value > low)
        && (highIncluded ? value <= high : value < high)
        && (!whole || Math.abs(value - Math.rint(value)) < 1e-9 * Math.max(1, Math.abs(value)));
  }

  /** Whether it holds shares: what may be written per cent. */
  public boolean isShare() {
    return low >= -1 && high <= 1;
  }

  /**
   * What is right, after "must be".
   *
   * @param number how a bound other than 0 is shown
   */
  public String describe(DoubleFunction<String> number) {
    String kind = whole ? "a whole number " : "";
    if (Double.isInfinite(low) && Double.isInfinite(high)) {
      return whole ? "a whole number" : "a finite number";
    }
    if (Double.isInfinite(high)) {
      return kind + (lowIncluded ? "at least " : "above ") + shown(low, number);
    }
    if (Double.isInfinite(low)) {
      return kind + (highIncluded ? "at most " : "below ") + shown(high, number);
    }
    if (lowIncluded == highIncluded) {
      return kind
          + "between "
          + shown(low, number)
          + " and "
          + shown(high, number)
          + (lowIncluded ? "" : ", both excluded");
    }
    return kind
        + (lowIncluded ? "at least " : "above ")
        + shown(low, number)
        + " and "
        + (highIncluded ? "at most " : "below ")
        + shown(high, number);
  }

  private static String shown(double bound, DoubleFunction<String> number) {
    return bound == 0 ? "0" : number.apply(bound);
  }

  /** What the author probably meant by a value outside, or nothing. */
  public String advice(double value, String text) {
    boolean proportion = low == 0 && high <= 1 && !text.contains("%");
    return proportion && value >= 2 && value <= 100
        ? " (" + Quoting.number(value) + " percent is written " + Quoting.number(value) + "%)"
        : "";
  }
}
