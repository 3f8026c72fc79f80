package org.silico.engine.model;

import static org.silico.engine.model.EffectScale.LOG_NORMAL;
import static org.silico.engine.model.EffectScale.NORMAL;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.model.ModelInfo.CovariateUse;
import org.silico.engine.model.ModelInfo.Kind;
import org.silico.engine.model.ModelInfo.Source;
import org.silico.engine.model.ModelInfo.Values;

/** EASI-75 responders in atopic dermatitis on placebo. */
final class EasiSerrano2026 implements LongitudinalModel {

  private static final ModelInfo INFO =
      new ModelInfo(
          "EASI Serrano 2026",
          Kind.RESPONDERS,
          "EASI-75 responders on placebo in moderate to severe atopic dermatitis",
          """
          logit P(t) = E0 + Em × (1 − exp(−k × t))
          Em = EMAX + TCS × [topical corticosteroids] + EASI × (EASI0 − 29) + study
          k = K × exp(study)
          Y = 1 with probability P(t)
          terms on the logit: E0, Em × (1 − exp(−k × t)), 0""",
          new Outcome("EASI-75 response", "", 0, 1, true, false, Link.LOGIT),
          TimeUnit.WEEK,
          List.of(
              Parameter.real("E0", -4.97, "logit", "at baseline"),
              Parameter.real("EMAX", 3.21, "logit", "largest placebo effect"),
              Parameter.real("TCS", 0.774, "logit", "more of it with topical corticosteroids"),
              Parameter.real("EASI", -0.0486, "logit/point", "more of it per point of EASI"),
              Parameter.positive("K", 0.291, "1/week", "onset")),
          List.of(
              RandomEffect.study("study EMAX", NORMAL, 0.0396, "placebo effect in a trial"),
              RandomEffect.study("study K", LOG_NORMAL, 0.138, "onset in a trial")),
          List.of(),
          List.of(
              CovariateUse.coded("TCS", 0, "0/1", "topical corticosteroids are allowed"),
              CovariateUse.measured("EASI0", 29, "points", "EASI at baseline")),
          Optional.empty(),
          List.of("Em", "k"),
          List.of(),
          new Source(
              "Serrano et al. (2026). CPT Pharmacometrics Syst Pharmacol, e70150",
              "a model library that cites the paper's table row by row",
              "41 placebo arms of 40 trials, 4,827 patients, EASI at baseline 11 to 35"),
          112,
          List.of(
              "A model of arm proportions: random effects are between studies; patients of a trial"
                  + " with the same covariates share their probability.",
              "The paper's autocorrelation of an arm's residuals, 0.759, is not here.",
              "The paper prints 14.3% at week 16 and 26.4% with topical corticosteroids; the model"
                  + " gives 14.30% and 26.43%."));

  @Override
  public ModelInfo info() {
    return INFO;
  }

  @Override
  public BoundModel bind(double[] theta) {
    return new Bound(INFO.values(theta));
  }

  private static final class Bound implements BoundModel {
    private final double e0;
    private final double emax;
    private final double topical;
    private final double easi;
    private final double onset;

    Bound(Values p) {
      e0 = p.of("E0");
      emax = p.of("EMAX");
      topical = p.of("TCS");
      easi = p.of("EASI");
      onset = p.of("K");
    }

    @Override
    public void individualParameters(
        double[][] eta, double[][] covariates, int n, double[][] individual) {
      for (int i = 0; i < n; i++) {
        individual[0][i] =
            emax + topical * covariates[0][i] + easi * (covariates[1][i] - 29) + eta[0][i];
        individual[1][i] = onset * Elementary.exp(eta[1][i]);
      }
    }

    @Override
    public void naturalCourse(
        double[][] individual, double day, double[] previous, int n, double[] out) {
      Arrays.fill(out, 0, n, e0);
    }

    @Override
    public void placebo(double[][] individual, double day, double[] previous, int n, double[] out) {
      double t = Math.max(day, 0) / TimeUnit.WEEK.days();
      for (int i = 0; i < n; i++) {
        out[i] = -individual[0][i] * StrictMath.expm1(-individual[1][i] * t);
      }
    }

    @Override
    public int observe(
        double[][] individual,
        double day,
        double[] prediction,
        double[] previous,
        double[] u,
        int n,
        double[] observed) {
      Bernoulli.observe(prediction, u, n, observed);
      return 0;
    }
  }
}
