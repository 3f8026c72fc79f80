package org.silico.engine.simulation;

import java.util.List;
import org.silico.engine.evaluation.LookOutcome;
import org.silico.engine.trial.TrialState;

/** What follows from a look, by all that was seen so far. */
@FunctionalInterface
public interface Decisions {

  /** The trial goes on as it is, to its last look. */
  Decisions GO_ON = (looks, state) -> new Decision(false, state);

  /**
   * @param looks held so far, in order; the last has just been
   */
  Decision after(List<LookOutcome> looks, TrialState state);

  /**
   * @param stop whether the trial ends with this look
   * @param state how it goes on, else
   */
  record Decision(boolean stop, TrialState state) {}
}
