package org.silico.engine.method;

import static org.silico.engine.method.Outcome.COUNTS_AT_VISITS;
import static org.silico.engine.method.Outcome.NUMBERS_AT_VISITS;

import java.util.Arrays;
import java.util.List;
import org.silico.engine.analysis.Autoregressive;
import org.silico.engine.analysis.CompoundSymmetry;
import org.silico.engine.analysis.CovarianceStructure;
import org.silico.engine.analysis.Mmrm;
import org.silico.engine.analysis.Toeplitz;
import org.silico.engine.analysis.Unstructured;
import org.silico.engine.arithmetic.Elementary;

/** The mixed model for repeated measures, of all arms. */
final class MmrmMethod implements Method {
  private static final Option BY_VISIT =
      Option.optional(
          "by visit",
          new Option.Kind.SomeCovariates(),
          "those of the covariates that have an effect of their own at each visit; BASE when among"
              + " them, unless given",
          "[BASE]");

  private static final Option COVARIANCE =
      Option.word(
          "covariance", "over visits", "unstructured", "toeplitz", "ar(1)", "compound symmetry");

  private static final Option DF =
      Option.word("df", "degrees of freedom", "kenward-roger", "satterthwaite");

  private static final Option CONTRAST =
      Option.word("contrast", "of the arms' differences at visits", "visit", "average", "slope");

  @Override
  public String name() {
    return "mmrm";
  }

  @Override
  public String about() {
    return "Compares means at visits by a mixed model of all visits and arms (REML).";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Options.covariates(true, ""),
        BY_VISIT,
        Options.OF,
        Options.VISIT,
        COVARIANCE,
        DF,
        CONTRAST,
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
    return Taken.ALL_VISITS;
  }

  @Override
  public Comparison comparison() {
    return Comparison.ALL_ARMS;
  }

  @Override
  public List<Conflict> conflicts(OptionValues values) {
    return ofOneVisit(values)
        ? List.of()
        : List.of(
            new Conflict(
                Options.VISIT.key(),
                false,
                "'contrast: "
                    + values.word(CONTRAST.key())
                    + "' is of all visits; remove 'visit'"));
  }

  @Override
  public boolean ofOneVisit(OptionValues values) {
    return values.is(CONTRAST.key(), "visit");
  }

  @Override
  public double[] weights(OptionValues values, double[] days, int visit) {
    double[] weights = new double[days.length];
    switch (values.word(CONTRAST.key())) {
      case "visit" -> weights[visit] = 1;
      case "average" -> Arrays.fill(weights, 1.0 / days.length);
      case "slope" -> slope(days, weights);
      default -> throw new IllegalArgumentException("contrast of " + values);
    }
    return weights;
  }

  /** Of least squares over the planned days, per day. */
  private static void slope(double[] days, double[] weights) {
    double mean = Arrays.stream(days).average().orElseThrow();
    double squares = 0;
    for (int v = 0; v < days.length; v++) {
      weights[v] = days[v] - mean;
      squares += weights[v] * weights[v];
    }
    for (int v = 0; v < days.length; v++) {
      weights[v] /= squares;
    }
  }

  @Override
  public Estimator estimator(OptionValues values, Setting setting) {
    Mmrm mmrm =
        new Mmrm(
            structure(values),
            values.is(DF.key(), "satterthwaite")
                ? Mmrm.Method.SATTERTHWAITE
                : Mmrm.Method.KENWARD_ROGER);
    double[] weights = weights(values, setting.days(), setting.visit());
    boolean atVisit = ofOneVisit(values);
    return (rows, nullValue) -> {
      mmrm.fit(rows.y, rows.group, setting.arms(), rows.covariates, setting.byVisit(), rows.n);
      return atVisit
          ? mmrm.difference(1, setting.visit(), nullValue)
          : mmrm.difference(1, weights, nullValue);
    };
  }

  private static CovarianceStructure structure(OptionValues values) {
    return switch (values.word(COVARIANCE.key())) {
      case "unstructured" -> new Unstructured();
      case "toeplitz" -> new Toeplitz();
      case "ar(1)" -> new Autoregressive();
      case "compound symmetry" -> new CompoundSymmetry();
      default -> throw new IllegalArgumentException("covariance of " + values);
    };
  }

  /** A fit takes the matrix of second derivatives by covariance parameters and visits. */
  @Override
  public double seconds(OptionValues values, Size size) {
    double fit =
        values.is(COVARIANCE.key(), "unstructured")
            ? 4e-8 * Elementary.pow(size.visits(), 5.4)
            : 1.3e-6 * Elementary.pow(size.visits(), 3.5);
    return size.rows() * size.visits() + fit;
  }
}
