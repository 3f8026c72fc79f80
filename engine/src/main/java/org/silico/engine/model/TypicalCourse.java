package org.silico.engine.model;

import java.util.Arrays;
import org.silico.engine.random.StandardNormal;

/**
 * The course of the typical patient: random effects 0, covariates at their typical values, no
 * previous observation. Over latent classes the predictions are averaged.
 *
 * @param days times since the start of treatment
 * @param untreated prediction from the natural course alone, one per day
 * @param placebo prediction on placebo
 * @param active prediction at the typical exposure; equal to {@code placebo} if the model has none
 */
public record TypicalCourse(double[] days, double[] untreated, double[] placebo, double[] active) {

  private static final int CLASS_SCORES = 2000;

  /** With the published values, at these days. */
  public static TypicalCourse of(LongitudinalModel model, double... days) {
    return of(model, model.info().theta(), exposure(model), days);
  }

  /** With the published values, from day 0 to the model's usual length of a trial. */
  public static TypicalCourse of(LongitudinalModel model, int points) {
    double[] days = new double[points];
    for (int i = 0; i < points; i++) {
      days[i] = model.info().days() * i / (points - 1);
    }
    return of(model, days);
  }

  private static double exposure(LongitudinalModel model) {
    return model.info().exposure().map(ModelInfo.Exposure::typical).orElse(0.0);
  }

  /** With given values, exposure and days. */
  public static TypicalCourse of(
      LongitudinalModel model, double[] theta, double exposure, double... days) {
    ModelInfo info = model.info();
    boolean classes = info.effects().stream().anyMatch(e -> e.scale() == EffectScale.LATENT_CLASS);
    int n = classes ? CLASS_SCORES : 1;
    double[][] eta = new double[info.effects().size()][n];
    for (int j = 0; j < eta.length; j++) {
      if (info.effects().get(j).scale() == EffectScale.LATENT_CLASS) {
        for (int i = 0; i < n; i++) {
          eta[j][i] = StandardNormal.quantile((i + 0.5) / n);
        }
      }
    }
    double[][] covariates = new double[info.covariates().size()][n];
    for (int j = 0; j < covariates.length; j++) {
      Arrays.fill(covariates[j], info.covariates().get(j).typical());
    }
    BoundModel bound = model.bind(theta);
    double[][] individual = new double[info.individual().size()][n];
    bound.individualParameters(eta, covariates, n, individual);
    double[] exposures = new double[n];
    Arrays.fill(exposures, exposure);

    var course =
        new TypicalCourse(
            days.clone(),
            new double[days.length],
            new double[days.length],
            new double[days.length]);
    double[][] terms = new double[3][n];
    double[] prediction = new double[n];
    for (int d = 0; d < days.length; d++) {
      bound.terms(individual, days[d], exposures, null, n, terms);
      course.active[d] = mean(info.outcome(), terms, prediction);
      Arrays.fill(terms[Term.DRUG.ordinal()], 0);
      course.placebo[d] = mean(info.outcome(), terms, prediction);
      Arrays.fill(terms[Term.PLACEBO.ordinal()], 0);
      course.untreated[d] = mean(info.outcome(), terms, prediction);
    }
    return course;
  }

  private static double mean(Outcome outcome, double[][] terms, double[] prediction) {
    outcome.predict(terms, prediction.length, prediction);
    return Arrays.stream(prediction).average().orElseThrow();
  }
}
