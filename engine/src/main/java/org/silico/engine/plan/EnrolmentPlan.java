package org.silico.engine.plan;

import org.silico.engine.protocol.Enrolment.Arrivals;

/**
 * The expected number of patients who have entered by each time, piecewise linear.
 *
 * @param from start of each piece, the first 0
 * @param rate of all sites together in each piece
 * @param expected number at the start of each piece
 * @param siteOrder sites by opening time; a single 0 without sites
 * @param cumulativeRate of the sites in that order: entry k is the sum of the first k + 1
 * @param open how many sites of that order are open in each piece
 */
public record EnrolmentPlan(
    Arrivals arrivals,
    double[] from,
    double[] rate,
    double[] expected,
    int[] siteOrder,
    double[] cumulativeRate,
    int[] open) {}
