package org.silico.jobs.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Ends the jobs of an application whose cluster has gone: Spark waits for executors for ever. Only
 * executors that were there can be lost; the first ones may be long in coming, from a queue.
 */
public final class ExecutorsWatch implements AutoCloseable {
  /** The setting for how long to wait for executors, all being lost; a time as Spark writes it. */
  public static final String PATIENCE = "spark.silico.executorsLostTimeout";

  static final String DEFAULT_PATIENCE = "10min";

  private static final long LOOK_EVERY_SECONDS = 2;

  private final JavaSparkContext spark;
  private final Consumer<String> say;
  private final long patienceSeconds;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean gaveUp;

  private ExecutorsWatch(JavaSparkContext spark, Consumer<String> say) {
    this.spark = spark;
    this.say = say;
    this.patienceSeconds = spark.getConf().getTimeAsSeconds(PATIENCE, DEFAULT_PATIENCE);
  }

  /**
   * Watches until it is closed; there is nothing to watch where this process does all the work.
   *
   * @param say takes a line for a person
   */
  static ExecutorsWatch of(JavaSparkContext spark, Consumer<String> say) {
    ExecutorsWatch watch = new ExecutorsWatch(spark, say);
    if (!Master.isLocal(spark.master())) {
      Thread thread = new Thread(watch::look, "silico-executors");
      thread.setDaemon(true);
      thread.start();
    }
    return watch;
  }

  private void look() {
    boolean seen = false;
    long lostAt = 0;
    try {
      while (!closed.await(LOOK_EVERY_SECONDS, TimeUnit.SECONDS) && !spark.sc().isStopped()) {
        var tracker = spark.statusTracker();
        boolean there = tracker.getExecutorInfos().length > 1; // the driver is among them
        seen |= there;
        if (there || !seen || tracker.getActiveJobIds().length == 0) {
          lostAt = 0;
        } else if (lostAt == 0) {
          lostAt = System.nanoTime();
          say.accept(
              "the cluster has no executors any more; waiting for them for "
                  + patienceSeconds
                  + " s");
        } else if (System.nanoTime() - lostAt > TimeUnit.SECONDS.toNanos(patienceSeconds)) {
          gaveUp = true;
          spark.sc().cancelAllJobs();
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What to tell the user if it was this watch that ended the jobs; null if it was not. */
  ExecutorsLost failure() {
    return gaveUp
        ? new ExecutorsLost(
            "the cluster "
                + spark.master()
                + " has lost all executors and has had none for "
                + patienceSeconds
                + " s ("
                + PATIENCE
                + "); what is done is kept, the same command with --resume goes on")
        : null;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
