package org.silico.jobs.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code manifest.json}: what a finished run consists of. */
final class Manifest {
  static final String NAME = "manifest.json";

  private Manifest() {}

  /** The caller's sections in the caller's order, then tables and files in the order of names. */
  static ObjectNode of(Map<String, ?> sections, Collection<WrittenFile> files) {
    Map<String, Object> manifest = new LinkedHashMap<>(sections);
    manifest.put("tables", tables(files));
    List<WrittenFile> sorted = new ArrayList<>(files);
    sorted.sort(Comparator.comparing(WrittenFile::path));
    manifest.put("files", sorted);
    return Json.object(manifest);
  }

  private static Map<String, Map<String, Long>> tables(Collection<WrittenFile> files) {
    Map<String, Long> rows = new TreeMap<>();
    for (WrittenFile file : files) {
      if (file.table() != null) {
        rows.merge(file.table(), file.rows(), Long::sum);
      }
    }
    Map<String, Map<String, Long>> tables = new LinkedHashMap<>();
    rows.forEach((table, count) -> tables.put(table, Map.of("rows", count)));
    return tables;
  }
}
