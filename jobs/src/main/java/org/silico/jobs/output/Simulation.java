package org.silico.jobs.output;

import java.io.Serializable;
import java.util.List;
import org.silico.engine.evaluation.Tally;
import org.silico.engine.table.Table;
import org.silico.engine.table.TableSink;

/**
 * What a task runs. One object serves all tasks of an executor, several at once: calls must not
 * change it. It travels by Java serialization.
 */
public interface Simulation extends Serializable {

  /** The tables that it writes; each becomes a file of every partition, be it without rows. */
  List<Table> tables();

  /**
   * Simulates the replicates and hands on their rows as they come. A range may be simulated more
   * than once, when a task is retried or run twice for speed, and must give the same rows and the
   * same tally every time.
   */
  Tally simulate(Range range, TableSink sink) throws Exception;
}
