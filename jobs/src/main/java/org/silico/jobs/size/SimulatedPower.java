package org.silico.jobs.size;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.DoubleFunction;
import java.util.function.LongConsumer;
import org.silico.engine.protocol.Protocol;
import org.silico.jobs.run.LocalThreads;
import org.silico.jobs.run.RunListener;
import org.silico.jobs.run.RunOptions;
import org.silico.jobs.run.RunResult;
import org.silico.jobs.run.Runner;
import org.silico.jobs.run.ScenarioResult;

/**
 * Power in one scenario, by simulation. Pieces of trials are simulated at once on several threads;
 * as they are counts, their sum is the same on any number of them.
 */
public final class SimulatedPower implements PowerSource, AutoCloseable {
  /** Trials of a piece: few enough for the thread that asks, see {@link Runner}. */
  private static final long PIECE = 500;

  private final Runner runner;
  private final Protocol protocol;
  private final RunOptions options;
  private final String parameter;
  private final DoubleFunction<String> written;
  private final Success success;
  private final LongConsumer progress;
  private final LocalThreads threads = new LocalThreads();

  /**
   * @param options with the one scenario
   * @param parameter that varies
   * @param written its value, as a protocol would have it
   * @param success what is counted
   * @param progress told how many trials more have been simulated
   */
  public SimulatedPower(
      Runner runner,
      Protocol protocol,
      RunOptions options,
      String parameter,
      DoubleFunction<String> written,
      Success success,
      LongConsumer progress) {
    this.runner = runner;
    this.protocol = protocol;
    this.options = options.trialsOnly();
    this.parameter = parameter;
    this.written = written;
    this.success = success;
    this.progress = progress;
  }

  @Override
  public long successes(double x, long first, long end) throws InterruptedException {
    List<Callable<Long>> pieces = new ArrayList<>();
    for (long from = first; from < end; from += PIECE) {
      long begin = from;
      long to = Math.min(end, from + PIECE);
      pieces.add(() -> piece(x, begin, to));
    }
    return threads.all(pieces).stream().mapToLong(successes -> successes).sum();
  }

  private long piece(double x, long first, long end) throws InterruptedException {
    double power = success.power(at(x, first, end)).estimate();
    progress.accept(end - first);
    return Math.round(power * (end - first));
  }

  /** What a range of trials comes to. */
  public ScenarioResult at(double x, long first, long end) throws InterruptedException {
    RunResult result =
        runner.run(
            protocol,
            options.with(parameter, written.apply(x)).withReplicates(first, end),
            RunListener.SILENT);
    return result.scenarios().get(0);
  }

  @Override
  public void close() {
    threads.close();
  }
}
