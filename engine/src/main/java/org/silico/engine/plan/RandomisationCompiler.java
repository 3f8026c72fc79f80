package org.silico.engine.plan;

import java.util.Arrays;
import java.util.List;
import org.silico.engine.formula.Type;
import org.silico.engine.language.Location;
import org.silico.engine.plan.RandomisationPlan.Factors;
import org.silico.engine.protocol.Layout;
import org.silico.engine.protocol.Randomisation;

/** Randomisation in one scenario. */
final class RandomisationCompiler {
  private RandomisationCompiler() {}

  static RandomisationPlan compile(
      Randomisation randomisation, Layout layout, double[] ratio, PlanCompiler.Scope scope) {
    if (randomisation instanceof Randomisation.PermutedBlocks b) {
      return blocks(b, layout, ratio);
    }
    if (randomisation instanceof Randomisation.Minimisation m) {
      Range range =
          new Range("probability of the preferred arm", m.probability(), 1.0 / ratio.length, 1);
      int[] shares = Randomisation.lowestTerms(ratio);
      if (shares.length == 0) {
        throw new PlanException(
            m.location(), "minimisation cannot keep the allocation " + Arrays.toString(ratio));
      }
      return new RandomisationPlan.Minimisation(
          factors(layout, m.factors(), m.location()),
          scope.number(m.probability(), range),
          m.imbalance(),
          shares);
    }
    return new RandomisationPlan.Simple();
  }

  private static RandomisationPlan blocks(
      Randomisation.PermutedBlocks blocks, Layout layout, double[] ratio) {
    double sum = Arrays.stream(ratio).sum();
    int[] sizes = blocks.sizes().stream().mapToInt(Integer::intValue).toArray();
    int[][] perBlock = new int[sizes.length][ratio.length];
    for (int k = 0; k < sizes.length; k++) {
      for (int a = 0; a < ratio.length; a++) {
        double inBlock = sizes[k] * ratio[a] / sum;
        perBlock[k][a] = (int) Math.rint(inBlock);
        if (perBlock[k][a] < 1 || Math.abs(inBlock - perBlock[k][a]) > 1e-9 * sizes[k]) {
          throw new PlanException(
              blocks.location(),
              "a block of "
                  + sizes[k]
                  + " cannot hold whole numbers of patients of the allocation "
                  + Arrays.toString(ratio));
        }
      }
    }
    Factors strata = factors(layout, blocks.strata(), blocks.location());
    if (strata.cells() > Factors.MAX_CELLS) {
      throw new PlanException(
          blocks.location(), "there are more than " + Factors.MAX_CELLS + " strata");
    }
    return new RandomisationPlan.PermutedBlocks(sizes, perBlock, strata);
  }

  /** The columns of named factors: categories, and true or false as two levels. */
  static Factors factors(Layout layout, List<String> names, Location location) {
    int[] columns = new int[names.size()];
    int[] levels = new int[names.size()];
    for (int f = 0; f < columns.length; f++) {
      columns[f] = layout.names().indexOf(names.get(f));
      if (columns[f] < 0) {
        throw new PlanException(location, "unknown factor '" + names.get(f) + "'");
      }
      Type type = layout.types().get(columns[f]);
      levels[f] = type instanceof Type.Category c ? c.levels().size() : 2;
    }
    return new Factors(columns, levels);
  }
}
