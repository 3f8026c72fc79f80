package org.silico.engine.trial;

import org.silico.engine.plan.AllocationPlan;
import org.silico.engine.plan.AllocationPlan.Factors;
import org.silico.engine.plan.Purpose;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Randomisation.Imbalance;

/** Allocates arms in the order of entry. */
final class Allocation {
  private final TrialPlan plan;
  private final int arms;
  private final double[] uniforms;
  private final double[] cumulativeRatio;

  /** Permuted blocks: by stratum and arm what is left in the open block, and their sum. */
  private final int[] left;

  private final int[] leftInBlock;

  /** Minimisation: by factor level and arm the patients so far. */
  private final int[] counts;

  private final int[] factorStart;
  private final double[] imbalance;

  Allocation(TrialPlan plan, int capacity) {
    this.plan = plan;
    this.arms = plan.arms();
    this.uniforms = new double[capacity];
    this.cumulativeRatio = new double[arms];
    double sum = 0;
    for (int a = 0; a < arms; a++) {
      sum += plan.ratio()[a];
      cumulativeRatio[a] = sum;
    }
    for (int a = 0; a < arms; a++) {
      cumulativeRatio[a] /= sum;
    }
    this.imbalance = new double[arms];
    int cells =
        plan.allocation() instanceof AllocationPlan.PermutedBlocks b ? b.strata().cells() : 0;
    this.left = new int[cells * arms];
    this.leftInBlock = new int[cells];
    int levels = 0;
    if (plan.allocation() instanceof AllocationPlan.Minimisation m) {
      factorStart = new int[m.factors().levels().length];
      for (int f = 0; f < factorStart.length; f++) {
        factorStart[f] = levels;
        levels += m.factors().levels()[f];
      }
    } else {
      factorStart = new int[0];
    }
    this.counts = new int[levels * arms];
  }

  /** Before the first block of a trial. */
  void restart() {
    java.util.Arrays.fill(leftInBlock, 0);
    java.util.Arrays.fill(counts, 0);
  }

  /** Whether allocation looks at covariates. */
  boolean needsCovariates() {
    return left.length > arms || factorStart.length > 0;
  }

  /** The next block of patients. */
  void fill(TrialData data) {
    int n = data.size();
    plan.stream().uniforms(data.trial(), Purpose.ALLOCATION, 0, data.first(), n, uniforms);
    if (plan.allocation() instanceof AllocationPlan.PermutedBlocks b) {
      permutedBlocks(b, data);
    } else if (plan.allocation() instanceof AllocationPlan.Minimisation m) {
      minimise(m, data);
    } else {
      for (int i = 0; i < n; i++) {
        data.arm()[i] = pick(uniforms[i]);
      }
    }
    data.fillArmColumns(data.arm());
  }

  private int pick(double u) {
    int a = 0;
    while (a < arms - 1 && u >= cumulativeRatio[a]) {
      a++;
    }
    return a;
  }

  /** Drawing from an urn without replacement makes every order of the block equally likely. */
  private void permutedBlocks(AllocationPlan.PermutedBlocks blocks, TrialData data) {
    Factors strata = blocks.strata();
    boolean stratified = strata.columns().length > 0;
    for (int i = 0; i < data.size(); i++) {
      int cell = stratified ? strata.cell(data.columns(), i) : 0;
      int at = cell * arms;
      if (leftInBlock[cell] == 0) {
        int size = 0;
        if (blocks.sizes().length > 1) {
          double u =
              plan.stream().uniform(data.trial(), Purpose.ALLOCATION, data.first() + (long) i, 1);
          size = (int) (u * blocks.sizes().length);
        }
        leftInBlock[cell] = blocks.sizes()[size];
        System.arraycopy(blocks.perBlock()[size], 0, left, at, arms);
      }
      int ticket = (int) (uniforms[i] * leftInBlock[cell]);
      int a = 0;
      while (ticket >= left[at + a]) {
        ticket -= left[at + a];
        a++;
      }
      left[at + a]--;
      leftInBlock[cell]--;
      data.arm()[i] = a;
    }
  }

  /**
   * Pocock & Simon 1975: for each arm the imbalance over the patient's factor levels if the patient
   * were given it; the arm of least imbalance with the stated probability, the others share the
   * rest by their ratios; ties are broken by the ratios among the tied.
   */
  private void minimise(AllocationPlan.Minimisation m, TrialData data) {
    Factors factors = m.factors();
    for (int i = 0; i < data.size(); i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int a = 0; a < arms; a++) {
        double sum = 0;
        for (int f = 0; f < factorStart.length; f++) {
          int level = factorStart[f] + (int) data.columns()[factors.columns()[f]][i];
          sum += spread(level * arms, a, m.imbalance());
        }
        imbalance[a] = sum;
        least = Math.min(least, sum);
      }
      int a = choose(least, m.probability(), uniforms[i]);
      for (int f = 0; f < factorStart.length; f++) {
        int level = factorStart[f] + (int) data.columns()[factors.columns()[f]][i];
        counts[level * arms + a]++;
      }
      data.arm()[i] = a;
    }
  }

  /** Spread of counts / ratio over arms when arm {@code extra} has one more. */
  private double spread(int at, int extra, Imbalance measure) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double squares = 0;
    for (int a = 0; a < arms; a++) {
      double x = (counts[at + a] + (a == extra ? 1 : 0)) / plan.ratio()[a];
      min = Math.min(min, x);
      max = Math.max(max, x);
      sum += x;
      squares += x * x;
    }
    return measure == Imbalance.RANGE
        ? max - min
        : (squares - sum * sum / arms) / Math.max(1, arms - 1);
  }

  private int choose(double least, double probability, double u) {
    double tied = 0;
    double others = 0;
    for (int a = 0; a < arms; a++) {
      if (preferred(a, least)) {
        tied += plan.ratio()[a];
      } else {
        others += plan.ratio()[a];
      }
    }
    double p = others == 0 ? 1 : probability;
    double below = 0;
    for (int a = 0; a < arms; a++) {
      below +=
          preferred(a, least) ? p * plan.ratio()[a] / tied : (1 - p) * plan.ratio()[a] / others;
      if (u < below) {
        return a;
      }
    }
    return arms - 1;
  }

  private boolean preferred(int arm, double least) {
    return imbalance[arm] <= least + 1e-9;
  }
}
