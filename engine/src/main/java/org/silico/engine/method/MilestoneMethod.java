package org.silico.engine.method;

import java.util.List;
import org.silico.engine.analysis.MilestoneSurvival;
import org.silico.engine.analysis.MilestoneSurvival.Scale;

/** The difference of the shares without the event at a time, stratified or not. */
final class MilestoneMethod implements Method {
  private static final String LOG_LOG = "complementary log-log";

  private static final Option AT =
      Option.required(
          "at",
          new Option.Kind.Horizon(),
          "the time at which the curves are compared, from randomisation",
          "12 months");

  private static final Option SCALE =
      Option.word("scale", "on which the difference is tested", "plain", LOG_LOG);

  @Override
  public String name() {
    return "milestone survival";
  }

  @Override
  public String about() {
    return "Compares the shares without the event at a time by Kaplan and Meier's curves, with"
        + " Greenwood's variance.";
  }

  @Override
  public List<Option> options() {
    return List.of(AT, SCALE, Options.STRATA);
  }

  @Override
  public List<Outcome> outcomes() {
    return List.of(Outcome.TIME_TO_EVENT);
  }

  @Override
  public Effect effect(OptionValues values) {
    return Effect.DIFFERENCE_OF_SURVIVAL;
  }

  @Override
  public boolean ofSurvival() {
    return true;
  }

  @Override
  public Estimator estimator(OptionValues values, Setting setting) {
    MilestoneSurvival test =
        new MilestoneSurvival(
            setting.horizon(),
            values.is(SCALE.key(), LOG_LOG) ? Scale.COMPLEMENTARY_LOG_LOG : Scale.PLAIN);
    return (rows, nullValue) ->
        test.test(rows.y[0], rows.event, rows.group, rows.stratum, rows.n, nullValue);
  }
}
