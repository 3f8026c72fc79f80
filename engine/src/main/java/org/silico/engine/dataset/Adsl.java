package org.silico.engine.dataset;

import static org.silico.engine.dataset.PatientBlock.ASSIGNED;
import static org.silico.engine.dataset.PatientBlock.DERIVED;
import static org.silico.engine.dataset.PatientBlock.SIMULATED;
import static org.silico.engine.dataset.PatientBlock.YES_NO;
import static org.silico.engine.dataset.RowColumn.integer;
import static org.silico.engine.dataset.RowColumn.number;
import static org.silico.engine.dataset.RowColumn.optionalNumber;
import static org.silico.engine.dataset.RowColumn.optionalText;
import static org.silico.engine.dataset.RowColumn.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.silico.engine.formula.Type;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Covariate;
import org.silico.engine.protocol.IntercurrentEvent;
import org.silico.engine.protocol.IntercurrentEvent.Kind;
import org.silico.engine.protocol.Layout;
import org.silico.engine.table.TableSink;

/**
 * The table ADSL: a row for every patient who has entered, with covariates, how the study ended for
 * them, and when they stopped the drug or took another.
 */
final class Adsl implements PatientTable {
  private static final String[] STATUS = {"COMPLETED", "DISCONTINUED", "ONGOING"};

  /** What is not put down to an event of the protocol. */
  private static final String LOST = "LOST TO FOLLOW-UP";

  private final PatientBlock block;
  private final TrialPlan plan;
  private final TableWriter writer;

  Adsl(PatientBlock block, boolean kept) {
    this.block = block;
    this.plan = block.plan;
    this.writer =
        new TableWriter(TableNames.ADSL, "Subject-Level Analysis Dataset", columns(), kept);
  }

  @Override
  public TableWriter writer() {
    return writer;
  }

  @Override
  public void write(TableSink sink) throws IOException {
    writer.write(block.everyone, block.enrolled(), sink);
  }

  private List<RowColumn> columns() {
    List<RowColumn> columns = block.keys();
    if (!block.protocol.enrolment().sites().isEmpty()) {
      String[] sites =
          block.protocol.enrolment().sites().stream().map(s -> s.name()).toArray(String[]::new);
      columns.add(
          text("SITEID", "Study Site Identifier", SIMULATED, sites, i -> block.data.site()[i]));
    }
    columns.add(block.plannedTreatment());
    columns.add(
        integer(
            "TRT01PN", "Planned Treatment for Period 01 (N)", SIMULATED, i -> block.arm(i) + 1));
    String[] labels = block.protocol.arms().stream().map(a -> a.label()).toArray(String[]::new);
    columns.add(text("ARM", "Description of Planned Arm", ASSIGNED, labels, block::arm));
    columns.add(
        number(
            "ENTRYDY",
            "Days from Start of Enrolment to Entry",
            SIMULATED,
            i -> block.data.entry()[i]));
    columns.add(
        integer(
            "SCRNFAIL",
            "Candidates Refused before This Patient",
            SIMULATED,
            i -> block.data.screenFailures()[i]));
    int column = Layout.COVARIATES;
    for (Covariate c : block.protocol.population().covariates()) {
      columns.add(covariate(c, column++));
    }
    columns.add(text("EOSSTT", "End of Study Status", DERIVED, STATUS, this::status));
    columns.add(
        number(
            "EOSDY",
            "Days from Entry to End of Study or Cut",
            DERIVED,
            i -> block.observation.seen(i)));
    if (!plan.conduct().events().isEmpty()) {
      columns.add(
          optionalText(
              "DCSREAS",
              "Reason for Discontinuation from Study",
              DERIVED,
              reasons(),
              this::reason));
    }
    columns.addAll(events());
    return columns;
  }

  private RowColumn covariate(Covariate c, int column) {
    Type type = plan.layout().types().get(column);
    String origin = c instanceof Covariate.Derived ? DERIVED : SIMULATED;
    IntUnaryOperator code = i -> (int) block.data.columns()[column][i];
    if (type instanceof Type.Category category) {
      return text(c.name(), c.label(), origin, category.levels().toArray(String[]::new), code);
    }
    if (type instanceof Type.Bool) {
      return text(c.name(), c.label(), origin, YES_NO, code);
    }
    return number(c.name(), c.label(), origin, i -> block.data.columns()[column][i]);
  }

  /** The days of discontinued drugs and of rescue, where they were seen. */
  private List<RowColumn> events() {
    List<RowColumn> columns = new ArrayList<>();
    for (int k = 0; k < plan.conduct().events().size(); k++) {
      int of = k;
      Kind kind = plan.conduct().events().get(k).kind();
      if (kind == Kind.TREATMENT_DISCONTINUATION || kind == Kind.RESCUE_MEDICATION) {
        IntercurrentEvent named = block.protocol.events().get(k);
        columns.add(
            optionalNumber(
                named.name() + "DY",
                "Days from Randomisation to " + named.label(),
                SIMULATED,
                i ->
                    block.observation.happened(of, i)
                        ? block.data.history().event(of)[i]
                        : Double.NaN));
      }
    }
    return columns;
  }

  private int status(int i) {
    return block.observation.droppedOut(i) ? 1 : block.observation.completed(i) ? 0 : 2;
  }

  /** By event what a discontinuation is put down to; last, what has no event. */
  private String[] reasons() {
    String[] reasons = new String[plan.conduct().events().size() + 1];
    for (int k = 0; k < plan.conduct().events().size(); k++) {
      reasons[k] = block.protocol.events().get(k).term();
    }
    reasons[plan.conduct().events().size()] = LOST;
    return reasons;
  }

  private int reason(int i) {
    if (!block.observation.droppedOut(i)) {
      return -1;
    }
    for (int k = 0; k < plan.conduct().events().size(); k++) {
      if (plan.conduct().events().get(k).kind() == Kind.STUDY_DISCONTINUATION
          && block.data.history().event(k)[i] == block.data.dropout()[i]) {
        return k;
      }
    }
    return plan.conduct().events().size();
  }
}
