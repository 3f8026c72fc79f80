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
 */
public record Analysis(
    String name,
    String label,
    int endpoint,
    int treatment,
    int control,
    Method method,
    Optional<Target> target,
    boolean ongoing,
    Hypothesis hypothesis,
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

  /** The statistical method and its own options. */
  public sealed interface Method {
    /** Whether the change from baseline (in a second stage, from its start) is compared. */
    default boolean change() {
      return false;
    }

    /** Covariates adjusted for, by name; BASE is the endpoint's baseline. */
    default List<String> covariates() {
      return List.of();
    }

    /** Factors of strata, by name. */
    default List<String> strata() {
      return List.of();
    }

    /**
     * @param pooled variance, else Welch
     * @param change from baseline is compared, else the value
     */
    record TTest(boolean pooled, boolean change) implements Method {}

    /** Covariates by name; BASE is the endpoint's baseline. */
    record Ancova(List<String> covariates, boolean change) implements Method {}

    record Proportions(Measure measure, ProportionTest test) implements Method {}

    record LogRank(List<String> strata) implements Method {}

    record Cox(List<String> covariates, List<String> strata) implements Method {}

    record PoissonRate(List<String> covariates) implements Method {}

    record NegativeBinomialRate(List<String> covariates) implements Method {}

    record Wilcoxon(List<String> strata) implements Method {}

    record ProportionalOdds(List<String> covariates) implements Method {}

    /**
     * The mixed model for repeated measures, of all arms.
     *
     * @param byVisit those of the covariates that have an effect of their own at each visit
     * @param change from baseline is compared, else the value
     */
    record Mmrm(
        List<String> covariates,
        List<String> byVisit,
        boolean change,
        Structure covariance,
        Df df,
        Contrast contrast)
        implements Method {}

    /**
     * Multiple imputation, then analysis of covariance at the visit.
     *
     * @param change from baseline is compared, else the value
     */
    record Imputation(
        List<String> covariates, boolean change, Assumption assumption, int imputations)
        implements Method {}

    /**
     * The sequential parallel comparison design. Treatment and control are the arms that begin on
     * placebo and take drug or placebo in stage 2; the other arms are the drug's in stage 1.
     *
     * @param stage1 the visit at the end of stage 1
     * @param weight of stage 1, in (0, 1)
     * @param nonResponder a condition on VALUE, BASE and CHANGE at that visit: who is in stage 2
     * @param change whether the change since the start of the stage is compared, else the value;
     *     not looked at where values are yes or no
     */
    record SequentialParallel(
        Quantity stage1, Quantity weight, Quantity nonResponder, boolean change)
        implements Method {}

    /**
     * Two periods, two sequences: treatment the arm that takes the drug first, control the other.
     *
     * @param period1 the visit at the end of period 1
     */
    record Crossover(Quantity period1) implements Method {}
  }

  /** The covariance matrix over visits. */
  public enum Structure {
    UNSTRUCTURED,
    TOEPLITZ,
    AUTOREGRESSIVE,
    COMPOUND_SYMMETRY
  }

  /** Degrees of freedom of a mixed model. */
  public enum Df {
    SATTERTHWAITE,
    KENWARD_ROGER
  }

  /** Of the differences of the arms at the visits. */
  public enum Contrast {
    /** At the visit. */
    VISIT,
    /** The mean over all visits. */
    AVERAGE,
    /** The slope over the planned days of all visits, per day. */
    SLOPE
  }

  /** What is assumed of the values that were not seen. */
  public enum Assumption {
    MISSING_AT_RANDOM,
    JUMP_TO_REFERENCE,
    COPY_REFERENCE,
    COPY_INCREMENTS
  }

  /** How two proportions are compared. */
  public enum Measure {
    DIFFERENCE,
    RATIO,
    ODDS_RATIO
  }

  /** The variance of the test of two proportions. */
  public enum ProportionTest {
    POOLED,
    UNPOOLED,
    /** At the null value; of differences and ratios Farrington and Manning's. */
    SCORE
  }

  /**
   * What is to be shown.
   *
   * @param lower margin of an equivalence, on the natural scale (a ratio for ratios)
   * @param upper margin of an equivalence, or the margin of a non-inferiority
   * @param sides 1 or 2
   * @param alpha of all sides together
   */
  public record Hypothesis(
      Kind kind,
      Optional<Quantity> lower,
      Optional<Quantity> upper,
      Better better,
      int sides,
      Quantity alpha) {}

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
