package org.silico.engine.method;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statistical methods; a new one is a line here. */
public final class Methods {
  private static final List<Method> ALL =
      List.of(
          new TTestMethod(),
          new AncovaMethod(),
          new ProportionsMethod(),
          new FisherExactMethod(),
          new ExactBinomialMethod(),
          new LogRankMethod(),
          new WeightedLogRankMethod(),
          new CoxMethod(),
          new GrayMethod(),
          new FineGrayMethod(),
          new RestrictedMeanMethod(),
          new MilestoneMethod(),
          new PoissonMethod(),
          new ExactRatesMethod(),
          new NegativeBinomialMethod(),
          new WilcoxonMethod(),
          new ProportionalOddsMethod(),
          new MmrmMethod(),
          new ImputationMethod(),
          new SequentialParallelMethod(),
          new CrossoverMethod());

  private static final Map<String, Method> BY_NAME = new LinkedHashMap<>();

  static {
    for (Method method : ALL) {
      if (BY_NAME.put(method.name(), method) != null) {
        throw new IllegalStateException("two methods '" + method.name() + "'");
      }
    }
  }

  private Methods() {}

  /** In the order in which they are shown. */
  public static List<Method> all() {
    return ALL;
  }

  /**
   * @throws IllegalArgumentException if there is none of the name
   */
  public static Method byName(String name) {
    Method method = BY_NAME.get(name);
    if (method == null) {
      throw new IllegalArgumentException("no method '" + name + "'");
    }
    return method;
  }
}
