package org.silico.engine.method;

import java.util.List;
import org.silico.engine.analysis.RestrictedMean;

/** The difference of restricted mean survival times, stratified or not. */
final class RestrictedMeanMethod implements Method {
  private static final Option TO =
      Option.required(
          "to",
          new Option.Kind.Horizon(),
          "the time to which means are restricted, from randomisation",
          "24 months");

  @Override
  public String name() {
    return "restricted mean survival time";
  }

  @Override
  public String about() {
    return "Compares mean times without the event up to a time, the area under Kaplan and Meier's"
        + " curves; hazards need not be proportional.";
  }

  @Override
  public List<Option> options() {
    return List.of(TO, Options.STRATA);
  }

  @Override
  public List<Outcome> outcomes() {
    return List.of(Outcome.TIME_TO_EVENT);
  }

  @Override
  public Effect effect(OptionValues values) {
    return Effect.DIFFERENCE_OF_RESTRICTED_MEANS;
  }

  @Override
  public boolean inDays() {
    return true;
  }

  @Override
  public boolean ofSurvival() {
    return true;
  }

  @Override
  public Estimator estimator(OptionValues values, Setting setting) {
    RestrictedMean test = new RestrictedMean(setting.horizon());
    return (rows, nullValue) ->
        test.test(rows.y[0], rows.event, rows.group, rows.stratum, rows.n, nullValue);
  }
}
