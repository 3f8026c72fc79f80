package org.silico.engine.formula;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The units of time; a month is a twelfth of a year of 365.25 days. */
enum Unit {
  HOUR(1, 24, "hour", "hours", "h"),
  DAY(1, 1, "day", "days", "d"),
  WEEK(7, 1, "week", "weeks", "wk", "wks"),
  MONTH(30.4375, 1, "month", "months", "mo"),
  YEAR(365.25, 1, "year", "years", "y", "yr", "yrs");

  private static final Map<String, Unit> BY_SPELLING =
      Arrays.stream(values())
          .flatMap(unit -> unit.spellings.stream().map(spelling -> Map.entry(spelling, unit)))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private final double numerator;
  private final double denominator;
  private final List<String> spellings;

  Unit(double numerator, double denominator, String... spellings) {
    this.numerator = numerator;
    this.denominator = denominator;
    this.spellings = List.of(spellings);
  }

  /** The unit spelt so, letter case ignored, or null. */
  static Unit named(String spelling) {
    return BY_SPELLING.get(spelling.toLowerCase(Locale.ROOT));
  }

  /** Whether it is the singular or plural of a unit. */
  static boolean isFullName(String word) {
    return Arrays.stream(values())
        .anyMatch(unit -> word.equals(unit.singular()) || word.equals(unit.plural()));
  }

  /** What is written for a unit elsewhere. */
  private static final Map<String, String> HABITS =
      Map.of(
          "w",
          "weeks",
          "m",
          "months",
          "a",
          "years",
          "min",
          "hours",
          "q",
          "3 months",
          "qtr",
          "3 months",
          "quarter",
          "3 months",
          "fortnight",
          "2 weeks",
          "fortnights",
          "weeks");

  /** The problem with a word that is no unit, and the unit it might have been. */
  static String unknown(String spelling) {
    List<String> spellings =
        BY_SPELLING.keySet().stream().filter(known -> known.length() > 2).sorted().toList();
    String habit = HABITS.get(spelling.toLowerCase(Locale.ROOT));
    String hint =
        habit != null ? "; did you mean '" + habit + "'?" : Nearest.hint(spelling, spellings);
    return "unknown unit '"
        + spelling
        + "'"
        + (hint.isEmpty() ? "; units are hours, days, weeks, months and years" : hint);
  }

  /** Its name for one of it. */
  String singular() {
    return spellings.get(0);
  }

  String plural() {
    return spellings.get(1);
  }

  double toDays(double amount) {
    return amount * numerator / denominator;
  }

  double toPerDay(double amount) {
    return amount / numerator * denominator;
  }
}
