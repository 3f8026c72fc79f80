package org.silico.engine.truth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.commons.math3.stat.StatUtils;
import org.silico.engine.method.Method;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.plan.CutPlan;
import org.silico.engine.plan.EndpointPlan;
import org.silico.engine.plan.PatientException;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.protocol.MethodUse;
import org.silico.engine.simulation.TrialAnalysis;
import org.silico.engine.trial.DataCut;
import org.silico.engine.trial.OnError;
import org.silico.engine.trial.SimulationException;
import org.silico.engine.trial.TrialData;
import org.silico.engine.trial.TrialSimulator;

/**
 * True values of what the analyses estimate: by formula where the protocol gives one, else from
 * potential outcomes. In the latter every simulated patient is seen under both arms on the same
 * random numbers, nobody drops out (but where dropouts are failures, that is part of the endpoint),
 * and times to events are followed to the planned end, or to the time that the analysis looks at;
 * the analysis' own method is applied to batches of such patients, or the method that it names
 * {@linkplain Method#forTruth for truth}, and the batches give the Monte-Carlo standard error.
 */
public final class TrueValues {
  private static final int BATCHES = 20;
  private static final int PATIENTS_PER_BATCH = 5_000;

  /** Of larger trials the first so many patients are taken. */
  private static final int LARGEST_TRIAL = 50_000;

  /** Trials of their own, apart from every replicate. */
  public static final long FIRST_TRIAL = 1L << 40;

  private TrueValues() {}

  /** Whether all have a formula, so that nothing needs to be simulated for them. */
  public static boolean areExact(TrialPlan plan) {
    return plan.questions().estimands().isEmpty()
        && plan.questions().analyses().stream().allMatch(a -> ExactTruth.of(plan, a).isPresent());
  }

  /**
   * One per analysis of the plan.
   *
   * @throws SimulationException when a formula gives something impossible in a world that a true
   *     value needs
   */
  public static List<TrueValue> of(TrialPlan plan) {
    return new Simulated(plan, OnError.STOP).analyses();
  }

  /** One per estimand of the protocol; likewise. */
  public static List<TrueValue> ofEstimands(TrialPlan plan) {
    return new Simulated(plan, OnError.STOP).ofEstimands();
  }

  /**
   * Of analyses and estimands; what they share is found once.
   *
   * @param onError whether a value that cannot be simulated is unknown
   * @throws SimulationException by such a value, unless it is to be unknown
   */
  public static ScenarioTruth ofScenario(TrialPlan plan, OnError onError) {
    Simulated simulated = new Simulated(plan, onError);
    List<TrueValue> analyses = simulated.analyses();
    List<TrueValue> estimands = simulated.ofEstimands();
    return new ScenarioTruth(analyses, estimands, simulated.failure);
  }

  /** The same, with an exception for what cannot be simulated. */
  public static ScenarioTruth ofScenario(TrialPlan plan) {
    return ofScenario(plan, OnError.STOP);
  }

  /** What needs to be simulated; nothing is held before it is needed. */
  private static final class Simulated {
    private final TrialPlan plan;
    private final int patients;
    private TrialSimulator simulator;
    private double[] treated;
    private double[] control;
    private double[] horizon;
    private double[] dropout;
    private double[] competing;
    private double[] rival;
    private EstimandTruth estimands;
    private final OnError onError;
    private SimulationException failure;

    Simulated(TrialPlan plan, OnError onError) {
      this.plan = plan;
      this.onError = onError;
      this.patients = Math.min(plan.conduct().patients(), LARGEST_TRIAL);
    }

    List<TrueValue> analyses() {
      List<TrueValue> values = new ArrayList<>();
      for (AnalysisPlan a : plan.questions().analyses()) {
        Optional<Double> exact = ExactTruth.of(plan, a);
        values.add(exact.map(TrueValue::exact).orElseGet(() -> possible(() -> value(a))));
      }
      return values;
    }

    List<TrueValue> ofEstimands() {
      return plan.questions().estimands().stream()
          .map(e -> possible(() -> estimands().value(e)))
          .toList();
    }

    private TrueValue possible(Supplier<TrueValue> value) {
      try {
        return value.get();
      } catch (SimulationException e) {
        if (onError == OnError.STOP) {
          throw e;
        }
        failure = failure == null ? e : failure;
        return TrueValue.UNKNOWN;
      }
    }

    private void reserve() {
      if (simulator == null) {
        simulator = new TrialSimulator(plan, patients);
        treated = new double[patients];
        control = new double[patients];
        horizon = new double[patients];
        dropout = new double[patients];
        competing = new double[patients];
        rival = new double[patients];
      }
    }

    private EstimandTruth estimands() {
      estimands = estimands == null ? new EstimandTruth(plan, patients, FIRST_TRIAL) : estimands;
      return estimands;
    }

    TrueValue value(AnalysisPlan analysis) {
      if (EstimandTruth.applies(analysis)) {
        return estimands().value(analysis);
      }
      int endpoint = analysis.analysis().endpoint();
      boolean time = plan.questions().endpoints().get(endpoint).timeToEvent();
      CutPlan cut = plan.conduct().looks().get(plan.conduct().looks().size() - 1);
      boolean toItsHorizon = analysis.horizon() > 0;
      if (time
          && !toItsHorizon
          && patients < plan.conduct().patients()
          && !(cut instanceof CutPlan.FullFollowUp)) {
        // how long patients are followed hangs on those who enter late
        return TrueValue.UNKNOWN;
      }
      reserve();
      TrialAnalysis method = new TrialAnalysis(plan, estimand(analysis));
      int trialsPerBatch = (PATIENTS_PER_BATCH + patients - 1) / patients;
      double[] estimates = new double[BATCHES];
      for (int b = 0; b < BATCHES; b++) {
        method.restart(FIRST_TRIAL + (long) b * trialsPerBatch);
        for (int k = 0; k < trialsPerBatch; k++) {
          TrialData data =
              simulator.simulate(FIRST_TRIAL + (long) b * trialsPerBatch + k, 0, patients);
          if (analysis.target() != null) {
            addComplete(method, data);
            continue;
          }
          if (toItsHorizon) {
            Arrays.fill(horizon, analysis.horizon());
          } else if (time) {
            horizons(data, cut);
          }
          potential(endpoint, analysis.analysis().treatment(), treated);
          potential(endpoint, analysis.analysis().control(), control);
          competing(analysis, analysis.analysis().treatment());
          method.sample().addPotential(data, 1, treated, competing, horizon);
          competing(analysis, analysis.analysis().control());
          method.sample().addPotential(data, 0, control, competing, horizon);
        }
        estimates[b] = method.estimate().estimate();
      }
      return TrueValue.simulated(StatUtils.mean(estimates), estimates);
    }

    private static void addComplete(TrialAnalysis method, TrialData data) {
      try {
        method.sample().addComplete(data);
      } catch (PatientException e) {
        throw SimulationException.of(e, data, "");
      }
    }

    private void potential(int endpoint, int arm, double[] out) {
      simulator.counterfactual(endpoint, arm, out);
      EndpointPlan own = plan.questions().endpoints().get(endpoint);
      if (plan.conduct().dropout() != null && own.dropoutsFail()) {
        simulator.counterfactualDropout(arm, dropout);
        for (int i = 0; i < simulator.data().size(); i++) {
          out[i] = dropout[i] < own.day() ? 0 : out[i];
        }
      }
    }

    /** The first of the events that compete with the analysed one. */
    private void competing(AnalysisPlan analysis, int arm) {
      Arrays.fill(competing, Double.POSITIVE_INFINITY);
      for (int endpoint : analysis.competing()) {
        potential(endpoint, arm, rival);
        for (int i = 0; i < simulator.data().size(); i++) {
          competing[i] = Math.min(competing[i], rival[i]);
        }
      }
    }

    private static AnalysisPlan estimand(AnalysisPlan plan) {
      Analysis a = plan.analysis();
      Method method = a.method().method().forTruth();
      if (method == a.method().method()) {
        return plan;
      }
      Analysis estimand =
          new Analysis(
              a.name(),
              a.label(),
              a.endpoint(),
              a.treatment(),
              a.control(),
              new MethodUse(method, a.method().values(), a.method().formulas()),
              a.target(),
              a.ongoing(),
              a.hypothesis(),
              a.stopping(),
              a.location());
      return plan.with(estimand);
    }

    private void horizons(TrialData data, CutPlan cut) {
      DataCut dataCut = new DataCut(cut, plan.conduct().followUp());
      dataCut.restart(data.trial());
      dataCut.add(data);
      double end = dataCut.time().days();
      for (int i = 0; i < data.size(); i++) {
        double toCut =
            cut instanceof CutPlan.FullFollowUp
                ? Double.POSITIVE_INFINITY
                : Math.max(0, end - data.entry()[i]);
        horizon[i] = Math.min(plan.conduct().followUp(), toCut);
      }
    }
  }
}
