package org.silico.engine.dataset;

import static org.silico.engine.dataset.PatientBlock.ASSIGNED;
import static org.silico.engine.dataset.PatientBlock.DERIVED;
import static org.silico.engine.dataset.PatientBlock.SIMULATED;
import static org.silico.engine.dataset.PatientBlock.YES_NO;
import static org.silico.engine.dataset.RowColumn.number;
import static org.silico.engine.dataset.RowColumn.optionalNumber;
import static org.silico.engine.dataset.RowColumn.text;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Course.TermKind;
import org.silico.engine.table.TableSink;
import org.silico.engine.trial.History;
import org.silico.engine.trial.World;

/**
 * The table TRUTHBV: for every patient and visit of longitudinal endpoints the value, seen or not,
 * its terms, and what the value would have been untreated, on placebo and in every arm, on the same
 * random numbers.
 */
final class TruthByVisitTable implements PatientTable {
  private static final String[] TERM_NAMES = {"NATCOURS", "PLACEBO", "DRUG", "NOCEBO", "RESCUE"};
  private static final String[] TERM_LABELS = {
    "Term: Natural Course, Its Level Included",
    "Term: Placebo Response",
    "Term: Drug Effect",
    "Term: Nocebo",
    "Term: Rescue Medication"
  };

  private final PatientBlock block;
  private final TrialPlan plan;
  private final VisitNames visitNames;
  private final TableWriter writer;

  /** Of every arm, then on placebo, then untreated. */
  private final History[] worlds;

  private final int[] arms;

  private int endpoint;
  private int visit;

  TruthByVisitTable(PatientBlock block, boolean kept) {
    this.block = block;
    this.plan = block.plan;
    this.visitNames = new VisitNames(plan);
    this.worlds = new History[kept ? plan.arms().count() + 2 : 0];
    for (int w = 0; w < worlds.length; w++) {
      worlds[w] = new History(plan, block.capacity(), false);
    }
    this.arms = new int[kept ? block.capacity() : 0];
    this.writer =
        new TableWriter(
            TableNames.TRUTH_BY_VISIT,
            "Terms and Counterfactual Outcomes by Visit",
            columns(),
            kept);
  }

  @Override
  public TableWriter writer() {
    return writer;
  }

  @Override
  public void write(TableSink sink) throws IOException {
    for (int w = 0; w < worlds.length; w++) {
      boolean arm = w < plan.arms().count();
      Arrays.fill(arms, 0, block.data.size(), arm ? w : plan.arms().firstControl());
      World.Treatment treatment =
          arm
              ? World.Treatment.OF_THE_ARM
              : w == plan.arms().count() ? World.Treatment.PLACEBO : World.Treatment.NONE;
      counterfactual(new World(arms, treatment, null), worlds[w]);
    }
    for (int e : plan.questions().longitudinal()) {
      endpoint = e;
      for (visit = 0; visit < plan.questions().course(e).visits(); visit++) {
        writer.write(block.everyone, block.enrolled(), sink);
      }
    }
  }

  private void counterfactual(World world, History out) {
    if (!block.counterfactual(() -> block.simulator.counterfactual(world, out))) {
      for (int e : plan.questions().longitudinal()) {
        for (int v = 0; v < plan.questions().course(e).visits(); v++) {
          Arrays.fill(out.values(e, v), Double.NaN);
        }
      }
    }
  }

  private List<RowColumn> columns() {
    List<RowColumn> columns = block.keys();
    columns.add(block.plannedTreatment());
    columns.add(text("PARAMCD", "Parameter Code", ASSIGNED, block.endpointNames(), i -> endpoint));
    columns.addAll(visitNames.columns(() -> endpoint, () -> visit));
    columns.add(
        number(
            "ADY",
            "Analysis Relative Day",
            SIMULATED,
            i -> block.data.visitDays(endpoint, visit)[i]));
    columns.add(
        text(
            "SEEN",
            "Whether the Value Was Seen",
            DERIVED,
            YES_NO,
            i -> Double.isNaN(block.observation.value(endpoint, visit, i)) ? 0 : 1));
    columns.add(number("AVAL", "Value, Seen or Not", SIMULATED, this::value));
    columns.add(number("BASE", "Baseline Value", SIMULATED, i -> block.data.baseline(endpoint)[i]));
    columns.add(
        number(
            "TRUEBASE",
            "True Baseline: Prediction without Residual",
            SIMULATED,
            i -> block.simulator.trueBaseline(endpoint)[i]));
    columns.add(
        number(
            "RTM",
            "Regression to the Mean: True less Observed Baseline",
            DERIVED,
            i -> block.simulator.trueBaseline(endpoint)[i] - block.data.baseline(endpoint)[i]));
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
        optionalNumber(
            "UNTREATD", "Value, Had There Been No Treatment", SIMULATED, i -> world(1, i)));
    columns.add(
        optionalNumber(
            "ONPLACEB", "Value, Had It Been Placebo throughout", SIMULATED, i -> world(0, i)));
    for (int a = 0; a < block.arms.length; a++) {
      int arm = a;
      columns.add(
          optionalNumber(
              "ARM_" + block.armPart(a),
              "Value, Had the Arm Been " + block.arms[a],
              SIMULATED,
              i -> worlds[arm].values(endpoint, visit)[i]));
    }
    return columns;
  }

  private double value(int i) {
    return block.data.history().values(endpoint, visit)[i];
  }

  private double term(int row, int i) {
    return block.data.history().terms(endpoint, visit)[row][i];
  }

  /** In a world after those of the arms. */
  private double world(int after, int i) {
    return worlds[plan.arms().count() + after].values(endpoint, visit)[i];
  }
}
