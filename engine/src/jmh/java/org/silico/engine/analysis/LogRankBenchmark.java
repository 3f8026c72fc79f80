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
 * The log-rank test with its sort: exponential times, a third censored. The trials take turns, so that
 * the branches of one data set are not learnt by heart.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LogRankBenchmark {

  private static final int TRIALS = 64;

  @Param({"100", "500", "3000"})
  int patients;

  @Param({"1", "4"})
  int strata;

  /** Continuous times, or whole days with ties. */
  @Param({"false", "true"})
  boolean days;

  private final LogRank logRank = new LogRank();
  private final double[][] time = new double[TRIALS][];
  private final int[][] event = new int[TRIALS][];
  private final int[][] group = new int[TRIALS][];
  private final int[][] stratum = new int[TRIALS][];
  private int trial;

  @Setup
  public void simulate() {
    SplittableRandom random = new SplittableRandom(1);
    for (int k = 0; k < TRIALS; k++) {
      time[k] = new double[patients];
      event[k] = new int[patients];
      group[k] = new int[patients];
      stratum[k] = strata == 1 ? null : new int[patients];
      for (int i = 0; i < patients; i++) {
        group[k][i] = random.nextInt(2);
        double survival = -Math.log(1 - random.nextDouble()) * 400 * (1 + 0.3 * group[k][i]);
        double followUp = 365 + 365 * random.nextDouble();
        double observed = Math.min(survival, followUp);
        time[k][i] = days ? Math.ceil(observed) : observed;
        event[k][i] = survival <= followUp ? 1 : 0;
        if (strata > 1) {
          stratum[k][i] = random.nextInt(strata);
        }
      }
    }
  }

  @Benchmark
  public double test() {
    trial = (trial + 1) % TRIALS;
    return logRank
        .test(time[trial], event[trial], group[trial], stratum[trial], patients)
        .statistic();
  }
}
