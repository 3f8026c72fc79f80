package org.silico.engine.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.silico.engine.language.Location;

/** What is observed of a patient. */
public sealed interface Endpoint {
  /** PARAMCD: up to 8 capital letters and digits. */
  String name();

  String label();

  /** The output table, such as ADQS; ADTTE for a time to event. */
  String table();

  Location location();

  /**
   * Normal about its mean, at a visit.
   *
   * @param visit time from randomisation
   * @param baseline of the same quantity before randomisation, known to formulas as BASE
   * @param change whether the mean and SD are those of the change from baseline
   */
  record Continuous(
      String name,
      String label,
      String table,
      Quantity visit,
      Optional<Baseline> baseline,
      boolean change,
      ByArm mean,
      ByArm sd,
      Location location)
      implements Endpoint {}

  /** Normal. */
  record Baseline(Quantity mean, Quantity sd) {}

  /**
   * Yes or no, at a visit.
   *
   * @param dropoutsFail whether who left before the visit counts as no (else as missing)
   */
  record Binary(
      String name,
      String label,
      String table,
      Quantity visit,
      ByArm probability,
      boolean dropoutsFail,
      Location location)
      implements Endpoint {}

  /**
   * A number of events over a period from randomisation; who is seen for less has the events of the
   * time seen.
   *
   * @param rate events per time
   * @param dispersion k of the negative binomial, variance = mean + k mean^2; absent for Poisson
   */
  record Count(
      String name,
      String label,
      String table,
      Quantity period,
      ByArm rate,
      Optional<ByArm> dispersion,
      Location location)
      implements Endpoint {}

  /**
   * One of ordered categories, at a visit, coded 1, 2, ... in the order given.
   *
   * @param probabilities per arm (or one list for all) of each category; they sum to 1
   * @param oddsRatio of a category listed at or before any cut, relative to the probabilities
   *     (proportional odds: above 1 moves patients to the categories listed first)
   */
  record Ordinal(
      String name,
      String label,
      String table,
      Quantity visit,
      List<String> categories,
      List<List<Quantity>> probabilities,
      Optional<ByArm> oddsRatio,
      Location location)
      implements Endpoint {}

  /**
   * Seen at several visits. The prediction is a link of a sum of terms that are kept apart: natural
   * course, placebo, drug, nocebo, rescue.
   *
   * @param baseline of a level that is drawn before anything else and added to the sum; without it
   *     the level is part of the natural course, and the baseline is observed like a visit
   * @param terms by kind; with a model, natural course, placebo and drug are the model's
   * @param carryOver absent when the drug's effect ends with the drug
   * @param raters how many there are; absent without effects of raters
   * @param entry a condition on SCREEN and BASE that every patient fulfils
   */
  record Longitudinal(
      String name,
      String label,
      String table,
      Course.Schedule schedule,
      Course.Scale scale,
      Optional<Baseline> baseline,
      Optional<Course.Model> model,
      Map<Course.TermKind, Course.Term> terms,
      Optional<Course.CarryOver> carryOver,
      List<Course.Effect> effects,
      List<Protocol.Correlation> effectCorrelation,
      Optional<Quantity> raters,
      Optional<Course.Residual> residual,
      Optional<Course.Expectation> expectation,
      Optional<Course.Screening> screening,
      Optional<Quantity> entry,
      Location location)
      implements Endpoint {}

  /**
   * Time to an event from randomisation.
   *
   * @param hazardRatio pieces in time, the first from 0; empty for 1
   * @param cure the fraction that never has the event
   */
  record TimeToEvent(
      String name,
      String label,
      String table,
      Hazard hazard,
      List<Hazard.Piece> hazardRatio,
      Optional<ByArm> cure,
      Location location)
      implements Endpoint {}
}
