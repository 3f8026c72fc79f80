package org.silico.engine.plan;

import org.silico.engine.protocol.Analysis.Missing;

/**
 * What an analysis looks at of a longitudinal endpoint, in one scenario.
 *
 * @param visit position among the endpoint's visits
 * @param change whether the change from baseline is the variable, else the value
 * @param responder a condition that makes the variable 0 or 1; null for the number itself
 * @param excludeAfter positions of intercurrent events after which values count as not seen
 * @param estimand what its estimates are held against; null for the method's own estimate without
 *     missing data
 * @param earlier position of the visit that ends stage or period 1; -1 for none
 * @param weight of stage 1; NaN for none
 * @param nonResponder a condition at the earlier visit, or null
 */
public record TargetPlan(
    int visit,
    Missing missing,
    boolean change,
    Value responder,
    int[] excludeAfter,
    EstimandPlan estimand,
    int earlier,
    double weight,
    Value nonResponder) {}
