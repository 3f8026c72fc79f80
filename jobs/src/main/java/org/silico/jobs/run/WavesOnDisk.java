package org.silico.jobs.run;

import org.apache.spark.api.java.JavaSparkContext;
import org.silico.jobs.output.Progress;
import org.silico.jobs.output.RunOutput;
import org.silico.jobs.output.Simulation;
import org.silico.jobs.output.Wave;
import org.silico.jobs.output.WaveResult;

/** Each wave is a Spark job whose rows become part of an output. */
record WavesOnDisk(JavaSparkContext spark, RunOutput out) implements Waves {

  @Override
  public WaveResult run(Wave wave, Simulation simulation, Progress progress)
      throws InterruptedException {
    return out.run(spark, wave, simulation, progress);
  }

  @Override
  public boolean isDone(int number) {
    return out.done().stream().anyMatch(w -> w.wave().number() == number);
  }

  @Override
  public void cancel(Wave wave) {
    spark.cancelJobsWithTag(wave.tag());
  }
}
