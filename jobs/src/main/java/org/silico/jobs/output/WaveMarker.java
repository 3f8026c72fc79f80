package org.silico.jobs.output;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.silico.engine.evaluation.Tally;

/** A finished wave as it stands in its marker file. */
record WaveMarker(
    int number,
    List<Range> partitions,
    List<Sums> tallies,
    Map<String, Long> rows,
    List<WrittenFile> files) {

  /**
   * A tally.
   *
   * @param sums in hexadecimal, so that they are read back to the bit
   */
  record Sums(long[] counts, String[] sums) {
    static Sums of(Tally tally) {
      return new Sums(
          tally.counts(),
          Arrays.stream(tally.sums()).mapToObj(Double::toHexString).toArray(String[]::new));
    }

    Tally tally() {
      return new Tally(counts, Arrays.stream(sums).mapToDouble(Double::parseDouble).toArray());
    }
  }

  static WaveMarker of(WaveResult result) {
    return new WaveMarker(
        result.wave().number(),
        result.wave().partitions(),
        result.tallies().stream().map(Sums::of).toList(),
        result.rows(),
        result.files());
  }

  WaveResult result() {
    return new WaveResult(
        new Wave(number, partitions),
        tallies.stream().map(Sums::tally).toList(),
        new TreeMap<>(rows),
        List.copyOf(files));
  }
}
