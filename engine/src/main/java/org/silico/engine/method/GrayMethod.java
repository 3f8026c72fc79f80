package org.silico.engine.method;

import java.util.List;
import java.util.Optional;
import org.silico.engine.analysis.Gray;

/** Gray's test, stratified or not. */
final class GrayMethod implements Method {

  @Override
  public String name() {
    return "gray";
  }

  @Override
  public String about() {
    return "Tests whether the cumulative incidence of an event differs where competing events may"
        + " come first; its estimate is one step to the subdistribution hazard ratio.";
  }

  @Override
  public List<Option> options() {
    return List.of(Options.COMPETING, Options.STRATA);
  }

  @Override
  public List<Outcome> outcomes() {
    return List.of(Outcome.TIME_TO_EVENT);
  }

  @Override
  public Effect effect(OptionValues values) {
    return Effect.SUBDISTRIBUTION_HAZARD_RATIO;
  }

  @Override
  public Optional<String> insteadForMargins() {
    return Optional.of("'fine-gray'");
  }

  /** The one-step estimate is not the log subdistribution hazard ratio. */
  @Override
  public Method forTruth() {
    return new FineGrayMethod();
  }

  @Override
  public Estimator estimator(OptionValues values, Setting setting) {
    Gray test = new Gray();
    return (rows, nullValue) -> test.test(rows.y[0], rows.event, rows.group, rows.stratum, rows.n);
  }
}
