package org.silico.jobs.output;

/** Told on the driver, by a thread of Spark's that must not be held up. */
@FunctionalInterface
public interface Progress {
  /** A partition was simulated; it counts for good only once its wave is done. */
  void partitionDone(Wave wave, PartitionResult result);

  /**
   * All partitions were simulated, and the wave is about to count for good; on the thread that runs
   * it. What is thrown here keeps it out.
   */
  default void waveDone(WaveResult result) {}
}
