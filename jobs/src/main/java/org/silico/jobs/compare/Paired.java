package org.silico.jobs.compare;

import java.util.BitSet;
import org.apache.commons.math3.stat.StatUtils;

/**
 * A difference between two designs in the same trials.
 *
 * @param difference the second less the first
 * @param error its Monte-Carlo standard error
 */
public record Paired(double difference, double error) {

  /**
   * Of power: with b trials in which the second succeeds alone and c in which the first does, of R,
   * (b - c)/R with error √(b + c - (b - c)²/R)/R (McNemar 1947, Psychometrika 12:153-157).
   */
  public static Paired ofPower(DesignTrials first, DesignTrials second) {
    int trials = first.trials();
    BitSet alone = (BitSet) second.successes().clone();
    alone.andNot(first.successes());
    BitSet other = (BitSet) first.successes().clone();
    other.andNot(second.successes());
    double b = alone.cardinality();
    double c = other.cardinality();
    return new Paired(
        (b - c) / trials, Math.sqrt(Math.max(0, b + c - (b - c) * (b - c) / trials)) / trials);
  }

  /** Of a mean over trials. */
  public static Paired ofMeans(double[] first, double[] second) {
    double[] differences = new double[first.length];
    for (int k = 0; k < first.length; k++) {
      differences[k] = second[k] - first[k];
    }
    return new Paired(
        StatUtils.mean(differences),
        Math.sqrt(StatUtils.variance(differences) / differences.length));
  }
}
