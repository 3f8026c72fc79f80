package org.silico.jobs.output;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.silico.engine.evaluation.Tally;

/**
 * A process that runs the fake simulation and dies, as by signal 9, right before the n-th thing
 * that it does to the disk: a file or directory made, renamed or deleted, by itself or by Hadoop's
 * committer, or a task that has written half of its rows.
 *
 * <p>Arguments: the output, the mode, n. With n = 0 it lives, and prints every step.
 */
final class KilledRun {
  static final int STATUS = 137;

  private static final AtomicInteger STEPS = new AtomicInteger();

  /** The step before which to die; less than 0 where nobody dies, nor counts. */
  private static int last = -1;

  private KilledRun() {}

  public static void main(String[] arguments) throws Exception {
    File out = new File(arguments[0]);
    OpenMode mode = OpenMode.valueOf(arguments[1]);
    SparkConf conf = new SparkConf().setMaster("local[1]");
    conf.set("spark.hadoop.fs.file.impl", StepsOfHadoop.class.getName());
    try (JavaSparkContext spark = Runs.spark(conf)) {
      Configuration hadoop = new Configuration(spark.hadoopConfiguration());
      Path path = OutputPath.of("--out", out.getPath());
      Disk disk = new StepsOfDisk(Disk.of(path.getFileSystem(hadoop)));
      last = Integer.parseInt(arguments[2]);
      run(spark, RunOutput.open(hadoop, disk, path, mode, Runs.IDENTITY, line -> {}));
    }
  }

  /** Two waves of two partitions. */
  static List<Wave> waves() {
    return List.of(
        new Wave(0, List.of(new Range(0, 0, 2), new Range(0, 2, 3))),
        new Wave(1, List.of(new Range(1, 0, 1), new Range(1, 1, 3))));
  }

  static void run(JavaSparkContext spark, RunOutput opened) throws InterruptedException {
    try (RunOutput output = opened) {
      Tally tally = Tally.zero(1, 1);
      Simulation simulation = new Simulated();
      for (Wave wave : waves()) {
        output.run(spark, wave, simulation, Runs.QUIET).tallies().forEach(tally::add);
      }
      output.writeFile("protocol.yaml", tally.toString().getBytes());
      output.publish(Map.of("seed", 1), Runs.IDENTITY);
    }
  }

  private static void step(String what) {
    int step = STEPS.incrementAndGet();
    if (step == last) {
      Runtime.getRuntime().halt(STATUS);
    }
    if (last == 0) {
      System.out.println("step " + step + " " + what);
    }
  }

  private static final class Simulated extends FakeSimulation {
    private static final long serialVersionUID = 1;

    @Override
    void before(Range range, long replicate) {
      if (replicate == range.end() - 1) {
        step("task");
      }
    }
  }

  /** The local file system under Hadoop's committer. */
  public static final class StepsOfHadoop extends RawLocalFileSystem {
    @Override
    public boolean rename(Path from, Path to) throws IOException {
      step("Hadoop renames to " + to.getName());
      return super.rename(from, to);
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
      step("Hadoop deletes " + path.getName());
      return super.delete(path, recursive);
    }

    @Override
    public boolean mkdirs(Path path) throws IOException {
      return super.mkdirs(path);
    }

    @Override
    public boolean mkdirs(Path path, FsPermission permission) throws IOException {
      step("Hadoop makes " + path.getName());
      return super.mkdirs(path, permission);
    }
  }

  private record StepsOfDisk(Disk disk) implements Disk {
    @Override
    public FileSystem fileSystem() {
      return disk.fileSystem();
    }

    @Override
    public Optional<Entry> entry(Path path) throws IOException {
      return disk.entry(path);
    }

    @Override
    public List<Entry> children(Path directory) throws IOException {
      return new ArrayList<>(disk.children(directory));
    }

    @Override
    public byte[] read(Path file, long most) throws IOException {
      return disk.read(file, most);
    }

    @Override
    public long modified(Path file) throws IOException {
      return disk.modified(file);
    }

    @Override
    public void refuseUnwritable(Path directory) throws IOException {
      disk.refuseUnwritable(directory);
    }

    /** Not counted: it comes when it comes. */
    @Override
    public void renew(Path file, byte[] content) throws IOException {
      disk.renew(file, content);
    }

    /** Not counted: what was written before is on the disk for whoever kills a process only. */
    @Override
    public void force(Path path) throws IOException {
      disk.force(path);
    }

    @Override
    public boolean create(Path file, byte[] content) throws IOException {
      step("creates " + file.getName());
      return disk.create(file, content);
    }

    @Override
    public void makeDirectories(Path directory) throws IOException {
      step("makes " + directory.getName());
      disk.makeDirectories(directory);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      step("renames to " + to.getName());
      disk.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
      step("deletes " + path.getName());
      disk.delete(path);
    }
  }
}
