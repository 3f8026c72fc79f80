package org.silico.engine.method;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.silico.engine.analysis.ConfidenceInterval;
import org.silico.engine.analysis.Estimate;
import org.silico.engine.analysis.ExactBinomial;
import org.silico.engine.analysis.Hypothesis;
import org.silico.engine.analysis.Hypothesis.Decision;

/** The exact test of the proportion of one arm. */
final class ExactBinomialMethod implements Method {

  @Override
  public String name() {
    return "exact binomial";
  }

  @Override
  public String about() {
    return "Tests the proportion of one arm against a value, with Clopper and Pearson's interval.";
  }

  @Override
  public List<Option> options() {
    return List.of(Options.NULL_VALUE);
  }

  @Override
  public List<Outcome> outcomes() {
    return List.of(Outcome.BINARY);
  }

  @Override
  public Effect effect(OptionValues values) {
    return Effect.PROPORTION;
  }

  @Override
  public Comparison comparison() {
    return Comparison.ONE_ARM;
  }

  @Override
  public Optional<String> insteadForMargins() {
    return Optional.of("its 'null value'");
  }

  @Override
  public Estimator estimator(OptionValues values, Setting setting) {
    ExactBinomial test = new ExactBinomial();
    return new Estimator() {
      @Override
      public Estimate estimate(AnalysisRows rows, double nullValue) {
        return test.estimate(rows.y[0], rows.n, nullValue);
      }

      @Override
      public Decision decide(
          AnalysisRows rows, Hypothesis hypothesis, DoubleFunction<Estimate> tested) {
        if (!(hypothesis instanceof Hypothesis.Superiority s)) {
          throw new IllegalArgumentException("exact binomial of " + hypothesis);
        }
        tested.apply(s.nullValue());
        return test.test(s.better(), s.nullValue(), s.sides(), s.alpha());
      }

      @Override
      public ConfidenceInterval interval(
          AnalysisRows rows, Estimate tested, double nullValue, double level) {
        return test.interval(level);
      }
    };
  }
}
