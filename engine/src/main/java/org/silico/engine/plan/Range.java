package org.silico.engine.plan;

import org.silico.engine.protocol.Location;
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

  public Location location() {
    return quantity.location();
  }

  double checked(double value) {
    if (!(value >= low && value <= high)) {
      throw violation(value);
    }
    return value;
  }

  void check(double[] values, int n) {
    for (int i = 0; i < n; i++) {
      if (!(values[i] >= low && values[i] <= high)) {
        throw violation(values[i]);
      }
    }
  }

  private PlanException violation(double value) {
    return new PlanException(
        location(), what + " is " + shown(value) + "; it must be " + allowed());
  }

  /** In the unit in which the quantity is written. */
  private String shown(double value) {
    return quantity.shown(value, low >= -1 && high <= 1);
  }

  private String allowed() {
    if (high < Double.MAX_VALUE) {
      return "between " + shown(low) + " and " + shown(high);
    }
    if (low == 0) {
      return "0 or more";
    }
    return low > 0 ? "above 0" : "a finite number";
  }
}
