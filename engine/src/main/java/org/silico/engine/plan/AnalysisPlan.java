package org.silico.engine.plan;

import org.silico.engine.method.Effect;
import org.silico.engine.plan.RandomisationPlan.Factors;
import org.silico.engine.protocol.Analysis;

/**
 * One analysis in one scenario.
 *
 * @param covariates columns of a model matrix, treatment left out
 * @param strata none has no columns
 * @param lower margin on the scale of the estimate (log for ratios); NaN when there is none
 * @param upper margin on the scale of the estimate, or of one arm what it is tested against; NaN
 *     when there is none
 * @param byVisit for each covariate whether it has an effect of its own at each visit; empty where
 *     visits play no part
 * @param horizon days from randomisation to which times to events are looked at; NaN for all
 * @param stopping how it ends the trial; null when it does not
 * @param target null unless the endpoint is longitudinal
 * @param competing positions of the endpoints whose event ends what is seen of a patient
 */
public record AnalysisPlan(
    Analysis analysis,
    ModelColumn[] covariates,
    Factors strata,
    double lower,
    double upper,
    double alpha,
    boolean[] byVisit,
    double horizon,
    StoppingPlan stopping,
    TargetPlan target,
    int[] competing) {

  /** The same with another analysis, such as another method. */
  public AnalysisPlan with(Analysis other) {
    return new AnalysisPlan(
        other,
        covariates,
        strata,
        lower,
        upper,
        alpha,
        byVisit,
        horizon,
        stopping,
        target,
        competing);
  }

  /** The same without bounds at looks. */
  AnalysisPlan withoutStopping() {
    return new AnalysisPlan(
        analysis,
        covariates,
        strata,
        lower,
        upper,
        alpha,
        byVisit,
        horizon,
        null,
        target,
        competing);
  }

  /** What the effect is tested against, on the scale of the estimate; 0 of an equivalence. */
  public double nullValue() {
    Analysis.Hypothesis h = analysis.hypothesis();
    if (h.kind() == Analysis.Kind.EQUIVALENCE || Double.isNaN(upper)) {
      return 0;
    }
    if (analysis.method().effect() == Effect.PROPORTION) {
      return upper;
    }
    // of a ratio the logarithm, which has its sign; of a difference how much better or worse
    boolean below =
        (h.kind() == Analysis.Kind.NON_INFERIORITY) == (h.better() == Analysis.Better.HIGHER);
    return below && !analysis.method().effect().ratio() ? -upper : upper;
  }

  /** The visit that is looked at, from 0: the only one, where the endpoint is seen once. */
  public int visit() {
    return target == null ? 0 : target.visit();
  }

  /**
   * A column of a model matrix.
   *
   * @param column of the layout
   * @param level the level that counts 1, others 0; -1 for the number itself
   */
  public record ModelColumn(int column, int level) {}
}
