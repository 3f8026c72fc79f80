package org.silico.engine.trial;

import java.util.Arrays;
import org.silico.engine.plan.Purpose;
import org.silico.engine.plan.RandomisationPlan;
import org.silico.engine.plan.RandomisationPlan.Factors;
import org.silico.engine.plan.TrialPlan;

/** Allocates arms in the order of entry. */
final class Randomiser {
  private final TrialPlan plan;
  private final int arms;
  private final double[] uniforms;
  private final double[] cumulativeRatio;

  /** Permuted blocks: by stratum and arm what is left in the open block, and their sum. */
  private final int[] left;

  private final int[] leftInBlock;

  private final Minimisation minimisation;

  Randomiser(TrialPlan plan, int capacity) {
    this.plan = plan;
    this.arms = plan.arms().count();
    this.uniforms = new double[capacity];
    this.cumulativeRatio = new double[arms];
    double sum = 0;
    for (int a = 0; a < arms; a++) {
      sum += plan.arms().ratio()[a];
      cumulativeRatio[a] = sum;
    }
    for (int a = 0; a < arms; a++) {
      cumulativeRatio[a] /= sum;
    }
    int cells =
        plan.conduct().randomisation() instanceof RandomisationPlan.PermutedBlocks b
            ? b.strata().cells()
            : 0;
    this.left = new int[cells * arms];
    this.leftInBlock = new int[cells];
    this.minimisation =
        plan.conduct().randomisation() instanceof RandomisationPlan.Minimisation m
            ? new Minimisation(m)
            : null;
  }

  /** Before the first block of a trial. */
  void restart() {
    Arrays.fill(leftInBlock, 0);
    if (minimisation != null) {
      minimisation.restart();
    }
  }

  /** Whether allocation looks at covariates. */
  boolean needsCovariates() {
    return left.length > arms || minimisation != null;
  }

  /** The next block of patients. */
  void fill(TrialData data) {
    int n = data.size();
    plan.identity().stream()
        .uniforms(data.trial(), Purpose.ALLOCATION, 0, data.first(), n, uniforms);
    if (plan.conduct().randomisation() instanceof RandomisationPlan.PermutedBlocks b) {
      permutedBlocks(b, data);
    } else if (minimisation != null) {
      for (int i = 0; i < n; i++) {
        data.arm()[i] = minimisation.allocate(data.columns(), i, uniforms[i]);
      }
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
  private void permutedBlocks(RandomisationPlan.PermutedBlocks blocks, TrialData data) {
    Factors strata = blocks.strata();
    boolean stratified = strata.columns().length > 0;
    for (int i = 0; i < data.size(); i++) {
      int cell = stratified ? strata.cell(data.columns(), i) : 0;
      int at = cell * arms;
      if (leftInBlock[cell] == 0) {
        int size = 0;
        if (blocks.sizes().length > 1) {
          double u =
              plan.identity().stream()
                  .uniform(data.trial(), Purpose.ALLOCATION, data.first() + (long) i, 1);
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
}
