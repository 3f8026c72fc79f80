package org.silico.engine.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.silico.engine.language.Location;

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
   * Pocock and Simon 1975, Biometrics 31:103.
   *
   * @param probability of the preferred arm where it is one of the smallest ratio, above 1 / number
   *     of arms, at most 1
   */
  record Minimisation(
      List<String> factors, Quantity probability, Imbalance imbalance, Location location)
      implements Randomisation {}

  /** The largest sum of whole ratios that minimisation takes. */
  int MOST_SHARES = 1000;

  /**
   * By arm its share of a ratio, whole and in lowest terms; 0 for an arm that is closed.
   *
   * @throws IllegalArgumentException if there are no such numbers that add up to at most {@value
   *     #MOST_SHARES}
   */
  static int[] shares(double[] ratios) {
    int[] open = IntStream.range(0, ratios.length).filter(a -> ratios[a] > 0).toArray();
    int[] terms = lowestTerms(Arrays.stream(open).mapToDouble(a -> ratios[a]).toArray());
    if (terms.length == 0) {
      throw new IllegalArgumentException("no whole numbers are as " + Arrays.toString(ratios));
    }
    int[] shares = new int[ratios.length];
    for (int k = 0; k < open.length; k++) {
      shares[open[k]] = terms[k];
    }
    return shares;
  }

  /**
   * The ratios as whole numbers in lowest terms, such as 2 and 3 of 1 and 1.5; empty where their
   * sum would be above {@link #MOST_SHARES}.
   *
   * @param ratios above 0, finite
   */
  static int[] lowestTerms(double[] ratios) {
    double sum = Arrays.stream(ratios).sum();
    int[] whole = new int[ratios.length];
    for (int size = ratios.length; size <= MOST_SHARES; size++) {
      boolean fits = true;
      for (int a = 0; a < ratios.length; a++) {
        double share = size * ratios[a] / sum;
        whole[a] = (int) Math.rint(share);
        fits &= whole[a] > 0 && Math.abs(share - whole[a]) < 1e-9 * size;
      }
      if (fits) {
        return whole;
      }
    }
    return new int[0];
  }

  /** The spread of the arms' counts in a factor's level, ratios accounted for. */
  enum Imbalance {
    RANGE,
    VARIANCE
  }
}
