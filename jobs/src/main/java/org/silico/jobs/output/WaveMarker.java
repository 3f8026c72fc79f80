package org.silico.jobs.output;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.silico.engine.evaluation.Tally;

/**
 * A finished wave as it stands in its marker file.
 *
 * @param sums in hexadecimal, so that they are read back to the bit
 */
record WaveMarker(
    int number,
    int scenario,
    List<Range> partitions,
    long[] counts,
    String[] sums,
    Map<String, Long> rows,
    List<WrittenFile> files) {

  static WaveMarker of(WaveResult result) {
    return new WaveMarker(
        result.wave().number(),
        result.wave().scenario(),
        result.wave().partitions(),
        result.tally().counts(),
        Arrays.stream(result.tally().sums()).mapToObj(Double::toHexString).toArray(String[]::new),
        result.rows(),
        result.files());
  }

  WaveResult result() {
    return new WaveResult(
        new Wave(number, scenario, partitions),
        new Tally(counts, Arrays.stream(sums).mapToDouble(Double::parseDouble).toArray()),
        new TreeMap<>(rows),
        List.copyOf(files));
  }
}
