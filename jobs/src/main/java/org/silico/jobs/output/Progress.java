package org.silico.jobs.output;

/** Told on the driver, by a thread of Spark's that must not be held up. */
@FunctionalInterface
public interface Progress {
  /** A partition was simulated; it counts for good only once its wave is done. */
  void partitionDone(Wave wave, PartitionResult result);
}
