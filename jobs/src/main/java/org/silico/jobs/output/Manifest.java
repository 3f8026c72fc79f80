package org.silico.jobs.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/** {@code manifest.json}: what a finished run consists of. */
final class Manifest {
  static final String NAME = "manifest.json";

  private static final String IDENTITY = "identity";
  private static final String FILES = "files";

  private Manifest() {}

  /**
   * What a manifest says of its run.
   *
   * @param identity as {@link RunIdentity#brief} has it; empty if the manifest does not tell
   * @param tables rows by table
   */
  record Content(
      SortedMap<String, String> identity, Map<String, Long> tables, List<WrittenFile> files) {}

  /** The caller's sections in the caller's order, then tables and files in the order of names. */
  static ObjectNode of(
      Map<String, ?> sections, RunIdentity identity, Collection<WrittenFile> files) {
    Map<String, Object> manifest = new LinkedHashMap<>(sections);
    manifest.put(IDENTITY, identity.brief());
    manifest.put("tables", tables(files));
    List<WrittenFile> sorted = new ArrayList<>(files);
    sorted.sort(Comparator.comparing(WrittenFile::path));
    manifest.put(FILES, sorted);
    return Json.ordered(manifest);
  }

  private static Map<String, Map<String, Long>> tables(Collection<WrittenFile> files) {
    Map<String, Map<String, Long>> tables = new LinkedHashMap<>();
    rows(files).forEach((table, count) -> tables.put(table, Map.of("rows", count)));
    return tables;
  }

  /** By table, in the order of names. */
  static SortedMap<String, Long> rows(Collection<WrittenFile> files) {
    SortedMap<String, Long> rows = new TreeMap<>();
    for (WrittenFile file : files) {
      if (file.table() != null) {
        rows.merge(file.table(), file.rows(), Long::sum);
      }
    }
    return rows;
  }

  /**
   * Reads the manifest of a finished run.
   *
   * @throws Sealed.Damaged if there is none, or it is none of a run, or not as it was written
   */
  static Content read(Disk disk, Path directory) throws IOException {
    return content(Sealed.read(disk, new Path(directory, NAME)));
  }

  /**
   * @throws Sealed.Damaged if it is none of a run
   */
  static Content content(ObjectNode manifest) throws IOException {
    SortedMap<String, String> identity = new TreeMap<>();
    manifest
        .path(IDENTITY)
        .properties()
        .forEach(entry -> identity.put(entry.getKey(), entry.getValue().asText()));
    Map<String, Long> tables = new TreeMap<>();
    for (Map.Entry<String, JsonNode> table : manifest.path("tables").properties()) {
      tables.put(table.getKey(), table.getValue().path("rows").asLong(-1));
    }
    JsonNode listed = manifest.path(FILES);
    if (!listed.isArray()) {
      throw new Sealed.Damaged("it is not the manifest of a run");
    }
    List<WrittenFile> files = new ArrayList<>();
    Set<String> paths = new HashSet<>();
    for (JsonNode file : listed) {
      WrittenFile written = Json.as(file, WrittenFile.class);
      String path = written.path();
      if (path == null
          || written.sha256() == null
          || !path.matches("[^/]+(/[^/]+)*")
          || List.of(path.split("/")).contains("..")
          || !paths.add(path)) {
        throw new Sealed.Damaged("it names a file that no run writes: " + path);
      }
      files.add(written);
    }
    return new Content(identity, tables, files);
  }
}
