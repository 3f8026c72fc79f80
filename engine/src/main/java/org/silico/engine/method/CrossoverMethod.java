package org.silico.engine.method;

import static org.silico.engine.method.Outcome.COUNTS_AT_VISITS;
import static org.silico.engine.method.Outcome.NUMBERS_AT_VISITS;

import java.util.List;
import org.silico.engine.analysis.Crossover;

/** Two periods, two sequences: treatment is the arm that takes the drug first. */
final class CrossoverMethod implements Method {

  @Override
  public String name() {
    return "crossover";
  }

  @Override
  public String about() {
    return "Compares drug and placebo within patients, in two periods and two sequences.";
  }

  @Override
  public List<Option> options() {
    return List.of(Options.earlierVisit("period 1"), Options.VISIT);
  }

  @Override
  public List<Outcome> outcomes() {
    return List.of(NUMBERS_AT_VISITS, COUNTS_AT_VISITS);
  }

  @Override
  public Effect effect(OptionValues values) {
    return Effect.DIFFERENCE_OF_MEANS;
  }

  @Override
  public Taken taken() {
    return Taken.PERIODS;
  }

  @Override
  public Comparison comparison() {
    return Comparison.SEQUENCES;
  }

  @Override
  public Estimator estimator(OptionValues values, Setting setting) {
    Crossover test = new Crossover();
    return (rows, nullValue) -> test.effect(rows.y[0], rows.y[1], rows.group, rows.n, nullValue);
  }
}
