package org.silico.engine.random;

import java.util.List;

/** A distribution whose parameters are still open: what a protocol names. */
public interface DistributionFamily {

  /** The name in a protocol. */
  String name();

  /** The parameters, in the order in which {@link #of} takes them. */
  List<Parameter> parameters();

  /** Whether the values are integers. */
  boolean discrete();

  /**
   * The distribution with these parameters.
   *
   * @throws IllegalArgumentException naming the parameter, its value and the allowed range
   */
  Distribution of(double... theta);

  /**
   * A parameter and its range.
   *
   * @param name its name in a protocol
   * @param lowIncluded whether {@code low} itself is allowed
   * @param highIncluded whether {@code high} itself is allowed
   * @param meaning one phrase for the person who writes the protocol
   */
  record Parameter(
      String name,
      double low,
      boolean lowIncluded,
      double high,
      boolean highIncluded,
      String meaning) {

    /** A parameter that may be any finite number. */
    static Parameter real(String name, String meaning) {
      return new Parameter(
          name, Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false, meaning);
    }

    /** A parameter that may be any finite number above zero. */
    static Parameter positive(String name, String meaning) {
      return new Parameter(name, 0, false, Double.POSITIVE_INFINITY, false, meaning);
    }

    /** A parameter that may be zero or any finite number above. */
    static Parameter notNegative(String name, String meaning) {
      return new Parameter(name, 0, true, Double.POSITIVE_INFINITY, false, meaning);
    }

    /** Whether the value lies in the range; NaN never does. */
    public boolean allows(double value) {
      return (lowIncluded ? value >= low : value > low)
          && (highIncluded ? value <= high : value < high);
    }

    /** The range in interval notation, such as {@code [0, infinity)}. */
    public String range() {
      return (lowIncluded ? "[" : "(")
          + bound(low)
          + ", "
          + bound(high)
          + (highIncluded ? "]" : ")");
    }

    private static String bound(double value) {
      if (Double.isInfinite(value)) {
        return value > 0 ? "infinity" : "-infinity";
      }
      return value == Math.rint(value) && Math.abs(value) < 1e15
          ? Long.toString((long) value)
          : Double.toString(value);
    }
  }
}
