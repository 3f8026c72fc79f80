package org.silico.jobs.run;

import org.silico.engine.trial.SimulationException;

/** Ends a run at a trial that cannot be simulated, or at true values that cannot. */
public final class TrialFailure extends RunException {
  private static final long serialVersionUID = 1;

  private final int scenario;
  private final SimulationException failure;

  public TrialFailure(int scenario, SimulationException failure) {
    super(failure.getMessage(), failure);
    this.scenario = scenario;
    this.failure = failure;
  }

  /** Its position in the protocol. */
  public int scenario() {
    return scenario;
  }

  /** What failed and where in the protocol, in which trial and of which patient. */
  public SimulationException failure() {
    return failure;
  }
}
