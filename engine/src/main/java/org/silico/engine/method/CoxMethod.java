package org.silico.engine.method;

import java.util.List;
import org.silico.engine.analysis.Cox;

/** Cox's model. */
final class CoxMethod implements Method {

  @Override
  public String name() {
    return "cox";
  }

  @Override
  public String about() {
    return "Compares hazards by Cox's model, adjusted for covariates, stratified or not.";
  }

  @Override
  public List<Option> options() {
    return List.of(Options.COVARIATES, Options.STRATA);
  }

  @Override
  public List<Outcome> outcomes() {
    return List.of(Outcome.TIME_TO_EVENT);
  }

  @Override
  public Effect effect(OptionValues values) {
    return Effect.HAZARD_RATIO;
  }

  @Override
  public Estimator estimator(OptionValues values, Setting setting) {
    Cox test = new Cox();
    return (rows, nullValue) ->
        test.test(
            rows.y[0], rows.event, rows.group, rows.covariates, rows.stratum, rows.n, nullValue);
  }
}
