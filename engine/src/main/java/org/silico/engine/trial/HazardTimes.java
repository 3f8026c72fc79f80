package org.silico.engine.trial;

import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.plan.ArmValue;
import org.silico.engine.plan.HazardPlan;

/**
 * Times to events by inversion of the survival function: the time t with c + (1 - c) exp(-H(t)) = u
 * (Bender, Augustin & Blettner 2005, Stat Med 24:1713), infinite for u below the cure fraction c.
 */
final class HazardTimes {
  private final Scratch scratch;

  /** Mean times by arm. */
  private double[] means = new double[0];

  HazardTimes(int capacity) {
    this.scratch = new Scratch(capacity);
  }

  /**
   * @param u survival probabilities in (0, 1)
   * @param out times in days; may not be u
   */
  void fill(HazardPlan law, double[] u, double[][] columns, int[] arm, int n, double[] out) {
    exponents(law.cure(), u, columns, arm, n, out);
    if (law.base() instanceof HazardPlan.Weibull w) {
      weibull(w, law, columns, arm, n, out);
      return;
    }
    HazardPlan.Piecewise base = (HazardPlan.Piecewise) law.base();
    if (base.hazards().length == 1 && law.ratios().length <= 1) {
      ArmValue ratio = law.ratios().length == 0 ? null : law.ratios()[0];
      exponential(base.hazards()[0], ratio, columns, arm, n, out);
    } else {
      piecewise(base, law, columns, arm, n, out);
    }
  }

  /** The cumulative hazard at which the event comes: -log of the uncured's survival probability. */
  private void exponents(
      ArmValue cure, double[] u, double[][] columns, int[] arm, int n, double[] out) {
    if (cure == null) {
      for (int i = 0; i < n; i++) {
        out[i] = -Elementary.log(u[i]);
      }
      return;
    }
    double[] c = scratch.column(0);
    cure.evaluate(columns, arm, n, c, scratch.column(1));
    for (int i = 0; i < n; i++) {
      out[i] =
          u[i] <= c[i] ? Double.POSITIVE_INFINITY : -Elementary.log((u[i] - c[i]) / (1 - c[i]));
    }
  }

  private void exponential(
      ArmValue hazard, ArmValue ratio, double[][] columns, int[] arm, int n, double[] out) {
    if (hazard.isConstant() && (ratio == null || ratio.isConstant())) {
      int arms = Math.max(hazard.count(), ratio == null ? 1 : ratio.count());
      if (means.length < arms) {
        means = new double[arms];
      }
      for (int a = 0; a < arms; a++) {
        means[a] = 1 / (hazard.constant(a) * (ratio == null ? 1 : ratio.constant(a)));
      }
      double first = means[0];
      for (int i = 0; i < n; i++) {
        out[i] *= arms == 1 ? first : means[arm[i]];
      }
      return;
    }
    double[] h = scratch.column(0);
    hazard.evaluate(columns, arm, n, h, scratch.column(1));
    if (ratio != null) {
      double[] r = scratch.column(2);
      ratio.evaluate(columns, arm, n, r, scratch.column(1));
      for (int i = 0; i < n; i++) {
        h[i] *= r[i];
      }
    }
    for (int i = 0; i < n; i++) {
      out[i] /= h[i];
    }
  }

  private void piecewise(
      HazardPlan.Piecewise base,
      HazardPlan law,
      double[][] columns,
      int[] arm,
      int n,
      double[] out) {
    int hazards = base.hazards().length;
    int ratios = law.ratios().length;
    for (int k = 0; k < hazards; k++) {
      base.hazards()[k].evaluate(columns, arm, n, scratch.column(1 + k), scratch.column(0));
    }
    for (int k = 0; k < ratios; k++) {
      law.ratios()[k].evaluate(columns, arm, n, scratch.column(1 + hazards + k), scratch.column(0));
    }
    for (int i = 0; i < n; i++) {
      double target = out[i];
      double start = 0;
      double time = Double.POSITIVE_INFINITY;
      int h = 0;
      int r = 0;
      while (true) {
        double nextHazard = h + 1 < hazards ? base.from()[h + 1] : Double.POSITIVE_INFINITY;
        double nextRatio = r + 1 < ratios ? law.ratioFrom()[r + 1] : Double.POSITIVE_INFINITY;
        double end = Math.min(nextHazard, nextRatio);
        double rate =
            scratch.column(1 + h)[i] * (ratios == 0 ? 1 : scratch.column(1 + hazards + r)[i]);
        double within = rate * (end - start);
        if (rate > 0 && target <= within) {
          time = start + target / rate;
          break;
        }
        if (end == Double.POSITIVE_INFINITY) {
          break;
        }
        target -= within;
        start = end;
        h += nextHazard == end ? 1 : 0;
        r += nextRatio == end ? 1 : 0;
      }
      out[i] = time;
    }
  }

  private void weibull(
      HazardPlan.Weibull w, HazardPlan law, double[][] columns, int[] arm, int n, double[] out) {
    double[] shape = scratch.column(1);
    double[] scale = scratch.column(2);
    w.shape().evaluate(columns, arm, n, shape, scratch.column(0));
    w.scale().evaluate(columns, arm, n, scale, scratch.column(0));
    int ratios = law.ratios().length;
    for (int k = 0; k < ratios; k++) {
      law.ratios()[k].evaluate(columns, arm, n, scratch.column(3 + k), scratch.column(0));
    }
    for (int i = 0; i < n; i++) {
      double target = out[i];
      // the base's cumulative hazard where the current piece starts
      double base = 0;
      double found = Double.POSITIVE_INFINITY;
      for (int k = 0; k < Math.max(1, ratios); k++) {
        double ratio = ratios == 0 ? 1 : scratch.column(3 + k)[i];
        double end =
            k + 1 < ratios
                ? Elementary.pow(law.ratioFrom()[k + 1] / scale[i], shape[i])
                : Double.POSITIVE_INFINITY;
        double within = ratio * (end - base);
        if (ratio > 0 && target <= within) {
          found = base + target / ratio;
          break;
        }
        target -= Double.isNaN(within) ? 0 : within;
        base = end;
      }
      out[i] = scale[i] * Elementary.pow(found, 1 / shape[i]);
    }
  }
}
