package org.silico.engine.simulation;

import java.util.Arrays;
import java.util.List;
import org.silico.engine.design.GroupSequential;
import org.silico.engine.evaluation.AnalysisResult;
import org.silico.engine.evaluation.LookOutcome;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.plan.StoppingPlan;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.trial.TrialState;

/**
 * Ends a trial when an analysis crosses a bound. Bounds of Z are held against p values, by the
 * normal distribution, so that any method can be tested: a t test at the level of the look. An
 * analysis without a p value crosses none.
 */
final class StoppingRule implements Decisions {
  private final int analysis;

  private final StoppingPlan stopping;
  private final boolean lowerIsBetter;

  /** One-sided p above which the trial is given up, by look; 1 for never. */
  private final double[] futile;

  /** One-sided p above which the trial stops for harm, by look; null for never. */
  private final double[] harmful;

  /**
   * @param analysis its position
   */
  StoppingRule(int analysis, AnalysisPlan plan) {
    this.analysis = analysis;
    this.stopping = plan.stopping();
    this.lowerIsBetter = plan.analysis().hypothesis().better() == Analysis.Better.LOWER;
    this.futile = p(stopping.bounds().futility());
    this.harmful = stopping.harm() == null ? null : p(stopping.harm());
  }

  private static double[] p(double[] z) {
    return Arrays.stream(z).map(GroupSequential::p).toArray();
  }

  @Override
  public Decision after(List<LookOutcome> looks, TrialState state) {
    LookOutcome last = looks.get(looks.size() - 1);
    AnalysisResult result = last.results().get(analysis);
    int look = last.look() - 1;
    double p = result.decision().p();
    if (result.success()) {
      return new Decision(TrialOutcome.Stop.EFFICACY, state);
    }
    if (result.decision().reject() || harmful != null && p > harmful[look]) {
      return new Decision(TrialOutcome.Stop.HARM, state);
    }
    return p > futile[look] || worse(result.estimate().estimate(), look)
        ? new Decision(TrialOutcome.Stop.FUTILITY, state)
        : Decision.goOn(state);
  }

  private boolean worse(double estimate, int look) {
    double[] least = stopping.futileEffect();
    return least != null && (lowerIsBetter ? estimate > least[look] : estimate < least[look]);
  }
}
