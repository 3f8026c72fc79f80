package org.silico.engine.plan;

import java.util.List;
import org.silico.engine.protocol.Layout;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.random.GaussianCopula;
import org.silico.engine.random.RandomStream;

/**
 * One scenario's trial as arrays and compiled formulas. Times are days from the opening of
 * enrolment or from randomisation, rates are per day.
 *
 * @param scenario position in the protocol's scenarios
 * @param parameters values in this scenario
 * @param stream every random number of the scenario
 * @param ratio allocation weight per arm
 * @param patients in all arms together
 * @param covariateCopula null when covariates are independent
 * @param covariateMembers positions in {@code covariates} that the copula joins
 * @param eligibility null when all may enter
 * @param endpointCopula null when endpoints are independent
 * @param endpointMembers positions of the endpoints that the copula joins
 * @param regimens what the patients of each arm take
 * @param leadIn days before randomisation on the same treatment for all; 0 for none
 * @param events what can happen between visits
 * @param steering position of the endpoint that the events follow; -1 without events
 * @param dropout null when nobody leaves
 * @param followUp days from randomisation; positive infinity when until the cut
 */
public record TrialPlan(
    Protocol protocol,
    Layout layout,
    int scenario,
    double[] parameters,
    RandomStream stream,
    double[] ratio,
    double[] dose,
    boolean[] control,
    int patients,
    List<CovariatePlan> covariates,
    GaussianCopula covariateCopula,
    int[] covariateMembers,
    Value eligibility,
    EnrolmentPlan arrivals,
    RandomisationPlan allocation,
    List<RegimenPlan> regimens,
    double leadIn,
    List<IntercurrentEventPlan> events,
    int steering,
    List<EndpointPlan> endpoints,
    GaussianCopula endpointCopula,
    int[] endpointMembers,
    HazardPlan dropout,
    double followUp,
    List<CutPlan> looks,
    List<EstimandPlan> estimands,
    List<AnalysisPlan> analyses) {

  public int arms() {
    return ratio.length;
  }

  /** The control arm; the first where there is none. */
  public int controlArm() {
    for (int a = 0; a < control.length; a++) {
      if (control[a]) {
        return a;
      }
    }
    return 0;
  }

  /** The course of a longitudinal endpoint; null for other endpoints. */
  public LongitudinalPlan course(int endpoint) {
    return endpoints.get(endpoint) instanceof EndpointPlan.Longitudinal l ? l.course() : null;
  }

  /** Every use of random numbers, in the order of the simulation. */
  public List<Draw> draws() {
    return DrawCompiler.compile(this);
  }

  public String scenarioName() {
    return protocol.scenarios().get(scenario).name();
  }
}
