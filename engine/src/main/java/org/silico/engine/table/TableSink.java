package org.silico.engine.table;

import java.io.IOException;

/** Takes blocks of rows, table by table; the caller reuses a block after the call. */
@FunctionalInterface
public interface TableSink {
  void write(Rows rows) throws IOException;
}
