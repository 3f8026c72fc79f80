package org.silico.engine.plan;

import java.util.List;
import org.silico.engine.random.GaussianCopula;

/**
 * What a trial measures, estimates and tests.
 *
 * @param copula null when endpoints are independent
 * @param members positions of the endpoints that the copula joins
 */
public record QuestionsPlan(
    List<EndpointPlan> endpoints,
    GaussianCopula copula,
    int[] members,
    List<EstimandPlan> estimands,
    List<AnalysisPlan> analyses) {

  /** The course of a longitudinal endpoint; null for other endpoints. */
  public LongitudinalPlan course(int endpoint) {
    return endpoints.get(endpoint).course();
  }
}
