package org.silico.engine.trial;

import org.silico.engine.plan.LongitudinalPlan;
import org.silico.engine.plan.Purpose;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.random.RandomStream;
import org.silico.engine.random.StandardNormal;

/**
 * The visits of a block of patients to a longitudinal endpoint: actual days, which are missed, and
 * the normal scores behind the residuals. The same in every {@link World}, but that missing a visit
 * may depend on the arm.
 */
final class Visits {
  private final TrialPlan plan;
  private final LongitudinalPlan course;
  private final int endpoint;

  /** By visit. */
  final double[][] scores;

  /** By visit those behind the model's own residuals, where there are two; else the same. */
  final double[][] modelScores;

  /** By visit the days from randomisation; planned ones without deviations. */
  final double[][] days;

  /** By visit the uniforms that decide who misses it; null when nobody does. */
  final double[][] missed;

  private final double[] screenScore;
  private final double[] baseScore;

  Visits(TrialPlan plan, int endpoint, int capacity) {
    this.plan = plan;
    this.endpoint = endpoint;
    this.course = plan.questions().course(endpoint);
    this.scores = new double[course.visits()][capacity];
    this.modelScores = course.twoResiduals() ? new double[course.visits()][capacity] : this.scores;
    this.days = new double[course.visits()][capacity];
    this.missed = course.missed() == null ? null : new double[course.visits()][capacity];
    this.screenScore = new double[course.residuals() == null ? 0 : capacity];
    this.baseScore = new double[course.residuals() == null ? 0 : capacity];
    for (int v = 0; v < days.length; v++) {
      java.util.Arrays.fill(days[v], course.days()[v]);
    }
  }

  void draw(TrialData data, Entrants hidden) {
    int n = data.size();
    RandomStream stream = plan.identity().stream();
    for (int v = 0; v < scores.length; v++) {
      stream.uniforms(data.trial(), Purpose.residual(endpoint), v, data.first(), n, scores[v]);
      StandardNormal.quantiles(scores[v], n, scores[v]);
      if (modelScores != scores) {
        double[] own = modelScores[v];
        stream.uniforms(data.trial(), Purpose.modelResidual(endpoint), v, data.first(), n, own);
        StandardNormal.quantiles(own, n, own);
      }
      if (missed != null) {
        stream.uniforms(data.trial(), Purpose.missed(endpoint), v, data.first(), n, missed[v]);
      }
      if (course.deviation() > 0) {
        deviate(data, v, n);
      }
    }
    if (course.residuals() != null) {
      correlate(n, hidden);
    }
  }

  /** Normal deviations, truncated at half a day past the window and rounded to whole days. */
  private void deviate(TrialData data, int v, int n) {
    double[] day = days[v];
    plan.identity().stream()
        .uniforms(data.trial(), Purpose.deviation(endpoint), v, data.first(), n, day);
    double low = StandardNormal.cdf(-(course.window() + 0.5) / course.deviation());
    for (int i = 0; i < n; i++) {
      double z = StandardNormal.quantile(low + day[i] * (1 - 2 * low));
      day[i] = course.days()[v] + Math.rint(course.deviation() * z);
    }
  }

  private void correlate(int n, Entrants hidden) {
    boolean base = !course.baselineIsLevel(plan.conduct().leadIn());
    boolean screen = course.screeningObserved();
    int before = (screen ? 1 : 0) + (base ? 1 : 0);
    double[][] all = new double[before + scores.length][];
    if (screen) {
      System.arraycopy(hidden.screenScore, 0, screenScore, 0, n);
      all[0] = screenScore;
    }
    if (base) {
      System.arraycopy(hidden.baseScore, 0, baseScore, 0, n);
      all[before - 1] = baseScore;
    }
    System.arraycopy(scores, 0, all, before, scores.length);
    course.residuals().correlate(all, n);
  }
}
