package org.silico.engine.truth;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.simulation.VisitOutcomes;
import org.silico.engine.trial.History;
import org.silico.engine.trial.TrialData;
import org.silico.engine.trial.TrialSimulator;
import org.silico.engine.trial.World;

/**
 * The true value of a sequential parallel comparison from potential outcomes: w times the effect of
 * drug against placebo in stage 1, among all, plus 1 - w times the effect in stage 2 among those
 * who would not respond to placebo in stage 1. Every patient is seen in all arms on the same random
 * numbers, and nobody leaves.
 */
final class SequentialTruth {
  private static final int BATCHES = 20;
  private static final int PATIENTS_PER_BATCH = 20_000;

  private final AnalysisPlan analysis;
  private final TrialSimulator simulator;
  private final int patients;
  private final History history;
  private final VisitOutcomes outcomes;
  private final int[] arms;
  private final boolean[] without;
  private final double[] placebo1;
  private final double[] placebo2;

  SequentialTruth(TrialPlan plan, AnalysisPlan analysis, TrialSimulator simulator, int patients) {
    this.analysis = analysis;
    this.simulator = simulator;
    this.patients = patients;
    this.history = new History(plan, patients, false);
    this.outcomes = new VisitOutcomes(plan, analysis);
    this.arms = new int[patients];
    this.without = EstimandTruth.without(plan, EstimandTruth.policies(plan));
    this.placebo1 = new double[patients];
    this.placebo2 = new double[patients];
  }

  TrueValue value(long firstTrial) {
    int trials = (PATIENTS_PER_BATCH + patients - 1) / patients;
    double[] estimates = new double[BATCHES];
    for (int b = 0; b < BATCHES; b++) {
      double[] sums = new double[4];
      for (int k = 0; k < trials; k++) {
        add(simulator.enrol(firstTrial + (long) b * trials + k, 0, patients), sums);
      }
      double w = analysis.target().weight();
      estimates[b] = w * sums[1] / sums[0] + (1 - w) * sums[3] / sums[2];
    }
    return TrueValue.simulated(StatUtils.mean(estimates), estimates);
  }

  /**
   * @param sums patients, their differences in stage 1; those in stage 2, their differences
   */
  private void add(TrialData data, double[] sums) {
    int n = data.size();
    int treatment = analysis.analysis().treatment();
    int control = analysis.analysis().control();
    int drug = 0;
    while (drug == treatment || drug == control) {
      drug++;
    }
    observe(control, data);
    System.arraycopy(outcomes.column(0), 0, placebo1, 0, n);
    System.arraycopy(outcomes.column(1), 0, placebo2, 0, n);
    observe(drug, data);
    for (int i = 0; i < n; i++) {
      sums[0]++;
      sums[1] += outcomes.column(0)[i] - placebo1[i];
    }
    observe(treatment, data);
    for (int i = 0; i < n; i++) {
      double difference = outcomes.column(1)[i] - placebo2[i];
      // NaN for who is not in stage 2
      if (difference == difference) {
        sums[2]++;
        sums[3] += difference;
      }
    }
  }

  private void observe(int arm, TrialData data) {
    Arrays.fill(arms, 0, data.size(), arm);
    simulator.counterfactual(
        analysis.analysis().endpoint(),
        new World(arms, World.Treatment.OF_THE_ARM, without),
        history);
    outcomes.complete(data, history);
  }
}
