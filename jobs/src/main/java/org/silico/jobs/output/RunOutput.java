package org.silico.jobs.output;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.silico.engine.table.Rows;
import org.silico.engine.table.Table;
import org.silico.jobs.parquet.HashedFile;
import org.silico.jobs.parquet.ParquetTableWriter;

/**
 * The output of a run. It grows in {@code OUT.incomplete}, wave by wave, and appears as {@code OUT}
 * when it is published; a run that is cut short in between can be resumed and ends in the same
 * bytes.
 *
 * <p>On file systems where renaming a directory is not one step (object stores), a reader can see a
 * part of the run while it is being published.
 *
 * <p>One process at a time may have an output open; this is not checked.
 */
public final class RunOutput implements Closeable {
  private final Configuration conf;
  private final FileSystem fileSystem;
  private final Path out;
  private final Staging staging;
  private final boolean replace;
  private final SortedMap<Integer, WaveResult> done = new TreeMap<>();

  /** Files that the driver wrote, by path. */
  private final Map<String, WrittenFile> written = new TreeMap<>();

  private Simulation sent;
  private Broadcast<Simulation> broadcast;

  private RunOutput(
      Configuration conf,
      FileSystem fileSystem,
      Path out,
      Staging staging,
      boolean replace,
      List<WaveResult> done) {
    this.conf = conf;
    this.fileSystem = fileSystem;
    this.out = out;
    this.staging = staging;
    this.replace = replace;
    for (WaveResult result : done) {
      this.done.put(result.wave().number(), result);
    }
  }

  /**
   * Begins a run or goes on with one.
   *
   * @param out the directory to appear
   * @param identity what makes it this run and no other: whoever resumes it must give the same.
   *     Texts of several lines are compared by line in messages
   * @throws OutputException if something is in the way, or the run to resume is another one
   */
  public static RunOutput open(
      Configuration conf, Path out, OpenMode mode, Map<String, String> identity) {
    try {
      FileSystem fileSystem = plain(out.getFileSystem(conf));
      Path path = fileSystem.makeQualified(out);
      Staging staging = new Staging(fileSystem, path);
      staging.repair();
      if (mode == OpenMode.RESUME && staging.begun()) {
        return resume(conf, fileSystem, path, staging, identity);
      }
      checkFree(fileSystem, path, staging, mode);
      boolean replace = mode == OpenMode.FORCE;
      staging.begin(RunIdentity.of(identity, replace));
      return new RunOutput(conf, fileSystem, path, staging, replace, List.of());
    } catch (IOException e) {
      throw OutputException.of("write", out, e);
    }
  }

  /** On local disks without Hadoop's checksum files, which readers of Parquet do not expect. */
  private static FileSystem plain(FileSystem fileSystem) {
    return fileSystem instanceof LocalFileSystem local ? local.getRawFileSystem() : fileSystem;
  }

  private static void checkFree(FileSystem fileSystem, Path out, Staging staging, OpenMode mode)
      throws IOException {
    boolean exists = fileSystem.exists(out);
    if (staging.foreign()) {
      throw new OutputException(
          staging.root()
              + " is in the way, and no run has made it; move it or name another output");
    }
    if (mode == OpenMode.FORCE) {
      if (exists && !replaceable(fileSystem, out)) {
        throw new OutputException(
            out + " is not the output of a run (it has no " + Manifest.NAME + "): not replaced");
      }
      return;
    }
    if (exists && mode == OpenMode.RESUME) {
      staging.discard();
      throw new OutputException(out + " is complete; there is nothing to resume");
    }
    if (exists) {
      throw new OutputException(
          out + " exists; name another directory, or replace it with --force");
    }
    if (mode == OpenMode.NEW && staging.begun()) {
      throw new OutputException(
          staging.root()
              + " holds an unfinished run; go on with --resume, or start over with --force");
    }
  }

  private static boolean replaceable(FileSystem fileSystem, Path out) throws IOException {
    return fileSystem.getFileStatus(out).isDirectory()
        && (fileSystem.exists(new Path(out, Manifest.NAME))
            || fileSystem.listStatus(out).length == 0);
  }

  private static RunOutput resume(
      Configuration conf,
      FileSystem fileSystem,
      Path out,
      Staging staging,
      Map<String, String> identity)
      throws IOException {
    RunIdentity run = staging.identity();
    List<String> differences = run.differences(identity);
    if (!differences.isEmpty()) {
      throw new OutputException(
          "the unfinished run in "
              + staging.root()
              + " is another one: "
              + String.join("; ", differences)
              + ". Restore what it was to resume it, or start over with --force");
    }
    List<WaveResult> done = staging.done();
    staging.sweep(done);
    return new RunOutput(conf, fileSystem, out, staging, run.replace(), done);
  }

  /**
   * What an unfinished run was begun with, to go on with it.
   *
   * @return as given to {@link #open}; empty when there is none
   */
  public static Map<String, String> unfinished(Configuration conf, Path out) {
    try {
      FileSystem fileSystem = plain(out.getFileSystem(conf));
      Staging staging = new Staging(fileSystem, fileSystem.makeQualified(out));
      return staging.begun() ? staging.identity().identity() : Map.of();
    } catch (IOException e) {
      throw OutputException.of("read", out, e);
    }
  }

  /** The waves that are done, in the order of their numbers. */
  public List<WaveResult> done() {
    return List.copyOf(done.values());
  }

  /**
   * Runs a wave and returns when it is part of the output for good; a wave that is done already is
   * not run again, its result is returned as it was.
   *
   * @throws OutputException if the disk is full, or the wave of that number was done with other
   *     ranges
   * @throws InterruptedException if the thread was interrupted; the wave is then not part of the
   *     output
   */
  public WaveResult run(JavaSparkContext spark, Wave wave, Simulation simulation, Progress progress)
      throws InterruptedException {
    WaveResult before = done.get(wave.number());
    if (before != null) {
      if (!before.wave().equals(wave)) {
        throw new OutputException(
            "the unfinished run in "
                + staging.root()
                + " was cut into waves differently; start over with --force");
      }
      return before;
    }
    WaveResult result;
    try {
      result =
          WaveJob.run(spark, broadcast(spark, simulation), wave, conf, staging.data(), progress);
    } catch (Exception e) { // Spark throws its checked exceptions undeclared
      if (OutputException.diskFull(e)) {
        throw OutputException.diskFull(staging.root(), e);
      }
      throw e;
    }
    progress.waveDone(result);
    try {
      staging.mark(result);
    } catch (IOException e) {
      throw OutputException.of("write", staging.root(), e);
    }
    done.put(wave.number(), result);
    return result;
  }

  private Broadcast<Simulation> broadcast(JavaSparkContext spark, Simulation simulation) {
    if (sent != simulation) {
      forget();
      broadcast = spark.broadcast(simulation);
      sent = simulation;
    }
    return broadcast;
  }

  private void forget() {
    if (broadcast != null) {
      broadcast.destroy();
      broadcast = null;
      sent = null;
    }
  }

  /**
   * Writes a table from the driver as one file. Written again, also after a resume, it is replaced.
   *
   * @param blocks of one table, at least one, which may be empty
   */
  public void writeTable(Rows... blocks) {
    Table table = blocks[0].table();
    String name = table.name() + "/" + table.name() + ".parquet";
    Path path = new Path(staging.data(), name);
    try (ParquetTableWriter writer = new ParquetTableWriter(conf, fileSystem, path, table)) {
      for (Rows block : blocks) {
        if (!block.table().equals(table)) {
          throw new IllegalArgumentException(
              "rows of " + block.table().name() + " among those of " + table.name());
        }
        writer.write(block);
      }
      writer.finish();
      HashedFile file = writer.file();
      written.put(
          name, new WrittenFile(name, table.name(), writer.rows(), file.length(), file.sha256()));
    } catch (IOException e) {
      throw OutputException.of("write", path, e);
    }
  }

  /**
   * Writes a file that is no table, such as a report.
   *
   * @param name from the output directory, with slashes
   */
  public void writeFile(String name, byte[] content) {
    Path path = new Path(staging.data(), name);
    try {
      HashedFile file = Bytes.write(fileSystem, path, content);
      written.put(name, new WrittenFile(name, null, null, file.length(), file.sha256()));
    } catch (IOException e) {
      throw OutputException.of("write", path, e);
    }
  }

  /**
   * Writes {@code manifest.json} and makes the run appear in its place. The same run gives the same
   * manifest only if the sections hold no time and no machine's name.
   *
   * @param sections for the manifest, in their order; maps inside them are sorted by key
   */
  public void publish(Map<String, ?> sections) {
    try {
      Path path = new Path(staging.data(), Manifest.NAME);
      Json.write(fileSystem, path, Manifest.of(sections, files()));
      staging.publish(replace);
    } catch (IOException e) {
      throw OutputException.of("write", out, e);
    }
  }

  private Collection<WrittenFile> files() {
    List<WrittenFile> files = new ArrayList<>(written.values());
    for (WaveResult result : done.values()) {
      files.addAll(result.files());
    }
    return files;
  }

  /** Frees what the cluster holds. A run that was not published stays resumable. */
  @Override
  public void close() {
    forget();
  }
}
