package org.silico.engine.truth;

import java.util.Optional;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.method.Effect;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.plan.ArmValue;
import org.silico.engine.plan.EndpointPlan;
import org.silico.engine.plan.HazardPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.random.StandardNormal;

/** True values by formula, where the arms differ by numbers and not by patients' covariates. */
final class ExactTruth {
  private ExactTruth() {}

  static Optional<Double> of(TrialPlan trial, AnalysisPlan plan) {
    Analysis a = plan.analysis();
    EndpointPlan e = trial.questions().endpoints().get(a.endpoint());
    double value;
    if (e instanceof EndpointPlan.Continuous c) {
      value = continuous(c, a);
    } else if (e instanceof EndpointPlan.Binary b) {
      value = binary(b, trial.conduct().dropout(), a);
    } else if (e instanceof EndpointPlan.Count c) {
      value = logRatio(c.rate(), a);
    } else if (e instanceof EndpointPlan.Ordinal o) {
      value = ordinal(o, a);
    } else if (e instanceof EndpointPlan.TimeToEvent t) {
      value =
          a.method().effect() == Effect.SUBDISTRIBUTION_HAZARD_RATIO
              ? subdistribution(t.law(), trial, plan)
              : timeToEvent(t.law(), plan);
    } else if (e instanceof EndpointPlan.Longitudinal) {
      value = Double.NaN;
    } else {
      throw new IllegalArgumentException("endpoint " + e);
    }
    return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
  }

  private static double continuous(EndpointPlan.Continuous c, Analysis a) {
    double difference = c.mean().constant(a.treatment()) - c.mean().constant(a.control());
    Effect effect = a.method().effect();
    if (effect == Effect.DIFFERENCE_OF_MEANS) {
      return difference;
    }
    if (effect != Effect.PROBABILITY_OF_A_LARGER_VALUE) {
      throw impossible(a);
    }
    // without a baseline in the value both arms are normal
    return c.change()
        ? Double.NaN
        : StandardNormal.cdf(
                difference
                    / StrictMath.hypot(
                        c.sd().constant(a.treatment()), c.sd().constant(a.control())))
            - 0.5;
  }

  private static double binary(EndpointPlan.Binary b, HazardPlan dropout, Analysis a) {
    double p1 = yes(b, dropout, a.treatment());
    double p0 = yes(b, dropout, a.control());
    return switch (a.method().effect()) {
      case PROPORTION -> p1;
      case DIFFERENCE_OF_PROPORTIONS -> p1 - p0;
      case RATIO_OF_PROPORTIONS -> Elementary.log(p1 / p0);
      case ODDS_RATIO -> Elementary.log(p1 / (1 - p1) / (p0 / (1 - p0)));
      default -> throw impossible(a);
    };
  }

  /** To leave before the visit is part of the endpoint when dropouts count as failures. */
  private static double yes(EndpointPlan.Binary b, HazardPlan dropout, int arm) {
    double stay = b.dropoutsFail() && dropout != null ? dropout.survival(arm, b.visit()) : 1;
    return b.probability().constant(arm) * stay;
  }

  private static double ordinal(EndpointPlan.Ordinal o, Analysis a) {
    if (a.method().effect() == Effect.CUMULATIVE_ODDS_RATIO) {
      // the same odds ratio at every cut only when the arms share their probabilities
      for (ArmValue p : o.probabilities()) {
        if (!p.isOneNumber()) {
          return Double.NaN;
        }
      }
      // a ratio above 1 moves patients to lower codes
      return o.oddsRatio() == null ? 0 : -logRatio(o.oddsRatio(), a);
    }
    if (a.method().effect() != Effect.PROBABILITY_OF_A_LARGER_VALUE) {
      throw impossible(a);
    }
    double better = 0;
    double below = 0;
    double[] p1 = probabilities(o, a.treatment());
    double[] p0 = probabilities(o, a.control());
    for (int k = 0; k < p1.length; k++) {
      better += p1[k] * (below + 0.5 * p0[k]);
      below += p0[k];
    }
    return better - 0.5;
  }

  private static double[] probabilities(EndpointPlan.Ordinal o, int arm) {
    double[] p = new double[o.probabilities().length];
    double ratio = o.oddsRatio() == null ? 1 : o.oddsRatio().constant(arm);
    double cumulative = 0;
    double before = 0;
    for (int k = 0; k < p.length; k++) {
      cumulative += o.probabilities()[k].constant(arm);
      double f = ratio * cumulative / (1 - cumulative + ratio * cumulative);
      p[k] = f - before;
      before = f;
    }
    return p;
  }

  private static double timeToEvent(HazardPlan law, AnalysisPlan plan) {
    Analysis a = plan.analysis();
    return switch (a.method().effect()) {
      case DIFFERENCE_OF_RESTRICTED_MEANS ->
          SurvivalArea.of(law, a.treatment(), plan.horizon())
              - SurvivalArea.of(law, a.control(), plan.horizon());
      case DIFFERENCE_OF_SURVIVAL ->
          law.survival(a.treatment(), plan.horizon()) - law.survival(a.control(), plan.horizon());
      default -> hazardOrRate(law, a);
    };
  }

  /** Rates per time at risk have the ratio of hazards where these do not change in time. */
  private static double hazardOrRate(HazardPlan law, Analysis a) {
    boolean changing = !(law.base() instanceof HazardPlan.Piecewise p) || p.hazards().length > 1;
    return a.method().effect() == Effect.RATE_RATIO && changing
        ? Double.NaN
        : proportionalHazards(law, a);
  }

  /** Known only where neither the event nor a competing one differs between the arms. */
  private static double subdistribution(HazardPlan law, TrialPlan trial, AnalysisPlan plan) {
    boolean same = proportionalHazards(law, plan.analysis()) == 0;
    for (int other : plan.competing()) {
      EndpointPlan e = trial.questions().endpoints().get(other);
      same &= proportionalHazards(((EndpointPlan.TimeToEvent) e).law(), plan.analysis()) == 0;
    }
    return same ? 0 : Double.NaN;
  }

  /** The log hazard ratio when it does not change in time. */
  private static double proportionalHazards(HazardPlan law, Analysis a) {
    if (law.cure() != null || law.ratios().length > 1) {
      return Double.NaN;
    }
    double ratio = law.ratios().length == 0 ? 0 : logRatio(law.ratios()[0], a);
    if (law.base() instanceof HazardPlan.Weibull w) {
      double shape = w.shape().constant(a.treatment());
      return shape == w.shape().constant(a.control())
          ? ratio - shape * logRatio(w.scale(), a)
          : Double.NaN;
    }
    ArmValue[] hazards = ((HazardPlan.Piecewise) law.base()).hazards();
    double first = logRatio(hazards[0], a);
    for (ArmValue h : hazards) {
      // not so either when a piece is a formula of covariates: NaN
      if (!(Math.abs(logRatio(h, a) - first) <= 1e-12)) {
        return Double.NaN;
      }
    }
    return ratio + first;
  }

  private static IllegalArgumentException impossible(Analysis a) {
    return new IllegalArgumentException(
        "no true value of a " + a.method().effect().words() + " by '" + a.name() + "'");
  }

  private static double logRatio(ArmValue value, Analysis a) {
    return Elementary.log(value.constant(a.treatment()) / value.constant(a.control()));
  }
}
