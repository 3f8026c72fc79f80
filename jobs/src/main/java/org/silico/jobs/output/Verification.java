package org.silico.jobs.output;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;

/**
 * Proves that the output of a run is whole: its manifest is as it was written; every file that it
 * names is there with its bytes and, by its own footer, its rows; nothing else is there.
 *
 * @param what is there, in words
 * @param finished whether it is a finished run
 * @param problems what is wrong, a line each; a finished run without any is whole
 * @param notes what else a person should know, a line each
 */
public record Verification(
    String what, boolean finished, List<String> problems, List<String> notes) {

  public boolean whole() {
    return finished && problems.isEmpty();
  }

  /**
   * @param out the output directory, or that of an unfinished run
   * @throws OutputException if nothing is there, or it cannot be read
   */
  public static Verification of(Configuration conf, Path out) {
    try {
      Disk disk = OutputPath.disk(out, conf);
      Path path = disk.fileSystem().makeQualified(out);
      String name = path.getName();
      if (name.endsWith(Staging.SUFFIX)
          && disk.isDirectory(path)
          && !disk.exists(new Path(path, Manifest.NAME))) {
        String finished = name.substring(0, name.length() - Staging.SUFFIX.length());
        path = Disk.child(path.getParent(), finished);
        return unfinished(disk, path);
      }
      Staging staging = new Staging(disk, path);
      if (!disk.exists(path)) {
        if (disk.exists(staging.root())) {
          return unfinished(disk, path);
        }
        throw new OutputException(OutputException.Kind.COMMAND, path + " is not there");
      }
      if (!disk.isDirectory(path)) {
        throw new OutputException(
            OutputException.Kind.COMMAND, path + " is not the directory of a run");
      }
      List<String> notes = new ArrayList<>();
      if (disk.exists(staging.root())) {
        notes.add("there is also " + staging.root() + ", of a run that is not finished");
      }
      return finished(disk, conf, path, notes);
    } catch (IOException e) {
      throw OutputException.of("read", out, e);
    }
  }

  private static Verification finished(Disk disk, Configuration conf, Path out, List<String> notes)
      throws IOException {
    if (!disk.isDirectory(out)) {
      return new Verification(out.toString(), true, List.of(out + " is no directory"), notes);
    }
    Manifest.Content manifest;
    try {
      manifest = Manifest.read(disk, out);
    } catch (Sealed.Damaged e) {
      String problem = Manifest.NAME + ": " + e.getMessage();
      return new Verification(out.toString(), true, List.of(problem), notes);
    }
    SortedMap<String, String> problems = new TreeMap<>();
    // a link to a file, or a file of another length, is both foreign and wrong: what is wrong wins
    for (Entry entry : Made.foreignInOutput(disk.below(out), manifest)) {
      problems.put(entry.path(), entry + " is not of the run");
    }
    Staging.parallel(
        manifest.files(),
        file -> {
          String wrong = Staging.wrong(disk, out, file);
          if (wrong == null && file.table() != null) {
            wrong = wrongRows(disk, conf, out, file);
          }
          if (wrong != null) {
            synchronized (problems) {
              problems.put(file.path(), file.path() + " " + wrong);
            }
          }
        });
    List<String> all = new ArrayList<>(problems.values());
    SortedMap<String, Long> rows = Manifest.rows(manifest.files());
    if (!rows.equals(manifest.tables())) {
      all.add(Manifest.NAME + ": rows by table do not add up: " + manifest.tables());
    }
    long bytes = manifest.files().stream().mapToLong(WrittenFile::bytes).sum();
    String what =
        String.format(
            java.util.Locale.ROOT,
            "%s: %,d files, %,d bytes; rows: %s",
            out,
            manifest.files().size(),
            bytes,
            rows(rows));
    return new Verification(what, true, all, notes);
  }

  private static String rows(Map<String, Long> rows) {
    return String.join(
        ", ",
        rows.entrySet().stream()
            .map(e -> String.format(java.util.Locale.ROOT, "%s %,d", e.getKey(), e.getValue()))
            .toList());
  }

  private static String wrongRows(Disk disk, Configuration conf, Path out, WrittenFile file)
      throws IOException {
    Path path = Disk.child(out, file.path());
    InputFile input = HadoopInputFile.fromStatus(disk.fileSystem().getFileStatus(path), conf);
    try (ParquetFileReader reader = ParquetFileReader.open(input)) {
      long rows = reader.getRecordCount();
      return file.rows() != null && rows == file.rows()
          ? null
          : "has " + rows + " rows, not the " + file.rows() + " of the manifest";
    } catch (RuntimeException e) { // as Parquet says that a file is none of its own
      return "is no Parquet file: " + e.getMessage();
    }
  }

  private static Verification unfinished(Disk disk, Path out) throws IOException {
    Staging staging = new Staging(disk, out);
    List<String> problems = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    String what = staging.root() + ": a run that is not finished";
    try {
      staging.refuseForeign();
      if (!staging.begun()) {
        notes.add("nothing is done");
      } else {
        List<WaveResult> done = staging.done();
        done(done, notes);
        for (WaveResult result : done) {
          for (WrittenFile file : result.files()) {
            String wrong = Staging.wrong(disk, staging.data(), file);
            if (wrong != null) {
              problems.add("data/" + file.path() + " " + wrong);
            }
          }
        }
      }
    } catch (OutputException e) {
      problems.add(e.getMessage());
    }
    Optional<String> owner = Lease.owner(disk, staging.root());
    notes.add(
        owner.isPresent()
            ? "it is being written by " + owner.get()
            : "no process writes it; the command that began it, with --resume, goes on");
    return new Verification(what, false, problems, notes);
  }

  private static void done(List<WaveResult> done, List<String> notes) {
    SortedMap<String, Long> rows = new TreeMap<>();
    for (WaveResult result : done) {
      result.rows().forEach((table, n) -> rows.merge(table, n, Long::sum));
    }
    notes.add(
        done.size()
            + (done.size() == 1 ? " wave is done" : " waves are done")
            + (rows.isEmpty() ? "" : "; rows: " + rows(rows)));
  }
}
