package org.silico.engine.model;

import static org.silico.engine.model.EffectScale.NORMAL;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.model.ModelInfo.CovariateUse;
import org.silico.engine.model.ModelInfo.Exposure;
import org.silico.engine.model.ModelInfo.Kind;
import org.silico.engine.model.ModelInfo.ParameterSet;
import org.silico.engine.model.ModelInfo.Source;
import org.silico.engine.model.ModelInfo.Values;

/** ADAS-cog in mild to moderate Alzheimer's disease: linear on the logit, beta regression. */
final class AdasCogRogers2012 implements LongitudinalModel {

  private static final double RANGE = 70;

  private static final ModelInfo INFO =
      new ModelInfo(
          "ADAS-cog Rogers 2012",
          Kind.SCORE,
          "ADAS-cog 11 in mild to moderate Alzheimer's disease, placebo and donepezil",
          """
          logit(θ(t)) = η0 + α × t/DELTA + E_pbo(t) + E_drug(t)
          η0 = ETA + ETA_MMSE × (MMSE − 21) + η + study
          α = ALPHA + ALPHA_MMSE × (MMSE − 21) + ALPHA_AGE × (AGE − 75)
              + ALPHA_APOE1 × [1 ε4] + ALPHA_APOE2 × [2 ε4] + ALPHA_SEX × SEX + η + study
          E_pbo(t) = −AUC/(1/KEL − 1/KEQ) × (exp(−KEL × t) − exp(−KEQ × t)),  KEQ = KEL + KDIF
          E_drug(t) = −(1 + b) × ESTAR/b × t/(ET50 + t) × (DOSE/10)^GAMMA,  b = 12/ET50
          Y = 70 × Beta(θ × τ, (1 − θ) × τ),  τ = 1/PHI²
          terms on the logit: η0 + α × t;  E_pbo;  E_drug + α × t × (1/DELTA − 1) where treated""",
          new Outcome("ADAS-cog 11", "points", 0, RANGE, false, false, Link.LOGIT),
          TimeUnit.WEEK,
          List.of(
              Parameter.real("ETA", -0.7952, "logit", "baseline at MMSE 21"),
              Parameter.real("ETA_MMSE", -0.1251, "logit/point", "baseline per point of MMSE"),
              Parameter.real("ALPHA", 0.005074, "logit/week", "slope at MMSE 21, age 75, no ε4"),
              Parameter.real("ALPHA_MMSE", -0.0006761, "logit/week", "slope per point of MMSE"),
              Parameter.real("ALPHA_AGE", -0.0001143, "logit/week", "slope per year of age"),
              Parameter.real("ALPHA_APOE1", -2.4915e-5, "logit/week", "slope with one ε4 allele"),
              Parameter.real("ALPHA_APOE2", 1.254e-4, "logit/week", "slope with two ε4 alleles"),
              Parameter.real("ALPHA_SEX", -6.5305e-4, "logit/week", "slope per sex code 1"),
              Parameter.positive("KEL", 0.027475, "1/week", "loss of the placebo effect"),
              Parameter.positive("KDIF", 0.05362, "1/week", "KEQ − KEL"),
              Parameter.real("AUC", 5.2945, "logit·week", "area under the placebo effect"),
              Parameter.real("ESTAR", 0.1382, "logit", "drug effect at week 12 of the dose of 10"),
              Parameter.positive("ET50", 1.6185, "week", "time of half the largest drug effect"),
              Parameter.notNegative("GAMMA", 0.24145, "", "power of the dose"),
              Parameter.positive(
                  "DELTA", 1, "", "factor by which the drug slows the disease; 1 is none"),
              Parameter.positive("PHI", 0.1052, "", "residual; τ = 1/PHI²")),
          List.of(
              RandomEffect.patient("ETA", NORMAL, 0.4138 * 0.4138, "baseline"),
              RandomEffect.patient("ALPHA", NORMAL, 0.0077795 * 0.0077795, "slope"),
              RandomEffect.study("study ETA", NORMAL, 0.09536 * 0.09536, "baseline of a trial"),
              RandomEffect.study("study ALPHA", NORMAL, 0.001637 * 0.001637, "slope of a trial")),
          List.of(),
          List.of(
              CovariateUse.measured("MMSE", 21, "points", "MMSE at baseline"),
              CovariateUse.measured("AGE", 75, "year", "age"),
              CovariateUse.coded("APOE4", 0, "0/1/2", "number of ApoE ε4 alleles"),
              CovariateUse.coded("SEX", 0, "0/1", "sex as coded by the source, 1 in 54.54%")),
          Optional.of(Exposure.amount("DOSE", 10, "mg/day", "donepezil dose")),
          List.of("baseline", "slope"),
          List.of(new ParameterSet("slows progression by half", Map.of("DELTA", 2.0))),
          new Source(
              "Rogers JA, Polhamus D, Gillespie WR, et al. (2012). J Pharmacokinet Pharmacodyn 39,"
                  + " 479–498",
              "posterior medians of the CAMD simulation tool, from a third party's copy",
              "mild to moderate Alzheimer's disease (MMSE 16 to 26), trials up to about a year"),
          364,
          List.of(
              "Standard deviations of ETA and ALPHA are 0.4138 and 0.0077795: read as variances"
                  + " they would not reproduce the spread of change scores below.",
              "The standard deviations between studies, 0.09536 and 0.001637, are on by default;"
                  + " the variation of the residual precision between studies is left out.",
              "Change on placebo at week 8/16/24/52 without the effects of study: −0.28/0.03/0.65/"
                  + "3.41, SD 4.78/5.05/5.49/7.87. The placebo arm of the CDISC pilot study got"
                  + " worse faster: +0.85 (SD 4.81, n 79), +1.73 (5.92, 68), +2.15 (5.99, 65) at"
                  + " weeks 8, 16, 24; about 1.5 points, two standard errors, at week 24.",
              "Galantamine and rivastigmine have values in the same source, but which are whose"
                  + " could not be confirmed; they are not here.",
              "The dropout model of the tool is not part of this model."));

  @Override
  public ModelInfo info() {
    return INFO;
  }

  @Override
  public BoundModel bind(double[] theta) {
    return new Bound(INFO.values(theta));
  }

  private static final class Bound implements BoundModel {
    private final double level;
    private final double levelMmse;
    private final double alpha;
    private final double alphaMmse;
    private final double alphaAge;
    private final double alphaApoe1;
    private final double alphaApoe2;
    private final double alphaSex;
    private final double kel;
    private final double et50;
    private final double gamma;
    private final double delta;
    private final double keq;
    private final double beta;
    private final double drugMaximum;
    private final BetaOnRange residual;

    Bound(Values p) {
      level = p.of("ETA");
      levelMmse = p.of("ETA_MMSE");
      alpha = p.of("ALPHA");
      alphaMmse = p.of("ALPHA_MMSE");
      alphaAge = p.of("ALPHA_AGE");
      alphaApoe1 = p.of("ALPHA_APOE1");
      alphaApoe2 = p.of("ALPHA_APOE2");
      alphaSex = p.of("ALPHA_SEX");
      kel = p.of("KEL");
      double kdif = p.of("KDIF");
      double auc = p.of("AUC");
      double estar = p.of("ESTAR");
      et50 = p.of("ET50");
      gamma = p.of("GAMMA");
      delta = p.of("DELTA");
      double phi = p.of("PHI");
      keq = kel + kdif;
      beta = -auc / (1 / kel - 1 / keq);
      double b = 12 / et50;
      drugMaximum = -(1 + b) * estar / b;
      residual = new BetaOnRange(1 / (phi * phi), RANGE);
    }

    @Override
    public void individualParameters(
        double[][] eta, double[][] covariates, int n, double[][] individual) {
      for (int i = 0; i < n; i++) {
        double mmse = covariates[0][i] - 21;
        double alleles = covariates[2][i];
        individual[0][i] = level + levelMmse * mmse + eta[0][i] + eta[2][i];
        individual[1][i] =
            alpha
                + alphaMmse * mmse
                + alphaAge * (covariates[1][i] - 75)
                + (alleles == 1 ? alphaApoe1 : alleles == 2 ? alphaApoe2 : 0)
                + alphaSex * covariates[3][i]
                + eta[1][i]
                + eta[3][i];
      }
    }

    @Override
    public void naturalCourse(
        double[][] individual, double day, double[] previous, int n, double[] out) {
      double t = day / TimeUnit.WEEK.days();
      for (int i = 0; i < n; i++) {
        out[i] = individual[0][i] + individual[1][i] * t;
      }
    }

    @Override
    public void placebo(double[][] individual, double day, double[] previous, int n, double[] out) {
      double since = Math.max(day / TimeUnit.WEEK.days(), 0);
      Arrays.fill(out, 0, n, beta * (Elementary.exp(-kel * since) - Elementary.exp(-keq * since)));
    }

    @Override
    public void drug(
        double[][] individual,
        double day,
        double[] exposure,
        double[] previous,
        int n,
        double[] out) {
      double since = Math.max(day / TimeUnit.WEEK.days(), 0);
      double drug = drugMaximum * since / (et50 + since);
      double slowed = since * (1 / delta - 1);
      double lastDose = 0;
      double atDose = 0;
      for (int i = 0; i < n; i++) {
        double dose = exposure == null ? 0 : exposure[i];
        if (dose != lastDose) {
          lastDose = dose;
          atDose = drug * Elementary.pow(dose / 10, gamma);
        }
        out[i] = dose > 0 ? atDose + individual[1][i] * slowed : 0;
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
