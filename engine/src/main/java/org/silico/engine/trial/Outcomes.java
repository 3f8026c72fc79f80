package org.silico.engine.trial;

import org.silico.engine.language.Quoting;
import org.silico.engine.plan.ArmValue;
import org.silico.engine.plan.EndpointPlan;
import org.silico.engine.plan.EndpointPlan.BaselinePlan;
import org.silico.engine.plan.EndpointPlan.Latent;
import org.silico.engine.plan.PatientException;
import org.silico.engine.plan.Purpose;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.random.Distribution;
import org.silico.engine.random.NegativeBinomial;
import org.silico.engine.random.Poisson;
import org.silico.engine.random.StandardNormal;

/**
 * Endpoints of patients. Every endpoint has one latent uniform per patient, joined to the others'
 * by a Gaussian copula where the protocol says so; its outcome is a function of that uniform, the
 * columns and the arm. So the outcomes under every arm come from the same random numbers. A high
 * latent normal of the copula is a high value, a yes, many events, a category listed late, or a
 * long time to the event.
 */
final class Outcomes {
  private final TrialPlan plan;
  private final double[][] uniforms;
  private final double[][] scores;
  private final Scratch scratch;
  private final HazardTimes times;
  private final Distribution[][] counts;

  /** By endpoint; null for one of several visits. */
  private final Law[] laws;

  private interface Law {
    void fill(TrialData data, int[] arm, double[] out);
  }

  Outcomes(TrialPlan plan, int capacity) {
    this.plan = plan;
    int endpoints = plan.questions().endpoints().size();
    this.uniforms = new double[endpoints][];
    this.scores = new double[endpoints][];
    this.scratch = new Scratch(capacity);
    this.times = new HazardTimes(capacity);
    this.counts = new Distribution[endpoints][];
    boolean[] joined = new boolean[endpoints];
    for (int e : plan.questions().members()) {
      joined[e] = true;
    }
    this.laws = new Law[endpoints];
    for (int e = 0; e < endpoints; e++) {
      EndpointPlan endpoint = plan.questions().endpoints().get(e);
      if (endpoint.latent() == Latent.NORMAL || joined[e]) {
        scores[e] = new double[capacity];
      }
      if (endpoint.latent() == Latent.ASCENDING || endpoint.latent() == Latent.DESCENDING) {
        uniforms[e] = new double[capacity];
      }
      laws[e] = endpoint.latent() == Latent.NONE ? null : law(e, endpoint);
    }
  }

  /** What an endpoint's outcomes are, from what is drawn for it. */
  private Law law(int e, EndpointPlan endpoint) {
    if (endpoint instanceof EndpointPlan.Continuous c) {
      return (data, arm, out) -> continuous(e, c, data, arm, out);
    } else if (endpoint instanceof EndpointPlan.Binary b) {
      return (data, arm, out) -> binary(e, b, data, arm, out);
    } else if (endpoint instanceof EndpointPlan.Count c) {
      counts[e] = constantCounts(c);
      return (data, arm, out) -> count(e, c, data, arm, out);
    } else if (endpoint instanceof EndpointPlan.Ordinal o) {
      return (data, arm, out) -> ordinal(e, o, data, arm, out);
    } else if (endpoint instanceof EndpointPlan.TimeToEvent t) {
      return (data, arm, out) ->
          times.fill(t.law(), uniforms[e], data.columns(), arm, data.size(), out);
    }
    throw new IllegalArgumentException("endpoint " + endpoint);
  }

  /** Draws what is behind the endpoints of a block of patients, and their baselines. */
  void draw(TrialData data) {
    int n = data.size();
    for (int e = 0; e < uniforms.length; e++) {
      double[] out = scores[e] != null ? scores[e] : uniforms[e];
      if (out == null) {
        continue; // longitudinal
      }
      plan.identity().stream().uniforms(data.trial(), Purpose.endpoint(e), 0, data.first(), n, out);
      if (scores[e] != null) {
        StandardNormal.quantiles(out, n, out);
      }
      baseline(e, plan.questions().endpoints().get(e).baseline(), data);
    }
    if (plan.questions().copula() != null) {
      double[][] joined = new double[plan.questions().members().length][];
      for (int m = 0; m < joined.length; m++) {
        joined[m] = scores[plan.questions().members()[m]];
      }
      plan.questions().copula().correlate(joined, n);
      for (int e : plan.questions().members()) {
        if (uniforms[e] != null) {
          boolean reversed = plan.questions().endpoints().get(e).latent() == Latent.DESCENDING;
          for (int i = 0; i < n; i++) {
            uniforms[e][i] = StandardNormal.cdf(reversed ? -scores[e][i] : scores[e][i]);
          }
        }
      }
    }
  }

  /**
   * The outcomes of an endpoint under given arms.
   *
   * @param arm of each patient; the columns that follow from arms must agree with it
   */
  void fill(int endpoint, TrialData data, int[] arm, double[] out) {
    laws[endpoint].fill(data, arm, out);
  }

  private void baseline(int endpoint, BaselinePlan baseline, TrialData data) {
    if (baseline == null) {
      return;
    }
    int n = data.size();
    double[] base = data.columns()[baseline.column()];
    double[] z = scratch.column(0);
    double[] sd = scratch.column(1);
    plan.identity().stream()
        .uniforms(data.trial(), Purpose.baseline(endpoint), 0, data.first(), n, z);
    StandardNormal.quantiles(z, n, z);
    baseline.mean().evaluate(data.columns(), n, base);
    baseline.sd().evaluate(data.columns(), n, sd);
    for (int i = 0; i < n; i++) {
      base[i] += sd[i] * z[i];
    }
  }

  private void continuous(
      int endpoint, EndpointPlan.Continuous c, TrialData data, int[] arm, double[] out) {
    int n = data.size();
    double[] sd = scratch.column(1);
    c.mean().evaluate(data.columns(), arm, n, out, scratch.column(0));
    c.sd().evaluate(data.columns(), arm, n, sd, scratch.column(0));
    double[] z = scores[endpoint];
    for (int i = 0; i < n; i++) {
      out[i] += sd[i] * z[i];
    }
    if (c.change()) {
      double[] base = data.columns()[c.baseline().column()];
      for (int i = 0; i < n; i++) {
        out[i] += base[i];
      }
    }
  }

  /** The event happens for uniforms below its probability. */
  private void binary(
      int endpoint, EndpointPlan.Binary b, TrialData data, int[] arm, double[] out) {
    int n = data.size();
    double[] p = scratch.column(1);
    b.probability().evaluate(data.columns(), arm, n, p, scratch.column(0));
    double[] u = uniforms[endpoint];
    for (int i = 0; i < n; i++) {
      out[i] = u[i] < p[i] ? 1 : 0;
    }
  }

  private void count(int endpoint, EndpointPlan.Count c, TrialData data, int[] arm, double[] out) {
    int n = data.size();
    double[] u = uniforms[endpoint];
    Distribution[] constant = counts[endpoint];
    if (constant != null) {
      for (int i = 0; i < n; i++) {
        out[i] = constant[arm[i]].quantile(u[i]);
      }
      return;
    }
    double[] rate = scratch.column(1);
    double[] k = scratch.column(2);
    c.rate().evaluate(data.columns(), arm, n, rate, scratch.column(0));
    if (c.dispersion() == null) {
      java.util.Arrays.fill(k, 0, n, 0);
    } else {
      c.dispersion().evaluate(data.columns(), arm, n, k, scratch.column(0));
    }
    for (int i = 0; i < n; i++) {
      out[i] = events(rate[i] * c.period(), k[i]).quantile(u[i]);
    }
  }

  private Distribution[] constantCounts(EndpointPlan.Count c) {
    if (!c.rate().isConstant() || (c.dispersion() != null && !c.dispersion().isConstant())) {
      return null;
    }
    Distribution[] byArm = new Distribution[plan.arms().count()];
    for (int a = 0; a < byArm.length; a++) {
      double k = c.dispersion() == null ? 0 : c.dispersion().constant(a);
      byArm[a] = events(c.rate().constant(a) * c.period(), k).tabulated();
    }
    return byArm;
  }

  private static Distribution events(double mean, double dispersion) {
    return dispersion == 0 ? new Poisson(mean) : new NegativeBinomial(mean, dispersion);
  }

  /** Proportional odds: the odds of a category at or before any cut are multiplied by the ratio. */
  private void ordinal(
      int endpoint, EndpointPlan.Ordinal o, TrialData data, int[] arm, double[] out) {
    int n = data.size();
    double[] u = uniforms[endpoint];
    double[] p = scratch.column(1);
    double[] ratio = scratch.column(2);
    double[] below = scratch.column(3);
    ArmValue odds = o.oddsRatio();
    if (odds == null) {
      java.util.Arrays.fill(ratio, 0, n, 1);
    } else {
      odds.evaluate(data.columns(), arm, n, ratio, scratch.column(0));
    }
    java.util.Arrays.fill(out, 0, n, 1);
    java.util.Arrays.fill(below, 0, n, 0);
    int last = o.probabilities().length - 1;
    for (int k = 0; k <= last; k++) {
      o.probabilities()[k].evaluate(data.columns(), arm, n, p, scratch.column(0));
      for (int i = 0; i < n; i++) {
        below[i] += p[i];
        double f = ratio[i] * below[i] / (1 - below[i] + ratio[i] * below[i]);
        if (k < last && u[i] >= f) {
          out[i] = k + 2;
        }
      }
    }
    for (int i = 0; i < n; i++) {
      if (Math.abs(below[i] - 1) > 1e-6) {
        throw new PatientException(
            o.source().location(),
            i,
            "the category probabilities of "
                + o.source().name()
                + " sum to "
                + Quoting.number(below[i])
                + " for a patient, not to 1",
            "",
            "let one category have what the others leave: 1 - ...");
      }
    }
  }
}
