package org.silico.engine.simulation;

import java.io.IOException;
import java.util.List;
import org.silico.engine.table.Rows;
import org.silico.engine.table.Table;
import org.silico.engine.table.TableSink;

/** Fills blocks of rows of one table column by column and hands full ones on. */
final class TableWriter {
  private static final int BLOCK = 4096;

  private final List<RowColumn> columns;
  private final Rows rows;

  TableWriter(Table table, List<RowColumn> columns) {
    this.columns = columns;
    String[][] dictionaries =
        columns.stream()
            .map(c -> c instanceof RowColumn.Ints i ? i.dictionary() : null)
            .toArray(String[][]::new);
    this.rows = new Rows(table, BLOCK, dictionaries);
  }

  /** Rows for given subjects, in order. */
  void write(int[] subjects, int n, TableSink sink) throws IOException {
    int done = 0;
    while (done < n) {
      int m = Math.min(n - done, rows.room());
      for (int c = 0; c < columns.size(); c++) {
        fill(c, subjects, done, m);
      }
      rows.advance(m);
      done += m;
      if (rows.room() == 0) {
        flush(sink);
      }
    }
  }

  void flush(TableSink sink) throws IOException {
    if (rows.size() > 0) {
      sink.write(rows);
      rows.clear();
    }
  }

  private void fill(int c, int[] subjects, int from, int m) {
    int at = rows.size();
    if (columns.get(c) instanceof RowColumn.Ints ints) {
      int[] out = rows.ints(c);
      for (int k = 0; k < m; k++) {
        out[at + k] = ints.value().applyAsInt(subjects[from + k]);
      }
    } else {
      RowColumn.Doubles doubles = (RowColumn.Doubles) columns.get(c);
      double[] out = rows.doubles(c);
      for (int k = 0; k < m; k++) {
        out[at + k] = doubles.value().applyAsDouble(subjects[from + k]);
      }
    }
  }
}
