package org.silico.engine.analysis;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Imputation, analysis and combination with baseline; a third of patients drop out, and with gaps a
 * tenth of visits are missed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MultipleImputationBenchmark {

  private static final int TRIALS = 32;

  @Param({"200"})
  int patients;

  @Param({"5"})
  int visits;

  @Param({"20", "100"})
  int imputations;

  @Param({"MISSING_AT_RANDOM", "JUMP_TO_REFERENCE"})
  MultipleImputation.Assumption assumption;

  @Param({"false", "true"})
  boolean gaps;

  private MultipleImputation method;
  private final double[][][] y = new double[TRIALS][][];
  private final int[][] group = new int[TRIALS][];
  private final double[][][] baseline = new double[TRIALS][][];
  private final SplittableRandom uniforms = new SplittableRandom(2);
  private int trial;

  @Setup
  public void simulate() {
    method = new MultipleImputation(assumption, imputations);
    SplittableRandom random = new SplittableRandom(1);
    for (int k = 0; k < TRIALS; k++) {
      y[k] = new double[visits][patients];
      group[k] = new int[patients];
      baseline[k] = new double[1][patients];
      for (int i = 0; i < patients; i++) {
        group[k][i] = i % 2;
        double patient = 5 * random.nextGaussian();
        baseline[k][0][i] = 30 + patient + 3 * random.nextGaussian();
        int last = random.nextInt(3) == 0 ? random.nextInt(visits) : visits - 1;
        for (int v = 0; v < visits; v++) {
          double change = (v + 1) * (-2 - group[k][i] + random.nextGaussian());
          boolean missed = gaps && random.nextInt(10) == 0;
          y[k][v][i] = v > last || missed ? Double.NaN : patient + change + 3 * random.nextGaussian();
        }
      }
    }
  }

  @Benchmark
  public double imputeAndTest() {
    trial = (trial + 1) % TRIALS;
    return method
        .test(
            y[trial],
            null,
            group[trial],
            baseline[trial],
            visits - 1,
            patients,
            0,
            uniforms::nextDouble)
        .statistic();
  }
}
