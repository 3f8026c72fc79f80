package org.silico.engine.plan;

import org.silico.engine.protocol.Randomisation.Imbalance;

/** How arms are allocated. */
public sealed interface RandomisationPlan {

  record Simple() implements RandomisationPlan {}

  /**
   * @param sizes of blocks, equally likely
   * @param perBlock by size and arm: how many of each arm a block holds
   */
  record PermutedBlocks(int[] sizes, int[][] perBlock, Factors strata)
      implements RandomisationPlan {}

  /**
   * @param shares by arm its ratio, whole and in lowest terms
   */
  record Minimisation(Factors factors, double probability, Imbalance imbalance, int[] shares)
      implements RandomisationPlan {}

  /**
   * Columns that hold level codes.
   *
   * @param columns by the layout
   * @param levels how many each has
   */
  record Factors(int[] columns, int[] levels) {
    /** The number of combinations of levels. */
    public int cells() {
      long cells = 1;
      for (int l : levels) {
        cells *= l;
        if (cells > MAX_CELLS) {
          return MAX_CELLS + 1;
        }
      }
      return (int) cells;
    }

    /** The combination of patient i, from 0. */
    public int cell(double[][] values, int i) {
      int cell = 0;
      for (int f = 0; f < columns.length; f++) {
        cell = cell * levels[f] + (int) values[columns[f]][i];
      }
      return cell;
    }

    static final int MAX_CELLS = 1_000_000;
  }
}
