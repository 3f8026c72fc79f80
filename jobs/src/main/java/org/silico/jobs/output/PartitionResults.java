package org.silico.jobs.output;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.apache.spark.util.AccumulatorV2;

/**
 * Brings the results of tasks to the driver, one a partition. Spark applies the update of a result
 * task once, however often the task ran; the partition as key makes that hold by itself.
 */
final class PartitionResults extends AccumulatorV2<PartitionResult, Collection<PartitionResult>> {
  private static final long serialVersionUID = 1;

  private final ConcurrentSkipListMap<Integer, PartitionResult> results =
      new ConcurrentSkipListMap<>();

  /** Told of every result that arrives; on the driver only. */
  private final transient Consumer<PartitionResult> arrived;

  PartitionResults(Consumer<PartitionResult> arrived) {
    this.arrived = arrived;
  }

  @Override
  public boolean isZero() {
    return results.isEmpty();
  }

  @Override
  public PartitionResults copy() {
    PartitionResults copy = new PartitionResults(null);
    copy.results.putAll(results);
    return copy;
  }

  @Override
  public void reset() {
    results.clear();
  }

  @Override
  public void add(PartitionResult result) {
    results.put(result.partition(), result);
  }

  @Override
  public void merge(AccumulatorV2<PartitionResult, Collection<PartitionResult>> other) {
    for (Map.Entry<Integer, PartitionResult> entry :
        ((PartitionResults) other).results.entrySet()) {
      if (results.put(entry.getKey(), entry.getValue()) == null && arrived != null) {
        arrived.accept(entry.getValue());
      }
    }
  }

  /** In the order of partitions. */
  @Override
  public Collection<PartitionResult> value() {
    return results.values();
  }
}
