package org.silico.engine.simulation;

import org.silico.engine.analysis.Ancova;
import org.silico.engine.analysis.ConfidenceInterval;
import org.silico.engine.analysis.Cox;
import org.silico.engine.analysis.Estimate;
import org.silico.engine.analysis.LogRank;
import org.silico.engine.analysis.NegativeBinomialRate;
import org.silico.engine.analysis.PoissonRate;
import org.silico.engine.analysis.ProportionalOdds;
import org.silico.engine.analysis.Proportions;
import org.silico.engine.analysis.TTest;
import org.silico.engine.analysis.Wilcoxon;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Analysis.Method;

/** Statistical methods on samples. */
final class Methods {

  /** A method with its workspace, for one thread. */
  @FunctionalInterface
  interface Estimator {
    /**
     * @param nullValue on the scale of the estimate
     */
    Estimate estimate(AnalysisSet sample, double nullValue);

    /**
     * The interval that inverts the test.
     *
     * @param tested the estimate of the sample against {@code nullValue}
     */
    default ConfidenceInterval interval(
        AnalysisSet sample, Estimate tested, double nullValue, double level) {
      return tested.interval(level);
    }
  }

  private Methods() {}

  /** The list of methods: a new one is one line here. */
  static Estimator of(TrialPlan trial, AnalysisPlan plan) {
    Method method = plan.analysis().method();
    if (method instanceof Method.Mmrm m) {
      return RepeatedMethods.mmrm(m, trial, plan);
    }
    if (method instanceof Method.Imputation m) {
      return RepeatedMethods.imputation(m, trial, plan);
    }
    if (method instanceof Method.SequentialParallel) {
      return RepeatedMethods.sequentialParallel(trial, plan);
    }
    if (method instanceof Method.Crossover) {
      return RepeatedMethods.crossover();
    }
    if (method instanceof Method.TTest t) {
      TTest test = new TTest(t.pooled() ? TTest.Variance.POOLED : TTest.Variance.WELCH);
      return (s, nullValue) -> test.test(s.y[0], s.group, s.n, nullValue);
    }
    if (method instanceof Method.Ancova) {
      Ancova test = new Ancova();
      return (s, nullValue) -> test.test(s.y[0], s.group, s.covariates, s.n, nullValue);
    }
    if (method instanceof Method.Proportions p) {
      return proportions(p);
    }
    if (method instanceof Method.LogRank) {
      LogRank test = new LogRank();
      return (s, nullValue) -> test.test(s.y[0], s.event, s.group, s.stratum, s.n);
    }
    if (method instanceof Method.Cox) {
      Cox test = new Cox();
      return (s, nullValue) ->
          test.test(s.y[0], s.event, s.group, s.covariates, s.stratum, s.n, nullValue);
    }
    if (method instanceof Method.PoissonRate) {
      PoissonRate test = new PoissonRate();
      return (s, nullValue) -> test.test(s.y[0], s.exposure, s.group, s.covariates, s.n, nullValue);
    }
    if (method instanceof Method.NegativeBinomialRate) {
      NegativeBinomialRate test = new NegativeBinomialRate();
      return (s, nullValue) -> test.test(s.y[0], s.exposure, s.group, s.covariates, s.n, nullValue);
    }
    if (method instanceof Method.Wilcoxon) {
      Wilcoxon test = new Wilcoxon();
      return (s, nullValue) -> test.test(s.y[0], s.group, s.stratum, s.n);
    }
    ProportionalOdds test = new ProportionalOdds();
    return (s, nullValue) -> test.test(s.y[0], s.group, s.covariates, s.n, nullValue);
  }

  private static Estimator proportions(Method.Proportions p) {
    Proportions.Measure measure =
        switch (p.measure()) {
          case DIFFERENCE -> Proportions.Measure.DIFFERENCE;
          case RATIO -> Proportions.Measure.RATIO;
          case ODDS_RATIO -> Proportions.Measure.ODDS_RATIO;
        };
    Proportions.Statistic statistic =
        switch (p.test()) {
          case POOLED -> Proportions.Statistic.POOLED;
          case UNPOOLED -> Proportions.Statistic.UNPOOLED;
          case SCORE -> Proportions.Statistic.SCORE;
        };
    Proportions test = new Proportions(measure, statistic);
    return new Estimator() {
      @Override
      public Estimate estimate(AnalysisSet s, double nullValue) {
        return test.test(s.y[0], s.group, s.n, nullValue);
      }

      @Override
      public ConfidenceInterval interval(
          AnalysisSet s, Estimate tested, double nullValue, double level) {
        return test.interval(s.y[0], s.group, s.n, nullValue, level);
      }
    };
  }
}
