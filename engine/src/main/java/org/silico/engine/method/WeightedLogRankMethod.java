package org.silico.engine.method;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.silico.engine.analysis.LogRankWeight;
import org.silico.engine.analysis.WeightedLogRank;

/** The weighted log-rank test, stratified or not. */
final class WeightedLogRankMethod implements Method {
  private static final Option WEIGHTS =
      Option.required(
          "weights",
          new Option.Kind.Word(
              Arrays.stream(LogRankWeight.values()).map(LogRankWeight::word).toList()),
          "what an event time counts for; fh is Fleming and Harrington's of S(t-): fh 1 0 looks at"
              + " early differences, fh 0 1 at late ones",
          "fh 0 1");

  @Override
  public String name() {
    return "weighted log-rank";
  }

  @Override
  public String about() {
    return "Tests whether times to an event differ, with more weight early, late or between; its"
        + " estimate is an average log hazard ratio of the times that count.";
  }

  @Override
  public List<Option> options() {
    return List.of(WEIGHTS, Options.STRATA);
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

  @Override
  public Estimator estimator(OptionValues values, Setting setting) {
    WeightedLogRank test = new WeightedLogRank(LogRankWeight.of(values.word(WEIGHTS.key())));
    return (rows, nullValue) -> test.test(rows.y[0], rows.event, rows.group, rows.stratum, rows.n);
  }
}
