package org.silico.jobs.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.silico.engine.table.Table;
import org.silico.jobs.output.OutputException.Kind;
import org.silico.jobs.parquet.TableFooter;

/** The directory of a finished run, to be read. */
public final class FinishedRun {
  private final Configuration conf;
  private final Disk disk;
  private final Path directory;
  private final ObjectNode manifest;
  private final Manifest.Content content;
  private final Map<String, Table> tables = new HashMap<>();

  private FinishedRun(
      Configuration conf,
      Disk disk,
      Path directory,
      ObjectNode manifest,
      Manifest.Content content) {
    this.conf = conf;
    this.disk = disk;
    this.directory = directory;
    this.manifest = manifest;
    this.content = content;
  }

  /**
   * @throws OutputException if it is no finished run, or its manifest is not as it was written
   */
  public static FinishedRun open(Configuration conf, Path out) {
    try {
      Disk disk = OutputPath.disk(out, conf);
      Path path = disk.fileSystem().makeQualified(out);
      boolean there = disk.exists(path);
      if (there && !disk.isDirectory(path)) {
        throw refused(out, "is not the directory of a run");
      }
      if (!there || !disk.exists(new Path(path, Manifest.NAME))) {
        throw notFinished(disk, out, path, there);
      }
      try {
        ObjectNode manifest = Sealed.read(disk, new Path(path, Manifest.NAME));
        return new FinishedRun(conf, disk, path, manifest, Manifest.content(manifest));
      } catch (Sealed.Damaged e) {
        throw damaged(out, Manifest.NAME + ": " + e.getMessage());
      }
    } catch (IOException e) {
      throw OutputException.of("read", out, e);
    }
  }

  private static OutputException notFinished(Disk disk, Path out, Path path, boolean there)
      throws IOException {
    boolean staged = path.getName().endsWith(Staging.SUFFIX);
    Path root = staged ? path : new Staging(disk, path).root();
    if (disk.exists(root) && (staged || !there)) {
      return Lease.owner(disk, root)
          .map(owner -> refused(out, "is a run that is not finished; " + owner + " is writing it"))
          .orElseGet(
              () ->
                  refused(
                      out,
                      "is a run that is not finished; the command that began it, with --resume,"
                          + " finishes it"));
    }
    if (!there) {
      return refused(out, "is not there");
    }
    List<String> runs = new ArrayList<>();
    for (Entry child : disk.children(path)) {
      if (child.isDirectory()
          && disk.exists(new Path(Disk.child(path, child.path()), Manifest.NAME))) {
        runs.add(child.path());
      }
    }
    return refused(
        out,
        "is not the directory of a run: it has no "
            + Manifest.NAME
            + (runs.isEmpty() ? "" : "; runs in it: " + String.join(", ", runs)));
  }

  private static OutputException refused(Path out, String why) {
    return new OutputException(Kind.COMMAND, out + " " + why);
  }

  private static OutputException damaged(Object out, String how) {
    return new OutputException(out + " is damaged: " + how + "; silico verify says what is whole");
  }

  /** Qualified. */
  public Path directory() {
    return directory;
  }

  /** {@code manifest.json}. */
  public JsonNode manifest() {
    return manifest;
  }

  /** Number of rows by table. */
  public SortedMap<String, Long> rows() {
    return new TreeMap<>(Manifest.rows(content.files()));
  }

  /**
   * The columns of a table of this run.
   *
   * @throws OutputException if its files are not those that the run wrote, by name and length
   */
  public Table table(String name) {
    return tables.computeIfAbsent(name, this::read);
  }

  /** The files of a table, in the order of their names. */
  public List<Path> files(String name) {
    return content.files().stream()
        .filter(file -> name.equals(file.table()))
        .map(file -> Disk.child(directory, file.path()))
        .sorted()
        .toList();
  }

  /**
   * Puts a file beside the tables, in one step, in place of an earlier one. It is no part of what
   * the manifest proves.
   *
   * @param name one of {@link Made#REPORTS}
   */
  public void writeReport(String name, byte[] content) {
    if (!Made.REPORTS.contains(name)) {
      throw new IllegalArgumentException(name + " is not among the files of a report");
    }
    Path path = Disk.child(directory, name);
    Path part = Disk.child(directory, "." + name + ".part");
    try {
      try (var out = disk.fileSystem().create(part, true)) {
        out.write(content);
      }
      if (disk.exists(path)) {
        disk.delete(path);
      }
      disk.rename(part, path);
    } catch (IOException e) {
      throw OutputException.of("write", path, e);
    }
  }

  private Table read(String name) {
    Path place = Disk.child(directory, name);
    Map<String, Long> expected = new TreeMap<>();
    for (WrittenFile file : content.files()) {
      if (name.equals(file.table())) {
        expected.put(file.path().substring(file.path().indexOf('/') + 1), file.bytes());
      }
    }
    try {
      Map<String, Long> found = new TreeMap<>();
      for (Entry entry : disk.children(place)) {
        if (!entry.isFile() || !expected.containsKey(entry.path())) {
          throw damaged(directory, name + "/" + entry + " is not of the run");
        }
        found.put(entry.path(), entry.bytes());
      }
      expected.forEach(
          (file, bytes) -> {
            if (!found.containsKey(file)) {
              throw damaged(directory, name + "/" + file + " is missing");
            }
            if (!found.get(file).equals(bytes)) {
              throw damaged(
                  directory,
                  name + "/" + file + " has " + found.get(file) + " bytes, not " + bytes);
            }
          });
      Path first = Disk.child(place, expected.keySet().iterator().next());
      return TableFooter.read(conf, disk.fileSystem().getFileStatus(first));
    } catch (FileNotFoundException | java.nio.file.NoSuchFileException e) {
      throw damaged(directory, name + " is missing");
    } catch (IOException e) {
      throw damaged(directory, name + ": " + e.getMessage());
    }
  }
}
