package org.silico.engine.dataset;

import java.io.IOException;
import java.util.Set;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.table.TableSink;
import org.silico.engine.trial.Observation;
import org.silico.engine.trial.OnError;
import org.silico.engine.trial.TrialData;
import org.silico.engine.trial.TrialSimulator;

/** Where the rows of the whole trials of one scenario go, as the trials come. */
public interface Datasets {

  /** No table is written. */
  Datasets NONE =
      new Datasets() {
        @Override
        public boolean terms() {
          return false;
        }

        @Override
        public void patients(TrialData data, Observation observation, TrialSimulator simulator) {}

        @Override
        public void trial(TrialOutcome outcome) {}

        @Override
        public void flush() {}
      };

  /**
   * The tables of a scenario.
   *
   * @param kept names of the tables to write to the sink
   * @param onError whether what a formula cannot give in another world is missing
   */
  static Datasets of(
      Protocol protocol, TrialPlan plan, Set<String> kept, TableSink sink, OnError onError) {
    return kept.isEmpty() ? NONE : new WrittenDatasets(protocol, plan, kept, sink, onError);
  }

  /** Whether the terms of longitudinal outcomes are needed. */
  boolean terms();

  /**
   * Takes the rows of a trial's patients; they are written or wait to be flushed.
   *
   * @throws org.silico.engine.trial.SimulationException when a formula gives something impossible
   *     in a world other than the trial's own, and such trials are not counted as failed
   */
  void patients(TrialData data, Observation observation, TrialSimulator simulator)
      throws IOException;

  /** Likewise those of the trial and its analyses. */
  void trial(TrialOutcome outcome) throws IOException;

  /** Hands on the rows that are left. */
  void flush() throws IOException;
}
