package org.silico.engine.trial;

import java.util.Arrays;
import org.silico.engine.plan.RandomisationPlan;
import org.silico.engine.plan.RandomisationPlan.Factors;
import org.silico.engine.protocol.Randomisation.Imbalance;

/**
 * Minimisation (Pocock and Simon 1975, Biometrics 31:103-115) that keeps the allocation ratio at
 * every patient: an arm with ratio w, whole and in lowest terms, is w shares that are alike. The
 * shares are minimised as arms of equal size would be, and each has its arm's patients only; as
 * none differs from another, each is as likely for any patient, and so an arm has w/W of the
 * patients on average, W the sum of the ratios (Kuznetsova and Tymofyeyev 2012, Stat Med
 * 31:701-723).
 *
 * <p>For every share the imbalance is summed over the patient's factor levels as it would be if the
 * patient were given it. The shares that do not leave the least imbalance each have probability s =
 * (1 - p)/(W - w), w the smallest ratio; the others share the rest. So an arm of ratio r that holds
 * the one best share is given with probability 1 - s(W - r), which is p for an arm of the smallest
 * ratio and more for others, the biased coin of Han, Enas and McEntegart (2009, Stat Med
 * 28:3329-3346). For equal arms it is Pocock and Simon's.
 */
final class Minimisation {
  private final Factors factors;
  private final Imbalance measure;

  /** By share the arm that it belongs to. */
  private final int[] arm;

  /** Of each share that does not leave the least imbalance. */
  private final double probability;

  /** By factor where its levels begin among all levels. */
  private final int[] start;

  /** By level and share the patients so far. */
  private final int[] counts;

  /** By share the sum over factors. */
  private final long[] imbalance;

  Minimisation(RandomisationPlan.Minimisation plan) {
    this.factors = plan.factors();
    this.measure = plan.imbalance();
    int[] shares = plan.shares();
    int sum = Arrays.stream(shares).sum();
    this.arm = new int[sum];
    int next = 0;
    for (int a = 0; a < shares.length; a++) {
      Arrays.fill(arm, next, next + shares[a], a);
      next += shares[a];
    }
    int smallest = Arrays.stream(shares).filter(s -> s > 0).min().orElseThrow();
    this.probability = sum == smallest ? 0 : (1 - plan.probability()) / (sum - smallest);
    this.start = new int[factors.levels().length];
    int levels = 0;
    for (int f = 0; f < start.length; f++) {
      start[f] = levels;
      levels += factors.levels()[f];
    }
    this.counts = new int[levels * sum];
    this.imbalance = new long[sum];
  }

  /** Before the first patient of a trial. */
  void restart() {
    Arrays.fill(counts, 0);
  }

  /**
   * The arm of the next patient.
   *
   * @param columns by the layout
   * @param i the patient's row in them
   * @param u uniform in (0, 1)
   */
  int allocate(double[][] columns, int i, double u) {
    Arrays.fill(imbalance, 0);
    for (int f = 0; f < start.length; f++) {
      add(at(f, columns, i));
    }
    int share = choose(u);
    for (int f = 0; f < start.length; f++) {
      counts[at(f, columns, i) + share]++;
    }
    return arm[share];
  }

  private int at(int factor, double[][] columns, int i) {
    return (start[factor] + (int) columns[factors.columns()[factor]][i]) * arm.length;
  }

  /** Adds the spread of a level's counts when one share has one more, for each share. */
  private void add(int at) {
    if (measure == Imbalance.VARIANCE) {
      // with n_k more in one share the sum of squares grows by 2 n_k + 1, the sum by 1 whichever
      // it is: the variance is least where the count is
      for (int k = 0; k < arm.length; k++) {
        imbalance[k] += counts[at + k];
      }
      return;
    }
    int min = Integer.MAX_VALUE;
    int max = 0;
    int least = 0;
    for (int k = 0; k < arm.length; k++) {
      int count = counts[at + k];
      least = count < min ? 1 : count == min ? least + 1 : least;
      min = Math.min(min, count);
      max = Math.max(max, count);
    }
    for (int k = 0; k < arm.length; k++) {
      int count = counts[at + k];
      int low = count == min && least == 1 ? min + 1 : min;
      imbalance[k] += Math.max(max, count + 1) - low;
    }
  }

  private int choose(double u) {
    long least = Long.MAX_VALUE;
    int tied = 0;
    for (long x : imbalance) {
      tied = x < least ? 1 : x == least ? tied + 1 : tied;
      least = Math.min(least, x);
    }
    double preferred = (1 - probability * (arm.length - tied)) / tied;
    double below = 0;
    int best = 0;
    for (int k = 0; k < arm.length; k++) {
      best = imbalance[k] == least ? k : best;
      below += imbalance[k] == least ? preferred : probability;
      if (u < below) {
        return k;
      }
    }
    // where rounding leaves the sum just below 1
    return best;
  }
}
