package org.silico.engine.simulation;

import java.util.Arrays;
import org.silico.engine.analysis.Autoregressive;
import org.silico.engine.analysis.CompoundSymmetry;
import org.silico.engine.analysis.CovarianceStructure;
import org.silico.engine.analysis.Crossover;
import org.silico.engine.analysis.Mmrm;
import org.silico.engine.analysis.MultipleImputation;
import org.silico.engine.analysis.SequentialParallel;
import org.silico.engine.analysis.Toeplitz;
import org.silico.engine.analysis.Unstructured;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.plan.EndpointPlan;
import org.silico.engine.plan.LongitudinalPlan;
import org.silico.engine.plan.Purpose;
import org.silico.engine.plan.TargetPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Analysis.Contrast;
import org.silico.engine.protocol.Analysis.Df;
import org.silico.engine.protocol.Analysis.Method;

/** Statistical methods on several outcomes of each patient. */
public final class RepeatedMethods {
  private RepeatedMethods() {}

  static Methods.Estimator mmrm(Method.Mmrm m, TrialPlan trial, AnalysisPlan plan) {
    Mmrm mmrm =
        new Mmrm(
            structure(m),
            m.df() == Df.SATTERTHWAITE ? Mmrm.Method.SATTERTHWAITE : Mmrm.Method.KENWARD_ROGER);
    double[] weights =
        weights(m.contrast(), trial.questions().course(plan.analysis().endpoint()), plan.target());
    return (s, nullValue) -> {
      mmrm.fit(s.y, s.group, trial.arms().count(), s.covariates, plan.byVisit(), s.n);
      return m.contrast() == Contrast.VISIT
          ? mmrm.difference(1, plan.target().visit(), nullValue)
          : mmrm.difference(1, weights, nullValue);
    };
  }

  /** What the difference of the arms at each visit counts for. */
  public static double[] weights(Contrast contrast, LongitudinalPlan course, TargetPlan target) {
    int visits = course.visits();
    double[] weights = new double[visits];
    if (contrast == Contrast.VISIT) {
      weights[target.visit()] = 1;
    } else if (contrast == Contrast.AVERAGE) {
      Arrays.fill(weights, 1.0 / visits);
    } else {
      double mean = Arrays.stream(course.days()).average().orElseThrow();
      double squares = 0;
      for (int v = 0; v < visits; v++) {
        weights[v] = course.days()[v] - mean;
        squares += weights[v] * weights[v];
      }
      for (int v = 0; v < visits; v++) {
        weights[v] /= squares;
      }
    }
    return weights;
  }

  private static CovarianceStructure structure(Method.Mmrm m) {
    return switch (m.covariance()) {
      case UNSTRUCTURED -> new Unstructured();
      case TOEPLITZ -> new Toeplitz();
      case AUTOREGRESSIVE -> new Autoregressive();
      case COMPOUND_SYMMETRY -> new CompoundSymmetry();
    };
  }

  static Methods.Estimator imputation(Method.Imputation m, TrialPlan trial, AnalysisPlan plan) {
    MultipleImputation.Assumption assumption =
        switch (m.assumption()) {
          case MISSING_AT_RANDOM -> MultipleImputation.Assumption.MISSING_AT_RANDOM;
          case JUMP_TO_REFERENCE -> MultipleImputation.Assumption.JUMP_TO_REFERENCE;
          case COPY_REFERENCE -> MultipleImputation.Assumption.COPY_REFERENCE;
          case COPY_INCREMENTS -> MultipleImputation.Assumption.COPY_INCREMENTS;
        };
    MultipleImputation imputation = new MultipleImputation(assumption, m.imputations());
    int purpose = Purpose.imputation(Math.max(0, trial.questions().analyses().indexOf(plan)));
    int visits = trial.questions().course(plan.analysis().endpoint()).visits();
    return (s, nullValue) ->
        imputation.test(
            Arrays.copyOf(s.y, visits),
            s.y.length > visits ? s.y[visits] : null,
            s.group,
            s.covariates,
            plan.target().visit(),
            s.n,
            nullValue,
            new Uniforms(trial, s.trial, purpose));
  }

  /** The numbers of one analysis of one trial, in their order. */
  private static final class Uniforms implements MultipleImputation.Uniforms {
    private static final int BLOCK = 1024;
    private final double[] numbers = new double[BLOCK];
    private final TrialPlan plan;
    private final long trial;
    private final int purpose;
    private long block;
    private int next = BLOCK;

    Uniforms(TrialPlan plan, long trial, int purpose) {
      this.plan = plan;
      this.trial = trial;
      this.purpose = purpose;
    }

    @Override
    public double next() {
      if (next == BLOCK) {
        plan.identity().stream().uniforms(trial, purpose, block++, 0, BLOCK, numbers);
        next = 0;
      }
      return numbers[next++];
    }
  }

  /** Stage 1 compares those who begin on the drug with those on placebo, stage 2 the two latter. */
  static Methods.Estimator sequentialParallel(TrialPlan trial, AnalysisPlan plan) {
    boolean binary =
        plan.target().responder() != null || isBinary(trial, plan.analysis().endpoint());
    SequentialParallel test =
        new SequentialParallel(
            binary
                ? SequentialParallel.Comparison.PROPORTIONS_UNPOOLED
                : SequentialParallel.Comparison.MEANS,
            plan.target().weight());
    return (s, nullValue) -> {
      int[] first = new int[s.n];
      double[] second = new double[s.n];
      for (int i = 0; i < s.n; i++) {
        first[i] = s.group[i] > 1 ? 1 : 0;
        second[i] = s.group[i] > 1 ? Double.NaN : s.y[1][i];
      }
      return test.test(s.y[0], first, second, s.group, s.n, nullValue);
    };
  }

  static Methods.Estimator crossover() {
    Crossover test = new Crossover();
    return (s, nullValue) -> test.effect(s.y[0], s.y[1], s.group, s.n, nullValue);
  }

  /** Whether outcomes are 0 or 1. */
  static boolean isBinary(TrialPlan trial, int endpoint) {
    return trial.questions().endpoints().get(endpoint) instanceof EndpointPlan.Longitudinal l
        && (l.course().model() == null
            ? l.course().scale() instanceof LongitudinalPlan.ScalePlan.Binary
            : l.course().model().model().info().kind()
                == org.silico.engine.model.ModelInfo.Kind.RESPONDERS);
  }
}
