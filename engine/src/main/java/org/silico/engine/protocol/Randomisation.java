package org.silico.engine.protocol;

import java.util.List;

/** How patients are allocated to arms. */
public sealed interface Randomisation {

  /** Independent draws with the arms' ratios. */
  record Simple() implements Randomisation {}

  /**
   * Permuted blocks within strata.
   *
   * @param sizes one for fixed blocks; several to be drawn with equal chance; each a multiple of
   *     the sum of the arms' ratios
   * @param strata names of categorical or true/false covariates, or SITE; empty for one stratum
   */
  record PermutedBlocks(List<Integer> sizes, List<String> strata, Location location)
      implements Randomisation {}

  /**
   * Minimisation: the arm that leaves the least marginal imbalance is given with a probability.
   * Pocock & Simon 1975, Biometrics 31:103.
   *
   * @param probability of the preferred arm, above 1 / number of arms, at most 1
   */
  record Minimisation(
      List<String> factors, Quantity probability, Imbalance imbalance, Location location)
      implements Randomisation {}

  /** The spread of the arms' counts in a factor's level, ratios accounted for. */
  enum Imbalance {
    RANGE,
    VARIANCE
  }
}
