package org.silico.jobs.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.silico.engine.dataset.Datasets;
import org.silico.engine.dataset.PatientTables;
import org.silico.engine.dataset.TableNames;
import org.silico.engine.dataset.TrialTables;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.plan.EndpointPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.IntercurrentEvent.Kind;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.random.Philox4x64;
import org.silico.engine.simulation.TrialRunner;
import org.silico.engine.simulation.Workload;
import org.silico.engine.table.Table;
import org.silico.engine.trial.OnError;
import org.silico.engine.trial.SimulationException;
import org.silico.jobs.run.Runner;
import org.silico.jobs.run.TrialFailure;

/** What a protocol compiles to, in words and numbers. */
public final class PlanText {
  /** Trials simulated to see how many rows a trial has. */
  private static final int PILOT_TRIALS = 20;

  private final Protocol protocol;
  private final List<TrialPlan> plans;
  private final long replicates;
  private final StringBuilder text = new StringBuilder();

  private PlanText(Protocol protocol, List<TrialPlan> plans, long replicates) {
    this.protocol = protocol;
    this.plans = plans;
    this.replicates = replicates;
  }

  /**
   * @throws TrialFailure when one of the trials looked at cannot be simulated
   */
  public static String of(Protocol protocol, List<TrialPlan> plans, long replicates, long seed) {
    PlanText plan = new PlanText(protocol, plans, replicates);
    plan.line("%s: %s", protocol.study().id(), protocol.study().title());
    plan.line("");
    plan.scenarios();
    plan.randomNumbers(seed);
    plan.tables();
    return plan.text.toString();
  }

  private void scenarios() {
    List<String> names = protocol.parameters().stream().map(p -> p.name()).toList();
    String[] header = new String[names.size() + 4];
    header[0] = "scenario";
    for (int p = 0; p < names.size(); p++) {
      header[1 + p] = names.get(p);
    }
    header[names.size() + 1] = "patients";
    header[names.size() + 2] = "trials";
    header[names.size() + 3] = "tasks";
    TextTable table = new TextTable(1, header);
    long tasks = 0;
    for (TrialPlan plan : plans) {
      String[] row = new String[header.length];
      row[0] = plan.identity().scenarioName();
      for (int p = 0; p < names.size(); p++) {
        row[1 + p] = parameter(plan.identity().parameters()[p]);
      }
      long own =
          Workload.byBlocks(plan)
              ? replicates * Workload.blocks(plan)
              : (replicates + Workload.trialsPerPiece(plan) - 1) / Workload.trialsPerPiece(plan);
      tasks += own;
      row[names.size() + 1] = Digits.count(plan.conduct().patients());
      row[names.size() + 2] = Digits.count(replicates);
      row[names.size() + 3] = Digits.count(own);
      table.row(row);
    }
    text.append(table);
    line("durations are in days, rates per day");
    line("");
    TrialPlan first = plans.get(0);
    if (Workload.byBlocks(first)) {
      line(
          "A trial is cut into blocks of %s patients, a task each; their columns meet in a shuffle.",
          Digits.count(Workload.PATIENTS_PER_BLOCK));
    } else {
      line(
          "A task simulates %s trials of the first scenario.",
          Digits.count(Workload.trialsPerPiece(first)));
    }
    line(
        "%s tasks in jobs of at most %d; each job is committed as a whole.",
        Digits.count(tasks), Runner.TASKS_PER_JOB);
    line("");
  }

  private void randomNumbers(long seed) {
    line("Random numbers: %s, seed %d.", Philox4x64.NAME, seed);
    line(
        protocol.simulation().commonRandomNumbers()
            ? "All scenarios share them: patient k of trial j is the same person in each."
            : "Every scenario has its own.");
    line("A number is addressed by (trial, purpose, patient, draw):");
    text.append(PlanDraws.of(plans.get(0)).toString().indent(2));
    line("");
  }

  private void tables() {
    line("Tables, with all of them kept:");
    TextTable table = new TextTable(1, "table", "columns", "rows", "bytes, about");
    List<Table> patients = PatientTables.tables(protocol, plans.get(0));
    TreeSet<String> names = new TreeSet<>(TableNames.PER_TRIAL);
    patients.forEach(t -> names.add(t.name()));
    Map<String, double[]> perTable = new HashMap<>();
    for (TrialPlan plan : plans) {
      pilot(plan, names, perTable);
    }
    List<String> order = new ArrayList<>(patients.stream().map(Table::name).toList());
    order.addAll(TableNames.PER_TRIAL);
    for (String name : order) {
      double[] sums = perTable.get(name);
      if (sums != null) {
        table.row(
            name,
            Digits.count((long) sums[2]),
            Digits.count(Math.round(sums[0])),
            Digits.bytes(sums[1]));
      }
    }
    text.append(table.toString().indent(2));
    line("");
    line("Simulation and analysis: %s.", CostText.of(plans, replicates));
    line(
        "Tables: about %s in all.",
        Digits.bytes(perTable.values().stream().mapToDouble(sums -> sums[1]).sum()));
  }

  private void pilot(TrialPlan plan, TreeSet<String> names, Map<String, double[]> perTable) {
    boolean large = Workload.byBlocks(plan);
    if (large) {
      for (Table t : PatientTables.tables(protocol, plan)) {
        add(
            perTable,
            t,
            (double) replicates * plan.conduct().patients() * rowsPerPatient(plan, t.name()));
      }
      return;
    }
    int pilot =
        (int)
            Math.max(
                1,
                Math.min(Math.min(PILOT_TRIALS, replicates), 100_000 / plan.conduct().patients()));
    double factor = (double) replicates / pilot;
    try {
      Metrics metrics =
          new Metrics(
              protocol.analyses().stream().map(a -> a.name()).toList(),
              new double[protocol.analyses().size()]);
      new TrialRunner(
              plan,
              metrics,
              Datasets.of(
                  protocol,
                  plan,
                  names,
                  rows -> add(perTable, rows.table(), rows.size() * factor),
                  OnError.STOP))
          .patients(0, pilot);
      for (Table t : new TrialTables(protocol, plan, names).tables()) {
        int rows =
            t.name().equals(TableNames.ANALYSES)
                ? plan.questions().analyses().size() * plan.conduct().looks().size()
                : 1;
        add(perTable, t, (double) replicates * rows);
      }
    } catch (SimulationException e) {
      throw new TrialFailure(plan.identity().scenario(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** If nothing is missing. */
  private int rowsPerPatient(TrialPlan plan, String table) {
    int rows = 0;
    if (table.equals(TableNames.TRUTH_BY_VISIT)) {
      for (int e : plan.questions().longitudinal()) {
        rows += plan.questions().course(e).visits();
      }
      return Math.max(1, rows);
    }
    for (int e = 0; e < plan.questions().endpoints().size(); e++) {
      if (protocol.endpoints().get(e).table().equals(table)) {
        EndpointPlan endpoint = plan.questions().endpoints().get(e);
        rows += endpoint.visits() + (endpoint.baselineVisit() ? 1 : 0);
      }
    }
    if (table.equals(TableNames.ADAE)) {
      rows =
          (int)
              plan.conduct().events().stream().filter(e -> e.kind() == Kind.ADVERSE_EVENT).count();
    }
    return Math.max(1, rows);
  }

  /** Compressed numbers take about their width, texts from a dictionary about a byte. */
  private static void add(Map<String, double[]> perTable, Table table, double rows) {
    double[] sums = perTable.computeIfAbsent(table.name(), n -> new double[3]);
    double width =
        table.columns().stream()
            .mapToDouble(
                c ->
                    switch (c.type()) {
                      case DOUBLE -> 7.5;
                      case LONG -> 2;
                      case INT -> 0.5;
                      case TEXT -> 0.5;
                    })
            .sum();
    sums[0] += rows;
    sums[1] += rows * width;
    sums[2] = table.columns().size();
  }

  private void line(String format, Object... args) {
    text.append(String.format(Locale.ROOT, format, args)).append('\n');
  }

  private static String parameter(double x) {
    return x == Math.rint(x) && Math.abs(x) < 1e9
        ? Long.toString((long) x)
        : Digits.significant(x, 6);
  }
}
