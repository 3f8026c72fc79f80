package org.silico.engine.model;

/**
 * A population parameter of a model.
 *
 * @param name as in the paper or the control file, and in a protocol
 * @param value the published estimate; for a kernel a value to plot with
 * @param low least allowed value, included
 * @param high largest allowed value, included
 */
public record Parameter(
    String name, double value, String unit, double low, double high, String meaning) {

  /** A parameter that may be any finite number. */
  static Parameter real(String name, double value, String unit, String meaning) {
    return new Parameter(
        name, value, unit, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, meaning);
  }

  /** A parameter that may be any finite number above zero. */
  static Parameter positive(String name, double value, String unit, String meaning) {
    return new Parameter(name, value, unit, Double.MIN_NORMAL, Double.POSITIVE_INFINITY, meaning);
  }

  /** A parameter that may be zero or any finite number above. */
  static Parameter notNegative(String name, double value, String unit, String meaning) {
    return new Parameter(name, value, unit, 0, Double.POSITIVE_INFINITY, meaning);
  }

  /** A probability or a fraction, strictly between 0 and 1. */
  static Parameter fraction(String name, double value, String meaning) {
    return new Parameter(name, value, "", 1e-12, 1 - 1e-12, meaning);
  }

  /** Whether the value is finite and in the range. */
  public boolean allows(double value) {
    return value >= low && value <= high && !Double.isInfinite(value);
  }

  /** The range in words: {@code any}, {@code > 0}, {@code ≥ 0}, {@code 0 to 1}. */
  public String range() {
    if (low == 1e-12) {
      return "0 to 1";
    }
    if (high == Double.POSITIVE_INFINITY) {
      return low == Double.NEGATIVE_INFINITY
          ? "any"
          : low == Double.MIN_NORMAL ? "> 0" : "≥ " + Numbers.text(low);
    }
    return Numbers.text(low) + " to " + Numbers.text(high);
  }
}
