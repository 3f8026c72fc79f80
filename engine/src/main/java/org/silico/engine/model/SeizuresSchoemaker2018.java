package org.silico.engine.model;

import static org.silico.engine.model.EffectScale.BOX_COX;
import static org.silico.engine.model.EffectScale.LOG_NORMAL;
import static org.silico.engine.model.EffectScale.NORMAL;

import java.util.List;
import java.util.Optional;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.model.ModelInfo.CovariateUse;
import org.silico.engine.model.ModelInfo.Exposure;
import org.silico.engine.model.ModelInfo.Kind;
import org.silico.engine.model.ModelInfo.Source;
import org.silico.engine.model.ModelInfo.Values;

/** Seizure counts in partial epilepsy: negative binomial, levetiracetam in responders. */
final class SeizuresSchoemaker2018 implements LongitudinalModel {

  private static final double LEAST_DISPERSION = 1e-4;
  private static final double LARGEST_MEAN = 1e6;

  private static final ModelInfo INFO =
      new ModelInfo(
          "seizures Schoemaker 2018",
          Kind.COUNT,
          "seizure counts in adults and children on placebo and levetiracetam",
          """
          log(rate per day) = LOGE0 + BoxCox(η; SHAPE) + CHILD_E0 × [child]
              + [child] × (SMAX + η) × PREVIOUS/(ES50 + PREVIOUS)
              + [treatment period] × (PLACEBO + η + [responder] × EMAX × exp(η) × C/(exp(LOGEC50) + C))
          BoxCox(η; s) = (exp(s × η) − 1)/s,  P(responder) = RESPONDERS
          Y negative binomial of mean DAYS × rate and variance mean + d × mean²
          d = exp(LOGDISPERSION + [child] × η)
          terms on the log: the first two lines; PLACEBO + η; the drug's""",
          new Outcome(
              "seizure count",
              "per period of DAYS",
              0,
              Double.POSITIVE_INFINITY,
              true,
              false,
              Link.LOG),
          TimeUnit.DAY,
          List.of(
              Parameter.real("LOGE0", -1.09, "log 1/day", "rate of adults"),
              Parameter.real("SHAPE", 0.442, "", "Box–Cox shape of the baseline"),
              Parameter.real("CHILD_E0", 0.420, "log", "difference of the rate in children"),
              Parameter.real(
                  "SMAX", 1.28, "log", "effect of many seizures the day before, children"),
              Parameter.positive("ES50", 2.75, "count", "previous count of half of it"),
              Parameter.real("PLACEBO", -0.16, "log", "placebo effect"),
              Parameter.real("EMAX", -3.13, "log", "largest drug effect in a responder"),
              Parameter.real("LOGEC50", 3.45, "log mg/L", "concentration of half of it"),
              Parameter.share("RESPONDERS", 0.335, "share of responders to the drug"),
              Parameter.real("LOGDISPERSION", -2.24, "log", "dispersion"),
              Parameter.positive("DAYS", 1, "day", "days that one count covers")),
          List.of(
              RandomEffect.patient("LOGE0", BOX_COX, 0.755, "rate"),
              RandomEffect.patient("SMAX", NORMAL, 1.44, "effect of the day before, children"),
              RandomEffect.patient("PLACEBO", NORMAL, 0.166, "placebo effect"),
              RandomEffect.patient("EMAX", LOG_NORMAL, 0.640, "drug effect"),
              RandomEffect.patient("LOGDISPERSION", NORMAL, 8.47, "dispersion, children"),
              RandomEffect.latentClass("responder", "response to the drug")),
          List.of(),
          List.of(CovariateUse.coded("CHILD", 0, "0/1", "paediatric patient")),
          Optional.of(Exposure.amount("C", 20, "mg/L", "average levetiracetam concentration")),
          List.of("log rate", "SMAX", "placebo effect", "EMAX", "dispersion"),
          List.of(),
          new Source(
              "Schoemaker R, Wade JR, Stockis A (2018), DDMODEL00000239",
              "control file and output listing of DDMODEL00000239",
              "adults and children with focal epilepsy in trials of levetiracetam"),
          84,
          List.of(
              "The placebo effect acts from day 1 of treatment on at once.",
              "As in the control file, a count over several days has the dispersion of a count of one"
                  + " day. The effect of the previous count, in children, is for daily counts.",
              "The baseline effect has so heavy a tail (an exponential of an exponential of a normal) that"
                  + " the mean rate over patients does not exist: describe it by medians, or bound it."
                  + " A mean count is taken as 1,000,000 at most.",
              "The archived file excluded patients with fewer than two seizures in four weeks at"
                  + " baseline; simulated patients can have fewer."));

  @Override
  public ModelInfo info() {
    return INFO;
  }

  @Override
  public BoundModel bind(double[] theta) {
    return new Bound(INFO.values(theta));
  }

  private static final class Bound implements BoundModel {
    private final double logE0;
    private final double shape;
    private final double childE0;
    private final double smax;
    private final double es50;
    private final double placeboEffect;
    private final double emax;
    private final double logEc50;
    private final double responders;
    private final double logDispersion;
    private final double countDays;

    Bound(Values p) {
      logE0 = p.of("LOGE0");
      shape = p.of("SHAPE");
      childE0 = p.of("CHILD_E0");
      smax = p.of("SMAX");
      es50 = p.of("ES50");
      placeboEffect = p.of("PLACEBO");
      emax = p.of("EMAX");
      logEc50 = p.of("LOGEC50");
      responders = p.of("RESPONDERS");
      logDispersion = p.of("LOGDISPERSION");
      countDays = p.of("DAYS");
    }

    @Override
    public void individualParameters(
        double[][] eta, double[][] covariates, int n, double[][] individual) {
      for (int i = 0; i < n; i++) {
        double child = covariates[0][i];
        boolean responder = LatentClass.of(eta[5][i], responders) == 0;
        individual[0][i] = logE0 + EffectScale.boxCox(eta[0][i], shape) + childE0 * child;
        individual[1][i] = child * (smax + eta[1][i]);
        individual[2][i] = placeboEffect + eta[2][i];
        individual[3][i] = responder ? emax * Elementary.exp(eta[3][i]) : 0;
        individual[4][i] =
            Math.max(Elementary.exp(logDispersion + child * eta[4][i]), LEAST_DISPERSION);
      }
    }

    @Override
    public void naturalCourse(
        double[][] individual, double day, double[] previous, int n, double[] out) {
      double days = Elementary.log(countDays);
      for (int i = 0; i < n; i++) {
        double before = previous != null && previous[i] > 0 ? previous[i] : 0;
        out[i] = individual[0][i] + individual[1][i] * before / (es50 + before) + days;
      }
    }

    @Override
    public void placebo(double[][] individual, double day, double[] previous, int n, double[] out) {
      double on = day > 0 ? 1 : 0;
      for (int i = 0; i < n; i++) {
        out[i] = on * individual[2][i];
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
      double on = day > 0 ? 1 : 0;
      double ec50 = Elementary.exp(logEc50);
      for (int i = 0; i < n; i++) {
        double concentration = exposure == null ? 0 : exposure[i];
        out[i] = on * individual[3][i] * concentration / (ec50 + concentration);
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
      for (int i = 0; i < n; i++) {
        double mean = Math.min(prediction[i], LARGEST_MEAN);
        observed[i] = NegativeBinomialCount.quantile(mean, individual[4][i], u[i]);
      }
      return 0;
    }
  }
}
