package org.silico.engine.method;

import java.util.List;
import org.silico.engine.analysis.NegativeBinomialRate;

/** Negative binomial regression of counts on the time at risk. */
final class NegativeBinomialMethod implements Method {

  @Override
  public String name() {
    return "negative binomial";
  }

  @Override
  public String about() {
    return "Compares rates of events by negative binomial regression, adjusted for covariates.";
  }

  @Override
  public List<Option> options() {
    return List.of(Options.COVARIATES);
  }

  @Override
  public List<Outcome> outcomes() {
    return List.of(Outcome.COUNT);
  }

  @Override
  public Effect effect(OptionValues values) {
    return Effect.RATE_RATIO;
  }

  @Override
  public double seconds(OptionValues values, Size size) {
    return 50 * size.rows();
  }

  @Override
  public Estimator estimator(OptionValues values, Setting setting) {
    NegativeBinomialRate test = new NegativeBinomialRate();
    return (rows, nullValue) ->
        test.test(rows.y[0], rows.exposure, rows.group, rows.covariates, rows.n, nullValue);
  }
}
