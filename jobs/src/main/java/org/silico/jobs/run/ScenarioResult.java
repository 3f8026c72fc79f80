package org.silico.jobs.run;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.silico.engine.evaluation.Characteristic;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.trial.SimulationException;
import org.silico.engine.truth.ScenarioTruth;

/**
 * What a scenario came to.
 *
 * @param trials simulated, or not to be
 * @param failed of them, could not be simulated
 * @param firstFailure why the first of these could not; null when all could
 * @param truth what analyses and estimands are worth, in the order of the protocol
 */
public record ScenarioResult(
    Protocol protocol,
    TrialPlan plan,
    long trials,
    long failed,
    SimulationException firstFailure,
    ScenarioTruth truth,
    List<Characteristic> characteristics) {

  public String name() {
    return plan.identity().scenarioName();
  }

  /**
   * The share of trials in which an analysis rejects the null hypothesis in the good direction.
   *
   * @throws NoSuchElementException if the protocol has no such analysis
   */
  public Characteristic power(String analysis) {
    return characteristic(analysis, Metrics.POWER)
        .orElseThrow(() -> new NoSuchElementException("no analysis '" + analysis + "'"));
  }

  /**
   * @param analysis its name; empty for the trial as a whole
   * @param metric as in the table OC, such as "bias"
   */
  public Optional<Characteristic> characteristic(String analysis, String metric) {
    return characteristics.stream()
        .filter(c -> c.analysis().equals(analysis) && c.metric().equals(metric))
        .findFirst();
  }
}
