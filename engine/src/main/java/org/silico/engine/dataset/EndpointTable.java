package org.silico.engine.dataset;

import static org.silico.engine.dataset.PatientBlock.ASSIGNED;
import static org.silico.engine.dataset.PatientBlock.DERIVED;
import static org.silico.engine.dataset.PatientBlock.SIMULATED;
import static org.silico.engine.dataset.RowColumn.integer;
import static org.silico.engine.dataset.RowColumn.number;
import static org.silico.engine.dataset.RowColumn.optionalNumber;
import static org.silico.engine.dataset.RowColumn.optionalText;
import static org.silico.engine.dataset.RowColumn.text;

import java.io.IOException;
import java.util.List;
import org.silico.engine.plan.EndpointPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.table.TableSink;

/**
 * A table of the endpoints that name it, endpoint after endpoint: in the basic data structure a row
 * for every visit with a value, baseline first where it is a visit too; in ADTTE a row for every
 * patient.
 */
final class EndpointTable implements PatientTable {
  private static final String[] CENSORING = {
    "LOST TO FOLLOW-UP", "COMPLETED FOLLOW-UP", "DATA CUT"
  };

  private final PatientBlock block;
  private final TrialPlan plan;
  private final VisitNames visitNames;
  private final TableWriter writer;
  private final int[] subjects;

  private int endpoint;

  /** From 0; -1 is baseline. */
  private int visit;

  EndpointTable(PatientBlock block, String name, boolean kept) {
    this.block = block;
    this.plan = block.plan;
    this.visitNames = new VisitNames(plan);
    this.subjects = new int[kept ? block.capacity() : 0];
    this.writer =
        name.equals(TableNames.ADTTE)
            ? new TableWriter(name, "Time-to-Event Analysis Dataset", timesToEvent(), kept)
            : new TableWriter(name, "Analysis Dataset by Parameter and Visit", byVisit(), kept);
  }

  @Override
  public TableWriter writer() {
    return writer;
  }

  @Override
  public void write(TableSink sink) throws IOException {
    for (endpoint = 0; endpoint < plan.questions().endpoints().size(); endpoint++) {
      if (block.protocol.endpoints().get(endpoint).table().equals(writer.table().name())) {
        EndpointPlan own = plan.questions().endpoints().get(endpoint);
        for (visit = own.baselineVisit() ? -1 : 0; visit < own.visits(); visit++) {
          writer.write(subjects, withValue(), sink);
        }
      }
    }
  }

  /** A missing visit keeps no row. */
  private int withValue() {
    int n = 0;
    boolean time = plan.questions().endpoints().get(endpoint).timeToEvent();
    for (int i = 0; i < block.enrolled(); i++) {
      if (time || !Double.isNaN(value(i))) {
        subjects[n++] = i;
      }
    }
    return n;
  }

  private List<RowColumn> keys() {
    String[] labels =
        block.protocol.endpoints().stream().map(Endpoint::label).toArray(String[]::new);
    List<RowColumn> columns = block.keys();
    columns.add(text("TRTP", "Planned Treatment", SIMULATED, block.arms, block::arm));
    columns.add(text("PARAMCD", "Parameter Code", ASSIGNED, block.endpointNames(), i -> endpoint));
    columns.add(text("PARAM", "Parameter", ASSIGNED, labels, i -> endpoint));
    return columns;
  }

  private List<RowColumn> byVisit() {
    List<RowColumn> columns = keys();
    columns.addAll(visitNames.columns(() -> endpoint, () -> visit));
    columns.add(
        optionalText(
            "ABLFL", "Baseline Record Flag", DERIVED, new String[] {"Y"}, i -> visit < 0 ? 0 : -1));
    columns.add(number("ADY", "Analysis Relative Day", DERIVED, this::day));
    columns.add(number("AVAL", "Analysis Value", SIMULATED, this::value));
    columns.add(optionalNumber("BASE", "Baseline Value", SIMULATED, this::base));
    columns.add(
        optionalNumber(
            "CHG",
            "Change from Baseline",
            DERIVED,
            i -> visit < 0 ? Double.NaN : value(i) - base(i)));
    columns.add(optionalNumber("EXPDUR", "Days Observed, behind a Count", DERIVED, this::exposure));
    return columns;
  }

  private double day(int i) {
    return visit < 0 ? 0 : block.data.visitDay(endpoint, visit, i);
  }

  private double value(int i) {
    return visit < 0 ? base(i) : block.observation.value(endpoint, visit, i);
  }

  private double base(int i) {
    int column = plan.layout().baselines().get(endpoint);
    return column < 0 ? Double.NaN : block.data.columns()[column][i];
  }

  private double exposure(int i) {
    return plan.questions().endpoints().get(endpoint).counts()
        ? block.observation.exposure(endpoint, i)
        : Double.NaN;
  }

  private List<RowColumn> timesToEvent() {
    List<RowColumn> columns = keys();
    columns.add(
        number(
            "AVAL",
            "Days to Event or Censoring",
            SIMULATED,
            i -> block.observation.time(endpoint, i)));
    columns.add(
        integer(
            "CNSR", "Censor: 0 Event", DERIVED, i -> block.observation.event(endpoint, i) ? 0 : 1));
    columns.add(
        optionalText(
            "CNSDTDSC",
            "Censor Date Description",
            DERIVED,
            CENSORING,
            i -> block.observation.event(endpoint, i) ? -1 : censoring(i)));
    return columns;
  }

  private int censoring(int i) {
    return block.observation.droppedOut(i) ? 0 : block.observation.completed(i) ? 1 : 2;
  }
}
