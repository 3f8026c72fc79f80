package org.silico.engine.simulation;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.silico.engine.dataset.PatientTables;
import org.silico.engine.evaluation.AnalysisResult;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.table.TableSink;
import org.silico.engine.trial.DataCut;
import org.silico.engine.trial.Observation;
import org.silico.engine.trial.OnError;
import org.silico.engine.trial.TrialData;
import org.silico.engine.trial.TrialSimulator;
import org.silico.engine.trial.TrialState;

/**
 * One block of patients of a trial too large to be simulated whole. The blocks first tell when the
 * data are cut ({@link #cut}), then, with the time of the cut, what the analyses need ({@link
 * #rows}); the rows of all blocks, in order, give the results ({@link TrialAnalysis#result}); and
 * each writes its patients' tables ({@link #write}).
 */
public final class TrialBlock {
  private final TrialPlan plan;
  private final int look;
  private final long trial;
  private final TrialSimulator simulator;
  private final TrialData data;
  private final Observation observation;

  /**
   * Simulates the block.
   *
   * @param block from 0
   * @param look from 0
   * @param state of the trial
   * @param keepTerms whether the terms of longitudinal outcomes will be written
   */
  public TrialBlock(
      TrialPlan plan, long trial, int block, int look, TrialState state, boolean keepTerms) {
    this.plan = plan;
    this.look = look;
    this.trial = trial;
    int first = block * Workload.PATIENTS_PER_BLOCK;
    int end = Math.min(first + Workload.PATIENTS_PER_BLOCK, state.patients());
    this.simulator = new TrialSimulator(plan, Workload.PATIENTS_PER_BLOCK, keepTerms);
    this.data = simulator.simulate(trial, first, end, state);
    this.observation = new Observation(plan, data.capacity());
  }

  /** What a block tells of the trial at a cut, with the rows of every analysis. */
  public record BlockRows(
      int subjects,
      int dropouts,
      long screenFailures,
      List<Long> events,
      List<AnalysisSetRows> analyses)
      implements Serializable {}

  /** What the block tells of the time of the cut. */
  public DataCut.Share cut() {
    DataCut cut = new DataCut(plan.conduct().looks().get(look), plan.conduct().followUp());
    cut.restart(trial);
    cut.add(data);
    return cut.share();
  }

  /** The time of the cut from the shares of all blocks. */
  public static DataCut.Time cutTime(
      TrialPlan plan, long trial, int look, Iterable<DataCut.Share> shares) {
    DataCut cut = new DataCut(plan.conduct().looks().get(look), plan.conduct().followUp());
    cut.restart(trial);
    shares.forEach(cut::add);
    return look < plan.conduct().looks().size() - 1 ? cut.interim() : cut.time();
  }

  public BlockRows rows(double cutTime) {
    observation.observe(data, plan.conduct().looks().get(look), cutTime);
    List<AnalysisSetRows> rows = new ArrayList<>();
    for (AnalysisPlan a : plan.questions().analyses()) {
      TrialAnalysis analysis = new TrialAnalysis(plan, a);
      analysis.restart(trial);
      analysis.add(data, observation);
      rows.add(analysis.rows());
    }
    return new BlockRows(
        observation.enrolled(),
        observation.dropouts(),
        observation.screenFailures(),
        TrialRunner.events(plan, observation),
        List.copyOf(rows));
  }

  /**
   * The result of one analysis from the rows of all blocks, in order.
   *
   * @param look from 0
   * @param before what it found at the looks held before
   */
  public static AnalysisResult result(
      TrialPlan plan,
      long trial,
      int analysis,
      int look,
      EarlierLooks before,
      Iterable<AnalysisSetRows> blocks) {
    TrialAnalysis whole = new TrialAnalysis(plan, plan.questions().analyses().get(analysis));
    whole.restart(trial);
    blocks.forEach(whole::add);
    return whole.result(look, before);
  }

  /** Writes the rows of the block's patients. */
  public void write(
      Protocol protocol, double cutTime, Set<String> kept, TableSink sink, OnError onError)
      throws IOException {
    observation.observe(data, plan.conduct().looks().get(look), cutTime);
    PatientTables tables =
        new PatientTables(protocol, plan, kept, data.first(), data.size(), onError);
    tables.write(data, observation, simulator, sink);
    tables.flush(sink);
  }
}
