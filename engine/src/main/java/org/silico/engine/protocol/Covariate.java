package org.silico.engine.protocol;

import java.util.List;
import java.util.Optional;
import org.silico.engine.language.Location;
import org.silico.engine.random.DistributionFamily;

/** A characteristic of a patient at entry. */
public sealed interface Covariate {
  String name();

  String label();

  /**
   * Drawn from a distribution.
   *
   * @param parameters in the family's order, formulas of parameters and covariates before this one
   * @param minimum lower bound of truncation
   * @param maximum upper bound of truncation
   */
  record Drawn(
      String name,
      String label,
      DistributionFamily family,
      List<Quantity> parameters,
      Optional<Quantity> minimum,
      Optional<Quantity> maximum,
      Location location)
      implements Covariate {}

  /** One of several named levels; probabilities sum to 1. */
  record Categorical(
      String name,
      String label,
      List<String> levels,
      List<Quantity> probabilities,
      Location location)
      implements Covariate {}

  /** A formula of parameters and covariates before this one; true or false counts as a factor. */
  record Derived(String name, String label, Quantity formula) implements Covariate {}
}
