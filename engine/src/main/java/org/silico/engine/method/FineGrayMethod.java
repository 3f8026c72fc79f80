package org.silico.engine.method;

import java.util.List;
import org.silico.engine.analysis.FineGray;

/** Fine and Gray's regression. */
final class FineGrayMethod implements Method {

  @Override
  public String name() {
    return "fine-gray";
  }

  @Override
  public String about() {
    return "Compares subdistribution hazards, where competing events may come first, by Fine and"
        + " Gray's model, adjusted for covariates, stratified or not.";
  }

  @Override
  public List<Option> options() {
    return List.of(Options.COMPETING, Options.COVARIATES, Options.STRATA);
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
  public Estimator estimator(OptionValues values, Setting setting) {
    FineGray test = new FineGray();
    return (rows, nullValue) ->
        test.test(
            rows.y[0], rows.event, rows.group, rows.covariates, rows.stratum, rows.n, nullValue);
  }

  /** Patients are passed once for each step with covariates, and for the variance. */
  @Override
  public double seconds(OptionValues values, Size size) {
    return 8 * size.rows();
  }
}
