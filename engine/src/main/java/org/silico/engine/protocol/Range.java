package org.silico.engine.protocol;

/**
 * The values that a quantity may take. Durations are in days and rates per day, so that only 0 and
 * infinity make sense as their bounds.
 */
record Range(double low, boolean lowIncluded, double high, boolean highIncluded, boolean whole) {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  static final Range ANY = new Range(-INFINITY, false, INFINITY, false, false);
  static final Range POSITIVE = new Range(0, false, INFINITY, false, false);
  static final Range NOT_NEGATIVE = new Range(0, true, INFINITY, false, false);
  static final Range PROBABILITY = new Range(0, true, 1, true, false);

  /** Between the bounds, which are not in the range. */
  static Range open(double low, double high) {
    return new Range(low, false, high, false, false);
  }

  /** A whole number from {@code low} to {@code high}. */
  static Range whole(double low, double high) {
    return new Range(low, true, high, true, true);
  }

  /** Never true of what is not finite. */
  boolean contains(double value) {
    return Double.isFinite(value)
        && (lowIncluded ? value >= low : value > low)
        && (highIncluded ? value <= high : value < high)
        && (!whole || Math.abs(value - Math.rint(value)) < 1e-9 * Math.max(1, Math.abs(value)));
  }

  /** What is right, after "must be". */
  String describe() {
    String number = whole ? "a whole number " : "";
    if (Double.isInfinite(low) && Double.isInfinite(high)) {
      return whole ? "a whole number" : "a finite number";
    }
    if (Double.isInfinite(high)) {
      return number + (lowIncluded ? "at least " : "above ") + Quoting.number(low);
    }
    if (Double.isInfinite(low)) {
      return number + (highIncluded ? "at most " : "below ") + Quoting.number(high);
    }
    String between = Quoting.number(low) + " and " + Quoting.number(high);
    if (lowIncluded && highIncluded) {
      return number + "between " + between;
    }
    if (!lowIncluded && !highIncluded) {
      return number + "between " + between + ", both excluded";
    }
    return number
        + (lowIncluded ? "at least " : "above ")
        + Quoting.number(low)
        + " and "
        + (highIncluded ? "at most " : "below ")
        + Quoting.number(high);
  }

  /** What the author probably meant by a value outside, or nothing. */
  String advice(double value) {
    boolean proportion = low == 0 && high <= 1;
    return proportion && value >= 2 && value <= 100
        ? " (" + Quoting.number(value) + " percent is written " + Quoting.number(value) + "%)"
        : "";
  }
}
