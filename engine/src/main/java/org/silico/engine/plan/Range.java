package org.silico.engine.plan;

import org.silico.engine.protocol.Location;

/**
 * What a quantity must stay within, checked whenever its formula is evaluated.
 *
 * @param what the quantity in words, such as "probability of RESP"
 */
public record Range(String what, Location location, double low, double high) {

  public static Range probability(String what, Location location) {
    return new Range(what, location, 0, 1);
  }

  public static Range notNegative(String what, Location location) {
    return new Range(what, location, 0, Double.MAX_VALUE);
  }

  public static Range positive(String what, Location location) {
    return new Range(what, location, Double.MIN_VALUE, Double.MAX_VALUE);
  }

  public static Range finite(String what, Location location) {
    return new Range(what, location, -Double.MAX_VALUE, Double.MAX_VALUE);
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
    return new PlanException(location, what + " is " + value + "; it must be " + allowed());
  }

  private String allowed() {
    if (high < Double.MAX_VALUE) {
      return "between " + low + " and " + high;
    }
    if (low == 0) {
      return "0 or more";
    }
    return low > 0 ? "above 0" : "a finite number";
  }
}
