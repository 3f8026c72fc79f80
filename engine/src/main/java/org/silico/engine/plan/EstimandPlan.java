package org.silico.engine.plan;

import java.util.List;
import org.silico.engine.protocol.Estimand.Strategy;
import org.silico.engine.protocol.Estimand.Summary;

/**
 * What is to be known, in one scenario.
 *
 * @param population null for all randomised
 * @param visit position among the endpoint's visits
 * @param change whether the change from baseline is the variable, else the value
 * @param responder a condition that makes the variable 0 or 1; null for the number itself
 * @param strategies by event
 * @param composite the variable of who had an event of a composite strategy
 */
public record EstimandPlan(
    int treatment,
    int control,
    Value population,
    int endpoint,
    int visit,
    boolean change,
    Value responder,
    List<Strategy> strategies,
    double composite,
    Summary summary) {}
