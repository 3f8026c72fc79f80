package org.silico.engine.trial;

import org.silico.engine.plan.LongitudinalPlan;

/**
 * What is drawn of a longitudinal endpoint before randomisation and no formula sees, by patient.
 */
final class Entrants {
  /** The level that is drawn, where the endpoint has one. */
  final double[] level;

  /** Independent normal scores behind the residuals at screening and baseline. */
  final double[] screenScore;

  final double[] baseScore;

  /** What is predicted at baseline: the patient's true level, without residual. */
  final double[] truth;

  /** A column per individual parameter of the model, where there is one. */
  final double[][] individual;

  Entrants(LongitudinalPlan course, int capacity) {
    level = new double[course.levelMean() == null ? 0 : capacity];
    screenScore = new double[capacity];
    baseScore = new double[capacity];
    truth = new double[capacity];
    int parameters = course.model() == null ? 0 : course.model().model().info().individual().size();
    individual = new double[parameters][capacity];
  }

  /** Takes patient k of others as patient i. */
  void copy(Entrants from, int k, int i) {
    if (level.length > 0) {
      level[i] = from.level[k];
    }
    screenScore[i] = from.screenScore[k];
    baseScore[i] = from.baseScore[k];
    truth[i] = from.truth[k];
    for (int p = 0; p < individual.length; p++) {
      individual[p][i] = from.individual[p][k];
    }
  }
}
