package org.silico.jobs.output;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.PositionOutputStream;
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
 * <p>One process at a time may have an output open, on whatever machine; see {@link Lease}.
 */
public final class RunOutput implements Closeable {
  private final Configuration conf;
  private final Disk disk;
  private final Path out;
  private final Staging staging;
  private final RunIdentity run;
  private final SortedMap<Integer, WaveResult> done = new TreeMap<>();

  /** Files that the driver wrote, by path. */
  private final Map<String, WrittenFile> written = new TreeMap<>();

  private Simulation sent;
  private Broadcast<Simulation> broadcast;
  private volatile boolean published;
  private volatile JavaSparkContext running;

  private RunOutput(
      Configuration conf,
      Disk disk,
      Path out,
      Staging staging,
      RunIdentity run,
      List<WaveResult> done) {
    this.conf = conf;
    this.disk = disk;
    this.out = out;
    this.staging = staging;
    this.run = run;
    for (WaveResult result : done) {
      this.done.put(result.wave().number(), result);
    }
    staging.lease().whenLost(this::stop);
  }

  /**
   * Begins a run or goes on with one.
   *
   * @param out the directory to appear
   * @param identity what makes it this run and no other: whoever resumes it must give the same.
   *     Texts of several lines are compared by line in messages
   * @param say takes a line that a person should read
   * @throws OutputException if something is in the way, another process is at work there, or the
   *     run to resume is another one
   */
  public static RunOutput open(
      Configuration conf,
      Path out,
      OpenMode mode,
      Map<String, String> identity,
      Consumer<String> say) {
    try {
      return open(conf, OutputPath.disk(out, conf), out, mode, identity, say);
    } catch (IOException e) {
      throw OutputException.of("write", out, e);
    }
  }

  static RunOutput open(
      Configuration conf,
      Disk disk,
      Path out,
      OpenMode mode,
      Map<String, String> identity,
      Consumer<String> say)
      throws IOException {
    Path path = disk.fileSystem().makeQualified(out);
    Staging staging = new Staging(disk, path);
    Place place = new Place(disk, path, staging);
    staging.settle(say);
    place.refuseUnless(mode, identity);
    staging.enter(say);
    try {
      // nobody else from here on
      place.refuseUnless(mode, identity);
      if (mode == OpenMode.RESUME && staging.begun()) {
        List<WaveResult> done = staging.done();
        staging.sweep(done);
        return new RunOutput(conf, disk, path, staging, staging.identity(), done);
      }
      RunIdentity run = RunIdentity.of(identity, mode == OpenMode.FORCE);
      staging.begin(run);
      return new RunOutput(conf, disk, path, staging, run, List.of());
    } catch (IOException | RuntimeException e) {
      staging.leave();
      throw e;
    }
  }

  /**
   * Refuses what {@link #open} would refuse, to be asked before work is begun. It begins nothing.
   *
   * @throws OutputException as there
   */
  public static void refuseUnless(
      Configuration conf,
      Path out,
      OpenMode mode,
      Map<String, String> identity,
      Consumer<String> say) {
    try {
      Disk disk = OutputPath.disk(out, conf);
      Path path = disk.fileSystem().makeQualified(out);
      disk.refuseUnwritable(path.getParent());
      Staging staging = new Staging(disk, path);
      Lease.refuseIfHeld(disk, staging.root());
      staging.settle(say);
      new Place(disk, path, staging).refuseUnless(mode, identity);
    } catch (IOException e) {
      throw OutputException.of("write", out, e);
    }
  }

  /** The lease is lost: what runs is in vain, and would write where another process writes. */
  private void stop() {
    JavaSparkContext context = running;
    if (context != null) {
      context.sc().cancelAllJobs();
    }
  }

  /** Where the run is kept while it is unfinished; null once it is the output. */
  public String keptIn() {
    try {
      return published || !disk.exists(staging.data()) ? null : staging.root().toString();
    } catch (IOException e) {
      return staging.root().toString(); // as when the file system is closed already
    }
  }

  /** Whether a part of the run is done that {@code --resume} does not simulate again. */
  public boolean begun() {
    return !done.isEmpty();
  }

  /**
   * What an unfinished run was begun with, to go on with it.
   *
   * @return as given to {@link #open}; empty when there is none
   */
  public static Map<String, String> unfinished(Configuration conf, Path out) {
    try {
      Disk disk = OutputPath.disk(out, conf);
      Staging staging = new Staging(disk, disk.fileSystem().makeQualified(out));
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
    running = spark;
    try {
      checkLease();
      result =
          WaveJob.run(
              spark,
              broadcast(spark, simulation),
              wave,
              conf,
              staging.data(),
              staging.lease().number(),
              progress);
    } catch (Exception e) { // Spark throws its checked exceptions undeclared
      if (staging.lease().isLost()) {
        throw staging.lease().lostException();
      }
      if (OutputException.diskFull(e)) {
        throw OutputException.diskFull(staging.root(), e);
      }
      throw e;
    } finally {
      running = null;
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

  private void checkLease() {
    try {
      staging.lease().check();
    } catch (IOException e) {
      throw OutputException.of("read", staging.root(), e);
    }
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
    try (ParquetTableWriter writer = new ParquetTableWriter(conf, disk.fileSystem(), path, table)) {
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
   * @param name one of {@link Made#FILES}
   */
  public void writeFile(String name, byte[] content) {
    if (!Made.FILES.contains(name)) {
      throw new IllegalArgumentException(name + " is not among the files that a run may write");
    }
    Path path = new Path(staging.data(), name);
    HashedFile file = new HashedFile(disk.fileSystem(), path);
    try (PositionOutputStream out = file.create(0)) {
      out.write(content, 0, content.length);
    } catch (IOException e) {
      throw OutputException.of("write", path, e);
    }
    written.put(name, new WrittenFile(name, null, null, file.length(), file.sha256()));
  }

  /**
   * Writes {@code manifest.json} and makes the run appear in its place. The same run gives the same
   * manifest only if the sections hold no time and no machine's name.
   *
   * @param sections for the manifest, in their order; maps inside them are sorted by key
   * @param identity of what was given to {@link #open} all that shows in the output: by it, and by
   *     no more, a finished run is known again
   */
  public void publish(Map<String, ?> sections, Map<String, String> identity) {
    try {
      Collection<WrittenFile> files = files();
      byte[] manifest = Sealed.bytes(Manifest.of(sections, RunIdentity.of(identity, false), files));
      staging.publish(files, manifest, run.replace());
      published = true;
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

  /** Lets another process go on. A run that was not published stays resumable. */
  @Override
  public void close() {
    // not destroyed: Spark does that by itself, and would do it while it is being stopped
    broadcast = null;
    sent = null;
    try {
      staging.leave();
    } catch (IOException e) {
      throw OutputException.of("give back", staging.root(), e);
    }
  }
}
