package org.silico.engine.simulation;

import org.silico.engine.analysis.MultipleImputation;
import org.silico.engine.method.Setting;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.plan.EndpointPlan;
import org.silico.engine.plan.Purpose;
import org.silico.engine.plan.TargetPlan;
import org.silico.engine.plan.TrialPlan;

/** What methods know of a trial. */
final class Settings {
  private Settings() {}

  static Setting of(TrialPlan trial, AnalysisPlan plan) {
    EndpointPlan endpoint = trial.questions().endpoints().get(plan.analysis().endpoint());
    TargetPlan target = plan.target();
    int purpose = Purpose.imputation(Math.max(0, trial.questions().analyses().indexOf(plan)));
    return new Setting(
        trial.arms().count(),
        endpoint.visitDays(),
        plan.visit(),
        plan.byVisit(),
        plan.horizon(),
        target == null ? Double.NaN : target.weight(),
        target != null && (target.responder() != null || endpoint.course().yesOrNo()),
        replicate -> new Uniforms(trial, replicate, purpose));
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
}
