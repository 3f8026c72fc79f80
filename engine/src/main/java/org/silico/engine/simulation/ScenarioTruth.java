package org.silico.engine.simulation;

import java.io.Serializable;
import java.util.List;

/**
 * The true values of a scenario.
 *
 * @param analyses what each analysis of the protocol estimates
 * @param estimands one per estimand of the protocol
 */
public record ScenarioTruth(List<TrueValue> analyses, List<TrueValue> estimands)
    implements Serializable {

  public ScenarioTruth {
    analyses = List.copyOf(analyses);
    estimands = List.copyOf(estimands);
  }
}
