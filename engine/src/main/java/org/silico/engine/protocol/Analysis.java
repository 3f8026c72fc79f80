package org.silico.engine.protocol;

import java.util.List;
import java.util.Optional;

/**
 * A comparison of two arms on an endpoint.
 *
 * @param endpoint position in the protocol's endpoints
 * @param treatment position of an arm
 * @param control position of an arm
 */
public record Analysis(
    String name,
    String label,
    int endpoint,
    int treatment,
    int control,
    Method method,
    Hypothesis hypothesis,
    Location location) {

  /** The statistical method and its own options. */
  public sealed interface Method {

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
    FARRINGTON_MANNING
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
