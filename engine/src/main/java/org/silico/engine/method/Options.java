package org.silico.engine.method;

import org.silico.engine.method.Option.Kind;
import org.silico.engine.method.Option.Target;

/** Options that several methods have. */
public final class Options {
  /** Whether the change from baseline is compared; its usual value depends on the endpoint. */
  public static final Option OF =
      Option.words(
          "of",
          "change from baseline when the endpoint has one, else value",
          "",
          "change",
          "change",
          "value");

  /** Of a method of one arm: what it is tested against. */
  public static final Option NULL_VALUE =
      Option.required("null value", new Kind.Fraction(), "proportion without an effect", "20%");

  public static final Option STRATA =
      Option.optional(
          "strata",
          new Kind.Strata(),
          "categorical or true/false covariates, or SITE when there are sites",
          "[SEX]");

  /** Of methods for competing risks. */
  public static final Option COMPETING =
      Option.required(
          "competing",
          new Kind.OtherTimes(),
          "other times to events: who has one of them first no longer can have the analysed one",
          "[DEATH]");

  public static final Option COVARIATES = covariates(false, "");

  public static final Option VISIT =
      target(
          Target.VISIT,
          "visit",
          "one of the longitudinal endpoint's visits; the last unless given",
          "",
          "8 weeks");

  public static final Option MISSING =
      new Option(
          "missing",
          new Kind.OfTarget(Target.MISSING),
          false,
          "what stands for a value that was not seen; observed, which is nothing, unless given",
          "observed",
          "observed");

  /** Of responders: who is not seen is none. */
  public static final Option MISSING_IS_FAILURE =
      new Option(
          "missing",
          new Kind.OfTarget(Target.MISSING),
          false,
          "what stands for a value that was not seen; failure unless given",
          "failure",
          "failure");

  public static final Option RESPONDER =
      target(
          Target.RESPONDER,
          "responder",
          "a condition on VALUE, BASE and CHANGE",
          "",
          "VALUE <= 0.5 * BASE");

  public static final Option ONGOING =
      target(
          Target.ONGOING,
          "ongoing",
          "patients whose visit is not due by the cut; excluded unless given",
          "excluded",
          "excluded");

  public static final Option EXCLUDE_AFTER =
      target(
          Target.EXCLUDE_AFTER,
          "exclude after",
          "intercurrent events after which values count as not seen",
          "",
          "[STOP]");

  public static final Option ESTIMAND =
      target(
          Target.ESTIMAND,
          "estimand",
          "what it aims at: its bias and coverage are against that",
          "",
          "treatment policy");

  private Options() {}

  /**
   * @param usual whether the baseline is adjusted for where none are given
   * @param needed what to say where there is neither; empty where none are needed
   */
  static Option covariates(boolean usual, String needed) {
    return Option.optional(
        "covariates",
        new Kind.Covariates(usual, needed),
        "adjusted for; BASE is the endpoint's baseline",
        "[BASE, AGE]");
  }

  /** The visit that ends what comes first. */
  static Option earlierVisit(String key) {
    return Option.required(
        key, new Kind.EarlierVisit(), "the visit at the end of " + key, "4 weeks");
  }

  private static Option target(Target part, String key, String doc, String usual, String example) {
    return new Option(key, new Kind.OfTarget(part), false, doc, usual, example);
  }
}
