package org.silico.engine.model;

import static org.silico.engine.model.EffectScale.LOGIT_NORMAL;
import static org.silico.engine.model.EffectScale.LOG_NORMAL;

import java.util.List;
import java.util.Optional;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.model.ModelInfo.Covariance;
import org.silico.engine.model.ModelInfo.CovariateUse;
import org.silico.engine.model.ModelInfo.Kind;
import org.silico.engine.model.ModelInfo.Source;
import org.silico.engine.model.ModelInfo.Values;

/** Daily pain on an 11-point Likert scale: truncated generalised Poisson with Markov inflation. */
final class PainPlan2012 implements LongitudinalModel {

  private static final double RANGE = 10;
  private static final double EDGE = 1e-6;

  /** Below 1, where the probability of 10 would be 0 / 0. */
  private static final double LARGEST_TH = 1 - 1e-9;

  private static final ModelInfo INFO =
      new ModelInfo(
          "pain Plan 2012",
          Kind.ORDINAL,
          "daily pain score, 0 to 10, on placebo in painful distal diabetic neuropathy",
          """
          λ(t) = 10 × expit(logit(BAS × (1 − PEF × (1 − 2^(−t/PHA)))/10) + PCM × [paracetamol])
          Y given the previous rating p:
            stays at p with probability π0(p, t), else moves 1 point with π1, else 2 with π2,
            else 3 with π3 (half to each side, as far as the scale has one),
            else is drawn from a generalised Poisson distribution of mean-parameter λ
            and dispersion d = −TH × λ/(10 − λ), truncated to 0 to 10
          logit π0 = logit(STAY0 … STAY9, linear in p between; STAY10 at 10) + η + TE × t
          the first rating has no inflation
          terms: BAS and λ(t) − BAS, after paracetamol""",
          new Outcome("pain score", "points", 0, RANGE, true, false, Link.IDENTITY),
          TimeUnit.DAY,
          List.of(
              Parameter.fraction("BAS", 0.620667, "baseline as a fraction of 10"),
              Parameter.fraction("PEF", 0.18986, "largest relative placebo effect"),
              Parameter.positive("PHA", 27.7045, "day", "half-time of the placebo effect"),
              Parameter.fraction("STAY0", 0.554617, "π0 from 0"),
              Parameter.fraction("STAY9", 0.119517, "π0 from 9"),
              Parameter.fraction("STAY10", 0.443759, "π0 from 10"),
              Parameter.fraction("STEP1", 0.359302, "π1"),
              Parameter.fraction("STEP2", 0.00472972, "π2"),
              Parameter.fraction("STEP3", 0.000403033, "π3"),
              Parameter.fraction("TH", 0.99286, "underdispersion"),
              Parameter.notNegative("TE", 0.00643534, "logit/day", "growth of π0 with time"),
              Parameter.real("PCM", 0.36374, "logit", "with paracetamol")),
          List.of(
              RandomEffect.patient("BAS", LOGIT_NORMAL, 0.568985, "baseline"),
              RandomEffect.patient("PEF", LOGIT_NORMAL, 3.77567, "placebo effect"),
              RandomEffect.patient("PHA", LOG_NORMAL, 0.352913, "half-time"),
              RandomEffect.patient("STAY", LOGIT_NORMAL, 2.69723, "π0, from any rating"),
              RandomEffect.patient("STEP1", LOGIT_NORMAL, 3.56524, "π1"),
              RandomEffect.patient("STEP2", LOGIT_NORMAL, 1.92485, "π2"),
              RandomEffect.patient("TH", LOGIT_NORMAL, 24.3896, "underdispersion"),
              RandomEffect.patient("TE", LOG_NORMAL, 1.33918, "growth of π0")),
          List.of(
              new Covariance("STAY", "STEP1", 2.45376),
              new Covariance("STAY", "STEP2", -0.755447),
              new Covariance("STEP1", "STEP2", 0.805685)),
          List.of(CovariateUse.coded("PARACETAMOL", 0, "0/1", "takes paracetamol")),
          Optional.empty(),
          List.of("BAS", "PEF", "PHA", "PCM", "TH", "η STAY", "STEP1", "STEP2", "TE"),
          List.of(),
          new Source(
              "Plan EL, Elshoff JP, Stockis A, Sargentini-Maier ML, Karlsson MO (2012). Clin"
                  + " Pharmacol Ther 91, 820–828",
              "the control file of DDMODEL00000194",
              "placebo arms of three trials in painful distal diabetic neuropathy, 231 patients,"
                  + " 22,492 daily ratings"),
          126,
          List.of(
              "λ is the parameter of the distribution before truncation and inflation, so the mean"
                  + " rating differs from it: see the mean structure as a guide, not as the mean.",
              "The control file treats paracetamol as changing from day to day; here it is a"
                  + " covariate of the patient."));

  @Override
  public ModelInfo info() {
    return INFO;
  }

  @Override
  public BoundModel bind(double[] theta) {
    return new Bound(INFO.values(theta));
  }

  private static final class Bound implements BoundModel {
    private final double baseline;
    private final double effect;
    private final double halfTime;
    private final double step1;
    private final double step2;
    private final double step3;
    private final double underdispersion;
    private final double growth;
    private final double paracetamol;
    private final double stay0;
    private final double stay9;
    private final double stay10;

    Bound(Values p) {
      baseline = p.of("BAS");
      effect = p.of("PEF");
      halfTime = p.of("PHA");
      stay0 = Logistic.logit(p.of("STAY0"));
      stay9 = Logistic.logit(p.of("STAY9"));
      stay10 = Logistic.logit(p.of("STAY10"));
      step1 = p.of("STEP1");
      step2 = p.of("STEP2");
      step3 = p.of("STEP3");
      underdispersion = p.of("TH");
      growth = p.of("TE");
      paracetamol = p.of("PCM");
    }

    @Override
    public void individualParameters(
        double[][] eta, double[][] covariates, int n, double[][] individual) {
      for (int i = 0; i < n; i++) {
        individual[0][i] = RANGE * LOGIT_NORMAL.apply(baseline, eta[0][i]);
        individual[1][i] = LOGIT_NORMAL.apply(effect, eta[1][i]);
        individual[2][i] = LOG_NORMAL.apply(halfTime, eta[2][i]);
        individual[3][i] = paracetamol * covariates[0][i];
        individual[4][i] = Math.min(LOGIT_NORMAL.apply(underdispersion, eta[6][i]), LARGEST_TH);
        individual[5][i] = eta[3][i];
        individual[6][i] = LOGIT_NORMAL.apply(step1, eta[4][i]);
        individual[7][i] = LOGIT_NORMAL.apply(step2, eta[5][i]);
        individual[8][i] = LOG_NORMAL.apply(growth, eta[7][i]);
      }
    }

    @Override
    public void naturalCourse(
        double[][] individual, double day, double[] previous, int n, double[] out) {
      for (int i = 0; i < n; i++) {
        out[i] = shifted(individual[0][i], individual[3][i]);
      }
    }

    @Override
    public void placebo(double[][] individual, double day, double[] previous, int n, double[] out) {
      double t = Math.max(day, 0);
      for (int i = 0; i < n; i++) {
        double shift = individual[3][i];
        double factor =
            1 + individual[1][i] * StrictMath.expm1(-Elementary.log(2) * t / individual[2][i]);
        out[i] = shifted(individual[0][i] * factor, shift) - shifted(individual[0][i], shift);
      }
    }

    private static double shifted(double score, double shift) {
      return shift == 0 ? score : RANGE * Logistic.expit(Logistic.logit(score / RANGE) + shift);
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
      double[] rating = new double[LikertTransition.RATINGS];
      double t = Math.max(day, 0);
      for (int i = 0; i < n; i++) {
        double lambda = Math.min(Math.max(prediction[i], EDGE), RANGE - EDGE);
        GeneralisedPoisson.probabilities(
            lambda, -individual[4][i] * lambda / (RANGE - lambda), rating);
        if (previous != null && previous[i] >= 0) {
          int before = (int) Math.min(Math.rint(previous[i]), RANGE);
          LikertTransition.inflate(
              before,
              stay(before, individual[5][i] + individual[8][i] * t),
              individual[6][i],
              individual[7][i],
              step3,
              rating);
        }
        int k = 0;
        double sum = rating[0];
        while (sum < u[i] && k < LikertTransition.RATINGS - 1) {
          k++;
          sum += rating[k];
        }
        observed[i] = k;
      }
      return 0;
    }

    private double stay(int before, double shift) {
      if (before == 10) {
        return Logistic.expit(stay10 + shift);
      }
      return ((9 - before) * Logistic.expit(stay0 + shift) + before * Logistic.expit(stay9 + shift))
          / 9;
    }
  }
}
