package org.silico.engine.model;

/**
 * A population parameter of a model.
 *
 * @param name as in the paper or the control file, and in a protocol
 * @param value the published estimate; for a kernel a value to plot with
 * @param low bound of the values below
 * @param lowIncluded whether it is allowed itself
 * @param high bound of the values above
 */
public record Parameter(
    String name,
    double value,
    String unit,
    double low,
    boolean lowIncluded,
    double high,
    boolean highIncluded,
    String meaning) {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /** A parameter that may be any finite number. */
  static Parameter real(String name, double value, String unit, String meaning) {
    return new Parameter(name, value, unit, -INFINITY, false, INFINITY, false, meaning);
  }

  /** A parameter that may be any finite number above zero. */
  static Parameter positive(String name, double value, String unit, String meaning) {
    return new Parameter(name, value, unit, 0, false, INFINITY, false, meaning);
  }

  /** A parameter that may be zero or any finite number above. */
  static Parameter notNegative(String name, double value, String unit, String meaning) {
    return new Parameter(name, value, unit, 0, true, INFINITY, false, meaning);
  }

  /** A probability or a fraction, strictly between 0 and 1. */
  static Parameter fraction(String name, double value, String meaning) {
    return new Parameter(name, value, "", 0, false, 1, false, meaning);
  }

  /** A share from 0 to 1, both included. */
  static Parameter share(String name, double value, String meaning) {
    return new Parameter(name, value, "", 0, true, 1, true, meaning);
  }

  /** Whether the value is finite and in the range. */
  public boolean allows(double value) {
    return (lowIncluded ? value >= low : value > low)
        && (highIncluded ? value <= high : value < high);
  }

  /** The range in words: {@code any}, {@code > 0}, {@code ≥ 0}, {@code 0 to 1}. */
  public String range() {
    if (high == INFINITY) {
      return low == -INFINITY ? "any" : (lowIncluded ? "≥ " : "> ") + Numbers.text(low);
    }
    return Numbers.text(low) + " to " + Numbers.text(high);
  }
}
