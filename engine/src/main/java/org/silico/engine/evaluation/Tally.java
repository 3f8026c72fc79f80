package org.silico.engine.evaluation;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What a range of trials adds up to: counts and sums whose meaning a list of metrics gives. Tallies
 * of neighbouring ranges are merged in the order of the ranges, so the sums are the same bits
 * wherever the ranges were simulated.
 *
 * @param counts exact
 * @param sums floating point
 */
public record Tally(long[] counts, double[] sums) implements Serializable {

  public static Tally zero(int counts, int sums) {
    return new Tally(new long[counts], new double[sums]);
  }

  /** Adds the tally of the range that follows. */
  public void add(Tally next) {
    if (next.counts.length != counts.length || next.sums.length != sums.length) {
      throw new IllegalArgumentException("tallies of different metrics");
    }
    for (int i = 0; i < counts.length; i++) {
      counts[i] += next.counts[i];
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] += next.sums[i];
    }
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Tally t && Arrays.equals(counts, t.counts) && Arrays.equals(sums, t.sums);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(counts) + Arrays.hashCode(sums);
  }

  @Override
  public String toString() {
    return "Tally[" + Arrays.toString(counts) + ", " + Arrays.toString(sums) + "]";
  }
}
