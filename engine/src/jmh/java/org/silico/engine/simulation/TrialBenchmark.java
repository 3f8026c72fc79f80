package org.silico.engine.simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.plan.PlanCompiler;
import org.silico.engine.plan.Purpose;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.reader.ProtocolReader;
import org.silico.engine.trial.TrialSimulator;

/**
 * One trial of 500 patients, whole and in parts: from first patient to log-rank test; its patients
 * alone; and the floor, the uniforms and logarithms that such a trial cannot do without.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TrialBenchmark {
  private TrialPlan plan;
  private TrialRunner runner;
  private TrialSimulator simulator;
  private double[] column;
  private long trial;

  /** Started from the project's folder or from engine/. */
  @Setup
  public void prepare() {
    Path protocol = Path.of("protocols/two-arm-survival.yaml");
    plan =
        new PlanCompiler(
                ProtocolReader.read(
                    protocol.toFile().exists() ? protocol : Path.of("..").resolve(protocol)))
            .compile(0);
    Metrics metrics = new Metrics(List.of("primary"), new double[] {Math.log(0.75)});
    runner = new TrialRunner(plan, metrics);
    simulator = new TrialSimulator(plan);
    column = new double[plan.conduct().patients()];
  }

  @Benchmark
  public TrialOutcome trial() throws IOException {
    return runner.run(trial++);
  }

  @Benchmark
  public Object patients() {
    return simulator.simulate(trial++);
  }

  /** Entry, arm, event and dropout take a uniform each; all but the arm a logarithm. */
  @Benchmark
  public double drawsAndLogarithms() {
    int n = column.length;
    double sum = 0;
    for (int purpose = 0; purpose < 4; purpose++) {
      plan.identity().stream().uniforms(trial, Purpose.endpoint(purpose), 0, 0, n, column);
      if (purpose > 0) {
        for (int i = 0; i < n; i++) {
          sum += Elementary.log(column[i]);
        }
      }
    }
    trial++;
    return sum;
  }
}
