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

/** Tables that are written. */
final class WrittenDatasets implements Datasets {
  private final PatientTables patients;
  private final TrialTables trials;
  private final Set<String> kept;
  private final TableSink sink;

  WrittenDatasets(
      Protocol protocol, TrialPlan plan, Set<String> kept, TableSink sink, OnError onError) {
    this.patients = new PatientTables(protocol, plan, kept, 0, plan.conduct().patients(), onError);
    this.trials = new TrialTables(protocol, plan, kept);
    this.kept = Set.copyOf(kept);
    this.sink = sink;
  }

  @Override
  public boolean terms() {
    return kept.contains(TableNames.TRUTH_BY_VISIT);
  }

  @Override
  public void patients(TrialData data, Observation observation, TrialSimulator simulator)
      throws IOException {
    patients.write(data, observation, simulator, sink);
  }

  @Override
  public void trial(TrialOutcome outcome) throws IOException {
    trials.write(outcome, sink);
  }

  @Override
  public void flush() throws IOException {
    patients.flush(sink);
    trials.flush(sink);
  }
}
