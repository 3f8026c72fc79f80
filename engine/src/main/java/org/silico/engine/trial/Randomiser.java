package org.silico.engine.trial;

import java.util.Arrays;
import org.silico.engine.plan.Purpose;
import org.silico.engine.plan.RandomisationPlan;
import org.silico.engine.plan.RandomisationPlan.Factors;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Randomisation;

/** Allocates arms in the order of entry. */
final class Randomiser {
  private final TrialPlan plan;
  private final int arms;
  private final double[] uniforms;
  private final double[] cumulativeRatio;

  /**
   * Permuted blocks: by stratum and arm what is left in the open block of this arm and those before
   * it, and of all arms.
   */
  private final int[] left;

  private final int[] leftInBlock;

  private Minimisation minimisation;
  private RandomisationPlan method;
  private TrialState state;
  private int phase;

  Randomiser(TrialPlan plan, int capacity) {
    this.plan = plan;
    this.arms = plan.arms().count();
    this.uniforms = new double[capacity];
    this.cumulativeRatio = new double[arms];
    this.method = plan.conduct().randomisation();
    int cells =
        plan.conduct().randomisation() instanceof RandomisationPlan.PermutedBlocks b
            ? b.strata().cells()
            : 0;
    this.left = new int[cells * arms];
    this.leftInBlock = new int[cells];
    this.minimisation =
        method instanceof RandomisationPlan.Minimisation m ? new Minimisation(m) : null;
    ratio(plan.arms().ratio());
  }

  /** Before the first block of a trial. */
  void restart(TrialState now) {
    if (phase > 0) {
      enter(plan.conduct().randomisation(), plan.arms().ratio());
    } else {
      Arrays.fill(leftInBlock, 0);
      if (minimisation != null) {
        minimisation.restart();
      }
    }
    state = now;
    phase = 0;
  }

  /** Begins anew with another ratio. */
  private void enter(RandomisationPlan own, double[] ratio) {
    method = own;
    ratio(ratio);
    Arrays.fill(leftInBlock, 0);
    if (own instanceof RandomisationPlan.Minimisation m) {
      minimisation = new Minimisation(m);
    }
  }

  private void ratio(double[] ratio) {
    double sum = 0;
    for (int a = 0; a < arms; a++) {
      sum += ratio[a];
      cumulativeRatio[a] = sum;
    }
    for (int a = 0; a < arms; a++) {
      cumulativeRatio[a] /= sum;
    }
  }

  /** The plan's method with another ratio. */
  private static RandomisationPlan with(RandomisationPlan own, double[] ratio) {
    if (own instanceof RandomisationPlan.Simple) {
      return own;
    }
    int[] shares = Randomisation.shares(ratio);
    if (own instanceof RandomisationPlan.Minimisation m) {
      return new RandomisationPlan.Minimisation(
          m.factors(), m.probability(), m.imbalance(), shares);
    } else if (own instanceof RandomisationPlan.PermutedBlocks b) {
      int sum = Arrays.stream(shares).sum();
      int[] sizes = new int[b.sizes().length];
      int[][] perBlock = new int[sizes.length][shares.length];
      for (int k = 0; k < sizes.length; k++) {
        int times = (b.sizes()[k] + sum - 1) / sum;
        sizes[k] = times * sum;
        for (int a = 0; a < shares.length; a++) {
          perBlock[k][a] = times * shares[a];
        }
      }
      return new RandomisationPlan.PermutedBlocks(sizes, perBlock, b.strata());
    }
    throw new IllegalArgumentException("randomisation " + own);
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
    int i = 0;
    while (i < n) {
      int end = n;
      if (state.phases().size() > 1) {
        change(state.phase(data.entry()[i], phase));
        end = i + 1;
        while (end < n && state.phase(data.entry()[end], phase) == phase) {
          end++;
        }
      }
      allocate(data, i, end);
      i = end;
    }
    data.fillArmColumns(data.arm());
  }

  private void change(int now) {
    if (now != phase) {
      double[] ratio = state.phases().get(now).ratio();
      if (!Arrays.equals(ratio, state.phases().get(phase).ratio())) {
        enter(with(plan.conduct().randomisation(), ratio), ratio);
      }
      phase = now;
    }
  }

  private void allocate(TrialData data, int from, int end) {
    if (method instanceof RandomisationPlan.PermutedBlocks b) {
      permutedBlocks(b, data, from, end);
    } else if (method instanceof RandomisationPlan.Minimisation) {
      for (int i = from; i < end; i++) {
        data.arm()[i] = minimisation.allocate(data.columns(), i, uniforms[i]);
      }
    } else if (method instanceof RandomisationPlan.Simple) {
      for (int i = from; i < end; i++) {
        data.arm()[i] = pick(uniforms[i]);
      }
    } else {
      throw new IllegalArgumentException("randomisation " + method);
    }
  }

  private int pick(double u) {
    int a = 0;
    while (a < arms - 1 && u >= cumulativeRatio[a]) {
      a++;
    }
    return a;
  }

  /**
   * Drawing from an urn without replacement makes every order of the block equally likely. Arms are
   * found by signs, as a processor cannot foresee a branch that depends on chance.
   */
  private void permutedBlocks(
      RandomisationPlan.PermutedBlocks blocks, TrialData data, int from, int end) {
    Factors strata = blocks.strata();
    boolean stratified = strata.columns().length > 0;
    int[] arm = data.arm();
    int last = arms - 1;
    for (int i = from; i < end; i++) {
      int cell = stratified ? strata.cell(data.columns(), i) : 0;
      int at = cell * arms;
      if (leftInBlock[cell] == 0) {
        openBlock(blocks, data, i, cell);
      }
      int ticket = (int) (uniforms[i] * leftInBlock[cell]--);
      int a = 0;
      for (int k = 0; k < last; k++) {
        a += left[at + k] - 1 - ticket >>> 31;
      }
      for (int k = 0; k < last; k++) {
        left[at + k] -= a - 1 - k >>> 31;
      }
      arm[i] = a;
    }
  }

  private void openBlock(RandomisationPlan.PermutedBlocks blocks, TrialData data, int i, int cell) {
    int size = 0;
    if (blocks.sizes().length > 1) {
      double u =
          plan.identity().stream()
              .uniform(data.trial(), Purpose.ALLOCATION, data.first() + (long) i, 1);
      size = (int) (u * blocks.sizes().length);
    }
    leftInBlock[cell] = blocks.sizes()[size];
    int upTo = 0;
    for (int a = 0; a < arms; a++) {
      upTo += blocks.perBlock()[size][a];
      left[cell * arms + a] = upTo;
    }
  }
}
