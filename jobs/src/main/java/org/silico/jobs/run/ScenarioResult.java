package org.silico.jobs.run;

import java.util.List;
import org.silico.engine.evaluation.Characteristic;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.simulation.ScenarioTruth;

/**
 * What a scenario came to.
 *
 * @param trials simulated
 */
public record ScenarioResult(
    TrialPlan plan, long trials, ScenarioTruth truth, List<Characteristic> characteristics) {}
