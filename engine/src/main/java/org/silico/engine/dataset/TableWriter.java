package org.silico.engine.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.silico.engine.table.Rows;
import org.silico.engine.table.Table;
import org.silico.engine.table.TableSink;

/**
 * An output table; where it is kept, fills blocks of its rows column by column and hands full ones
 * on. Of columns with one name, letter case ignored, the later ones have _2, _3, ... after it.
 */
final class TableWriter {
  private static final int BLOCK = 4096;

  private final Table table;
  private final List<RowColumn> columns;
  private final Rows rows;

  TableWriter(String name, String label, List<RowColumn> columns, boolean kept) {
    this.columns = distinct(columns);
    this.table = new Table(name, label, this.columns.stream().map(RowColumn::column).toList());
    this.rows = kept ? new Rows(table, BLOCK, dictionaries(columns)) : null;
  }

  Table table() {
    return table;
  }

  boolean kept() {
    return rows != null;
  }

  /** Rows for given subjects, in order. */
  void write(int[] subjects, int n, TableSink sink) throws IOException {
    int done = 0;
    while (rows != null && done < n) {
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
    if (rows != null && rows.size() > 0) {
      sink.write(rows);
      rows.clear();
    }
  }

  private static String[][] dictionaries(List<RowColumn> columns) {
    return columns.stream()
        .map(c -> c instanceof RowColumn.Ints i ? i.dictionary() : null)
        .toArray(String[][]::new);
  }

  private static List<RowColumn> distinct(List<RowColumn> columns) {
    Set<String> taken = new HashSet<>();
    List<RowColumn> distinct = new ArrayList<>();
    for (RowColumn column : columns) {
      String name = column.column().name();
      String free = name;
      for (int k = 2; !taken.add(free.toUpperCase(Locale.ROOT)); k++) {
        free = name + "_" + k;
      }
      distinct.add(free.equals(name) ? column : column.named(free));
    }
    return distinct;
  }

  private void fill(int c, int[] subjects, int from, int m) {
    int at = rows.size();
    if (columns.get(c) instanceof RowColumn.Ints ints) {
      int[] out = rows.ints(c);
      for (int k = 0; k < m; k++) {
        out[at + k] = ints.value().applyAsInt(subjects[from + k]);
      }
    } else if (columns.get(c) instanceof RowColumn.Longs longs) {
      long[] out = rows.longs(c);
      for (int k = 0; k < m; k++) {
        out[at + k] = longs.value().applyAsLong(subjects[from + k]);
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
