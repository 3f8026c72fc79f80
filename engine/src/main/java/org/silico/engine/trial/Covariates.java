package org.silico.engine.trial;

import java.util.Arrays;
import java.util.List;
import org.silico.engine.language.Quoting;
import org.silico.engine.plan.CovariatePlan;
import org.silico.engine.plan.Criterion;
import org.silico.engine.plan.PatientException;
import org.silico.engine.plan.Purpose;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.plan.Value;
import org.silico.engine.protocol.Layout;
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
  private final Scratch scratch;
  private double[] eligible;
  private double[][] candidates;
  private int[] places;
  private final Courses courses;
  private final List<Criterion> criteria;
  private final int capacity;
  private boolean screened;
  private TrialState state;

  /**
   * @param courses the longitudinal endpoints, whose values before randomisation are drawn with the
   *     covariates
   */
  Covariates(TrialPlan plan, Courses courses, int capacity) {
    this.plan = plan;
    this.courses = courses;
    this.copulaPosition = new int[plan.population().covariates().size()];
    Arrays.fill(copulaPosition, -1);
    for (int m = 0; m < plan.population().members().length; m++) {
      copulaPosition[plan.population().members()[m]] = m;
    }
    this.scores = new double[plan.population().members().length][capacity];
    this.scratch = new Scratch(capacity);
    this.criteria = plan.population().criteria();
    this.capacity = capacity;
    if (!criteria.isEmpty()) {
      reserve();
    }
  }

  private void reserve() {
    eligible = new double[capacity];
    candidates = new double[plan.layout().names().size()][capacity];
    places = new int[capacity];
  }

  /** Before the first block of a trial. */
  void restart(TrialState now) {
    state = now;
    screened = !criteria.isEmpty() || now.enriches();
    if (screened && eligible == null) {
      reserve();
    }
  }

  void fill(TrialData data) {
    int n = data.size();
    Arrays.fill(data.screenFailures(), 0, n, 0);
    draw(data.trial(), data.first(), null, n, 0, data.columns());
    courses.draw(data.trial(), data.first(), n, data.columns());
    if (screened) {
      screen(data);
    }
  }

  /**
   * The shares of the first candidates of a trial, spread over the sites, who meet each criterion;
   * the last is of those who meet all.
   */
  double[] eligibleShares(TrialData data) {
    int n = data.size();
    double[] site = data.columns()[Layout.SITE];
    int sites = plan.conduct().enrolment().siteOrder().length;
    for (int i = 0; i < n; i++) {
      site[i] = i % sites;
    }
    draw(data.trial(), data.first(), null, n, 0, data.columns());
    courses.draw(data.trial(), data.first(), n, data.columns());
    double[] shares = new double[criteria.size() + 1];
    double[] all = new double[n];
    Arrays.fill(all, 1);
    for (int c = 0; c < criteria.size(); c++) {
      judge(criteria.subList(c, c + 1), data.columns(), n);
      shares[c] = Arrays.stream(eligible, 0, n).average().orElse(1);
      for (int i = 0; i < n; i++) {
        all[i] *= eligible[i];
      }
    }
    shares[criteria.size()] = Arrays.stream(all).average().orElse(1);
    return shares;
  }

  /** Who of the candidates meets the criteria. */
  private void judge(List<Criterion> criteria, double[][] columns, int n) {
    Arrays.fill(eligible, 0, n, 1);
    for (Criterion criterion : criteria) {
      if (criterion.endpoint() < 0) {
        plan.population().eligibility().evaluate(columns, n, eligible);
      } else {
        courses.judge(criterion.endpoint(), columns, n, eligible);
      }
    }
  }

  /** Who is not of the subgroup that alone is enrolled when they enter. */
  private void enrich(double[][] columns, int n) {
    if (state.enriches()) {
      int phase = 0;
      for (int i = 0; i < n; i++) {
        phase = state.phase(columns[Layout.ENTRY][i], phase);
        TrialState.Enrichment own = state.phases().get(phase).enrichment();
        eligible[i] = own == null || own.allows(columns, i) ? eligible[i] : 0;
      }
    }
  }

  private void screen(TrialData data) {
    judge(criteria, data.columns(), data.size());
    enrich(data.columns(), data.size());
    int refused = 0;
    for (int i = 0; i < data.size(); i++) {
      if (eligible[i] == 0) {
        places[refused++] = i;
      }
    }
    for (int candidate = 1; refused > 0; candidate++) {
      if (candidate > MAX_CANDIDATES) {
        throw nobody(refused);
      }
      try {
        candidates(data, refused, candidate);
      } catch (PatientException e) {
        throw e.at(places[e.row()]);
      }
      int still = 0;
      for (int k = 0; k < refused; k++) {
        int i = places[k];
        data.screenFailures()[i]++;
        if (eligible[k] == 0) {
          places[still++] = i;
        } else {
          for (CovariatePlan c : plan.population().covariates()) {
            data.columns()[c.column()][i] = candidates[c.column()][k];
          }
          courses.accept(k, candidates, i, data.columns());
        }
      }
      refused = still;
    }
  }

  /** Draws and judges the next candidate for each place that is still open. */
  private void candidates(TrialData data, int open, int candidate) {
    draw(data.trial(), data.first(), places, open, candidate, candidates);
    if (courses.any() || state.enriches()) {
      for (int column : new int[] {Layout.SITE, Layout.ENTRY}) {
        for (int k = 0; k < open; k++) {
          candidates[column][k] = data.columns()[column][places[k]];
        }
      }
    }
    if (courses.any()) {
      courses.draw(data.trial(), data.first(), places, open, candidate, candidates);
    }
    judge(criteria, candidates, open);
    enrich(candidates, open);
  }

  /** Says which criterion the candidates at hand did not meet: the first that refuses the first. */
  private PatientException nobody(int open) {
    for (int c = 0; c < criteria.size(); c++) {
      judge(criteria.subList(c, c + 1), candidates, 1);
      if (eligible[0] == 0) {
        return new PatientException(
            criteria.get(c).location(),
            places[0],
            criteria.get(c).key()
                + " accepted none of "
                + MAX_CANDIDATES
                + " candidates for one place in the trial"
                + (open > 1 ? " (and for " + (open - 1) + " others)" : ""),
            "",
            "");
      }
    }
    throw new IllegalStateException(
        MAX_CANDIDATES + " candidates are all of levels that no longer enter");
  }

  /**
   * One candidate for each of n places.
   *
   * @param places positions after the first patient; null for the first n
   */
  private void draw(long trial, int first, int[] places, int n, long candidate, double[][] out) {
    Draws draws = new Draws(plan.identity().stream(), trial, first, places, n, candidate);
    GaussianCopula copula = plan.population().copula();
    if (copula != null) {
      for (int m = 0; m < scores.length; m++) {
        int purpose = Purpose.covariate(plan.population().members()[m]);
        draws.scores(purpose, scores[m]);
      }
      copula.correlate(scores, n);
    }
    List<CovariatePlan> covariates = plan.population().covariates();
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
        draws.uniforms(Purpose.covariate(c), column);
      }
      if (covariate instanceof CovariatePlan.Fixed f) {
        f.distribution().quantiles(column, n, column);
      } else if (covariate instanceof CovariatePlan.Levels l) {
        levels(c, l, out, n, column);
      } else {
        varying(c, (CovariatePlan.Varying) covariate, out, n, column);
      }
    }
  }

  private void levels(
      int covariate, CovariatePlan.Levels l, double[][] columns, int n, double[] column) {
    int last = l.probabilities().length - 1;
    double[] p = scratch.column(0);
    double[] below = scratch.column(1);
    double[] level = scratch.column(2);
    Arrays.fill(below, 0, n, 0);
    Arrays.fill(level, 0, n, 0);
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
        throw new PatientException(
            l.source().location(),
            i,
            "the probabilities of "
                + l.source().name()
                + " sum to "
                + Quoting.number(below[i])
                + " for a patient, not to 1",
            "",
            "let one level have what the others leave: 1 - ...");
      }
    }
    System.arraycopy(level, 0, column, 0, n);
  }

  private void varying(
      int covariate, CovariatePlan.Varying v, double[][] columns, int n, double[] column) {
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
        throw new PatientException(
            v.source().location(),
            i,
            v.source().name() + " of a patient: " + e.getMessage(),
            "",
            "");
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
