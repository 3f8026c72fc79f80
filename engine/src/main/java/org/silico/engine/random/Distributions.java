package org.silico.engine.random;

import java.util.List;
import java.util.Optional;

/** The families that a protocol can name. A new one is one file and one entry in this list. */
public final class Distributions {

  private static final List<DistributionFamily> FAMILIES =
      List.of(
          Normal.FAMILY,
          Lognormal.FAMILY,
          Uniform.FAMILY,
          Exponential.FAMILY,
          Weibull.FAMILY,
          Beta.FAMILY,
          Gamma.FAMILY,
          Poisson.FAMILY,
          Binomial.FAMILY,
          NegativeBinomial.FAMILY);

  private Distributions() {}

  /** All families, in the order of the reference documentation. */
  public static List<DistributionFamily> families() {
    return FAMILIES;
  }

  /** The family of this name, spelled exactly so. */
  public static Optional<DistributionFamily> byName(String name) {
    return FAMILIES.stream().filter(family -> family.name().equals(name)).findFirst();
  }
}
