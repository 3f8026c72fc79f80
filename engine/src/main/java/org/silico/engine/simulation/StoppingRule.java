package org.silico.engine.simulation;

import java.util.List;
import org.silico.engine.design.GroupSequential;
import org.silico.engine.evaluation.AnalysisResult;
import org.silico.engine.evaluation.LookOutcome;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.trial.TrialState;

/**
 * Ends a trial when an analysis crosses a bound. Bounds of Z are held against p values, by the
 * normal distribution, so that any method can be tested: a t test at the level of the look. An
 * analysis without a p value crosses none.
 */
final class StoppingRule implements Decisions {
  private final int analysis;

  /** One-sided p above which the trial is given up, by look; 1 for never. */
  private final double[] futile;

  /**
   * @param analysis its position
   */
  StoppingRule(int analysis, AnalysisPlan plan) {
    this.analysis = analysis;
    this.futile = plan.stopping().futility();
    for (int k = 0; k < futile.length; k++) {
      futile[k] = GroupSequential.p(futile[k]);
    }
  }

  @Override
  public Decision after(List<LookOutcome> looks, TrialState state) {
    LookOutcome last = looks.get(looks.size() - 1);
    AnalysisResult result = last.results().get(analysis);
    if (result.success()) {
      return new Decision(TrialOutcome.Stop.EFFICACY, state);
    }
    if (result.decision().reject()) {
      return new Decision(TrialOutcome.Stop.HARM, state);
    }
    return result.decision().p() > futile[last.look() - 1]
        ? new Decision(TrialOutcome.Stop.FUTILITY, state)
        : Decision.goOn(state);
  }
}
