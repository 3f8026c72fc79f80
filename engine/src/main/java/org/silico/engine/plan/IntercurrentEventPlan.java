package org.silico.engine.plan;

import org.silico.engine.protocol.IntercurrentEvent;

/**
 * An intercurrent event in one scenario.
 *
 * @param name for messages
 * @param column of the layout, 1 once it has happened
 * @param probability in one interval between visits; null with a hazard
 * @param hazard per day; null with a probability
 * @param until the day from which on the hazard is 0; positive infinity for never
 */
public record IntercurrentEventPlan(
    String name,
    IntercurrentEvent.Kind kind,
    int column,
    ArmValue probability,
    ArmValue hazard,
    double until) {}
