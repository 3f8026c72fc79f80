package org.silico.jobs.run;

import java.util.List;
import org.silico.engine.evaluation.Characteristic;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.trial.SimulationException;
import org.silico.engine.truth.ScenarioTruth;

/**
 * What a scenario came to.
 *
 * @param trials simulated, or not to be
 * @param failed of them, could not be simulated
 * @param firstFailure why the first of these could not; null when all could
 */
public record ScenarioResult(
    TrialPlan plan,
    long trials,
    long failed,
    SimulationException firstFailure,
    ScenarioTruth truth,
    List<Characteristic> characteristics) {}
