package org.silico.engine.trial;

import java.util.List;
import org.silico.engine.plan.CovariatePlan;
import org.silico.engine.plan.Purpose;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.plan.Value;
import org.silico.engine.random.Distribution;
import org.silico.engine.random.GaussianCopula;
import org.silico.engine.random.StandardNormal;
import org.silico.engine.random.Truncated;

/**
 * Draws patients' covariates, and draws again in the place of a candidate who is not eligible: draw
 * k of a covariate belongs to the (k + 1)-th candidate.
 */
final class Covariates {
  /** After so many refused candidates for one place the criteria count as impossible to meet. */
  static final int MAX_CANDIDATES = 100_000;

  private final TrialPlan plan;
  private final int[] copulaPosition;
  private final double[][] scores;
  private final double[] eligible;
  private final Scratch scratch;
  private final double[][] candidates;
  private final int[] places;

  Covariates(TrialPlan plan, int capacity) {
    this.plan = plan;
    this.copulaPosition = new int[plan.covariates().size()];
    java.util.Arrays.fill(copulaPosition, -1);
    for (int m = 0; m < plan.covariateMembers().length; m++) {
      copulaPosition[plan.covariateMembers()[m]] = m;
    }
    this.scores = new double[plan.covariateMembers().length][capacity];
    this.scratch = new Scratch(capacity);
    boolean screened = plan.eligibility() != null;
    this.eligible = screened ? new double[capacity] : null;
    this.candidates = screened ? new double[plan.layout().names().size()][capacity] : null;
    this.places = screened ? new int[capacity] : null;
  }

  void fill(TrialData data) {
    int n = data.size();
    java.util.Arrays.fill(data.screenFailures(), 0, n, 0);
    draw(data.trial(), data.first(), null, n, 0, data.columns());
    if (plan.eligibility() != null) {
      screen(data);
    }
  }

  /** The share of candidates who are eligible, among the first candidates of a trial. */
  double eligibleShare(TrialData data) {
    int n = data.size();
    draw(data.trial(), data.first(), null, n, 0, data.columns());
    plan.eligibility().evaluate(data.columns(), n, eligible);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += eligible[i];
    }
    return sum / n;
  }

  private void screen(TrialData data) {
    plan.eligibility().evaluate(data.columns(), data.size(), eligible);
    int refused = 0;
    for (int i = 0; i < data.size(); i++) {
      if (eligible[i] == 0) {
        places[refused++] = i;
      }
    }
    for (int candidate = 1; refused > 0; candidate++) {
      if (candidate > MAX_CANDIDATES) {
        throw new SimulationException(
            "the eligibility criteria accepted none of "
                + MAX_CANDIDATES
                + " candidates for one place in the trial");
      }
      draw(data.trial(), data.first(), places, refused, candidate, candidates);
      plan.eligibility().evaluate(candidates, refused, eligible);
      int still = 0;
      for (int k = 0; k < refused; k++) {
        int i = places[k];
        data.screenFailures()[i]++;
        if (eligible[k] == 0) {
          places[still++] = i;
        } else {
          for (CovariatePlan c : plan.covariates()) {
            data.columns()[c.column()][i] = candidates[c.column()][k];
          }
        }
      }
      refused = still;
    }
  }

  /**
   * One candidate for each of n places.
   *
   * @param places positions after the first patient; null for the first n
   */
  private void draw(long trial, int first, int[] places, int n, long candidate, double[][] out) {
    GaussianCopula copula = plan.covariateCopula();
    if (copula != null) {
      for (int m = 0; m < scores.length; m++) {
        int purpose = Purpose.covariate(plan.covariateMembers()[m]);
        uniforms(trial, purpose, first, places, n, candidate, scores[m]);
        StandardNormal.quantiles(scores[m], n, scores[m]);
      }
      copula.correlate(scores, n);
    }
    List<CovariatePlan> covariates = plan.covariates();
    for (int c = 0; c < covariates.size(); c++) {
      CovariatePlan covariate = covariates.get(c);
      double[] column = out[covariate.column()];
      if (covariate instanceof CovariatePlan.Derived d) {
        d.formula().evaluate(out, n, column);
        continue;
      }
      if (copulaPosition[c] >= 0) {
        double[] z = scores[copulaPosition[c]];
        for (int i = 0; i < n; i++) {
          column[i] = StandardNormal.cdf(z[i]);
        }
      } else {
        uniforms(trial, Purpose.covariate(c), first, places, n, candidate, column);
      }
      if (covariate instanceof CovariatePlan.Fixed f) {
        f.distribution().quantiles(column, n, column);
      } else if (covariate instanceof CovariatePlan.Levels l) {
        levels(l, out, n, column);
      } else {
        varying((CovariatePlan.Varying) covariate, out, n, column);
      }
    }
  }

  private void uniforms(
      long trial, int purpose, int first, int[] places, int n, long candidate, double[] out) {
    if (places == null) {
      plan.stream().uniforms(trial, purpose, candidate, first, n, out);
    } else {
      for (int k = 0; k < n; k++) {
        out[k] = plan.stream().uniform(trial, purpose, first + (long) places[k], candidate);
      }
    }
  }

  private void levels(CovariatePlan.Levels l, double[][] columns, int n, double[] column) {
    int last = l.probabilities().length - 1;
    double[] p = scratch.column(0);
    double[] below = scratch.column(1);
    double[] level = scratch.column(2);
    java.util.Arrays.fill(below, 0, n, 0);
    java.util.Arrays.fill(level, 0, n, 0);
    for (int k = 0; k <= last; k++) {
      l.probabilities()[k].evaluate(columns, n, p);
      for (int i = 0; i < n; i++) {
        below[i] += p[i];
        if (k < last && column[i] >= below[i]) {
          level[i] = k + 1;
        }
      }
    }
    for (int i = 0; i < n; i++) {
      if (Math.abs(below[i] - 1) > 1e-6) {
        throw new SimulationException(
            "the probabilities of "
                + l.name()
                + " sum to "
                + below[i]
                + " for a patient, not to 1");
      }
    }
    System.arraycopy(level, 0, column, 0, n);
  }

  private void varying(CovariatePlan.Varying v, double[][] columns, int n, double[] column) {
    int k = v.parameters().length;
    for (int p = 0; p < k; p++) {
      v.parameters()[p].evaluate(columns, n, scratch.column(p));
    }
    double[] minimum = bound(v.minimum(), columns, n, k);
    double[] maximum = bound(v.maximum(), columns, n, k + 1);
    double[] theta = new double[k];
    for (int i = 0; i < n; i++) {
      for (int p = 0; p < k; p++) {
        theta[p] = scratch.column(p)[i];
      }
      try {
        Distribution d = v.family().of(theta);
        if (minimum != null || maximum != null) {
          d =
              new Truncated(
                  d,
                  minimum == null ? Double.NEGATIVE_INFINITY : minimum[i],
                  maximum == null ? Double.POSITIVE_INFINITY : maximum[i]);
        }
        column[i] = d.quantile(column[i]);
      } catch (IllegalArgumentException e) {
        throw new SimulationException(v.name() + " of a patient: " + e.getMessage());
      }
    }
  }

  private double[] bound(Value bound, double[][] columns, int n, int index) {
    if (bound == null) {
      return null;
    }
    double[] out = scratch.column(index);
    bound.evaluate(columns, n, out);
    return out;
  }
}
