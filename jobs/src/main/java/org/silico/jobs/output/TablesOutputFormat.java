package org.silico.jobs.output;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.OutputFormat;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitterFactory;

/**
 * All tables of a partition as one Hadoop output, so that they are committed together, and by the
 * committer that the file system's configuration names.
 */
public final class TablesOutputFormat extends OutputFormat<Assignment, Work> {

  @Override
  public RecordWriter<Assignment, Work> getRecordWriter(TaskAttemptContext context)
      throws IOException {
    return new PartitionWriter(
        getOutputCommitter(context).getWorkPath(), context.getConfiguration());
  }

  /** Nothing: many waves write into one directory, and who may write there is known before. */
  @Override
  public void checkOutputSpecs(JobContext context) {}

  @Override
  public PathOutputCommitter getOutputCommitter(TaskAttemptContext context) throws IOException {
    Path out = JobSettings.directory(context.getConfiguration());
    return PathOutputCommitterFactory.createCommitter(out, context);
  }
}
