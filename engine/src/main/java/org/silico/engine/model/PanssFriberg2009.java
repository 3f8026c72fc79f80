package org.silico.engine.model;

import static org.silico.engine.model.EffectScale.LOG_NORMAL;
import static org.silico.engine.model.EffectScale.NORMAL;

import java.util.List;
import java.util.Optional;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.model.ModelInfo.Covariance;
import org.silico.engine.model.ModelInfo.CovariateUse;
import org.silico.engine.model.ModelInfo.Exposure;
import org.silico.engine.model.ModelInfo.Kind;
import org.silico.engine.model.ModelInfo.Source;
import org.silico.engine.model.ModelInfo.Values;

/** PANSS in acute schizophrenia: Weibull onset of placebo, Emax of drug exposure. */
final class PanssFriberg2009 implements LongitudinalModel {

  private static final ModelInfo INFO =
      new ModelInfo(
          "PANSS Friberg 2009",
          Kind.SCORE,
          "PANSS total score in acute schizophrenia on placebo and asenapine",
          """
          PANSS(t) = PAN0 × (1 − PMOD) × (1 − EFF)
          PMOD = PMAX × (1 − exp(−(t/TP)^POW))
          EFF = EMAX × AUC/(AUC50 + AUC) × min(t/TFULL, 1)
          PAN0 = (BASE2 or, in phase III, BASE3) × (1 + EPISODE × [long episode]) + η
          PMAX = PMAX2 × (1 + PHASE3PMAX × [phase III]) + η
          AUC50 = AUC50 × exp(η)
          Y = PANSS + W × ε,  W = SIGMA × (1 + OUTPATIENT × [not hospitalised]) × (1 + US × [US site]) × exp(η)
          terms: PAN0, −PAN0 × PMOD, −PAN0 × (1 − PMOD) × EFF""",
          new Outcome("PANSS total score", "points", 30, 210, true, false, Link.IDENTITY),
          TimeUnit.DAY,
          List.of(
              Parameter.positive("BASE2", 94.0, "points", "baseline in phase II"),
              Parameter.positive("BASE3", 90.5, "points", "baseline in phase III"),
              Parameter.real("EPISODE", -0.0339, "", "relative change of baseline, long episode"),
              Parameter.real("PMAX2", 0.0859, "", "largest relative placebo effect in phase II"),
              Parameter.real("PHASE3PMAX", 0.688, "", "relative change of PMAX in phase III"),
              Parameter.positive("TP", 13.2, "day", "time scale of the placebo effect"),
              Parameter.positive("POW", 1.24, "", "shape of the placebo effect"),
              Parameter.real("EMAX", 0.191, "", "largest relative drug effect"),
              Parameter.positive("AUC50", 82, "µg·h/L", "AUC of half the drug effect"),
              Parameter.positive("TFULL", 42, "day", "time to the full drug effect"),
              Parameter.notNegative("SIGMA", 3.52, "points", "residual standard deviation"),
              Parameter.real("OUTPATIENT", -0.145, "", "relative change of it, not hospitalised"),
              Parameter.real("US", 0.623, "", "relative change of it at sites in the USA")),
          List.of(
              RandomEffect.patient("PAN0", NORMAL, 167, "baseline"),
              RandomEffect.patient("PMAX", NORMAL, 0.0249, "placebo effect"),
              RandomEffect.patient("AUC50", LOG_NORMAL, 21.7, "sensitivity to the drug"),
              RandomEffect.patient("W", LOG_NORMAL, 0.196, "residual standard deviation")),
          List.of(new Covariance("PAN0", "PMAX", -0.395)),
          List.of(
              CovariateUse.coded("PHASE3", 1, "0/1", "phase III trial"),
              CovariateUse.coded("LONG EPISODE", 0, "0/1", "episode duration code above 2"),
              CovariateUse.coded("OUTPATIENT", 0, "0/1", "not hospitalised"),
              CovariateUse.coded("US SITE", 0, "0/1", "site in the USA")),
          Optional.of(Exposure.amount("AUC", 40, "µg·h/L", "asenapine AUC over a dosing interval")),
          List.of("PAN0", "PMAX", "AUC50", "W"),
          List.of(),
          new Source(
              "Friberg LE, de Greef R, Kerbusch T, Karlsson MO (2009). Clin Pharmacol Ther 86, 84–91",
              "the authors' model file as archived by DDMoRe",
              "acute schizophrenia, phase II and III trials of asenapine"),
          42,
          List.of(
              "The variance of AUC50, 21.7 on the log scale, makes the drug response practically"
                  + " all-or-none: a patient's AUC50 is within a factor of ten of the typical one"
                  + " in about two fifths of patients only.",
              "Predictions are not bounded by the scale; observations are set to 30 or 210 and"
                  + " counted.",
              "The paper's dropout model was not found with its values and is not here."));

  @Override
  public ModelInfo info() {
    return INFO;
  }

  @Override
  public BoundModel bind(double[] theta) {
    return new Bound(INFO.values(theta));
  }

  private static final class Bound implements BoundModel {
    private final double base2;
    private final double base3;
    private final double episode;
    private final double pmax;
    private final double pmaxPhase3;
    private final double tp;
    private final double power;
    private final double emax;
    private final double auc50;
    private final double fullDrug;
    private final double sigma;
    private final double outpatient;
    private final double usSite;

    Bound(Values p) {
      base2 = p.of("BASE2");
      base3 = p.of("BASE3");
      episode = p.of("EPISODE");
      pmax = p.of("PMAX2");
      pmaxPhase3 = p.of("PHASE3PMAX");
      tp = p.of("TP");
      power = p.of("POW");
      emax = p.of("EMAX");
      auc50 = p.of("AUC50");
      fullDrug = p.of("TFULL");
      sigma = p.of("SIGMA");
      outpatient = p.of("OUTPATIENT");
      usSite = p.of("US");
    }

    @Override
    public void individualParameters(
        double[][] eta, double[][] covariates, int n, double[][] individual) {
      for (int i = 0; i < n; i++) {
        double phase3 = covariates[0][i];
        individual[0][i] =
            (base2 + phase3 * (base3 - base2)) * (1 + episode * covariates[1][i]) + eta[0][i];
        individual[1][i] = pmax * (1 + pmaxPhase3 * phase3) + eta[1][i];
        individual[2][i] = auc50 * Elementary.exp(eta[2][i]);
        individual[3][i] =
            sigma
                * (1 + outpatient * covariates[2][i])
                * (1 + usSite * covariates[3][i])
                * Elementary.exp(eta[3][i]);
      }
    }

    @Override
    public void naturalCourse(
        double[][] individual, double day, double[] previous, int n, double[] out) {
      System.arraycopy(individual[0], 0, out, 0, n);
    }

    @Override
    public void placebo(double[][] individual, double day, double[] previous, int n, double[] out) {
      double placebo = placeboAt(day);
      for (int i = 0; i < n; i++) {
        double modified = individual[1][i] * placebo;
        out[i] = 0 - individual[0][i] * modified;
      }
    }

    @Override
    public void drug(
        double[][] individual,
        double day,
        double[] exposure,
        double[] previous,
        int n,
        double[] out) {
      double placebo = placeboAt(day);
      double drug = emax * Math.min(Math.max(day, 0) / fullDrug, 1);
      for (int i = 0; i < n; i++) {
        double baseline = individual[0][i];
        double modified = individual[1][i] * placebo;
        double auc = exposure == null ? 0 : exposure[i];
        out[i] = auc > 0 ? -baseline * (1 - modified) * drug * auc / (individual[2][i] + auc) : 0;
      }
    }

    private double placeboAt(double day) {
      return -StrictMath.expm1(-Elementary.pow(Math.max(day, 0) / tp, power));
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
      NormalResidual.observe(prediction, individual[3], u, n, observed);
      return INFO.outcome().restrict(observed, n);
    }
  }
}
