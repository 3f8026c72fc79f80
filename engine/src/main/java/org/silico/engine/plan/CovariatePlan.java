package org.silico.engine.plan;

import org.silico.engine.random.Distribution;
import org.silico.engine.random.DistributionFamily;

/**
 * How one covariate comes about.
 *
 * @see #column its place in the layout
 */
public sealed interface CovariatePlan {
  int column();

  Source source();

  /** The same distribution for every patient. */
  record Fixed(int column, Source source, Distribution distribution) implements CovariatePlan {}

  /**
   * Parameters that differ between patients.
   *
   * @param minimum of truncation, or null
   * @param maximum of truncation, or null
   */
  record Varying(
      int column,
      Source source,
      DistributionFamily family,
      Value[] parameters,
      Value minimum,
      Value maximum)
      implements CovariatePlan {}

  /** Levels whose probabilities differ between patients. */
  record Levels(int column, Source source, Value[] probabilities) implements CovariatePlan {}

  record Derived(int column, Source source, Value formula) implements CovariatePlan {}
}
