package org.silico.engine.analysis;

/**
 * The sequential parallel comparison design: drug against placebo among all patients in stage 1,
 * and among the placebo non-responders, randomised anew, in stage 2 (Fava and others 2003,
 * Psychother Psychosom 72:115-127). With d<sub>k</sub> the effect seen in stage k and v<sub>k</sub>
 * its variance, the estimate is wd&#8321; + (1 - w)d&#8322; with SE&sup2; = w&sup2;v&#8321; + (1 -
 * w)&sup2;v&#8322; and the normal reference (Tamura and Huang 2007, Clin Trials 4:309-317). Without
 * an effect, d&#8322; has mean 0 whatever stage 1 was, by the second randomisation, so that the two
 * are uncorrelated although patients are in both (Chen and others 2011, Contemp Clin Trials
 * 32:592-604).
 *
 * <p>The weight is to be fixed beforehand. The estimate is a mean of two effects on different
 * populations and aims at neither alone.
 *
 * <p>Edges: in a stage of weight above 0, EMPTY_ARM; for means, what fails in {@link TTest} or
 * {@link Ancova} in a stage fails here. Proportions of one stage may be without variance, such as
 * no event in both arms; if all are, NO_VARIANCE. A covariate left out in a stage is
 * COVARIATE_DROPPED. A stage of weight 0 is not looked at.
 */
public final class SequentialParallel {

  /** What is compared in each stage, and its variance. */
  public enum Comparison {
    /** Difference of means; v = s&#8321;&sup2;/n&#8321; + s&#8320;&sup2;/n&#8320;. */
    MEANS,
    /** Difference adjusted by analysis of covariance, one variance for both arms of a stage. */
    ADJUSTED_MEANS,
    /** Difference of proportions; v = p&#8321;q&#8321;/n&#8321; + p&#8320;q&#8320;/n&#8320;. */
    PROPORTIONS_UNPOOLED,
    /**
     * Difference of proportions; v = p&#772;q&#772;(1/n&#8321; + 1/n&#8320;), the variance under
     * equality, p&#772; the proportion in both arms of the stage.
     */
    PROPORTIONS_POOLED
  }

  private final Comparison comparison;
  private final double weight;
  private final TTest welch = new TTest(TTest.Variance.WELCH);
  private final Ancova ancova = new Ancova();
  private final EventCounts counts = new EventCounts();

  /**
   * @param weight w of stage 1, from 0 to 1
   */
  public SequentialParallel(Comparison comparison, double weight) {
    if (!(weight >= 0 && weight <= 1)) {
      throw new IllegalArgumentException("weight must be from 0 to 1, not " + weight);
    }
    this.comparison = comparison;
    this.weight = weight;
  }

  /**
   * Tests "weighted effect = {@code nullValue}".
   *
   * @param stage1 outcomes of stage 1, NaN where missing; for proportions 1 event, 0 none
   * @param group1 0 control, 1 treatment in stage 1
   * @param stage2 outcomes of stage 2; NaN where missing and for all who are not in it
   * @param group2 0 control, 1 treatment in stage 2; read where {@code stage2} is present
   * @param n patients
   */
  public Estimate test(
      double[] stage1, int[] group1, double[] stage2, int[] group2, int n, double nullValue) {
    return test(stage1, group1, null, stage2, group2, null, n, nullValue);
  }

  /**
   * The same with covariates, which only {@link Comparison#ADJUSTED_MEANS} looks at.
   *
   * @param covariates1 columns of stage 1, such as the baseline value, or null
   * @param covariates2 columns of stage 2, such as the value at its start, or null
   */
  public Estimate test(
      double[] stage1,
      int[] group1,
      double[][] covariates1,
      double[] stage2,
      int[] group2,
      double[][] covariates2,
      int n,
      double nullValue) {
    double estimate = 0;
    double variance = 0;
    Status status = Status.OK;
    if (weight > 0) {
      Estimate first = stage(stage1, group1, covariates1, n);
      status = first.status();
      if (!status.valid()) {
        return first;
      }
      double se = weight * first.standardError();
      estimate = weight * first.estimate();
      variance = se * se;
    }
    if (weight < 1) {
      Estimate second = stage(stage2, group2, covariates2, n);
      if (!second.status().valid()) {
        return second;
      }
      status = status == Status.OK ? second.status() : status;
      double se = (1 - weight) * second.standardError();
      estimate += (1 - weight) * second.estimate();
      variance += se * se;
    }
    if (!(variance > 0)) {
      return Estimate.failed(Status.NO_VARIANCE);
    }
    return Estimate.wald(status, estimate, Math.sqrt(variance), nullValue);
  }

  private Estimate stage(double[] y, int[] group, double[][] covariates, int n) {
    return switch (comparison) {
      case MEANS -> welch.test(y, group, n, 0);
      case ADJUSTED_MEANS -> ancova.test(y, group, covariates, n, 0);
      case PROPORTIONS_UNPOOLED, PROPORTIONS_POOLED -> proportions(y, group, n);
    };
  }

  /** Unlike {@link Proportions}, OK with a standard error of 0. */
  private Estimate proportions(double[] y, int[] group, int n) {
    counts.take(y, group, n);
    int n0 = counts.n0;
    int n1 = counts.n1;
    if (n0 == 0 || n1 == 0) {
      return Estimate.failed(Status.EMPTY_ARM);
    }
    double p1 = (double) counts.x1 / n1;
    double p0 = (double) counts.x0 / n0;
    double variance;
    if (comparison == Comparison.PROPORTIONS_POOLED) {
      double pooled = (double) (counts.x0 + counts.x1) / (n0 + n1);
      variance = pooled * (1 - pooled) * (1.0 / n1 + 1.0 / n0);
    } else {
      variance = p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0;
    }
    return Estimate.wald(p1 - p0, Math.sqrt(variance), 0);
  }
}
