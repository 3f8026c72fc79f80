package org.silico.engine.method;

import static org.silico.engine.method.Outcome.COUNTS_AT_VISITS;
import static org.silico.engine.method.Outcome.NUMBERS_AT_VISITS;

import java.util.Arrays;
import java.util.List;
import org.silico.engine.analysis.MultipleImputation;
import org.silico.engine.analysis.MultipleImputation.Assumption;
import org.silico.engine.arithmetic.Elementary;

/** Multiple imputation, then analysis of covariance at the visit. */
final class ImputationMethod implements Method {
  private static final Option ASSUMPTION =
      Option.word(
          "assumption",
          "of the values that were not seen",
          "missing at random",
          "jump to reference",
          "copy reference",
          "copy increments");

  private static final Option IMPUTATIONS =
      new Option(
          "imputations", new Option.Kind.Whole(2, 1000), false, "20 unless given", "20", "20");

  @Override
  public String name() {
    return "multiple imputation";
  }

  @Override
  public String about() {
    return "Imputes what was not seen, analyses each completed trial by ancova, and pools by"
        + " Rubin's rules.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Options.covariates(true, ""),
        Options.OF,
        Options.VISIT,
        ASSUMPTION,
        IMPUTATIONS,
        Options.ONGOING,
        Options.EXCLUDE_AFTER,
        Options.ESTIMAND);
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
    return Taken.ALL_VISITS_OF_ALL;
  }

  @Override
  public boolean random() {
    return true;
  }

  @Override
  public Estimator estimator(OptionValues values, Setting setting) {
    int visits = setting.days().length;
    MultipleImputation imputation =
        new MultipleImputation(assumption(values), (int) values.whole(IMPUTATIONS.key()));
    return (rows, nullValue) ->
        imputation.test(
            Arrays.copyOf(rows.y, visits),
            rows.y.length > visits ? rows.y[visits] : null,
            rows.group,
            rows.covariates,
            setting.visit(),
            rows.n,
            nullValue,
            setting.uniforms().apply(rows.trial));
  }

  private static Assumption assumption(OptionValues values) {
    return switch (values.word(ASSUMPTION.key())) {
      case "missing at random" -> Assumption.MISSING_AT_RANDOM;
      case "jump to reference" -> Assumption.JUMP_TO_REFERENCE;
      case "copy reference" -> Assumption.COPY_REFERENCE;
      case "copy increments" -> Assumption.COPY_INCREMENTS;
      default -> throw new IllegalArgumentException("assumption of " + values);
    };
  }

  @Override
  public double seconds(OptionValues values, Size size) {
    return values.whole(IMPUTATIONS.key())
        * size.visit()
        * (size.rows() + 1e-8 * Elementary.pow(size.visit(), 3));
  }
}
