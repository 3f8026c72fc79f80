package org.silico.engine.dataset;

import static org.silico.engine.dataset.PatientBlock.ASSIGNED;
import static org.silico.engine.dataset.PatientBlock.DERIVED;
import static org.silico.engine.dataset.PatientBlock.SIMULATED;
import static org.silico.engine.dataset.PatientBlock.YES_NO;
import static org.silico.engine.dataset.RowColumn.number;
import static org.silico.engine.dataset.RowColumn.text;

import java.io.IOException;
import java.util.List;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.IntercurrentEvent;
import org.silico.engine.protocol.IntercurrentEvent.Kind;
import org.silico.engine.table.TableSink;

/** The table ADAE: a row for every adverse event that was seen, in the order of the protocol. */
final class Adae implements PatientTable {
  private final PatientBlock block;
  private final TableWriter writer;
  private final int[] subjects;

  private int event;

  Adae(PatientBlock block, boolean kept) {
    this.block = block;
    this.subjects = new int[kept ? block.capacity() : 0];
    this.writer =
        new TableWriter(TableNames.ADAE, "Adverse Event Analysis Dataset", columns(), kept);
  }

  /** Whether a protocol has any. */
  static boolean in(TrialPlan plan) {
    return plan.conduct().events().stream().anyMatch(e -> e.kind() == Kind.ADVERSE_EVENT);
  }

  @Override
  public TableWriter writer() {
    return writer;
  }

  @Override
  public void write(TableSink sink) throws IOException {
    for (event = 0; event < block.plan.conduct().events().size(); event++) {
      if (block.plan.conduct().events().get(event).kind() == Kind.ADVERSE_EVENT) {
        writer.write(subjects, seen(), sink);
      }
    }
  }

  private int seen() {
    int n = 0;
    for (int i = 0; i < block.enrolled(); i++) {
      if (block.observation.happened(event, i)) {
        subjects[n++] = i;
      }
    }
    return n;
  }

  private List<RowColumn> columns() {
    String[] terms =
        block.protocol.events().stream().map(IntercurrentEvent::term).toArray(String[]::new);
    List<RowColumn> columns = block.keys();
    columns.add(text("TRTP", "Planned Treatment", SIMULATED, block.arms, block::arm));
    columns.add(text("AETERM", "Reported Term for the Adverse Event", ASSIGNED, terms, i -> event));
    columns.add(
        number(
            "ASTDY",
            "Analysis Start Relative Day",
            SIMULATED,
            i -> block.data.history().event(event)[i]));
    columns.add(text("TRTEMFL", "Treatment Emergent Flag", DERIVED, YES_NO, i -> 1));
    return columns;
  }
}
