package org.silico.jobs.run;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.silico.engine.dataset.TableNames;
import org.silico.engine.dataset.TrialTables;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.Tally;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.simulation.TrialBlock;
import org.silico.engine.table.Table;
import org.silico.engine.table.TableSink;
import org.silico.engine.trial.OnError;
import org.silico.engine.trial.SimulationException;
import org.silico.engine.trial.TrialState;
import org.silico.engine.truth.ScenarioTruth;
import org.silico.jobs.output.Range;
import org.silico.jobs.output.Simulation;

/**
 * Writes one large trial, already analysed, block by block: the numbers of a range are those of
 * blocks. The first block writes the trial's own rows and carries its tally.
 */
final class BlocksSimulation implements Simulation {
  private static final long serialVersionUID = 1L;

  private final RunSpec spec;
  private final ScenarioTruth truth;
  private final TrialOutcome outcome;
  private final OnError onError;

  BlocksSimulation(RunSpec spec, ScenarioTruth truth, TrialOutcome outcome, OnError onError) {
    this.spec = spec;
    this.truth = truth;
    this.outcome = outcome;
    this.onError = onError;
  }

  @Override
  public List<Table> tables() {
    return TrialsSimulation.tables(spec);
  }

  @Override
  public Tally simulate(Range blocks, TableSink sink) throws IOException {
    TrialPlan plan = spec.plan(blocks.scenario());
    Metrics metrics = TrialsSimulation.metrics(plan, truth);
    Tally tally = metrics.zero();
    if (blocks.first() == 0) {
      metrics.add(tally, outcome);
      TrialTables tables = new TrialTables(spec.protocol(), plan, spec.tables());
      tables.write(outcome, sink);
      tables.flush(sink);
    }
    Set<String> patientTables = new HashSet<>(spec.tables());
    patientTables.removeAll(TableNames.PER_TRIAL);
    if (!patientTables.isEmpty() && !outcome.failed()) {
      try {
        write(plan, blocks, patientTables, sink);
      } catch (SimulationException e) {
        return TrialsSimulation.failed(metrics);
      }
    }
    return tally;
  }

  /** Why the rows of blocks cannot be written: what a patient would be in another world. */
  SimulationException failure(Range blocks) {
    Set<String> patientTables = new HashSet<>(spec.tables());
    patientTables.removeAll(TableNames.PER_TRIAL);
    try {
      write(spec.plan(blocks.scenario()), blocks, patientTables, rows -> {});
    } catch (SimulationException e) {
      return e;
    } catch (IOException e) {
      throw new IllegalStateException(e); // rows go nowhere
    }
    throw new IllegalStateException(blocks + " failed in its task only");
  }

  private void write(TrialPlan plan, Range blocks, Set<String> patientTables, TableSink sink)
      throws IOException {
    for (long b = blocks.first(); b < blocks.end(); b++) {
      new TrialBlock(
              plan,
              outcome.trial(),
              (int) b,
              outcome.look() - 1,
              TrialState.start(plan),
              patientTables.contains(TableNames.TRUTH_BY_VISIT))
          .write(spec.protocol(), outcome.duration(), patientTables, sink, onError);
    }
  }
}
