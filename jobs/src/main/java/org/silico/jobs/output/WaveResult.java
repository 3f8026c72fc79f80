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
 * @param tallies of its partitions, in their order
 * @param rows by table, in the order of names
 */
public record WaveResult(
    Wave wave, List<Tally> tallies, Map<String, Long> rows, List<WrittenFile> files) {

  /** Of the results of all partitions, in their order. */
  static WaveResult of(Wave wave, Collection<PartitionResult> partitions) {
    List<Tally> tallies = new ArrayList<>();
    List<WrittenFile> files = new ArrayList<>();
    Map<String, Long> rows = new TreeMap<>();
    for (PartitionResult partition : partitions) {
      tallies.add(partition.tally());
      for (WrittenFile file : partition.files()) {
        files.add(file);
        rows.merge(file.table(), file.rows(), Long::sum);
      }
    }
    return new WaveResult(wave, List.copyOf(tallies), rows, List.copyOf(files));
  }
}
