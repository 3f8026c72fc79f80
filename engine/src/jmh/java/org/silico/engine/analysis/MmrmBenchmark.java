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
 * A fit with baseline by visit, and the Kenward-Roger test at the last visit. A third of patients
 * drop out after some visit; with {@code gaps}, a twentieth of the other outcomes is missing too, so
 * that nearly every pattern occurs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MmrmBenchmark {

  private static final int TRIALS = 32;

  @Param({"200"})
  int patients;

  @Param({"3", "6", "8"})
  int visits;

  @Param({"false", "true"})
  boolean gaps;

  @Param({"Unstructured", "Toeplitz", "Autoregressive", "CompoundSymmetry"})
  String structure;

  private Mmrm mmrm;
  private final double[][][] y = new double[TRIALS][][];
  private final int[][] group = new int[TRIALS][];
  private final double[][][] baseline = new double[TRIALS][][];
  private int trial;

  @Setup
  public void simulate() {
    CovarianceStructure covariance =
        switch (structure) {
          case "Unstructured" -> new Unstructured();
          case "Toeplitz" -> new Toeplitz();
          case "Autoregressive" -> new Autoregressive();
          default -> new CompoundSymmetry();
        };
    mmrm = new Mmrm(covariance, Mmrm.Method.KENWARD_ROGER);
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
          boolean missing = v > last || gaps && random.nextInt(20) == 0;
          double change = (v + 1) * (-2 - group[k][i] + random.nextGaussian());
          y[k][v][i] = missing ? Double.NaN : patient + change + 3 * random.nextGaussian();
        }
      }
    }
  }

  @Benchmark
  public double fitAndTest() {
    trial = (trial + 1) % TRIALS;
    mmrm.fit(y[trial], group[trial], 2, baseline[trial], new boolean[] {true}, patients);
    return mmrm.difference(1, visits - 1, 0).statistic();
  }
}
