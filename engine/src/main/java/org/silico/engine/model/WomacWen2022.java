package org.silico.engine.model;

import static org.silico.engine.model.EffectScale.LOG_NORMAL;
import static org.silico.engine.model.EffectScale.NORMAL;

import java.util.List;
import java.util.Optional;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.model.ModelInfo.CovariateUse;
import org.silico.engine.model.ModelInfo.Kind;
import org.silico.engine.model.ModelInfo.Source;
import org.silico.engine.model.ModelInfo.Values;

/** WOMAC pain in osteoarthritis on placebo: exponential plateau, from a meta-analysis. */
final class WomacWen2022 implements LongitudinalModel {

  private static final ModelInfo INFO =
      new ModelInfo(
          "WOMAC pain Wen 2022",
          Kind.SCORE,
          "WOMAC pain subscale in osteoarthritis on oral placebo",
          """
          pain(t) = BASE − Emax × (1 − exp(−k × t))
          Emax = EMAX × (1 + EMAX_BASE × (BASE − 25)) + study,  k = K × exp(study)
          Y = pain + SIGMA × ε
          terms: BASE, −Emax × (1 − exp(−k × t)), 0""",
          new Outcome("WOMAC pain", "points", 0, 50, false, false, Link.IDENTITY),
          TimeUnit.WEEK,
          List.of(
              Parameter.real("EMAX", 4.73, "points", "largest improvement at a baseline of 25"),
              Parameter.real("EMAX_BASE", 0.0646, "1/point", "relative change of it with baseline"),
              Parameter.positive("K", 0.427, "1/week", "onset"),
              Parameter.notNegative(
                  "SIGMA", 3.92, "points", "residual standard deviation of one patient")),
          List.of(
              RandomEffect.study("study EMAX", NORMAL, 3.56 * 3.56, "largest improvement"),
              RandomEffect.study("study K", LOG_NORMAL, 0.832 * 0.832, "onset")),
          List.of(),
          List.of(CovariateUse.measured("BASE", 25, "points", "WOMAC pain at baseline, 0 to 50")),
          Optional.empty(),
          List.of("BASE", "Emax", "k"),
          List.of(),
          new Source(
              "Wen X, Luo J, Mai Y, et al. (2022). JAMA Netw Open 5, e2235060,"
                  + " doi:10.1001/jamanetworkopen.2022.35060",
              "a model library that cites the paper's table row by row",
              "placebo arms of 122 trials of oral treatments for osteoarthritis of the knee or hip,"
                  + " up to week 36"),
          84,
          List.of(
              "A model of arm means: the random effects are between studies (standard deviations 3.56"
                  + " and 0.832) and the residual of a mean of N patients is 3.92/√N. Patients differ"
                  + " here by their baseline and a residual of 3.92; how patients differ in their"
                  + " response is not known from it.",
              "The placebo response holds natural course and regression to the mean."));

  @Override
  public ModelInfo info() {
    return INFO;
  }

  @Override
  public BoundModel bind(double[] theta) {
    return new Bound(INFO.values(theta));
  }

  private static final class Bound implements BoundModel {
    private final double emax;
    private final double emaxBase;
    private final double onset;
    private final double sigma;

    Bound(Values p) {
      emax = p.of("EMAX");
      emaxBase = p.of("EMAX_BASE");
      onset = p.of("K");
      sigma = p.of("SIGMA");
    }

    @Override
    public void individualParameters(
        double[][] eta, double[][] covariates, int n, double[][] individual) {
      for (int i = 0; i < n; i++) {
        double baseline = covariates[0][i];
        individual[0][i] = baseline;
        individual[1][i] = emax * (1 + emaxBase * (baseline - 25)) + eta[0][i];
        individual[2][i] = onset * Elementary.exp(eta[1][i]);
      }
    }

    @Override
    public void naturalCourse(
        double[][] individual, double day, double[] previous, int n, double[] out) {
      System.arraycopy(individual[0], 0, out, 0, n);
    }

    @Override
    public void placebo(double[][] individual, double day, double[] previous, int n, double[] out) {
      double t = Math.max(day, 0) / TimeUnit.WEEK.days();
      for (int i = 0; i < n; i++) {
        out[i] = individual[1][i] * StrictMath.expm1(-individual[2][i] * t);
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
      NormalResidual.observe(prediction, sigma, u, n, observed);
      return INFO.outcome().restrict(observed, n);
    }
  }
}
