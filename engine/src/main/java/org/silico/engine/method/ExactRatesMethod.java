package org.silico.engine.method;

import java.util.List;
import java.util.function.DoubleFunction;
import org.silico.engine.analysis.ConfidenceInterval;
import org.silico.engine.analysis.Estimate;
import org.silico.engine.analysis.ExactRates;
import org.silico.engine.analysis.Hypothesis;
import org.silico.engine.analysis.Hypothesis.Decision;
import org.silico.engine.analysis.Hypothesis.Direction;

/** The exact test of two rates of events, given their sum. */
final class ExactRatesMethod implements Method {
  private static final Option P_VALUE =
      Option.word("p value", "the exact one, or less half of what is as probable", "exact", "mid");

  @Override
  public String name() {
    return "exact rates";
  }

  @Override
  public String about() {
    return "Compares rates of events per time at risk by the binomial distribution of the events"
        + " given their sum; the interval of the rate ratio is exact.";
  }

  @Override
  public List<Option> options() {
    return List.of(P_VALUE);
  }

  @Override
  public List<Outcome> outcomes() {
    return List.of(Outcome.COUNT, Outcome.TIME_TO_EVENT);
  }

  @Override
  public Effect effect(OptionValues values) {
    return Effect.RATE_RATIO;
  }

  @Override
  public Estimator estimator(OptionValues values, Setting setting) {
    ExactRates test = new ExactRates(values.is(P_VALUE.key(), "mid"));
    boolean times = Double.isNaN(setting.days()[0]);
    return new Estimator() {
      @Override
      public Estimate estimate(AnalysisRows rows, double nullValue) {
        return times
            ? test.estimate(rows.event, rows.y[0], rows.group, rows.n)
            : test.estimate(rows.y[0], rows.exposure, rows.group, rows.n);
      }

      @Override
      public Decision decide(
          AnalysisRows rows, Hypothesis hypothesis, DoubleFunction<Estimate> tested) {
        if (hypothesis instanceof Hypothesis.Superiority s) {
          tested.apply(s.nullValue());
          return test.test(s.better(), s.nullValue(), s.sides(), s.alpha());
        } else if (hypothesis instanceof Hypothesis.NonInferiority n) {
          tested.apply(n.margin());
          return test.test(n.better(), n.margin(), 1, n.alpha() / n.sides());
        } else if (hypothesis instanceof Hypothesis.Equivalence e) {
          tested.apply(e.lower());
          Decision above = test.test(Direction.GREATER, e.lower(), 1, e.alpha());
          Decision below = test.test(Direction.LESS, e.upper(), 1, e.alpha());
          return new Decision(
              above.reject() && below.reject(),
              Math.max(above.p(), below.p()),
              above.beneficial() && below.beneficial());
        }
        throw new IllegalArgumentException("exact rates of " + hypothesis);
      }

      @Override
      public ConfidenceInterval interval(
          AnalysisRows rows, Estimate tested, double nullValue, double level) {
        return test.interval(level);
      }
    };
  }
}
