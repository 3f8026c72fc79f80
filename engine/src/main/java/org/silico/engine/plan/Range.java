package org.silico.engine.plan;

import org.silico.engine.language.Location;
import org.silico.engine.language.Quoting;
import org.silico.engine.protocol.Quantity;

/**
 * What a quantity must stay within, checked whenever its formula is evaluated.
 *
 * @param what the quantity in the protocol's words, such as "probability of RESP"
 */
public record Range(String what, Quantity quantity, double low, double high) {

  public static Range probability(String what, Quantity quantity) {
    return new Range(what, quantity, 0, 1);
  }

  public static Range notNegative(String what, Quantity quantity) {
    return new Range(what, quantity, 0, Double.MAX_VALUE);
  }

  public static Range positive(String what, Quantity quantity) {
    return new Range(what, quantity, Double.MIN_VALUE, Double.MAX_VALUE);
  }

  public static Range finite(String what, Quantity quantity) {
    return new Range(what, quantity, -Double.MAX_VALUE, Double.MAX_VALUE);
  }

  /** Finite numbers between bounds; one that is not included is left out by the next number. */
  static Range of(
      String what,
      Quantity quantity,
      double low,
      boolean lowIncluded,
      double high,
      boolean highIncluded) {
    return new Range(
        what,
        quantity,
        Math.max(lowIncluded ? low : Math.nextUp(low), -Double.MAX_VALUE),
        Math.min(highIncluded ? high : Math.nextDown(high), Double.MAX_VALUE));
  }

  public Location location() {
    return quantity.location();
  }

  /** False for NaN. */
  public boolean contains(double value) {
    return value >= low && value <= high;
  }

  double checked(double value) {
    if (!contains(value)) {
      throw new PlanException(location(), problem(value));
    }
    return value;
  }

  /** The first of n values that is outside; n when there is none. */
  int firstOutside(double[] values, int n) {
    int i = 0;
    while (i < n && values[i] >= low && values[i] <= high) {
      i++;
    }
    return i;
  }

  /** What is wrong with a value outside, and what would be right. */
  String problem(double value) {
    return what + " is " + shown(value) + "; it must be " + allowed(value);
  }

  /** In the unit in which the quantity is written. */
  private String shown(double value) {
    return quantity.shown(value, low >= -1 && high <= 1);
  }

  private String allowed(double value) {
    if (high < Double.MAX_VALUE && (high <= 1 || !(value < low))) {
      return "between " + shown(low) + " and " + shown(high);
    }
    if (low == 0) {
      return "0 or more";
    }
    if (low > -Double.MAX_VALUE) {
      return low < 1e-300 ? "above 0" : shown(low) + " or more";
    }
    return "a finite number";
  }

  /** How a formula that gave a value outside may be kept inside. */
  String hint(double value, String formula) {
    if (Double.isNaN(value)) {
      return "a logarithm, root or power of a number below 0 is not a number, nor is 0 / 0;"
          + " write, for example, log(max(0.001, ...))";
    }
    if (Double.isInfinite(value)) {
      return formula.contains("log")
          ? "the logarithm of 0 is infinite; write log(max(0.001, ...))"
          : "a division by 0, or a number too large; write, for example, / max(0.001, ...)";
    }
    if (high < Double.MAX_VALUE && (high <= 1 || value > high)) {
      String from = Quoting.number(low);
      String to = Quoting.number(high);
      return "min(" + to + ", max(" + from + ", ...)) keeps it within " + from + " and " + to;
    }
    return low > 0 && low < 1e-300
        ? "max(0.001, ...) keeps it above 0"
        : "max("
            + Quoting.number(low)
            + ", ...) keeps it from falling below "
            + Quoting.number(low);
  }
}
