package org.silico.engine.model;

import static org.silico.engine.model.EffectScale.LOG_NORMAL;
import static org.silico.engine.model.EffectScale.NORMAL;

import java.util.List;
import java.util.Optional;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.model.ModelInfo.Covariance;
import org.silico.engine.model.ModelInfo.CovariateUse;
import org.silico.engine.model.ModelInfo.Kind;
import org.silico.engine.model.ModelInfo.Source;
import org.silico.engine.model.ModelInfo.Values;

/** ADAS-cog in Alzheimer's disease: Richards' course and beta regression, no placebo term. */
final class AdasCogConrado2014 implements LongitudinalModel {

  private static final double RANGE = 70;

  /** Above this a log-normal baseline would leave the scale. */
  private static final double LARGEST_FRACTION = 0.999;

  private static final ModelInfo INFO =
      new ModelInfo(
          "ADAS-cog Conrado 2014",
          Kind.SCORE,
          "natural course of ADAS-cog 11 in mild to moderate Alzheimer's disease",
          """
          ADAS(t) = BL / (b^S + (1 − b^S) × exp(−S × SL × t))^(1/S),  b = BL/70
          BL = BASE × (MALE if male) × (1 + BASE_APOE × (APOE4 − 0.72)) × exp(η + study)
          SL = SLOPE × (1 + SLOPE_AGE × (AGE − 75)) × (1 + SLOPE_APOE × (APOE4 − 0.72))
               × (1 + NO_COMED × [no AD comedication]) + η + study
          Y = 70 × Beta(μ × TAU, (1 − μ) × TAU),  μ = ADAS/70
          terms: ADAS(t), 0, 0""",
          new Outcome("ADAS-cog 11", "points", 0, RANGE, false, false, Link.IDENTITY),
          TimeUnit.YEAR,
          List.of(
              Parameter.positive("BASE", 22.2, "points", "baseline of women"),
              Parameter.positive("MALE", 0.953, "", "factor on baseline in men"),
              Parameter.real("BASE_APOE", 0.0372, "", "relative change of it per ε4 allele"),
              Parameter.real("SLOPE", 0.153, "1/year", "rate of progression"),
              Parameter.real("SLOPE_AGE", -0.024, "", "relative change of it per year of age"),
              Parameter.real("SLOPE_APOE", 0.195, "", "relative change of it per ε4 allele"),
              Parameter.real("NO_COMED", -0.302, "", "relative change of it without comedication"),
              Parameter.positive("S", 6.91, "", "shape of the course"),
              Parameter.positive("TAU", 87.5, "", "precision of the beta distribution")),
          List.of(
              RandomEffect.patient("BASE", LOG_NORMAL, 0.156, "baseline"),
              RandomEffect.patient("SLOPE", NORMAL, 0.0413, "rate of progression"),
              RandomEffect.study("study BASE", LOG_NORMAL, 0.00977, "baseline of a trial"),
              RandomEffect.study("study SLOPE", NORMAL, 0.000671, "progression in a trial")),
          List.of(
              new Covariance("BASE", "SLOPE", 0.0224),
              new Covariance("study BASE", "study SLOPE", 0.00211)),
          List.of(
              CovariateUse.coded("MALE", 0, "0/1", "male"),
              CovariateUse.coded("APOE4", 0.72, "0/1/2", "number of ApoE ε4 alleles, mean 0.72"),
              CovariateUse.measured("AGE", 75, "year", "age"),
              CovariateUse.coded("NO COMED", 0, "0/1", "takes no other drug for Alzheimer's")),
          Optional.empty(),
          List.of("baseline", "baseline^S", "slope"),
          List.of(),
          new Source(
              "Conrado DJ, Denney WS, Chen D, Ito K (2014). J Pharmacokinet Pharmacodyn 41,"
                  + " 581–598, PMID 25168488",
              "the output listing of DDMODEL00000290",
              "placebo arms of Alzheimer trials in the CAMD database"),
          1095.75,
          List.of(
              "The archived model has no placebo term: what placebo does is part of the course.",
              "A baseline above 69.93 points, as the log-normal tail can give, is taken as 69.93.",
              "The study with its own residual and spread (two more parameters in the file) is left"
                  + " out."));

  @Override
  public ModelInfo info() {
    return INFO;
  }

  @Override
  public BoundModel bind(double[] theta) {
    return new Bound(INFO.values(theta));
  }

  private static final class Bound implements BoundModel {
    private final double base;
    private final double male;
    private final double baseApoe;
    private final double slope;
    private final double slopeAge;
    private final double slopeApoe;
    private final double noComed;
    private final double shape;
    private final BetaOnRange residual;

    Bound(Values p) {
      base = p.of("BASE");
      male = p.of("MALE");
      baseApoe = p.of("BASE_APOE");
      slope = p.of("SLOPE");
      slopeAge = p.of("SLOPE_AGE");
      slopeApoe = p.of("SLOPE_APOE");
      noComed = p.of("NO_COMED");
      shape = p.of("S");
      residual = new BetaOnRange(p.of("TAU"), RANGE);
    }

    @Override
    public void individualParameters(
        double[][] eta, double[][] covariates, int n, double[][] individual) {
      for (int i = 0; i < n; i++) {
        double alleles = covariates[1][i] - 0.72;
        double baseline =
            base
                * (1 + covariates[0][i] * (male - 1))
                * (1 + baseApoe * alleles)
                * Elementary.exp(eta[0][i] + eta[2][i]);
        double fraction = Math.min(baseline / RANGE, LARGEST_FRACTION);
        individual[0][i] = fraction * RANGE;
        individual[1][i] = Elementary.pow(fraction, shape);
        individual[2][i] =
            slope
                    * (1 + slopeAge * (covariates[2][i] - 75))
                    * (1 + slopeApoe * alleles)
                    * (1 + noComed * covariates[3][i])
                + eta[1][i]
                + eta[3][i];
      }
    }

    @Override
    public void naturalCourse(
        double[][] individual, double day, double[] previous, int n, double[] out) {
      double t = day / TimeUnit.YEAR.days();
      for (int i = 0; i < n; i++) {
        out[i] =
            RichardsCourse.value(individual[0][i], individual[1][i], individual[2][i], shape, t);
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
      residual.observe(prediction, u, n, observed);
      return 0;
    }
  }
}
