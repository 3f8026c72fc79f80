package org.silico.engine.dataset;

import static org.silico.engine.dataset.PatientBlock.SIMULATED;
import static org.silico.engine.dataset.PatientBlock.finite;
import static org.silico.engine.dataset.RowColumn.number;
import static org.silico.engine.dataset.RowColumn.optionalNumber;
import static org.silico.engine.dataset.RowColumn.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Course;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.table.TableSink;

/**
 * The table TRUTH: a row for every patient who has entered, with what cannot be seen of them. Of
 * longitudinal endpoints that are random effects and individual parameters; their values are in
 * {@link TruthByVisitTable}.
 */
final class TruthTable implements PatientTable {
  private final PatientBlock block;
  private final TrialPlan plan;

  /** By endpoint and arm, of endpoints that are not longitudinal. */
  private final double[][][] counterfactuals;

  private final TableWriter writer;

  TruthTable(PatientBlock block, boolean kept) {
    this.block = block;
    this.plan = block.plan;
    this.counterfactuals = new double[plan.questions().endpoints().size()][][];
    for (int e : plan.questions().seenOnce()) {
      counterfactuals[e] = new double[plan.arms().count()][kept ? block.capacity() : 0];
    }
    this.writer =
        new TableWriter(
            TableNames.TRUTH, "Latent Values and Counterfactual Outcomes", columns(), kept);
  }

  @Override
  public TableWriter writer() {
    return writer;
  }

  @Override
  public void write(TableSink sink) throws IOException {
    for (int e : plan.questions().seenOnce()) {
      for (int a = 0; a < plan.arms().count(); a++) {
        counterfactual(e, a, counterfactuals[e][a]);
      }
    }
    writer.write(block.everyone, block.enrolled(), sink);
  }

  private void counterfactual(int endpoint, int arm, double[] out) {
    if (!block.counterfactual(() -> block.simulator.counterfactual(endpoint, arm, out))) {
      Arrays.fill(out, Double.NaN);
    }
  }

  private List<RowColumn> columns() {
    List<RowColumn> columns = block.keys();
    columns.add(block.plannedTreatment());
    columns.add(
        optionalNumber(
            "DROPDY",
            "Days from Randomisation to Dropout, Seen or Not",
            SIMULATED,
            i -> finite(block.data.dropout()[i])));
    for (int k = 0; k < plan.conduct().events().size(); k++) {
      int of = k;
      columns.add(
          optionalNumber(
              block.protocol.events().get(k).name() + "DY",
              "Days to " + block.protocol.events().get(k).label() + ", Seen or Not",
              SIMULATED,
              i -> finite(block.data.history().event(of)[i])));
    }
    for (int e = 0; e < plan.questions().endpoints().size(); e++) {
      columns.addAll(plan.questions().course(e) == null ? outcomes(e) : latent(e));
    }
    return columns;
  }

  /** The outcome under every arm. */
  private List<RowColumn> outcomes(int e) {
    List<RowColumn> columns = new ArrayList<>();
    Endpoint endpoint = block.protocol.endpoints().get(e);
    for (int a = 0; a < plan.arms().count(); a++) {
      int under = a;
      columns.add(
          optionalNumber(
              endpoint.name() + "_" + block.armPart(a),
              endpoint.label() + ", Had the Arm Been " + block.arms[a],
              SIMULATED,
              i -> finite(counterfactuals[e][under][i])));
    }
    return columns;
  }

  /** Random effects, and the individual parameters of a model. */
  private List<RowColumn> latent(int e) {
    List<RowColumn> columns = new ArrayList<>();
    Endpoint.Longitudinal endpoint = block.protocol.endpoints().get(e).longitudinal().orElseThrow();
    int column = plan.layout().effects(e);
    for (Course.Effect effect : endpoint.effects()) {
      int of = column++;
      String name = endpoint.name() + "_" + effect.name();
      String label = endpoint.label() + ", Random Effect " + effect.name();
      columns.add(
          effect.law() instanceof Course.EffectLaw.Classes c
              ? text(
                  name,
                  label,
                  SIMULATED,
                  c.names().toArray(String[]::new),
                  i -> (int) block.data.columns()[of][i])
              : number(name, label, SIMULATED, i -> block.data.columns()[of][i]));
    }
    if (plan.questions().course(e).model() != null) {
      List<String> names = plan.questions().course(e).model().model().info().individual();
      for (int p = 0; p < names.size(); p++) {
        int of = p;
        columns.add(
            number(
                endpoint.name() + "_MODEL_" + PatientBlock.part(names.get(p)),
                endpoint.label() + ", Individual " + names.get(p),
                SIMULATED,
                i -> block.simulator.individualParameters(e)[of][i]));
      }
    }
    return columns;
  }
}
