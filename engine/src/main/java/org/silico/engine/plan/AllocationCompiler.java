package org.silico.engine.plan;

import java.util.List;
import org.silico.engine.formula.Type;
import org.silico.engine.plan.AllocationPlan.Factors;
import org.silico.engine.protocol.Layout;
import org.silico.engine.protocol.Location;
import org.silico.engine.protocol.Randomisation;

/** Randomisation in one scenario. */
final class AllocationCompiler {
  private AllocationCompiler() {}

  static AllocationPlan compile(
      Randomisation randomisation, Layout layout, double[] ratio, PlanCompiler.Scope scope) {
    if (randomisation instanceof Randomisation.PermutedBlocks b) {
      return blocks(b, layout, ratio);
    }
    if (randomisation instanceof Randomisation.Minimisation m) {
      Range range =
          new Range(
              "probability of the preferred arm",
              m.probability().location(),
              1.0 / ratio.length,
              1);
      return new AllocationPlan.Minimisation(
          factors(layout, m.factors(), m.location()),
          scope.number(m.probability(), range),
          m.imbalance());
    }
    return new AllocationPlan.Simple();
  }

  private static AllocationPlan blocks(
      Randomisation.PermutedBlocks blocks, Layout layout, double[] ratio) {
    int sum = 0;
    for (double r : ratio) {
      if (r != Math.rint(r)) {
        throw new PlanException(
            blocks.location(), "permuted blocks need whole allocation ratios; one is " + r);
      }
      sum += (int) r;
    }
    int[] sizes = blocks.sizes().stream().mapToInt(Integer::intValue).toArray();
    int[][] perBlock = new int[sizes.length][ratio.length];
    for (int k = 0; k < sizes.length; k++) {
      if (sizes[k] % sum != 0) {
        throw new PlanException(
            blocks.location(),
            "block size "
                + sizes[k]
                + " is no multiple of "
                + sum
                + ", the sum of the arms' ratios");
      }
      for (int a = 0; a < ratio.length; a++) {
        perBlock[k][a] = (int) ratio[a] * (sizes[k] / sum);
      }
    }
    Factors strata = factors(layout, blocks.strata(), blocks.location());
    if (strata.cells() > Factors.MAX_CELLS) {
      throw new PlanException(
          blocks.location(), "there are more than " + Factors.MAX_CELLS + " strata");
    }
    return new AllocationPlan.PermutedBlocks(sizes, perBlock, strata);
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
