package org.silico.engine.simulation;

import org.silico.engine.analysis.ConfidenceInterval;
import org.silico.engine.analysis.Estimate;
import org.silico.engine.analysis.Hypothesis;
import org.silico.engine.analysis.Hypothesis.Decision;
import org.silico.engine.analysis.Hypothesis.Direction;
import org.silico.engine.evaluation.AnalysisResult;
import org.silico.engine.method.Estimator;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.plan.PatientException;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Analysis.Better;
import org.silico.engine.protocol.Analysis.Kind;
import org.silico.engine.trial.Observation;
import org.silico.engine.trial.SimulationException;
import org.silico.engine.trial.TrialData;

/** One analysis with its sample and workspace, reused from trial to trial by one thread. */
public final class TrialAnalysis {
  private final AnalysisSet sample;
  private final Estimator estimator;
  private final AnalysisPlan plan;
  private final LookLevels levels;

  /** At the level of the look at hand. */
  private Hypothesis hypothesis;

  private double alpha = Double.NaN;
  private Estimate first;
  private double firstNull;

  public TrialAnalysis(TrialPlan trial, AnalysisPlan plan) {
    this.sample = new AnalysisSet(trial, plan);
    this.estimator =
        plan.analysis()
            .method()
            .method()
            .estimator(plan.analysis().method().values(), Settings.of(trial, plan));
    this.plan = plan;
    this.levels = new LookLevels(plan);
  }

  /**
   * Before the first block of a trial.
   *
   * @param trial the replicate, from 0
   */
  public void restart(long trial) {
    sample.clear();
    sample.trial = trial;
  }

  /**
   * Adds a block of patients as observed.
   *
   * @throws SimulationException when a condition cannot be judged of a patient
   */
  public void add(TrialData data, Observation observation) {
    try {
      sample.add(data, observation);
    } catch (PatientException e) {
      throw SimulationException.of(e, data, "");
    }
  }

  /** Adds the rows of later blocks. */
  public void add(AnalysisSetRows rows) {
    sample.add(rows);
  }

  /** A copy of the rows so far. */
  public AnalysisSetRows rows() {
    return sample.rows();
  }

  public AnalysisSet sample() {
    return sample;
  }

  /**
   * Analyses what has been added.
   *
   * @param look from 0
   * @param before what it found at looks that were held before, which decide at what level is
   *     tested
   */
  public AnalysisResult result(int look, EarlierLooks before) {
    first = null;
    double level = levels.level(look, before, this::seen);
    if (level != alpha) {
      alpha = level;
      hypothesis = hypothesis(plan, level);
    }
    Decision decision = estimator.decide(sample, hypothesis, this::estimate);
    ConfidenceInterval interval =
        hypothesis.confidenceLevel() < 1
            ? estimator.interval(sample, first, firstNull, hypothesis.confidenceLevel())
            : new ConfidenceInterval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    return new AnalysisResult(
        first,
        decision,
        interval.lower(),
        interval.upper(),
        sample.treated,
        sample.controls,
        sample.eventsTreated,
        sample.eventsControl,
        plan.analysis().hypothesis().kind() == Kind.NON_INFERIORITY
            ? alpha / plan.analysis().hypothesis().sides()
            : alpha);
  }

  /** The information on the effect, as the plan measures it. */
  private double seen() {
    return switch (plan.stopping().measure()) {
      case EVENTS -> sample.eventsTreated + sample.eventsControl;
      case SUBJECTS -> sample.treated + sample.controls;
      case INFORMATION -> estimate(plan.nullValue()).information();
    };
  }

  private Estimate estimate(double nullValue) {
    if (first != null && firstNull == nullValue) {
      return first;
    }
    Estimate estimate = estimator.estimate(sample, nullValue);
    if (first == null) {
      first = estimate;
      firstNull = nullValue;
    }
    return estimate;
  }

  /** The estimate alone, tested against 0. */
  public Estimate estimate() {
    return estimator.estimate(sample, 0);
  }

  private static Hypothesis hypothesis(AnalysisPlan plan, double alpha) {
    var h = plan.analysis().hypothesis();
    Direction better = h.better() == Better.HIGHER ? Direction.GREATER : Direction.LESS;
    return switch (h.kind()) {
      case SUPERIORITY -> new Hypothesis.Superiority(better, plan.nullValue(), h.sides(), alpha);
      case NON_INFERIORITY ->
          new Hypothesis.NonInferiority(better, plan.nullValue(), h.sides(), alpha);
      case EQUIVALENCE -> new Hypothesis.Equivalence(plan.lower(), plan.upper(), alpha);
    };
  }
}
