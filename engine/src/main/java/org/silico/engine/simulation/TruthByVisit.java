package org.silico.engine.simulation;

import static org.silico.engine.simulation.RowColumn.integer;
import static org.silico.engine.simulation.RowColumn.number;
import static org.silico.engine.simulation.RowColumn.optionalNumber;
import static org.silico.engine.simulation.RowColumn.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Course.TermKind;
import org.silico.engine.table.Table;
import org.silico.engine.table.TableSink;
import org.silico.engine.trial.History;
import org.silico.engine.trial.Observation;
import org.silico.engine.trial.TrialData;
import org.silico.engine.trial.TrialSimulator;
import org.silico.engine.trial.World;

/**
 * The table TRUTHBV: for every patient and visit of longitudinal endpoints the value, seen or not,
 * its terms, and what the value would have been untreated, on placebo and in every arm, on the same
 * random numbers.
 */
final class TruthByVisit {
  private static final String SIMULATED = "Simulated";
  private static final String DERIVED = "Derived";
  private static final String[] YES_NO = {"N", "Y"};
  private static final String[] TERM_NAMES = {"NATURAL", "PLACEBO", "DRUG", "NOCEBO", "RESCUE"};
  private static final String[] TERM_LABELS = {
    "Term: Natural Course, Its Level Included",
    "Term: Placebo Response",
    "Term: Drug Effect",
    "Term: Nocebo",
    "Term: Rescue Medication"
  };

  private final TrialPlan plan;
  private final TableWriter writer;
  private final Table table;
  private final VisitNames visitNames;
  private final History[] worlds;
  private final int[] arms;
  private final int[] subjects;

  private TrialData data;
  private Observation observation;
  private TrialSimulator simulator;
  private int endpoint;
  private int visit;

  /**
   * @param keys the columns that every table of patients starts with
   * @param armColumns names of the arms as parts of columns' names
   * @param kept whether rows will be written
   */
  TruthByVisit(
      TrialPlan plan, List<RowColumn> keys, List<String> armColumns, int count, boolean kept) {
    this.plan = plan;
    this.visitNames = new VisitNames(plan);
    this.worlds = new History[kept ? plan.arms() + 2 : 0];
    for (int w = 0; w < worlds.length; w++) {
      worlds[w] = new History(plan, count, false);
    }
    this.arms = new int[count];
    this.subjects = new int[count];
    List<RowColumn> columns = columns(keys, armColumns);
    this.table =
        new Table(
            TableNames.TRUTH_BY_VISIT,
            "Terms and Counterfactual Outcomes by Visit",
            columns.stream().map(RowColumn::column).toList());
    this.writer = kept ? new TableWriter(table, columns) : null;
  }

  Table table() {
    return table;
  }

  void write(TrialData data, Observation observation, TrialSimulator simulator, TableSink sink)
      throws IOException {
    if (writer == null) {
      return;
    }
    this.data = data;
    this.observation = observation;
    this.simulator = simulator;
    for (int w = 0; w < worlds.length; w++) {
      boolean arm = w < plan.arms();
      Arrays.fill(arms, 0, data.size(), arm ? w : plan.controlArm());
      World.Treatment treatment =
          arm
              ? World.Treatment.OF_THE_ARM
              : w == plan.arms() ? World.Treatment.PLACEBO : World.Treatment.NONE;
      simulator.counterfactual(new World(arms, treatment, null), worlds[w]);
    }
    for (int i = 0; i < observation.enrolled(); i++) {
      subjects[i] = i;
    }
    for (endpoint = 0; endpoint < plan.endpoints().size(); endpoint++) {
      int visits = plan.course(endpoint) == null ? 0 : plan.course(endpoint).visits();
      for (visit = 0; visit < visits; visit++) {
        writer.write(subjects, observation.enrolled(), sink);
      }
    }
  }

  void flush(TableSink sink) throws IOException {
    if (writer != null) {
      writer.flush(sink);
    }
  }

  private List<RowColumn> columns(List<RowColumn> keys, List<String> armColumns) {
    var protocol = plan.protocol();
    String[] parameters = protocol.endpoints().stream().map(e -> e.name()).toArray(String[]::new);
    String[] armNames = protocol.arms().stream().map(a -> a.name()).toArray(String[]::new);
    List<RowColumn> columns = new ArrayList<>(keys);
    columns.add(
        text("TRT01P", "Planned Treatment for Period 01", SIMULATED, armNames, i -> data.arm()[i]));
    columns.add(text("PARAMCD", "Parameter Code", "Assigned", parameters, i -> endpoint));
    columns.add(
        text(
            "AVISIT",
            "Analysis Visit",
            "Assigned",
            visitNames.texts(),
            i -> visitNames.code(endpoint, visit)));
    columns.add(integer("AVISITN", "Analysis Visit (N)", "Assigned", i -> visit + 1));
    columns.add(
        number("ADY", "Analysis Relative Day", SIMULATED, i -> data.visitDays(endpoint, visit)[i]));
    columns.add(
        text(
            "SEEN",
            "Whether the Value Was Seen",
            DERIVED,
            YES_NO,
            i -> Double.isNaN(observation.value(endpoint, visit, i)) ? 0 : 1));
    columns.add(number("AVAL", "Value, Seen or Not", SIMULATED, this::value));
    columns.add(number("BASE", "Baseline Value", SIMULATED, i -> data.baseline(endpoint)[i]));
    columns.add(
        number(
            "TRUEBASE",
            "True Baseline: Prediction without Residual",
            SIMULATED,
            i -> simulator.trueBaseline(endpoint)[i]));
    columns.add(
        number(
            "RTM",
            "Regression to the Mean: True less Observed Baseline",
            DERIVED,
            i -> simulator.trueBaseline(endpoint)[i] - data.baseline(endpoint)[i]));
    for (TermKind kind : TermKind.values()) {
      int row = kind.ordinal();
      columns.add(number(TERM_NAMES[row], TERM_LABELS[row], SIMULATED, i -> term(row, i)));
    }
    columns.add(
        number(
            "PREDICT",
            "Prediction: Link of the Sum of Terms",
            SIMULATED,
            i -> term(History.PREDICTION, i)));
    columns.add(
        number(
            "RESIDUAL",
            "Residual: Value less Prediction",
            DERIVED,
            i -> value(i) - term(History.PREDICTION, i)));
    columns.add(
        number("UNTREATD", "Value, Had There Been No Treatment", SIMULATED, i -> world(1, i)));
    columns.add(
        number("ONPLACEB", "Value, Had It Been Placebo throughout", SIMULATED, i -> world(0, i)));
    for (int a = 0; a < armNames.length; a++) {
      int arm = a;
      columns.add(
          optionalNumber(
              "ARM_" + armColumns.get(a),
              "Value, Had the Arm Been " + armNames[a],
              SIMULATED,
              i -> worlds[arm].values(endpoint, visit)[i]));
    }
    return columns;
  }

  private double value(int i) {
    return data.history().values(endpoint, visit)[i];
  }

  private double term(int row, int i) {
    return data.history().terms(endpoint, visit)[row][i];
  }

  /** In a world after those of the arms. */
  private double world(int after, int i) {
    return worlds[plan.arms() + after].values(endpoint, visit)[i];
  }
}
