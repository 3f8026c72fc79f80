package org.silico.engine.plan;

import java.util.List;
import org.silico.engine.model.BetaOnRange;
import org.silico.engine.model.BoundModel;
import org.silico.engine.model.Kernel;
import org.silico.engine.model.LongitudinalModel;
import org.silico.engine.model.ModelInfo;
import org.silico.engine.model.RandomEffects;
import org.silico.engine.protocol.Course.CountLaw;
import org.silico.engine.protocol.Course.EffectLevel;
import org.silico.engine.protocol.Course.Link;
import org.silico.engine.random.GaussianCopula;

/**
 * How one longitudinal outcome comes about. The scores behind residuals are those of screening
 * (where there is one), of baseline (where it is observed) and of the visits, in this order.
 *
 * @param days planned, from randomisation, ascending
 * @param deviation standard deviation of the actual from the planned day; 0 for none
 * @param window largest deviation, whole days
 * @param missed null when no visit is missed
 * @param levelMean of the level that is drawn; null when baseline is observed like a visit
 * @param model null when the terms stand alone
 * @param terms by {@link org.silico.engine.protocol.Course.TermKind}, null where there is none
 * @param carryOver half-life of the drug's effect after the drug, days; 0 when it ends at once,
 *     infinite when it stays
 * @param effectCopula null when effects are independent
 * @param effectMembers positions of the effects that the copula joins
 * @param sd additive part of the residual, null for none
 * @param proportional part as a fraction of the prediction, null for none
 * @param residuals null when scores are independent
 * @param entryResiduals of the scores before the visits alone; null likewise
 * @param expectation null for none
 * @param screenDay of screening, from randomisation, below 0; NaN without one
 * @param inflation null for none
 * @param entry null when all may enter
 */
public record LongitudinalPlan(
    double[] days,
    double deviation,
    int window,
    ArmValue missed,
    Value levelMean,
    Value levelSd,
    ModelPlan model,
    TermPlan[] terms,
    double carryOver,
    List<EffectPlan> effects,
    GaussianCopula effectCopula,
    int[] effectMembers,
    int raters,
    ScalePlan scale,
    ArmValue sd,
    ArmValue proportional,
    GaussianCopula residuals,
    GaussianCopula entryResiduals,
    ExpectationPlan expectation,
    double screenDay,
    InflationPlan inflation,
    Value entry) {

  /** Visits after baseline. */
  public int visits() {
    return days.length;
  }

  public boolean screened() {
    return !Double.isNaN(screenDay);
  }

  /**
   * Whether the value at screening is observed like a visit; a level that is drawn is the value.
   */
  public boolean screeningObserved() {
    return screened() && levelMean == null;
  }

  /** Whether the protocol has a residual beside the model's own, independent of it. */
  public boolean twoResiduals() {
    return model != null && (sd != null || proportional != null);
  }

  /** Whether values are yes or no. */
  public boolean yesOrNo() {
    return model == null
        ? scale.yesOrNo()
        : model.model().info().kind() == ModelInfo.Kind.RESPONDERS;
  }

  /** Whether the baseline is the level itself, without residual. */
  public boolean baselineIsLevel(double leadIn) {
    return levelMean != null && leadIn == 0;
  }

  /** One term. */
  public sealed interface TermPlan {
    record Formula(ArmValue value) implements TermPlan {}

    /**
     * @param parameters in the order of the kernel's
     */
    record Shape(Kernel kernel, ArmValue[] parameters) implements TermPlan {}
  }

  /**
   * A model of the library, ready.
   *
   * @param effects gives scores the covariance of its random effects
   * @param study which of them are between studies
   * @param covariates in the model's order
   * @param exposure null when the model has none
   * @param change whether it describes the change from the level
   */
  public record ModelPlan(
      LongitudinalModel model,
      BoundModel bound,
      RandomEffects effects,
      boolean[] study,
      Value[] covariates,
      ArmValue exposure,
      boolean change) {}

  /** A random effect: eta = sd z, and what formulas see of it. */
  public record EffectPlan(
      String name, Law law, EffectLevel level, double sd, double shape, double[] classes) {

    /** How eta becomes a value; {@code shape} is the Box-Cox shape or the logit of the median. */
    public enum Law {
      NORMAL,
      LOGNORMAL,
      LOGIT_NORMAL,
      BOX_COX,
      /** {@code classes} are cumulative probabilities. */
      CLASSES
    }
  }

  /** The law of what is measured. */
  public sealed interface ScalePlan {
    /** Whether values are yes or no. */
    default boolean yesOrNo() {
      return false;
    }

    /**
     * @param low minus infinity when unbounded
     */
    record Continuous(double low, double high, boolean whole) implements ScalePlan {}

    record Bounded(double low, double high, BetaOnRange law) implements ScalePlan {}

    record Binary(Link link) implements ScalePlan {
      @Override
      public boolean yesOrNo() {
        return true;
      }
    }

    record Ordinal(double[] thresholds, Link link) implements ScalePlan {}

    /**
     * @param dispersion null for Poisson
     */
    record Count(CountLaw law, ArmValue dispersion) implements ScalePlan {}
  }

  /**
   * @param belief of being treated at randomisation
   * @param leadIn belief in a lead-in
   * @param events positions of those that unblind
   * @param bayesFactors of them
   */
  public record ExpectationPlan(
      double strength,
      double reference,
      double belief,
      double leadIn,
      int[] events,
      double[] bayesFactors) {}

  /** Screening values in [cut - below, cut) become the cut with a probability. */
  public record InflationPlan(double cut, double below, double probability) {}
}
