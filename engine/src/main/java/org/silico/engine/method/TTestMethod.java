package org.silico.engine.method;

import static org.silico.engine.method.Outcome.CONTINUOUS;
import static org.silico.engine.method.Outcome.COUNTS_AT_VISITS;
import static org.silico.engine.method.Outcome.NUMBERS_AT_VISITS;

import java.util.List;
import org.silico.engine.analysis.TTest;

/** Student's or Welch's t test. */
final class TTestMethod implements Method {
  private static final Option VARIANCE =
      Option.words("variance", "pooled unless given", "pooled", "pooled", "pooled", "unequal");

  @Override
  public String name() {
    return "t test";
  }

  @Override
  public String about() {
    return "Compares two means; with unequal variances Welch's.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        VARIANCE,
        Options.OF,
        Options.VISIT,
        Options.MISSING,
        Options.ONGOING,
        Options.EXCLUDE_AFTER,
        Options.ESTIMAND);
  }

  @Override
  public List<Outcome> outcomes() {
    return List.of(CONTINUOUS, NUMBERS_AT_VISITS, COUNTS_AT_VISITS);
  }

  @Override
  public Effect effect(OptionValues values) {
    return Effect.DIFFERENCE_OF_MEANS;
  }

  @Override
  public Estimator estimator(OptionValues values, Setting setting) {
    TTest test =
        new TTest(
            values.is(VARIANCE.key(), "pooled") ? TTest.Variance.POOLED : TTest.Variance.WELCH);
    return (rows, nullValue) -> test.test(rows.y[0], rows.group, rows.n, nullValue);
  }
}
