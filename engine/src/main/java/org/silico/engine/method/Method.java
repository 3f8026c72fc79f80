package org.silico.engine.method;

import java.util.List;
import java.util.Optional;

/** A statistical method that compares a treatment arm with a control arm. Stateless. */
public interface Method {

  /** As in a protocol, such as {@code t test}. */
  String name();

  /** What it does, in a sentence for the reference. */
  String about();

  /** Its own options, in the order in which they are shown. */
  List<Option> options();

  /**
   * What it is for; of longitudinal endpoints the values at visits. A method with a {@code
   * responder} option takes any such values where one is given.
   */
  List<Outcome> outcomes();

  /** What the treatment effect is. */
  Effect effect(OptionValues values);

  /** The estimator with its workspace, for one thread. */
  Estimator estimator(OptionValues values, Setting setting);

  /** What it takes of a longitudinal endpoint. */
  default Taken taken() {
    return Taken.ONE_VISIT;
  }

  /** Which arms it takes. */
  default Comparison comparison() {
    return Comparison.TWO_ARMS;
  }

  /**
   * Why it has no margins, and so tests superiority only: what to use in its place, after "use";
   * empty where it has.
   */
  default Optional<String> insteadForMargins() {
    return Optional.empty();
  }

  /** Whether the effect is a time, in days: margins are durations. */
  default boolean inDays() {
    return false;
  }

  /**
   * Whether the effect is of being without the event: above 0 where the treatment arm has it later
   * or less, so that higher is better of an event that is bad.
   */
  default boolean ofSurvival() {
    return false;
  }

  /**
   * The value of an option that is not given.
   *
   * @param before the options before it, and {@code hypothesis}
   */
  default String usual(Option option, OptionValues before) {
    return option.usual();
  }

  /** What does not go together, of options that are all allowed by themselves. */
  default List<Conflict> conflicts(OptionValues values) {
    return List.of();
  }

  /**
   * What the difference at each visit counts for in the effect.
   *
   * @param days planned days of the visits
   * @param visit that the analysis looks at
   */
  default double[] weights(OptionValues values, double[] days, int visit) {
    double[] weights = new double[days.length];
    weights[visit] = 1;
    return weights;
  }

  /** Whether the effect is that at one visit. */
  default boolean ofOneVisit(OptionValues values) {
    return true;
  }

  /** Whether an analysis draws random numbers. */
  default boolean random() {
    return false;
  }

  /** The method whose estimate without missing data is the true value of this one's effect. */
  default Method forTruth() {
    return this;
  }

  /** Seconds of a core that an analysis takes, about. */
  default double seconds(OptionValues values, Size size) {
    return 3 * size.rows();
  }

  default boolean has(Option option) {
    return options().contains(option);
  }

  default boolean has(String key) {
    return options().stream().anyMatch(o -> o.key().equals(key));
  }

  /**
   * An option that another one does not allow.
   *
   * @param atValue whether what is wrong is the value, else that the option is there
   */
  record Conflict(String key, boolean atValue, String problem) {}

  /**
   * How much an analysis works on.
   *
   * @param rows seconds to go once through the patients and the columns of their model
   * @param visits of the endpoint
   * @param visit that is looked at, from 1
   */
  record Size(double rows, double visits, double visit) {}
}
