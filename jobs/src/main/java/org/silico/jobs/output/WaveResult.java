package org.silico.jobs.output;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.silico.engine.evaluation.Tally;

/**
 * What a wave added to the output.
 *
 * @param tally of its partitions, added in their order
 * @param rows by table, in the order of names
 */
public record WaveResult(Wave wave, Tally tally, Map<String, Long> rows, List<WrittenFile> files) {

  /** Of the results of all partitions, in their order. */
  static WaveResult of(Wave wave, Collection<PartitionResult> partitions) {
    Tally tally = null;
    List<WrittenFile> files = new ArrayList<>();
    Map<String, Long> rows = new TreeMap<>();
    for (PartitionResult partition : partitions) {
      Tally next = partition.tally();
      if (tally == null) {
        tally = new Tally(next.counts().clone(), next.sums().clone());
      } else {
        tally.add(next);
      }
      for (WrittenFile file : partition.files()) {
        files.add(file);
        rows.merge(file.table(), file.rows(), Long::sum);
      }
    }
    return new WaveResult(wave, tally, rows, List.copyOf(files));
  }
}
