package org.silico.engine.method;

import static org.silico.engine.method.Outcome.CONTINUOUS;
import static org.silico.engine.method.Outcome.COUNTS_AT_VISITS;
import static org.silico.engine.method.Outcome.NUMBERS_AT_VISITS;

import java.util.List;
import org.silico.engine.analysis.Ancova;

/** Analysis of covariance. */
final class AncovaMethod implements Method {

  @Override
  public String name() {
    return "ancova";
  }

  @Override
  public String about() {
    return "Compares two means, adjusted for covariates by a linear model.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Options.covariates(
            true,
            "an ancova adjusts for covariates, for example 'covariates: [AGE]'; without them use"
                + " 't test'"),
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
    Ancova test = new Ancova();
    return (rows, nullValue) ->
        test.test(rows.y[0], rows.group, rows.covariates, rows.n, nullValue);
  }
}
