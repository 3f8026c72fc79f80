package org.silico.engine.model;

import java.util.Map;

/** A model of an outcome over time: what it is, and how to make it ready for simulation. */
public interface LongitudinalModel {

  /** Name, equation, parameters, sources. */
  ModelInfo info();

  /**
   * The model with its population parameters bound; once per scenario, as tables may be made.
   *
   * @param theta a value for each of {@link ModelInfo#parameters}, in their order
   * @throws IllegalArgumentException naming a value outside its parameter's range
   */
  BoundModel bind(double[] theta);

  /** The model with its published values, but for those overridden by name. */
  default BoundModel bind(Map<String, Double> overrides) {
    return bind(info().theta(overrides));
  }
}
