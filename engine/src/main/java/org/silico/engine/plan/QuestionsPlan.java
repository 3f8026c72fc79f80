package org.silico.engine.plan;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
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

  /** Positions of the endpoints that are seen at several visits. */
  public int[] longitudinal() {
    return positions(e -> course(e) != null);
  }

  /** Positions of the endpoints that are seen once. */
  public int[] seenOnce() {
    return positions(e -> course(e) == null);
  }

  /** The position of the analysis that ends trials; -1 for none. */
  public int deciding() {
    return IntStream.range(0, analyses.size())
        .filter(a -> analyses.get(a).stopping() != null)
        .findFirst()
        .orElse(-1);
  }

  /** Likewise, where its results at the end are ordered by stage. */
  public int stagewise() {
    int deciding = deciding();
    return deciding >= 0 && analyses.get(deciding).stopping().stagewise() ? deciding : -1;
  }

  /** The same with analyses that do not end the trial. */
  QuestionsPlan withoutStopping() {
    return new QuestionsPlan(
        endpoints,
        copula,
        members,
        estimands,
        analyses.stream().map(AnalysisPlan::withoutStopping).toList());
  }

  private int[] positions(IntPredicate which) {
    return IntStream.range(0, endpoints.size()).filter(which).toArray();
  }

  /** The course of a longitudinal endpoint; null for other endpoints. */
  public LongitudinalPlan course(int endpoint) {
    return endpoints.get(endpoint).course();
  }
}
