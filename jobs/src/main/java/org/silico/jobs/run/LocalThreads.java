package org.silico.jobs.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A thread for each core of this machine, for work that Spark is not started for. */
public final class LocalThreads implements AutoCloseable {
  private final ExecutorService threads =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

  /**
   * What the pieces give, in their order.
   *
   * @throws RuntimeException that of the first piece that has one
   */
  public <T> List<T> all(List<Callable<T>> pieces) throws InterruptedException {
    List<T> results = new ArrayList<>();
    try {
      for (Future<T> piece : threads.invokeAll(pieces)) {
        results.add(piece.get());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
    return results;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
