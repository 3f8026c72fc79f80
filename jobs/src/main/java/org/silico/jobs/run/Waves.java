package org.silico.jobs.run;

import org.silico.jobs.output.Progress;
import org.silico.jobs.output.Simulation;
import org.silico.jobs.output.Wave;
import org.silico.jobs.output.WaveResult;

/** Where the waves of a run are simulated, one after the other. */
interface Waves {
  /** Returns when the wave counts for good; one that is done already is not run again. */
  WaveResult run(Wave wave, Simulation simulation, Progress progress) throws InterruptedException;

  /** Whether the wave of this number is done already. */
  boolean isDone(int number);

  /** Gives up a wave that is running; {@link #run} then throws. */
  void cancel(Wave wave);
}
