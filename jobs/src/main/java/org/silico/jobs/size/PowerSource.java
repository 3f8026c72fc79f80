package org.silico.jobs.size;

/** Simulated trials of a design, of which one number varies. */
@FunctionalInterface
public interface PowerSource {
  /**
   * How many of the replicates [first, end) succeed.
   *
   * @param x the number that varies
   */
  long successes(double x, long first, long end) throws InterruptedException;
}
