package org.silico.jobs.output;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.silico.engine.evaluation.Tally;
import org.silico.engine.table.Rows;
import org.silico.engine.table.Table;
import org.silico.jobs.parquet.ParquetTableWriter;

/**
 * Simulates a partition into files of the task attempt. Rows go from the simulation to the files
 * block by block: the memory needed does not grow with their number.
 */
final class PartitionWriter extends RecordWriter<Assignment, Work> {
  private final Path directory;
  private final Configuration conf;

  /**
   * @param directory of this attempt at the task alone
   */
  PartitionWriter(Path directory, Configuration conf) {
    this.directory = directory;
    this.conf = conf;
  }

  @Override
  public void write(Assignment assignment, Work work) throws IOException {
    Simulation simulation = work.simulation().value();
    try (Files files = new Files(assignment, simulation.tables())) {
      Tally tally = simulate(simulation, assignment.range(), files);
      work.results().add(new PartitionResult(assignment.partition(), tally, files.finish()));
    }
  }

  private static Tally simulate(Simulation simulation, Range range, Files files)
      throws IOException {
    try {
      return simulation.simulate(range, files::write);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(range + " was not simulated: " + e, e);
    }
  }

  /** Nothing: files are finished where the simulation ended well, and only there. */
  @Override
  public void close(TaskAttemptContext context) {}

  /** The file of every table. */
  private final class Files implements Closeable {
    private final Assignment assignment;
    private final Map<String, ParquetTableWriter> writers = new LinkedHashMap<>();
    private final TaskContext task = TaskContext.get();

    Files(Assignment assignment, List<Table> tables) throws IOException {
      this.assignment = assignment;
      try {
        for (Table table : tables) {
          Path path = new Path(directory, assignment.path(table.name()));
          FileSystem fileSystem = path.getFileSystem(conf);
          writers.put(table.name(), new ParquetTableWriter(conf, fileSystem, path, table));
        }
      } catch (IOException | RuntimeException e) {
        close();
        throw e;
      }
    }

    void write(Rows rows) throws IOException {
      if (task.isInterrupted()) {
        throw new TaskKilledException();
      }
      ParquetTableWriter writer = writers.get(rows.table().name());
      if (writer == null) {
        throw new IllegalArgumentException(
            "rows of " + rows.table().name() + ", which is not among the tables announced");
      }
      writer.write(rows);
    }

    List<WrittenFile> finish() throws IOException {
      List<WrittenFile> files = new ArrayList<>();
      for (Map.Entry<String, ParquetTableWriter> entry : writers.entrySet()) {
        ParquetTableWriter writer = entry.getValue();
        writer.finish();
        files.add(
            new WrittenFile(
                assignment.path(entry.getKey()),
                entry.getKey(),
                writer.rows(),
                writer.file().length(),
                writer.file().sha256()));
      }
      return List.copyOf(files);
    }

    @Override
    public void close() throws IOException {
      for (ParquetTableWriter writer : writers.values()) {
        writer.close();
      }
    }
  }
}
