package org.silico.engine.method;

import static org.silico.engine.method.Outcome.COUNTS_AT_VISITS;
import static org.silico.engine.method.Outcome.NUMBERS_AT_VISITS;
import static org.silico.engine.method.Outcome.YES_OR_NO_AT_VISITS;

import java.util.List;
import org.silico.engine.analysis.SequentialParallel;

/**
 * The sequential parallel comparison design. Treatment and control are the arms that begin on
 * placebo and take drug or placebo in stage 2; the other arms are the drug's in stage 1.
 */
final class SequentialParallelMethod implements Method {

  @Override
  public String name() {
    return "spcd";
  }

  @Override
  public String about() {
    return "Compares drug and placebo in two stages, in the second those who did not respond to"
        + " placebo in the first, and weighs the two.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Options.earlierVisit("stage 1"),
        Options.VISIT,
        Option.required("weight", new Option.Kind.Fraction(), "of stage 1", "0.6"),
        Option.required(
            "non-responder",
            new Option.Kind.EarlierCondition(),
            "a condition on VALUE, BASE and CHANGE at the end of stage 1: who is in stage 2",
            "VALUE > 0.5 * BASE"),
        Options.RESPONDER,
        Options.OF);
  }

  @Override
  public List<Outcome> outcomes() {
    return List.of(NUMBERS_AT_VISITS, COUNTS_AT_VISITS, YES_OR_NO_AT_VISITS);
  }

  @Override
  public Effect effect(OptionValues values) {
    return Effect.DIFFERENCE_OF_MEANS;
  }

  @Override
  public Taken taken() {
    return Taken.STAGES;
  }

  @Override
  public Comparison comparison() {
    return Comparison.ARMS_OF_STAGES;
  }

  /** Stage 1 compares those who begin on the drug with those on placebo, stage 2 the two latter. */
  @Override
  public Estimator estimator(OptionValues values, Setting setting) {
    SequentialParallel test =
        new SequentialParallel(
            setting.yesOrNo()
                ? SequentialParallel.Comparison.PROPORTIONS_UNPOOLED
                : SequentialParallel.Comparison.MEANS,
            setting.weight());
    return (rows, nullValue) -> {
      int[] first = new int[rows.n];
      double[] second = new double[rows.n];
      for (int i = 0; i < rows.n; i++) {
        first[i] = rows.group[i] > 1 ? 1 : 0;
        second[i] = rows.group[i] > 1 ? Double.NaN : rows.y[1][i];
      }
      return test.test(rows.y[0], first, second, rows.group, rows.n, nullValue);
    };
  }
}
