package org.silico.engine.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.table.Table;
import org.silico.engine.table.TableSink;
import org.silico.engine.trial.Observation;
import org.silico.engine.trial.OnError;
import org.silico.engine.trial.SimulationException;
import org.silico.engine.trial.TrialData;
import org.silico.engine.trial.TrialSimulator;

/**
 * The tables with rows of patients: shaped as ADaM ADSL, a table per table name of the endpoints
 * and ADAE; and TRUTH and TRUTHBV, which have no place in ADaM. For one thread; rows are of the
 * patients [first, first + count) of every trial.
 */
public final class PatientTables {
  private final PatientBlock block;
  private final List<PatientTable> tables = new ArrayList<>();

  /**
   * @param kept names of the tables to write
   * @param first number of the first patient of every block
   * @param count patients of a block at most
   * @param onError whether what a formula cannot give in another world is missing
   */
  public PatientTables(
      Protocol protocol, TrialPlan plan, Set<String> kept, int first, int count, OnError onError) {
    block = new PatientBlock(protocol, plan, first, count, onError);
    tables.add(new Adsl(block, kept.contains(TableNames.ADSL)));
    for (String name : protocol.endpoints().stream().map(Endpoint::table).distinct().toList()) {
      tables.add(new EndpointTable(block, name, kept.contains(name)));
    }
    if (Adae.in(plan)) {
      tables.add(new Adae(block, kept.contains(TableNames.ADAE)));
    }
    tables.add(new TruthTable(block, kept.contains(TableNames.TRUTH)));
    if (plan.questions().longitudinal().length > 0) {
      tables.add(new TruthByVisitTable(block, kept.contains(TableNames.TRUTH_BY_VISIT)));
    }
  }

  /** Every table of a protocol with rows of patients. */
  public static List<Table> tables(Protocol protocol, TrialPlan plan) {
    return new PatientTables(protocol, plan, Set.of(), 0, 1, OnError.STOP)
        .tables.stream().map(t -> t.writer().table()).toList();
  }

  /**
   * Writes the rows of a block.
   *
   * @throws SimulationException when a formula gives something impossible in a world other than the
   *     trial's own, and such trials are not counted as failed
   */
  public void write(
      TrialData data, Observation observation, TrialSimulator simulator, TableSink sink)
      throws IOException {
    block.data = data;
    block.observation = observation;
    block.simulator = simulator;
    for (PatientTable table : tables) {
      if (table.writer().kept()) {
        table.write(sink);
      }
    }
  }

  /** Hands on the rows that are left. */
  public void flush(TableSink sink) throws IOException {
    for (PatientTable table : tables) {
      table.writer().flush(sink);
    }
  }
}
