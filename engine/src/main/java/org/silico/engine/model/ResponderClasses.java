package org.silico.engine.model;

import static org.silico.engine.model.EffectScale.LOG_NORMAL;
import static org.silico.engine.model.EffectScale.NORMAL;

import java.util.List;
import java.util.Optional;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.model.ModelInfo.Kind;
import org.silico.engine.model.ModelInfo.Source;
import org.silico.engine.model.ModelInfo.Values;

/** Placebo effect of three latent classes of responders, each with its own plateau. */
final class ResponderClasses implements LongitudinalModel {

  private static final ModelInfo INFO =
      new ModelInfo(
          "responder classes",
          Kind.KERNEL,
          "placebo effect of three latent classes of responders, each with its own plateau",
          """
          P(t) = (P1, P2 or P3) × (1 − exp(−k × t))
          class 1 with probability W1, class 2 with W2, class 3 with the rest; W2 = 1 − W1 for two""",
          new Outcome(
              "score",
              "its unit",
              Double.NEGATIVE_INFINITY,
              Double.POSITIVE_INFINITY,
              false,
              false,
              Link.IDENTITY),
          TimeUnit.DAY,
          List.of(
              Parameter.real("P1", -15, "points", "plateau of class 1"),
              Parameter.real("P2", -8, "points", "plateau of class 2"),
              Parameter.real("P3", -1, "points", "plateau of class 3"),
              Parameter.share("W1", 0.2, "share of class 1"),
              Parameter.share("W2", 0.5, "share of class 2"),
              Parameter.positive("k", 0.05, "1/day", "rate of onset")),
          List.of(
              RandomEffect.latentClass("class", "class of response"),
              RandomEffect.patient("within class", NORMAL, 0, "plateau within a class"),
              RandomEffect.patient("k", LOG_NORMAL, 0, "rate of onset")),
          List.of(),
          List.of(),
          Optional.empty(),
          List.of("plateau", "k"),
          List.of(),
          new Source("", "values to plot with, of no particular trial", "any"),
          56,
          List.of());

  @Override
  public ModelInfo info() {
    return INFO;
  }

  /**
   * @throws IllegalArgumentException also if W1 + W2 exceeds 1
   */
  @Override
  public BoundModel bind(double[] theta) {
    Values p = INFO.values(theta);
    if (p.of("W1") + p.of("W2") > 1 + 1e-12) {
      throw new IllegalArgumentException(INFO.name() + ": W1 + W2 is more than 1");
    }
    return new Bound(p);
  }

  private static final class Bound implements BoundModel {
    private final double[] plateaus;
    private final double share1;
    private final double share2;
    private final double onset;

    Bound(Values p) {
      plateaus = new double[] {p.of("P1"), p.of("P2"), p.of("P3")};
      share1 = p.of("W1");
      share2 = p.of("W2");
      onset = p.of("k");
    }

    @Override
    public void individualParameters(
        double[][] eta, double[][] covariates, int n, double[][] individual) {
      for (int i = 0; i < n; i++) {
        individual[0][i] = plateaus[LatentClass.of(eta[0][i], share1, share1 + share2)] + eta[1][i];
        individual[1][i] = onset * Elementary.exp(eta[2][i]);
      }
    }

    @Override
    public void placebo(double[][] individual, double day, double[] previous, int n, double[] out) {
      double t = Math.max(day, 0);
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
      System.arraycopy(prediction, 0, observed, 0, n);
      return 0;
    }
  }
}
