package org.silico.engine.method;

import java.util.List;
import org.silico.engine.analysis.ProportionalOdds;

/** The proportional odds model of ordered categories. */
final class ProportionalOddsMethod implements Method {

  @Override
  public String name() {
    return "proportional odds";
  }

  @Override
  public String about() {
    return "Compares ordered categories by the proportional odds model, adjusted for covariates.";
  }

  @Override
  public List<Option> options() {
    return List.of(Options.COVARIATES, Options.VISIT, Options.MISSING, Options.ONGOING);
  }

  @Override
  public List<Outcome> outcomes() {
    return List.of(Outcome.ORDINAL, Outcome.CATEGORIES_AT_VISITS);
  }

  @Override
  public Effect effect(OptionValues values) {
    return Effect.CUMULATIVE_ODDS_RATIO;
  }

  @Override
  public Estimator estimator(OptionValues values, Setting setting) {
    ProportionalOdds test = new ProportionalOdds();
    return (rows, nullValue) ->
        test.test(rows.y[0], rows.group, rows.covariates, rows.n, nullValue);
  }
}
