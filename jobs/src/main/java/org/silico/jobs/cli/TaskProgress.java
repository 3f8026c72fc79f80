package org.silico.jobs.cli;

import java.util.BitSet;
import java.util.function.IntToLongFunction;
import org.apache.spark.Success$;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Advances a {@link Progress} as Spark's tasks end: each partition of a job once, however often it
 * was tried. For a job of one stage; listens from its making until it is closed.
 */
public final class TaskProgress extends SparkListener implements AutoCloseable {
  private final JavaSparkContext context;
  private final Progress progress;
  private final IntToLongFunction trials;
  private final BitSet ended = new BitSet();

  /**
   * @param trials how many trials a partition holds, by its index
   */
  public TaskProgress(JavaSparkContext context, Progress progress, IntToLongFunction trials) {
    this.context = context;
    this.progress = progress;
    this.trials = trials;
    context.sc().addSparkListener(this);
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    int partition = end.taskInfo().partitionId();
    if (end.reason() == Success$.MODULE$ && !ended.get(partition)) {
      ended.set(partition);
      progress.advance(trials.applyAsLong(partition));
    }
  }

  /** Counts what Spark has not told yet: its listeners hear of a task some time after it ended. */
  public synchronized void completed(int partitions) {
    for (int i = ended.nextClearBit(0); i < partitions; i = ended.nextClearBit(i)) {
      ended.set(i);
      progress.advance(trials.applyAsLong(i));
    }
  }

  @Override
  public void close() {
    context.sc().removeSparkListener(this);
  }
}
