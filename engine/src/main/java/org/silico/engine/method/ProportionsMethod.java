package org.silico.engine.method;

import static org.silico.engine.method.Outcome.BINARY;
import static org.silico.engine.method.Outcome.YES_OR_NO_AT_VISITS;

import java.util.List;
import org.silico.engine.analysis.ConfidenceInterval;
import org.silico.engine.analysis.Estimate;
import org.silico.engine.analysis.Proportions;

/** Two proportions: their difference, ratio or odds ratio. */
final class ProportionsMethod implements Method {
  private static final Option MEASURE =
      Option.words(
          "measure",
          "difference unless given",
          "difference",
          "difference",
          "difference",
          "ratio",
          "odds ratio");

  private static final Option TEST =
      Option.words(
          "test",
          "the variance of the test; pooled for the superiority of a difference, unpooled for odds"
              + " ratios, else farrington-manning",
          "",
          "pooled",
          "pooled",
          "unpooled",
          "farrington-manning",
          "score");

  @Override
  public String name() {
    return "proportions";
  }

  @Override
  public String about() {
    return "Compares two proportions by a difference, a ratio or an odds ratio.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        MEASURE,
        TEST,
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
    return switch (measure(values)) {
      case DIFFERENCE -> Effect.DIFFERENCE_OF_PROPORTIONS;
      case RATIO -> Effect.RATIO_OF_PROPORTIONS;
      case ODDS_RATIO -> Effect.ODDS_RATIO;
    };
  }

  @Override
  public String usual(Option option, OptionValues before) {
    if (!option.equals(TEST)) {
      return option.usual();
    }
    return switch (measure(before)) {
      case DIFFERENCE -> before.is("hypothesis", "superiority") ? "pooled" : "farrington-manning";
      case RATIO -> "farrington-manning";
      case ODDS_RATIO -> "unpooled";
    };
  }

  @Override
  public List<Conflict> conflicts(OptionValues values) {
    return values.is(TEST.key(), "farrington-manning")
            && measure(values) == Proportions.Measure.ODDS_RATIO
        ? List.of(
            new Conflict(
                TEST.key(),
                true,
                "'farrington-manning' is for differences and ratios; use 'score' for odds ratios,"
                    + " or 'unpooled' or 'pooled'"))
        : List.of();
  }

  @Override
  public Estimator estimator(OptionValues values, Setting setting) {
    Proportions test = new Proportions(measure(values), statistic(values));
    return new Estimator() {
      @Override
      public Estimate estimate(AnalysisRows rows, double nullValue) {
        return test.test(rows.y[0], rows.group, rows.n, nullValue);
      }

      @Override
      public ConfidenceInterval interval(
          AnalysisRows rows, Estimate tested, double nullValue, double level) {
        return test.interval(rows.y[0], rows.group, rows.n, nullValue, level);
      }
    };
  }

  private static Proportions.Measure measure(OptionValues values) {
    return switch (values.word(MEASURE.key())) {
      case "difference" -> Proportions.Measure.DIFFERENCE;
      case "ratio" -> Proportions.Measure.RATIO;
      case "odds ratio" -> Proportions.Measure.ODDS_RATIO;
      default -> throw new IllegalArgumentException("measure of " + values);
    };
  }

  private static Proportions.Statistic statistic(OptionValues values) {
    return switch (values.word(TEST.key())) {
      case "pooled" -> Proportions.Statistic.POOLED;
      case "unpooled" -> Proportions.Statistic.UNPOOLED;
      case "farrington-manning", "score" -> Proportions.Statistic.SCORE;
      default -> throw new IllegalArgumentException("test of " + values);
    };
  }
}
