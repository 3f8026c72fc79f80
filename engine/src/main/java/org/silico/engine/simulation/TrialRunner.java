package org.silico.engine.simulation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.silico.engine.dataset.Datasets;
import org.silico.engine.evaluation.AnalysisResult;
import org.silico.engine.evaluation.LookOutcome;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.Tally;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.plan.CutPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.trial.DataCut;
import org.silico.engine.trial.Observation;
import org.silico.engine.trial.OnError;
import org.silico.engine.trial.SimulationException;
import org.silico.engine.trial.TrialData;
import org.silico.engine.trial.TrialSimulator;
import org.silico.engine.trial.TrialState;

/**
 * Runs trials of one scenario, each whole, one after the other, over their {@link Looks}. For one
 * thread.
 */
public final class TrialRunner {
  private final TrialPlan plan;
  private final TrialSimulator simulator;
  private final Observation observation;
  private final List<DataCut> cuts = new ArrayList<>();
  private final List<TrialAnalysis> analyses = new ArrayList<>();
  private final Looks looks;
  private final Datasets datasets;
  private final Metrics metrics;
  private final OnError onError;

  /**
   * @param metrics what is tallied
   * @param decisions what follows from looks
   */
  public TrialRunner(
      TrialPlan plan, Metrics metrics, Datasets datasets, OnError onError, Decisions decisions) {
    this.plan = plan;
    this.looks = new Looks(plan, decisions);
    this.onError = onError;
    this.metrics = metrics;
    this.datasets = datasets;
    this.simulator = new TrialSimulator(plan, plan.conduct().patients(), datasets.terms());
    this.observation = new Observation(plan, plan.conduct().patients());
    for (CutPlan cut : plan.conduct().looks()) {
      cuts.add(new DataCut(cut, plan.conduct().followUp()));
    }
    plan.questions().analyses().forEach(a -> analyses.add(new TrialAnalysis(plan, a)));
  }

  /** Of trials that their own analyses end. */
  public TrialRunner(TrialPlan plan, Metrics metrics, Datasets datasets, OnError onError) {
    this(plan, metrics, datasets, onError, Decisions.of(plan));
  }

  /** Stops at a trial that cannot be simulated. */
  public TrialRunner(TrialPlan plan, Metrics metrics, Datasets datasets) {
    this(plan, metrics, datasets, OnError.STOP);
  }

  /** Likewise, and writes no table. */
  public TrialRunner(TrialPlan plan, Metrics metrics) {
    this(plan, metrics, Datasets.NONE);
  }

  /**
   * Runs replicates [first, end), writes their rows and returns what they add up to.
   *
   * @throws SimulationException by a trial that cannot be simulated, unless such are counted
   */
  public Tally run(long first, long end) throws IOException {
    Tally tally = metrics.zero();
    for (long trial = first; trial < end; trial++) {
      metrics.add(tally, outcome(trial));
    }
    datasets.flush();
    return tally;
  }

  private TrialOutcome outcome(long trial) throws IOException {
    try {
      return run(trial);
    } catch (SimulationException e) {
      if (onError == OnError.STOP) {
        throw e;
      }
      TrialOutcome failed = TrialOutcome.failed(trial, analyses.size());
      datasets.trial(failed);
      return failed;
    }
  }

  /**
   * One trial from first patient to decision; its rows are written or wait to be flushed.
   *
   * @throws SimulationException when it cannot be simulated
   */
  public TrialOutcome run(long trial) throws IOException {
    TrialOutcome outcome = looks.run(trial, new Whole(trial));
    datasets.patients(simulator.data(), observation, simulator);
    datasets.trial(outcome);
    return outcome;
  }

  /** All patients of a trial, simulated again where its state has changed. */
  private final class Whole implements Looks.Data {
    private final long trial;
    private TrialState simulated;

    Whole(long trial) {
      this.trial = trial;
    }

    private TrialData data(TrialState state) {
      if (simulated != state) {
        simulator.simulate(trial, state);
        simulated = state;
      }
      return simulator.data();
    }

    @Override
    public DataCut.Time cut(int look, TrialState state) {
      return time(look, data(state));
    }

    @Override
    public LookOutcome analyse(
        int look, List<LookOutcome> before, DataCut.Time cut, TrialState state) {
      observe(look, cut, data(state));
      List<AnalysisResult> results = new ArrayList<>();
      for (int a = 0; a < analyses.size(); a++) {
        results.add(analyses.get(a).result(look, EarlierLooks.of(before, a)));
      }
      return new LookOutcome(
          look + 1,
          cut.days(),
          cut.reason(),
          observation.enrolled(),
          observation.dropouts(),
          observation.screenFailures(),
          events(plan, observation),
          List.copyOf(results));
    }
  }

  /** What was seen in all arms, by endpoint. */
  static List<Long> events(TrialPlan plan, Observation observation) {
    List<Long> events = new ArrayList<>();
    for (int e = 0; e < plan.questions().endpoints().size(); e++) {
      events.add(observation.events(e));
    }
    return List.copyOf(events);
  }

  /** Simulates replicates [first, end) and writes their patients' rows; nothing is analysed. */
  public void patients(long first, long end) throws IOException {
    for (long trial = first; trial < end; trial++) {
      check(trial);
    }
    datasets.flush();
  }

  /**
   * Simulates a trial, its last cut and its patients' rows, without analysing it.
   *
   * @throws SimulationException when it cannot be simulated
   */
  void check(long trial) throws IOException {
    TrialData data = simulator.simulate(trial);
    int last = plan.conduct().looks().size() - 1;
    observe(last, time(last, data), data);
    datasets.patients(data, observation, simulator);
  }

  private DataCut.Time time(int look, TrialData data) {
    DataCut cut = cuts.get(look);
    cut.restart(data.trial());
    cut.add(data);
    return look < cuts.size() - 1 ? cut.interim() : cut.time();
  }

  /** Cuts the data for a look and hands them to the analyses. */
  private void observe(int look, DataCut.Time cut, TrialData data) {
    observation.observe(data, plan.conduct().looks().get(look), cut.days());
    for (TrialAnalysis analysis : analyses) {
      analysis.restart(data.trial());
      analysis.add(data, observation);
    }
  }

  /** The patients of the trial that was run last. */
  public TrialData data() {
    return simulator.data();
  }

  /** What was seen of them. */
  public Observation observation() {
    return observation;
  }
}
