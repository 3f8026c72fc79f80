package org.silico.engine.method;

import static org.silico.engine.method.Outcome.CATEGORIES_AT_VISITS;
import static org.silico.engine.method.Outcome.CONTINUOUS;
import static org.silico.engine.method.Outcome.COUNTS_AT_VISITS;
import static org.silico.engine.method.Outcome.NUMBERS_AT_VISITS;
import static org.silico.engine.method.Outcome.ORDINAL;

import java.util.List;
import java.util.Optional;
import org.silico.engine.analysis.Wilcoxon;

/** The rank-sum test; van Elteren's with strata. */
final class WilcoxonMethod implements Method {

  @Override
  public String name() {
    return "wilcoxon";
  }

  @Override
  public String about() {
    return "Compares ranks; with strata van Elteren's.";
  }

  @Override
  public List<Option> options() {
    return List.of(Options.STRATA, Options.VISIT, Options.MISSING, Options.ONGOING);
  }

  @Override
  public List<Outcome> outcomes() {
    return List.of(ORDINAL, CONTINUOUS, NUMBERS_AT_VISITS, COUNTS_AT_VISITS, CATEGORIES_AT_VISITS);
  }

  @Override
  public Effect effect(OptionValues values) {
    return Effect.PROBABILITY_OF_A_LARGER_VALUE;
  }

  @Override
  public Optional<String> insteadForMargins() {
    return Optional.of("another method");
  }

  @Override
  public Estimator estimator(OptionValues values, Setting setting) {
    Wilcoxon test = new Wilcoxon();
    return (rows, nullValue) -> test.test(rows.y[0], rows.group, rows.stratum, rows.n);
  }
}
