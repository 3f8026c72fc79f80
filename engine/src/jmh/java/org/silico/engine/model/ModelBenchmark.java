package org.silico.engine.model;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.silico.engine.random.RandomStream;
import org.silico.engine.random.StandardNormal;

/** One patient at one visit: terms, prediction and observation, on columns of 300 patients. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ModelBenchmark {
  private static final int N = 300;

  @Param({
    "PANSS Friberg 2009",
    "ADAS-cog Rogers 2012",
    "ADAS-cog Conrado 2014",
    "pain Plan 2012",
    "HAMD-17 Stone 2022",
    "PASI Checchio 2017",
    "seizures Schoemaker 2018"
  })
  String name;

  private Outcome outcome;
  private BoundModel model;
  private double[][] individual;
  private double[] exposure;
  private double[] previous;
  private double[] u;
  private final double[][] terms = new double[3][N];
  private final double[] prediction = new double[N];
  private final double[] observed = new double[N];

  @Setup
  public void setup() {
    ModelInfo info = Models.byName(name).info();
    outcome = info.outcome();
    model = Models.byName(name).bind(info.theta());
    var stream = new RandomStream(1, 1);
    double[][] eta = new double[info.effects().size()][N];
    for (int j = 0; j < eta.length; j++) {
      stream.uniforms(0, 1, j, 0, N, eta[j]);
      StandardNormal.quantiles(eta[j], N, eta[j]);
    }
    new RandomEffects(info.covariance()).correlate(eta, N);
    double[][] covariates = new double[info.covariates().size()][N];
    for (int j = 0; j < covariates.length; j++) {
      Arrays.fill(covariates[j], info.covariates().get(j).typical());
    }
    individual = new double[info.individual().size()][N];
    model.individualParameters(eta, covariates, N, individual);
    exposure = new double[N];
    Arrays.fill(exposure, info.exposure().map(ModelInfo.Exposure::typical).orElse(0.0));
    u = new double[N];
    stream.uniforms(0, 2, 0, 0, N, u);
    previous = new double[N];
    Arrays.fill(previous, 5);
  }

  @Benchmark
  @OperationsPerInvocation(N)
  public double[] patientVisit() {
    model.terms(individual, 28, exposure, previous, N, terms);
    outcome.predict(terms, N, prediction);
    model.observe(individual, 28, prediction, previous, u, N, observed);
    return observed;
  }
}
