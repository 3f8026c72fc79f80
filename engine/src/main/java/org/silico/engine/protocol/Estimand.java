package org.silico.engine.protocol;

import java.util.List;
import java.util.Optional;
import org.silico.engine.language.Location;
import org.silico.engine.method.Effect;

/**
 * What a trial wants to know, by the attributes of ICH E9(R1): the treatments compared, the
 * population, the variable, the strategy for every intercurrent event, and the summary measure.
 *
 * @param treatment position of an arm
 * @param control position of an arm
 * @param population a condition on what is known at randomisation; absent for all randomised
 * @param endpoint position of a longitudinal endpoint
 * @param visit absent for the last
 * @param strategies one for every event of the protocol, in order; dropouts (study
 *     discontinuations) are missing data, not part of an estimand, and have {@link
 *     Strategy#HYPOTHETICAL}
 * @param compositeValue the variable of who had an event of a composite strategy; absent for a
 *     responder, who then is none
 */
public record Estimand(
    String name,
    String label,
    int treatment,
    int control,
    Optional<Quantity> population,
    int endpoint,
    Optional<Quantity> visit,
    Variable variable,
    List<Strategy> strategies,
    Optional<Quantity> compositeValue,
    Summary summary,
    Location location) {

  /** What is looked at of a patient. */
  public sealed interface Variable {
    /** The value at the visit. */
    record Value() implements Variable {}

    /** The change from baseline. */
    record Change() implements Variable {}

    /**
     * Whether a condition on VALUE, BASE and CHANGE holds.
     *
     * @param condition a truth value
     */
    record Responder(Quantity condition) implements Variable {}
  }

  /** How an intercurrent event is dealt with (ICH E9(R1), A.3.2). */
  public enum Strategy {
    /** What happens after the event counts as it is. */
    TREATMENT_POLICY,
    /** As if the event could not happen. */
    HYPOTHETICAL,
    /** The event decides the variable. */
    COMPOSITE,
    /** The last visit before the event counts. */
    WHILE_ON_TREATMENT
  }

  /** How the arms are compared. */
  public enum Summary {
    /** Of means, or of proportions for a responder. */
    DIFFERENCE,
    /** The logarithm of the ratio of proportions. */
    RATIO,
    /** The logarithm of the odds ratio. */
    ODDS_RATIO;

    /**
     * That of an effect.
     *
     * @throws IllegalArgumentException if it does not follow from the mean of each arm
     */
    public static Summary of(Effect effect) {
      return switch (effect) {
        case DIFFERENCE_OF_MEANS, DIFFERENCE_OF_PROPORTIONS -> DIFFERENCE;
        case RATIO_OF_PROPORTIONS -> RATIO;
        case ODDS_RATIO -> ODDS_RATIO;
        case PROPORTION,
            HAZARD_RATIO,
            RATE_RATIO,
            PROBABILITY_OF_A_LARGER_VALUE,
            CUMULATIVE_ODDS_RATIO,
            SUBDISTRIBUTION_HAZARD_RATIO,
            DIFFERENCE_OF_RESTRICTED_MEANS,
            DIFFERENCE_OF_SURVIVAL ->
            throw new IllegalArgumentException("no estimand of a " + effect.words());
      };
    }
  }
}
