package org.silico.engine.plan;

import java.util.List;
import org.silico.engine.protocol.Layout;

/**
 * One scenario's trial as arrays and compiled formulas. Times are days from the opening of
 * enrolment or from randomisation, rates are per day.
 *
 * @param layout of the columns that its formulas see
 * @param population who the patients are
 * @param conduct how they enter, stay and leave, and when the data are cut
 * @param questions what is measured, estimated and tested
 */
public record TrialPlan(
    ScenarioIdentity identity,
    Layout layout,
    ArmsPlan arms,
    PopulationPlan population,
    ConductPlan conduct,
    QuestionsPlan questions) {

  /** Every use of random numbers, in the order of the simulation. */
  public List<Draw> draws() {
    return DrawCompiler.compile(this);
  }

  /** The same trial without looks before the last. */
  public TrialPlan fixed() {
    return new TrialPlan(
        identity, layout, arms, population, conduct.withoutLooks(), questions.withoutStopping());
  }
}
