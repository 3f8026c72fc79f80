package org.silico.engine.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.silico.engine.table.Column;
import org.silico.engine.table.Rows;
import org.silico.engine.table.TableSink;

/** Keeps what is written, by table, as maps from column to value; null for missing. */
public final class KeptRows implements TableSink {
  private final Map<String, List<Map<String, Object>>> tables = new HashMap<>();

  public List<Map<String, Object>> of(String table) {
    return tables.getOrDefault(table, List.of());
  }

  /** The rows of a table with one row per patient. */
  Map<Object, Map<String, Object>> bySubject(String table) {
    Map<Object, Map<String, Object>> rows = new LinkedHashMap<>();
    for (Map<String, Object> row : of(table)) {
      if (rows.put(row.get("USUBJID"), row) != null) {
        throw new IllegalStateException(table + " has two rows of " + row.get("USUBJID"));
      }
    }
    return rows;
  }

  @Override
  public void write(Rows rows) {
    List<Map<String, Object>> kept =
        tables.computeIfAbsent(rows.table().name(), name -> new ArrayList<>());
    for (int r = 0; r < rows.size(); r++) {
      Map<String, Object> row = new HashMap<>();
      for (int c = 0; c < rows.table().columns().size(); c++) {
        row.put(rows.table().columns().get(c).name(), value(rows, c, r));
      }
      kept.add(row);
    }
  }

  private static Object value(Rows rows, int c, int r) {
    Column.Type type = rows.table().columns().get(c).type();
    if (type == Column.Type.DOUBLE) {
      double x = rows.doubles(c)[r];
      return Double.isNaN(x) ? null : x;
    }
    if (type == Column.Type.LONG) {
      long x = rows.longs(c)[r];
      return x == Rows.NO_LONG ? null : x;
    }
    int x = rows.ints(c)[r];
    if (type == Column.Type.TEXT) {
      return x < 0 ? null : rows.dictionary(c)[x];
    }
    return x == Rows.NO_INT ? null : x;
  }
}
