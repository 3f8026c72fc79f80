package org.silico.engine.random;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.silico.engine.arithmetic.Elementary;

/** Nanoseconds per value over a column of 1024, in the first-level cache. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(RandomBenchmark.N)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class RandomBenchmark {

  static final int N = 1024;

  private final RandomStream stream = new RandomStream(1, 2);
  private final double[] u = new double[N];
  private final double[] z = new double[N];
  private final double[] out = new double[N];
  private final double[][] columns = new double[3][N];
  private final GaussianCopula copula =
      new GaussianCopula(new double[][] {{1, 0.5, 0.2}, {0.5, 1, 0.3}, {0.2, 0.3, 1}});

  private final Distribution exponential = new Exponential(12);
  private final Distribution gamma = new Gamma(2.5, 3);
  private final Distribution gammaTable = gamma.tabulated();
  private final Distribution beta = new Beta(2, 5);
  private final Distribution betaTable = beta.tabulated();
  private final Distribution poisson = new Poisson(7.5);
  private final Distribution poissonTable = poisson.tabulated();
  private final Distribution poissonLarge = new Poisson(1e6);
  private final Distribution negativeBinomial = new NegativeBinomial(2, 0.5);
  private long draw;

  @Setup
  public void fill() {
    stream.uniforms(0, 0, 0, 0, N, u);
    StandardNormal.quantiles(u, N, z);
  }

  /** What a logarithm alone costs: the floor of the exponential and of normal tails. */
  @Benchmark
  public double[] log() {
    for (int i = 0; i < N; i++) {
      out[i] = Elementary.log(u[i]);
    }
    return out;
  }

  @Benchmark
  public double[] logOfStrictMath() {
    for (int i = 0; i < N; i++) {
      out[i] = StrictMath.log(u[i]);
    }
    return out;
  }

  @Benchmark
  public double[] logOfMath() {
    for (int i = 0; i < N; i++) {
      out[i] = Math.log(u[i]);
    }
    return out;
  }

  @Benchmark
  public double[] exp() {
    for (int i = 0; i < N; i++) {
      out[i] = Elementary.exp(z[i]);
    }
    return out;
  }

  @Benchmark
  public double[] expOfStrictMath() {
    for (int i = 0; i < N; i++) {
      out[i] = StrictMath.exp(z[i]);
    }
    return out;
  }

  @Benchmark
  public double[] expOfMath() {
    for (int i = 0; i < N; i++) {
      out[i] = Math.exp(z[i]);
    }
    return out;
  }

  @Benchmark
  public double[] pow() {
    for (int i = 0; i < N; i++) {
      out[i] = Elementary.pow(u[i], 1.3);
    }
    return out;
  }

  @Benchmark
  public double[] powOfStrictMath() {
    for (int i = 0; i < N; i++) {
      out[i] = StrictMath.pow(u[i], 1.3);
    }
    return out;
  }

  @Benchmark
  public double[] powOfMath() {
    for (int i = 0; i < N; i++) {
      out[i] = Math.pow(u[i], 1.3);
    }
    return out;
  }

  @Benchmark
  public double[] uniformsColumn() {
    stream.uniforms(3, 4, draw++, 0, N, out);
    return out;
  }

  @Benchmark
  public double[] uniformSingle() {
    draw++;
    for (int i = 0; i < N; i++) {
      out[i] = stream.uniform(3, 4, i, draw);
    }
    return out;
  }

  @Benchmark
  public double[] normalQuantile() {
    StandardNormal.quantiles(u, N, out);
    return out;
  }

  @Benchmark
  public double[] normalCdf() {
    for (int i = 0; i < N; i++) {
      out[i] = StandardNormal.cdf(z[i]);
    }
    return out;
  }

  /** Per patient, of three columns. */
  @Benchmark
  public double[][] copulaOfThree() {
    for (double[] column : columns) {
      System.arraycopy(z, 0, column, 0, N);
    }
    copula.correlate(columns, N);
    return columns;
  }

  @Benchmark
  public double[] exponential() {
    exponential.quantiles(u, N, out);
    return out;
  }

  @Benchmark
  public double[] gamma() {
    gamma.quantiles(u, N, out);
    return out;
  }

  @Benchmark
  public double[] gammaTabulated() {
    gammaTable.quantiles(u, N, out);
    return out;
  }

  @Benchmark
  public double[] beta() {
    beta.quantiles(u, N, out);
    return out;
  }

  @Benchmark
  public double[] betaTabulated() {
    betaTable.quantiles(u, N, out);
    return out;
  }

  @Benchmark
  public double[] poisson() {
    poisson.quantiles(u, N, out);
    return out;
  }

  @Benchmark
  public double[] poissonTabulated() {
    poissonTable.quantiles(u, N, out);
    return out;
  }

  @Benchmark
  public double[] poissonOfMillion() {
    poissonLarge.quantiles(u, N, out);
    return out;
  }

  @Benchmark
  public double[] negativeBinomial() {
    negativeBinomial.quantiles(u, N, out);
    return out;
  }
}
