package org.silico.engine.method;

import static org.silico.engine.method.Outcome.BINARY;
import static org.silico.engine.method.Outcome.YES_OR_NO_AT_VISITS;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.silico.engine.analysis.ConfidenceInterval;
import org.silico.engine.analysis.Estimate;
import org.silico.engine.analysis.FisherExact;
import org.silico.engine.analysis.Hypothesis;
import org.silico.engine.analysis.Hypothesis.Decision;

/** Fisher's exact test of two proportions. */
final class FisherExactMethod implements Method {
  private static final Option P_VALUE =
      Option.word("p value", "the exact one, or less half of what is as probable", "exact", "mid");

  @Override
  public String name() {
    return "fisher exact";
  }

  @Override
  public String about() {
    return "Compares two proportions by the hypergeometric distribution of the table given its"
        + " margins; the estimate is the conditional odds ratio, with its exact interval.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        P_VALUE,
        Options.VISIT,
        Options.RESPONDER,
        Options.MISSING_IS_FAILURE,
        Options.ONGOING,
        Options.EXCLUDE_AFTER,
        Options.ESTIMAND);
  }

  @Override
  public List<Outcome> outcomes() {
    return List.of(BINARY, YES_OR_NO_AT_VISITS);
  }

  @Override
  public Effect effect(OptionValues values) {
    return Effect.ODDS_RATIO;
  }

  @Override
  public Optional<String> insteadForMargins() {
    return Optional.of("'proportions'");
  }

  @Override
  public Estimator estimator(OptionValues values, Setting setting) {
    FisherExact test = new FisherExact(values.is(P_VALUE.key(), "mid"));
    return new Estimator() {
      @Override
      public Estimate estimate(AnalysisRows rows, double nullValue) {
        return test.estimate(rows.y[0], rows.group, rows.n);
      }

      @Override
      public Decision decide(
          AnalysisRows rows, Hypothesis hypothesis, DoubleFunction<Estimate> tested) {
        if (!(hypothesis instanceof Hypothesis.Superiority s)) {
          throw new IllegalArgumentException("fisher exact of " + hypothesis);
        }
        tested.apply(0);
        return test.test(s.better(), s.sides(), s.alpha());
      }

      @Override
      public ConfidenceInterval interval(
          AnalysisRows rows, Estimate tested, double nullValue, double level) {
        return test.interval(level);
      }
    };
  }
}
