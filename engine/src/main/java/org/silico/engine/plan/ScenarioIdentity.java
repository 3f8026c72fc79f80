package org.silico.engine.plan;

import org.silico.engine.random.RandomStream;

/**
 * What tells a scenario from all others.
 *
 * @param scenario position in the protocol's scenarios
 * @param parameters values in this scenario
 * @param stream every random number of the scenario
 * @param replicates trials that the protocol asks for
 */
public record ScenarioIdentity(
    int scenario, String scenarioName, double[] parameters, RandomStream stream, long replicates) {}
