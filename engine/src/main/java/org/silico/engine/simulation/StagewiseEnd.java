package org.silico.engine.simulation;

import java.util.List;
import org.silico.engine.analysis.Estimate;
import org.silico.engine.analysis.Tail;
import org.silico.engine.design.GroupSequential;
import org.silico.engine.design.StagewiseOrdering;
import org.silico.engine.evaluation.AnalysisResult;
import org.silico.engine.evaluation.LookOutcome;
import org.silico.engine.evaluation.StagewiseResult;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.plan.StoppingPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.random.StandardNormal;

/**
 * The p value, estimate and interval at the end of a trial with looks, by {@link
 * StagewiseOrdering}. For the p value Z is that of the p value of the look, in the direction of the
 * hypothesis, so that any method has one. For estimate and interval it is the distance of the
 * estimate from the null value in standard errors; the interval is wider by the ratio of the
 * quantiles of t and normal distribution, where the method has degrees of freedom. Of a trial that
 * stops at its first look these are the estimate and the interval of the method.
 */
final class StagewiseEnd {
  /** Z beyond which p is not told apart from 0. */
  private static final double FARTHEST = 35;

  private final int analysis;
  private final AnalysisPlan plan;

  /** That of a plan; null when no analysis asks for it. */
  static StagewiseEnd of(TrialPlan plan) {
    int analysis = plan.questions().stagewise();
    return analysis < 0
        ? null
        : new StagewiseEnd(analysis, plan.questions().analyses().get(analysis));
  }

  /**
   * @param analysis its position
   */
  private StagewiseEnd(int analysis, AnalysisPlan plan) {
    this.analysis = analysis;
    this.plan = plan;
  }

  /**
   * @param held all looks of the trial
   */
  StagewiseResult of(List<LookOutcome> held) {
    int n = held.size();
    EarlierLooks all = EarlierLooks.of(held, analysis);
    AnalysisResult end = all.results().get(n - 1);
    if (Double.isNaN(end.decision().p())) {
      return StagewiseResult.NONE;
    }
    StoppingPlan stopping = plan.stopping();
    GroupSequential bounds = stopping.bounds();
    double[] information = new double[n];
    double[] upper = new double[n];
    int[] looks = new int[n];
    double least = 0;
    for (int k = 0; k < n; k++) {
      looks[k] = all.looks().get(k);
      AnalysisResult result = all.results().get(k);
      double seen =
          stopping.measure() == null
              ? bounds.information()[looks[k]]
              : LookLevels.measured(result, stopping.measure()) / stopping.maximum();
      information[k] = seen > least ? seen : least * (1 + GroupSequential.LEAST_STEP);
      least = information[k];
      upper[k] = LookLevels.bound(result, bounds);
    }
    if (!(information[0] > 0)) {
      return StagewiseResult.NONE;
    }
    double z = z(end, bounds.sides());
    StagewiseOrdering ordering =
        new StagewiseOrdering(information, bounds.lower(looks, upper), upper, n - 1, z);
    double above = ordering.p(0);
    double p = bounds.sides() == 1 ? above : Math.min(1, 2 * Math.min(above, 1 - above));
    double repeated =
        stopping.measure() == null
            ? bounds.repeatedP(LookLevels.held(looks[n - 1], all), z)
            : Double.NaN;
    double sign = plan.analysis().hypothesis().better() == Analysis.Better.LOWER ? -1 : 1;
    Estimate estimate = end.estimate();
    double nullValue = plan.nullValue();
    double wald = sign * (estimate.estimate() - nullValue) / estimate.standardError();
    if (!(Math.abs(wald) < FARTHEST)) {
      return new StagewiseResult(p, Double.NaN, Double.NaN, Double.NaN, repeated);
    }
    StagewiseOrdering effects =
        wald == z
            ? ordering
            : new StagewiseOrdering(information, bounds.lower(looks, upper), upper, n - 1, wald);
    double alpha = bounds.alpha() / bounds.sides();
    double scale = sign * estimate.standardError() * Math.sqrt(information[n - 1]);
    double wider = Tail.tQuantile(alpha, estimate.df()) / -StandardNormal.quantile(alpha);
    double median = effects.drift(0.5);
    double one = median + wider * (effects.drift(alpha) - median);
    double other = median + wider * (effects.drift(1 - alpha) - median);
    return new StagewiseResult(
        p,
        nullValue + scale * median,
        nullValue + Math.min(scale * one, scale * other),
        nullValue + Math.max(scale * one, scale * other),
        repeated);
  }

  /** In the direction of the hypothesis. */
  private static double z(AnalysisResult end, int sides) {
    double z = -StandardNormal.quantile(end.decision().p() / sides);
    double size = Math.max(-FARTHEST, Math.min(FARTHEST, z));
    return sides == 2 && !end.decision().beneficial() ? -size : size;
  }
}
