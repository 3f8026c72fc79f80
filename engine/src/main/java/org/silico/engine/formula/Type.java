package org.silico.engine.formula;

import java.util.List;

/** What a value of the formula language is. */
public sealed interface Type {
  /** In words for the protocol's author, with its article: "a duration". */
  String describe();

  /** A plain number, a count or a proportion. */
  static Type number() {
    return new Num(0);
  }

  /** A duration, in days. */
  static Type duration() {
    return new Num(1);
  }

  /** A rate, per day. */
  static Type rate() {
    return new Num(-1);
  }

  /** True or false. */
  static Type truth() {
    return new Bool();
  }

  /**
   * A number in days to the power {@code timeExponent}: 0 a plain number, 1 a duration, -1 a rate.
   */
  record Num(int timeExponent) implements Type {
    @Override
    public String describe() {
      return switch (timeExponent) {
        case 0 -> "a plain number";
        case 1 -> "a duration";
        case -1 -> "a rate (per time)";
        default -> "a quantity in time^" + timeExponent;
      };
    }
  }

  /** True or false, stored in columns and parameters as 1 and 0. */
  record Bool() implements Type {
    @Override
    public String describe() {
      return "true or false";
    }
  }

  /**
   * One of named levels, stored in columns and parameters as its index in {@code levels}. No level
   * can be named twice.
   */
  record Category(List<String> levels) implements Type {
    public Category {
      levels = List.copyOf(levels);
      if (levels.stream().distinct().count() < levels.size()) {
        throw new IllegalArgumentException("a level stands twice in " + levels);
      }
    }

    @Override
    public String describe() {
      return "a category";
    }
  }
}
