package org.silico.engine.simulation;

import java.util.List;
import org.silico.engine.evaluation.LookOutcome;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.trial.TrialState;

/** What follows from a look, by all that was seen so far. */
@FunctionalInterface
public interface Decisions {

  /** The trial goes on as it is, to its last look. */
  Decisions GO_ON = (looks, state) -> Decision.goOn(state);

  /** Those of a plan: by the analysis that ends the trial, if there is one. */
  static Decisions of(TrialPlan plan) {
    int deciding = plan.questions().deciding();
    return deciding < 0
        ? GO_ON
        : new StoppingRule(deciding, plan.questions().analyses().get(deciding));
  }

  /**
   * @param looks held so far, in order; the last has just been
   */
  Decision after(List<LookOutcome> looks, TrialState state);

  /**
   * @param stop why the trial ends with this look; null when it goes on
   * @param state how it goes on
   */
  record Decision(TrialOutcome.Stop stop, TrialState state) {
    static Decision goOn(TrialState state) {
      return new Decision(null, state);
    }
  }
}
