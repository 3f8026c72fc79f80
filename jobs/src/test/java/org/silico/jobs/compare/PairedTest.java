package org.silico.jobs.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;

class PairedTest {
  private static final int REPEATS = 4_000;
  private static final int TRIALS = 500;

  private static DesignTrials trials(BitSet successes, double[] days) {
    return new DesignTrials(successes, days, days);
  }

  /** Pairs that succeed together more often than by chance: powers 0.8 and 0.85. */
  @Test
  void errorsAreTheSpreadOfRepeats() {
    Well19937c random = new Well19937c(17);
    double[] differences = new double[REPEATS];
    double[] squares = new double[REPEATS];
    double[] means = new double[REPEATS];
    double[] squaresOfMeans = new double[REPEATS];
    for (int r = 0; r < REPEATS; r++) {
      BitSet first = new BitSet();
      BitSet second = new BitSet();
      double[] days = new double[TRIALS];
      double[] other = new double[TRIALS];
      for (int k = 0; k < TRIALS; k++) {
        double shared = random.nextGaussian();
        first.set(k, 0.8 * shared + 0.6 * random.nextGaussian() < 0.8416);
        second.set(k, 0.8 * shared + 0.6 * random.nextGaussian() < 1.0364);
        days[k] = shared;
        other[k] = shared + 0.1 * random.nextGaussian();
      }
      Paired power = Paired.ofPower(trials(first, days), trials(second, other));
      differences[r] = power.difference();
      squares[r] = power.error() * power.error();
      Paired mean = Paired.ofMeans(days, other);
      means[r] = mean.difference();
      squaresOfMeans[r] = mean.error() * mean.error();
    }
    // the spread of 4,000 repeats is known to 1.1 %
    assertEquals(
        1, Math.sqrt(StatUtils.mean(squares) / StatUtils.variance(differences)), 4 * 0.0112);
    assertEquals(
        1, Math.sqrt(StatUtils.mean(squaresOfMeans) / StatUtils.variance(means)), 4 * 0.0112);
    assertEquals(
        0.05, StatUtils.mean(differences), 4 * Math.sqrt(StatUtils.mean(squares) / REPEATS) + 1e-4);
  }

  /** 1, 2 and 3 succeed in the first, 2, 3, 4 and 5 in the second, of 10: b = 2, c = 1. */
  @Test
  void ofCountsByHand() {
    BitSet first = new BitSet();
    first.set(1, 4);
    BitSet second = new BitSet();
    second.set(2, 6);
    double[] days = new double[10];
    Paired paired = Paired.ofPower(trials(first, days), trials(second, days));
    assertEquals(0.1, paired.difference(), 1e-15);
    assertEquals(Math.sqrt(3 - 0.1) / 10, paired.error(), 1e-15);
  }
}
