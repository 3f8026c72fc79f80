package org.silico.engine.method;

import java.util.List;
import java.util.Optional;
import org.silico.engine.analysis.LogRank;

/** The log-rank test, stratified or not. */
final class LogRankMethod implements Method {

  @Override
  public String name() {
    return "log-rank";
  }

  @Override
  public String about() {
    return "Tests whether times to an event differ; its one-step estimate is the score over its"
        + " variance.";
  }

  @Override
  public List<Option> options() {
    return List.of(Options.STRATA);
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
  public Optional<String> insteadForMargins() {
    return Optional.of("'cox'");
  }

  /** The one-step estimate is not the log hazard ratio. */
  @Override
  public Method forTruth() {
    return new CoxMethod();
  }

  @Override
  public Estimator estimator(OptionValues values, Setting setting) {
    LogRank test = new LogRank();
    return (rows, nullValue) -> test.test(rows.y[0], rows.event, rows.group, rows.stratum, rows.n);
  }
}
