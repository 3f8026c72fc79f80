package org.silico.jobs.run;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.silico.engine.evaluation.Tally;
import org.silico.jobs.output.PartitionResult;
import org.silico.jobs.output.Progress;
import org.silico.jobs.output.Simulation;
import org.silico.jobs.output.Wave;
import org.silico.jobs.output.WaveJob;
import org.silico.jobs.output.WaveResult;

/**
 * Waves of which the tallies are kept only. One of a single piece is simulated on the thread that
 * asks for it, without Spark; the tallies are the same bits.
 */
final class WavesInMemory implements Waves {
  private static final AtomicLong RUNS = new AtomicLong();

  private final Supplier<JavaSparkContext> spark;

  /** Of the jobs of this run among those of others in the same application. */
  private final String tag = "silico-memory-" + RUNS.getAndIncrement() + "-";

  WavesInMemory(Supplier<JavaSparkContext> spark) {
    this.spark = spark;
  }

  @Override
  public WaveResult run(Wave wave, Simulation simulation, Progress progress)
      throws InterruptedException {
    WaveResult result =
        wave.partitions().size() == 1
            ? here(wave, simulation, progress)
            : WaveJob.inMemory(spark.get(), simulation, wave, tag(wave), progress);
    progress.waveDone(result);
    return result;
  }

  private static WaveResult here(Wave wave, Simulation simulation, Progress progress)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before wave " + wave.number());
    }
    Tally tally;
    try {
      tally = simulation.simulate(wave.partitions().get(0), rows -> {});
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e); // rows go nowhere
    }
    progress.partitionDone(wave, new PartitionResult(0, tally, List.of()));
    return new WaveResult(wave, List.of(tally), Map.of(), List.of());
  }

  @Override
  public boolean isDone(int number) {
    return false;
  }

  @Override
  public void cancel(Wave wave) {
    if (wave.partitions().size() > 1) {
      spark.get().cancelJobsWithTag(tag(wave));
    }
  }

  private String tag(Wave wave) {
    return tag + wave.number();
  }
}
