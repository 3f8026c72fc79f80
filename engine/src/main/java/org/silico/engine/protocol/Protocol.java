package org.silico.engine.protocol;

import java.util.List;
import java.util.Optional;
import org.silico.engine.language.Diagnostic;
import org.silico.engine.language.Location;

/**
 * A trial protocol as read and checked: every name is resolved, every formula typed against {@link
 * Layout}, every duration and rate carries its dimension.
 *
 * @param file the name shown in messages
 * @param text the protocol as written
 * @param parameters in order; a parameter may use those before it
 * @param leadIn absent when patients are randomised at once
 * @param events what can happen to patients on the way, in order; an event may use those before it
 * @param endpointCorrelation of the latent normals behind endpoints (Gaussian copula)
 * @param dropout the hazard of leaving the trial, absent when nobody leaves
 * @param looks at least one; a fixed design has one, named "final"
 * @param scenarios at least one; grids are expanded
 * @param warnings of what is no mistake but should be known, in the order of the text
 */
public record Protocol(
    String file,
    String text,
    Study study,
    List<Parameter> parameters,
    Population population,
    List<Arm> arms,
    Enrolment enrolment,
    Randomisation randomisation,
    Optional<LeadIn> leadIn,
    List<IntercurrentEvent> events,
    List<Endpoint> endpoints,
    List<Correlation> endpointCorrelation,
    FollowUp followUp,
    Optional<Hazard> dropout,
    List<Look> looks,
    List<Estimand> estimands,
    List<Analysis> analyses,
    List<Scenario> scenarios,
    Simulation simulation,
    List<Diagnostic> warnings) {

  /** The same with other warnings. */
  public Protocol with(List<Diagnostic> other) {
    return new Protocol(
        file,
        text,
        study,
        parameters,
        population,
        arms,
        enrolment,
        randomisation,
        leadIn,
        events,
        endpoints,
        endpointCorrelation,
        followUp,
        dropout,
        looks,
        estimands,
        analyses,
        scenarios,
        simulation,
        other);
  }

  /**
   * @param id STUDYID, letters, digits, '-' and '_'
   * @param source where the numbers come from
   */
  public record Study(String id, String title, String source) {}

  /**
   * A named number.
   *
   * @param value a formula of the parameters before it
   */
  public record Parameter(String name, String label, Quantity value) {}

  /**
   * @param correlation of the latent normals behind drawn covariates (Gaussian copula)
   * @param eligibility true for a patient who may enter; absent when all may
   */
  public record Population(
      List<Covariate> covariates, List<Correlation> correlation, Optional<Quantity> eligibility) {}

  /** The correlation of the latent normals behind two named quantities, in (-1, 1). */
  public record Correlation(String first, String second, Quantity value, Location location) {}

  /**
   * @param ratio allocation weight, positive
   * @param dose a plain number, 0 unless given; that of the first step where there is a sequence
   * @param sequence what the arm's patients take one after the other; empty for the same throughout
   */
  public record Arm(
      String name,
      String label,
      boolean control,
      Quantity ratio,
      Quantity dose,
      List<Step> sequence) {}

  /**
   * What is taken from a time on.
   *
   * @param from since randomisation, a constant of the scenario; the first step is from 0
   * @param dose a plain number of parameters; 0 is off drug
   */
  public record Step(Quantity from, Quantity dose) {}

  /**
   * A period before randomisation, of the same treatment for all.
   *
   * @param dose 0 for placebo
   * @param blinded whether patients do not know that nobody is randomised yet
   */
  public record LeadIn(Quantity duration, Quantity dose, boolean blinded) {}

  /**
   * @param duration per patient, from randomisation; absent when followed until the cut
   */
  public record FollowUp(Optional<Quantity> duration) {}

  /** A look at the data: when it is cut. */
  public record Look(String name, Cut cut) {}

  /**
   * @param values the parameters it sets, by position in {@link Protocol#parameters}; NaN where it
   *     leaves the protocol's own value
   */
  public record Scenario(String name, String justification, List<Double> values) {}

  /**
   * @param replicates trials per scenario
   * @param commonRandomNumbers whether scenarios share their random numbers
   */
  public record Simulation(long replicates, long seed, boolean commonRandomNumbers) {}
}
