package org.silico.engine.method;

import java.util.List;
import org.silico.engine.analysis.PoissonRate;

/** Poisson regression of counts on the time at risk. */
final class PoissonMethod implements Method {

  @Override
  public String name() {
    return "poisson";
  }

  @Override
  public String about() {
    return "Compares rates of events by Poisson regression, adjusted for covariates.";
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
  public Estimator estimator(OptionValues values, Setting setting) {
    PoissonRate test = new PoissonRate();
    return (rows, nullValue) ->
        test.test(rows.y[0], rows.exposure, rows.group, rows.covariates, rows.n, nullValue);
  }
}
