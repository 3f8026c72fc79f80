package org.silico.engine.dataset;

import java.io.IOException;
import org.silico.engine.table.TableSink;

/** One table of patients. */
interface PatientTable {
  TableWriter writer();

  /** Writes the rows of the block at hand; called where the table is kept. */
  void write(TableSink sink) throws IOException;
}
