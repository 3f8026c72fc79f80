package org.silico.engine.protocol;

import java.util.List;
import java.util.Optional;
import org.silico.engine.language.Location;

/**
 * A comparison of two arms on an endpoint.
 *
 * @param endpoint position in the protocol's endpoints
 * @param treatment position of an arm
 * @param control position of an arm
 * @param target what of a longitudinal endpoint is looked at; absent for other endpoints
 * @param ongoing whether patients whose visit is not due by the cut are analysed as if they had
 *     left, else not at all
 * @param stopping when it ends the trial before the last look; absent for never
 */
public record Analysis(
    String name,
    String label,
    int endpoint,
    int treatment,
    int control,
    MethodUse method,
    Optional<Target> target,
    boolean ongoing,
    Hypothesis hypothesis,
    Optional<Stopping> stopping,
    Location location) {

  /**
   * What of a longitudinal endpoint is looked at.
   *
   * @param visit one of the endpoint's visits; absent for the last
   * @param responder a condition on VALUE, BASE and CHANGE that makes the variable yes or no;
   *     absent for the value itself
   * @param excludeAfter positions of intercurrent events after which values count as not seen
   * @param estimand position in the protocol's estimands; absent for what the method estimates
   *     without missing data, with a treatment policy for all events
   */
  public record Target(
      Optional<Quantity> visit,
      Missing missing,
      Optional<Quantity> responder,
      List<Integer> excludeAfter,
      Optional<Integer> estimand) {}

  /** What stands for a value that was not seen. */
  public enum Missing {
    /** Nothing. */
    OBSERVED,
    /** The last value seen after randomisation, else the baseline. */
    LAST_OBSERVATION,
    BASELINE,
    /** Who is not seen is no responder. */
    FAILURE
  }

  /**
   * What is to be shown.
   *
   * @param lower margin of an equivalence, on the natural scale (a ratio for ratios)
   * @param upper margin of an equivalence, or the margin of a non-inferiority or superiority
   * @param sides 1 or 2
   * @param alpha of all sides together
   */
  public record Hypothesis(
      Kind kind,
      Optional<Quantity> lower,
      Optional<Quantity> upper,
      Better better,
      int sides,
      Quantity alpha) {

    /** Whether a look may reject on either side; a non-inferiority has one whatever its alpha. */
    public boolean twoSided() {
      return kind == Kind.SUPERIORITY && sides == 2;
    }
  }

  /** The kind of a hypothesis. */
  public enum Kind {
    SUPERIORITY,
    NON_INFERIORITY,
    EQUIVALENCE
  }

  /** Which direction of the endpoint is good for the patient. */
  public enum Better {
    HIGHER,
    LOWER
  }
}
