package org.silico.engine.model;

import static org.silico.engine.model.EffectScale.LOG_NORMAL;

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

/** PASI75 or PASI90 responders in psoriasis, on placebo and ten drugs. */
final class PasiChecchio2017 implements LongitudinalModel {

  private static final ModelInfo INFO =
      new ModelInfo(
          "PASI Checchio 2017",
          Kind.RESPONDERS,
          "PASI75 responders (or PASI90) in moderate to severe plaque psoriasis",
          """
          logit P(t) = A + SHIFT + B × (WEIGHT/90)^B_WEIGHT × exp(study) × (1 − exp(−KPLACEBO × t))
              + FACTOR × EMAX × (1 − exp(−KDRUG × (WEIGHT/90)^K_WEIGHT × t)) × DOSE/(ED50 + DOSE)
          Y = 1 with probability P(t)
          terms on the logit: A + SHIFT; the rest of the first line; the second line""",
          new Outcome("PASI75 response", "", 0, 1, true, false, Link.LOGIT),
          TimeUnit.WEEK,
          List.of(
              Parameter.real("A", -7.61, "logit", "at baseline"),
              Parameter.real("B", 4.84, "logit", "largest placebo effect at 90 kg"),
              Parameter.real("B_WEIGHT", -0.198, "", "power of weight on it"),
              Parameter.positive("KPLACEBO", 0.249, "1/week", "onset of the placebo effect"),
              Parameter.real("EMAX", 5.84, "logit", "largest drug effect"),
              Parameter.notNegative("ED50", 22.2, "mg", "dose of half of it; 0: same at any dose"),
              Parameter.positive("KDRUG", 0.373, "1/week", "onset of the drug effect at 90 kg"),
              Parameter.real("K_WEIGHT", -0.834, "", "power of weight on it"),
              Parameter.real("SHIFT", 0, "logit", "of the placebo part, from PASI75"),
              Parameter.real("FACTOR", 1, "", "on the drug part, from PASI75")),
          List.of(RandomEffect.study("study B", LOG_NORMAL, 0.0594, "placebo effect in a trial")),
          List.of(),
          List.of(CovariateUse.measured("WEIGHT", 90, "kg", "body weight")),
          Optional.of(Exposure.amount("DOSE", 40, "mg", "dose per administration of the drug")),
          List.of("placebo maximum", "KDRUG"),
          List.of(
              new ParameterSet("PASI90", Map.of("SHIFT", -1.211, "FACTOR", 1.026)),
              drug("adalimumab", 5.84, 22.2, 0.373),
              drug("etanercept", 4.53, 22.0, 0.244),
              drug("infliximab, mg/kg", 4.41, 0.315, 0.626),
              drug("ustekinumab", 4.35, 5.05, 0.235),
              drug("brodalumab", 7.18, 129, 1.16),
              drug("ixekizumab", 5.12, 10.5, 1.17),
              drug("secukinumab", 5.75, 73.3, 0.467),
              drug("apremilast", 9.03, 96.2, 0.409),
              drug("tofacitinib", 5.04, 4.37, 0.466),
              drug("methotrexate", 2.42, 0, 0.180)),
          new Source(
              "Checchio T, Ahadieh S, Gupta P, et al. (2017). Clin Pharmacol Ther 102, 1006–1016,"
                  + " doi:10.1002/cpt.732",
              "a model library that cites the paper's tables row by row",
              "arms of 57 trials in moderate to severe plaque psoriasis"),
          112,
          List.of(
              "The default drug is adalimumab; the other drugs of the paper and PASI90 are parameter"
                  + " sets, which can be combined.",
              "A model of arm proportions: the random effect is between studies. Patients of a trial"
                  + " with the same weight share their probability. The variance 0.0594 is printed as"
                  + " 'omega' and read as a variance.",
              "The factors for PASI90 come from the paper's landmark model, not from this fit."));

  private static ParameterSet drug(String name, double emax, double ed50, double k) {
    return new ParameterSet(name, Map.of("EMAX", emax, "ED50", ed50, "KDRUG", k));
  }

  @Override
  public ModelInfo info() {
    return INFO;
  }

  @Override
  public BoundModel bind(double[] theta) {
    return new Bound(INFO.values(theta));
  }

  private static final class Bound implements BoundModel {
    private final double a;
    private final double b;
    private final double weightPower;
    private final double onsetPlacebo;
    private final double emax;
    private final double ed50;
    private final double onsetDrug;
    private final double onsetPower;
    private final double shift;
    private final double factor;

    Bound(Values p) {
      a = p.of("A");
      b = p.of("B");
      weightPower = p.of("B_WEIGHT");
      onsetPlacebo = p.of("KPLACEBO");
      emax = p.of("EMAX");
      ed50 = p.of("ED50");
      onsetDrug = p.of("KDRUG");
      onsetPower = p.of("K_WEIGHT");
      shift = p.of("SHIFT");
      factor = p.of("FACTOR");
    }

    @Override
    public void individualParameters(
        double[][] eta, double[][] covariates, int n, double[][] individual) {
      for (int i = 0; i < n; i++) {
        double weight = covariates[0][i] / 90;
        individual[0][i] = b * Elementary.pow(weight, weightPower) * Elementary.exp(eta[0][i]);
        individual[1][i] = onsetDrug * Elementary.pow(weight, onsetPower);
      }
    }

    @Override
    public void naturalCourse(
        double[][] individual, double day, double[] previous, int n, double[] out) {
      Arrays.fill(out, 0, n, a + shift);
    }

    @Override
    public void placebo(double[][] individual, double day, double[] previous, int n, double[] out) {
      double t = Math.max(day, 0) / TimeUnit.WEEK.days();
      double placebo = -StrictMath.expm1(-onsetPlacebo * t);
      for (int i = 0; i < n; i++) {
        out[i] = individual[0][i] * placebo;
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
      double t = Math.max(day, 0) / TimeUnit.WEEK.days();
      double drug = -factor * emax;
      for (int i = 0; i < n; i++) {
        double dose = exposure == null ? 0 : exposure[i];
        out[i] =
            dose > 0 ? drug * StrictMath.expm1(-individual[1][i] * t) * dose / (ed50 + dose) : 0;
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
