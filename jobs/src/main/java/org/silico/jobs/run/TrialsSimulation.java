package org.silico.jobs.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.silico.engine.dataset.Datasets;
import org.silico.engine.dataset.PatientTables;
import org.silico.engine.dataset.TrialTables;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.Tally;
import org.silico.engine.plan.CutPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.simulation.TrialRunner;
import org.silico.engine.table.Table;
import org.silico.engine.table.TableSink;
import org.silico.engine.trial.OnError;
import org.silico.engine.trial.SimulationException;
import org.silico.engine.truth.ScenarioTruth;
import org.silico.engine.truth.TrueValue;
import org.silico.jobs.output.Range;
import org.silico.jobs.output.Simulation;

/** Whole trials, range by range. */
final class TrialsSimulation implements Simulation {
  private static final long serialVersionUID = 1L;

  private final RunSpec spec;
  private final Map<Integer, ScenarioTruth> truth;
  private final OnError onError;

  /**
   * @param truth by scenario
   */
  TrialsSimulation(RunSpec spec, Map<Integer, ScenarioTruth> truth, OnError onError) {
    this.spec = spec;
    this.truth = truth;
    this.onError = onError;
  }

  @Override
  public List<Table> tables() {
    return tables(spec);
  }

  @Override
  public Tally simulate(Range range, TableSink sink) throws IOException {
    TrialPlan plan = spec.plan(range.scenario());
    Metrics metrics = metrics(plan, truth.get(range.scenario()));
    try {
      return new TrialRunner(
              plan,
              metrics,
              Datasets.of(spec.protocol(), plan, spec.tables(), sink, onError),
              onError)
          .run(range.first(), range.end());
    } catch (SimulationException e) {
      return failed(metrics);
    }
  }

  /**
   * The tally of a range that was given up at a trial that cannot be simulated. It tells the driver
   * to end the run; thrown, the exception would make Spark try the task again.
   */
  static Tally failed(Metrics metrics) {
    Tally tally = metrics.zero();
    metrics.failed(tally);
    return tally;
  }

  /** The tables that a run keeps of those that its trials can write. */
  static List<Table> tables(RunSpec spec) {
    // columns are the same in every scenario
    TrialPlan plan = spec.plan(0);
    List<Table> all = new ArrayList<>(PatientTables.tables(spec.protocol(), plan));
    all.addAll(new TrialTables(spec.protocol(), plan, spec.tables()).tables());
    return all.stream().filter(t -> spec.tables().contains(t.name())).toList();
  }

  static Metrics metrics(TrialPlan plan, ScenarioTruth truth) {
    List<CutPlan> cuts = plan.conduct().looks();
    return new Metrics(
        plan.questions().analyses().stream().map(a -> a.analysis().name()).toList(),
        truth.analyses().stream().mapToDouble(TrueValue::value).toArray(),
        truth.analyses().stream().mapToDouble(TrueValue::mcse).toArray(),
        IntStream.range(0, plan.questions().endpoints().size())
            .mapToObj(
                e -> plan.questions().endpoints().get(e).hasEvents() ? endpointName(plan, e) : null)
            .toList(),
        cuts.get(cuts.size() - 1) instanceof CutPlan.Events,
        plan.conduct().lookNames().subList(0, cuts.size() - 1),
        plan.questions().stagewise());
  }

  private static String endpointName(TrialPlan plan, int endpoint) {
    return plan.questions().endpoints().get(endpoint).source().name();
  }
}
