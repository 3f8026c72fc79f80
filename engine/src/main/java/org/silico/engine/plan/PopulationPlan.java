package org.silico.engine.plan;

import java.util.List;
import org.silico.engine.random.GaussianCopula;

/**
 * Who the patients are.
 *
 * @param covariates in the order in which they come about
 * @param copula null when covariates are independent
 * @param members positions in {@code covariates} that the copula joins
 * @param eligibility null when all may enter
 * @param criteria what decides who enters: {@code eligibility} and the entries of endpoints
 */
public record PopulationPlan(
    List<CovariatePlan> covariates,
    GaussianCopula copula,
    int[] members,
    Value eligibility,
    List<Criterion> criteria) {}
