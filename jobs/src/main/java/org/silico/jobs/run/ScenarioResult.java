package org.silico.jobs.run;

import java.util.List;
import org.silico.engine.evaluation.Characteristic;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.simulation.TrueValue;

/**
 * What a scenario came to.
 *
 * @param trials simulated
 * @param truth one per analysis
 */
public record ScenarioResult(
    TrialPlan plan, long trials, List<TrueValue> truth, List<Characteristic> characteristics) {}
