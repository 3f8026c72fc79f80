package org.silico.engine.model;

import static org.silico.engine.model.EffectScale.NORMAL;

import java.util.List;
import java.util.Optional;
import org.silico.engine.model.ModelInfo.Exposure;
import org.silico.engine.model.ModelInfo.Kind;
import org.silico.engine.model.ModelInfo.Source;
import org.silico.engine.model.ModelInfo.Values;

/** HAMD-17 in major depression: three latent classes of response, on placebo and on drug. */
final class HamdStone2022 implements LongitudinalModel {

  private static final ModelInfo INFO =
      new ModelInfo(
          "HAMD-17 Stone 2022",
          Kind.SCORE,
          "change of HAMD-17 in major depression: large, non-specific and minimal responders",
          """
          change at the end of treatment = −(LARGE, NONSPECIFIC or MINIMAL) − η
          class on placebo: LARGE with P_LARGE, MINIMAL with P_MINIMAL, else NONSPECIFIC
          class on drug:    LARGE with D_LARGE, MINIMAL with D_MINIMAL, else NONSPECIFIC
          both from one score, so that nobody is of a lesser class on drug than on placebo
          before the end: change × (1 − exp(−K × t))/(1 − exp(−K × END)), and t/END if K = 0
          terms: 0; change on placebo; change on drug − change on placebo""",
          new Outcome("change of HAMD-17", "points", -52, 52, true, true, Link.IDENTITY),
          TimeUnit.DAY,
          List.of(
              Parameter.real("LARGE", 16.0, "points", "mean improvement of large responders"),
              Parameter.real("NONSPECIFIC", 8.9, "points", "of non-specific responders"),
              Parameter.real("MINIMAL", 1.7, "points", "of minimal responders"),
              Parameter.share("P_LARGE", 0.096, "share of large responders on placebo"),
              Parameter.share("P_MINIMAL", 0.215, "share of minimal responders on placebo"),
              Parameter.share("D_LARGE", 0.245, "share of large responders on drug"),
              Parameter.share("D_MINIMAL", 0.122, "share of minimal responders on drug"),
              Parameter.positive("END", 56, "day", "end of treatment (not in the abstract)"),
              Parameter.notNegative("K", 0, "1/day", "onset (not in the paper); 0 is linear")),
          List.of(
              RandomEffect.latentClass("class", "class of response"),
              RandomEffect.patient("within class", NORMAL, 0, "improvement within a class")),
          List.of(),
          List.of(),
          Optional.of(Exposure.onOff("TREATED", "on an antidepressant")),
          List.of("improvement on placebo", "improvement on drug"),
          List.of(),
          new Source(
              "Stone MB, Yaseen ZS, Miller BJ, Richardville K, Kalaria SN, Kirsch I (2022). BMJ 378,"
                  + " e067606, doi:10.1136/bmj-2021-067606, PMID 35918097",
              "the abstract",
              "232 trials of monotherapy for major depression submitted to the FDA from 1979 to"
                  + " 2016, 73,388 patients; other scales converted to HAMD-17"),
          56,
          List.of(
              "With these shares the mean improvement is 8.03 on placebo and 9.76 on drug, a"
                  + " difference of 1.73; the published difference is 1.75 (1.63 to 1.86), by random"
                  + " effects over trials.",
              "The model knows placebo and drug only: the natural course is 0 by convention, and the placebo"
                  + " term holds natural course and regression to the mean.",
              "The standard deviation within a class is not in the abstract: it is 0 here and must be"
                  + " given. Between classes alone the standard deviation is 3.9 on placebo; for a"
                  + " total of s give the square root of s² − 15.3.",
              "The paper describes the end of treatment only. The course before it is an assumption,"
                  + " linear by default.",
              "That the difference grows with baseline severity is reported without a formula and is"
                  + " not here."));

  @Override
  public ModelInfo info() {
    return INFO;
  }

  /**
   * @throws IllegalArgumentException also if the shares of an arm exceed 1
   */
  @Override
  public BoundModel bind(double[] theta) {
    Values p = INFO.values(theta);
    if (p.of("P_LARGE") + p.of("P_MINIMAL") > 1 || p.of("D_LARGE") + p.of("D_MINIMAL") > 1) {
      throw new IllegalArgumentException(
          INFO.name() + ": the shares of large and of minimal responders add up to more than 1");
    }
    return new Bound(p);
  }

  private static final class Bound implements BoundModel {
    /** Mean improvement of large, non-specific and minimal responders. */
    private final double[] improvement;

    private final double placeboLarge;
    private final double placeboMinimal;
    private final double drugLarge;
    private final double drugMinimal;
    private final double end;
    private final double onset;

    Bound(Values p) {
      improvement = new double[] {p.of("LARGE"), p.of("NONSPECIFIC"), p.of("MINIMAL")};
      placeboLarge = p.of("P_LARGE");
      placeboMinimal = p.of("P_MINIMAL");
      drugLarge = p.of("D_LARGE");
      drugMinimal = p.of("D_MINIMAL");
      end = p.of("END");
      onset = p.of("K");
    }

    @Override
    public void individualParameters(
        double[][] eta, double[][] covariates, int n, double[][] individual) {
      for (int i = 0; i < n; i++) {
        double score = eta[0][i];
        individual[0][i] = mean(score, placeboLarge, placeboMinimal) + eta[1][i];
        individual[1][i] = mean(score, drugLarge, drugMinimal) + eta[1][i];
      }
    }

    private double mean(double score, double large, double minimal) {
      return improvement[LatentClass.of(score, large, 1 - minimal)];
    }

    @Override
    public void placebo(double[][] individual, double day, double[] previous, int n, double[] out) {
      double reached = reached(day);
      for (int i = 0; i < n; i++) {
        out[i] = -individual[0][i] * reached;
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
      double reached = reached(day);
      for (int i = 0; i < n; i++) {
        boolean treated = exposure != null && exposure[i] > 0;
        out[i] = treated ? (individual[0][i] - individual[1][i]) * reached : 0;
      }
    }

    private double reached(double day) {
      double t = Math.min(Math.max(day, 0), end);
      return onset == 0 ? t / end : StrictMath.expm1(-onset * t) / StrictMath.expm1(-onset * end);
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
      return INFO.outcome().restrict(observed, n);
    }
  }
}
