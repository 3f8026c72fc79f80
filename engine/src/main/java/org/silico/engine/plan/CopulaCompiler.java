package org.silico.engine.plan;

import java.util.Arrays;
import java.util.List;
import org.silico.engine.protocol.Protocol.Correlation;
import org.silico.engine.random.GaussianCopula;

/** Correlations of what a protocol names, as a copula of those that have any. */
final class CopulaCompiler {
  private CopulaCompiler() {}

  /** The positions in {@code names} of those that correlations join, in order. */
  static int[] members(List<Correlation> correlations, List<String> names) {
    return correlations.stream()
        .flatMap(c -> List.of(c.first(), c.second()).stream())
        .distinct()
        .mapToInt(names::indexOf)
        .sorted()
        .toArray();
  }

  /** Null without members. */
  static GaussianCopula copula(
      List<Correlation> correlations, List<String> names, int[] members, PlanCompiler.Scope scope) {
    if (members.length == 0) {
      return null;
    }
    List<Integer> order = Arrays.stream(members).boxed().toList();
    double[][] matrix = new double[members.length][members.length];
    for (int i = 0; i < members.length; i++) {
      matrix[i][i] = 1;
    }
    for (Correlation c : correlations) {
      int a = order.indexOf(names.indexOf(c.first()));
      int b = order.indexOf(names.indexOf(c.second()));
      Range range =
          new Range(
              "correlation of " + c.first() + " and " + c.second(),
              c.value(),
              Math.nextUp(-1.0),
              Math.nextDown(1.0));
      matrix[a][b] = scope.number(c.value(), range);
      matrix[b][a] = matrix[a][b];
    }
    try {
      return new GaussianCopula(matrix);
    } catch (IllegalArgumentException e) {
      String among = String.join(", ", order.stream().map(names::get).toList());
      throw new PlanException(
          correlations.get(0).location(), "correlations of " + among + ": " + e.getMessage());
    }
  }
}
