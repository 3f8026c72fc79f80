package org.silico.engine.method;

import java.util.List;

/**
 * An option of a method, as a protocol has it.
 *
 * @param usual what holds when it is not given; empty where that is nothing, or said by the method
 * @param example a value to show
 */
public record Option(
    String key, Kind kind, boolean required, String doc, String usual, String example) {

  /** What values an option has. */
  public sealed interface Kind {
    /** One of these words. */
    record Word(List<String> words) implements Kind {}

    record Whole(long low, long high) implements Kind {}

    /**
     * Covariates, by name.
     *
     * @param usual whether the baseline is adjusted for where none are given
     * @param needed what to say where there is neither; empty where none are needed
     */
    record Covariates(boolean usual, String needed) implements Kind {}

    /** Some of the analysis' covariates; the baseline, when it is among them, unless given. */
    record SomeCovariates() implements Kind {}

    /** Factors, by name. */
    record Strata() implements Kind {}

    /** Other endpoints that are times to events, by name. */
    record OtherTimes() implements Kind {}

    /** A visit before the one that is looked at. */
    record EarlierVisit() implements Kind {}

    /** A number between 0 and 1, both excluded. */
    record Fraction() implements Kind {}

    /** A time from randomisation to which times to events are looked at. */
    record Horizon() implements Kind {}

    /** A condition on the endpoint's values at the earlier visit. */
    record EarlierCondition() implements Kind {}

    /** What every method may say of a longitudinal endpoint; not read with the method. */
    record OfTarget(Target part) implements Kind {}
  }

  /** The parts of what an analysis looks at of a longitudinal endpoint. */
  public enum Target {
    VISIT,
    MISSING,
    RESPONDER,
    ONGOING,
    EXCLUDE_AFTER,
    ESTIMAND
  }

  static Option word(String key, String what, String... words) {
    return new Option(
        key,
        new Kind.Word(List.of(words)),
        false,
        what + "; " + words[0] + " unless given",
        words[0],
        words[0]);
  }

  /** Words that may be left out; the doc says what holds then. */
  static Option words(String key, String doc, String usual, String example, String... words) {
    return new Option(key, new Kind.Word(List.of(words)), false, doc, usual, example);
  }

  static Option required(String key, Kind kind, String doc, String example) {
    return new Option(key, kind, true, doc, "", example);
  }

  static Option optional(String key, Kind kind, String doc, String example) {
    return new Option(key, kind, false, doc, "", example);
  }
}
