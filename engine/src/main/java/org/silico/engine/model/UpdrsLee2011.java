package org.silico.engine.model;

import static org.silico.engine.model.EffectScale.NORMAL;

import java.util.List;
import java.util.Optional;
import org.silico.engine.model.ModelInfo.Exposure;
import org.silico.engine.model.ModelInfo.Kind;
import org.silico.engine.model.ModelInfo.Source;
import org.silico.engine.model.ModelInfo.Values;

/** UPDRS in early Parkinson's disease: a slope and a symptomatic effect, each changed by drug. */
final class UpdrsLee2011 implements LongitudinalModel {

  private static final ModelInfo INFO =
      new ModelInfo(
          "UPDRS Lee 2011",
          Kind.SCORE,
          "change of total UPDRS in early Parkinson's disease on placebo and rasagiline",
          """
          ΔUPDRS(t) = (B0 + B1 × TREATED + η1) × t
              − (G0 + G1 × TREATED + η2) × (1 − exp(−KE0 × t))
          Y = ΔUPDRS + ε,  variance SIGMA2
          terms: (B0 + η1) × t; −(G0 + η2) × (1 − exp(−KE0 × t));
              B1 × t − G1 × (1 − exp(−KE0 × t)) where treated""",
          new Outcome("change of total UPDRS", "points", -176, 176, true, true, Link.IDENTITY),
          TimeUnit.MONTH,
          List.of(
              Parameter.real("B0", 0.73, "points/month", "natural slope"),
              Parameter.real("B1", -0.30, "points/month", "change of the slope on drug"),
              Parameter.real("G0", 1.12, "points", "symptomatic effect of placebo"),
              Parameter.real("G1", 1.61, "points", "what the drug adds to it"),
              Parameter.positive("KE0", 1.46, "1/month", "onset of the symptomatic effect"),
              Parameter.notNegative("SIGMA2", 8.53, "points²", "residual variance")),
          List.of(
              RandomEffect.patient("slope", NORMAL, 0.47, "slope"),
              RandomEffect.patient("symptomatic effect", NORMAL, 18.61, "symptomatic effect")),
          List.of(),
          List.of(),
          Optional.of(Exposure.onOff("TREATED", "on rasagiline")),
          List.of("slope", "symptomatic effect"),
          List.of(),
          new Source(
              "Lee JY, Gobburu JVS (2011). AAPS J 13, 508–518",
              "a model library that cites the paper's table row by row",
              "early Parkinson's disease, the TEMPO delayed-start trial of rasagiline"),
          182,
          List.of(
              "The paper's table is headed 'per week'; its predictions are met with months of 28 days"
                  + " only: on placebo at week 26 the model gives 3.625, the paper prints 3.62.",
              "A drug that is started late acts from then on in the paper: give the drug term the"
                  + " time since the start of the drug for the delayed arm."));

  @Override
  public ModelInfo info() {
    return INFO;
  }

  @Override
  public BoundModel bind(double[] theta) {
    return new Bound(INFO.values(theta));
  }

  private static final class Bound implements BoundModel {
    private final double slope;
    private final double slopeOnDrug;
    private final double placeboEffect;
    private final double drugEffect;
    private final double ke0;
    private final double sigma2;

    Bound(Values p) {
      slope = p.of("B0");
      slopeOnDrug = p.of("B1");
      placeboEffect = p.of("G0");
      drugEffect = p.of("G1");
      ke0 = p.of("KE0");
      sigma2 = p.of("SIGMA2");
    }

    @Override
    public void individualParameters(
        double[][] eta, double[][] covariates, int n, double[][] individual) {
      for (int i = 0; i < n; i++) {
        individual[0][i] = slope + eta[0][i];
        individual[1][i] = placeboEffect + eta[1][i];
      }
    }

    @Override
    public void naturalCourse(
        double[][] individual, double day, double[] previous, int n, double[] out) {
      double t = day / TimeUnit.MONTH.days();
      for (int i = 0; i < n; i++) {
        out[i] = individual[0][i] * t;
      }
    }

    @Override
    public void placebo(double[][] individual, double day, double[] previous, int n, double[] out) {
      double reached = reached(day);
      for (int i = 0; i < n; i++) {
        out[i] = -individual[1][i] * reached;
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
      double since = Math.max(day / TimeUnit.MONTH.days(), 0);
      double drug = slopeOnDrug * since - drugEffect * reached(day);
      for (int i = 0; i < n; i++) {
        boolean treated = exposure != null && exposure[i] > 0;
        out[i] = treated ? drug : 0;
      }
    }

    private double reached(double day) {
      return -StrictMath.expm1(-ke0 * Math.max(day / TimeUnit.MONTH.days(), 0));
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
      NormalResidual.observe(prediction, Math.sqrt(sigma2), u, n, observed);
      return INFO.outcome().restrict(observed, n);
    }
  }
}
