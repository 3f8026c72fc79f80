package org.silico.engine.truth;

import java.io.Serializable;
import java.util.List;
import org.silico.engine.trial.SimulationException;

/**
 * The true values of a scenario.
 *
 * @param analyses what each analysis of the protocol estimates
 * @param estimands one per estimand of the protocol
 * @param failure why the first of the unknown ones could not be simulated; null when all could
 */
public record ScenarioTruth(
    List<TrueValue> analyses, List<TrueValue> estimands, SimulationException failure)
    implements Serializable {

  public ScenarioTruth {
    analyses = List.copyOf(analyses);
    estimands = List.copyOf(estimands);
  }
}
