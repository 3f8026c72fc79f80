package org.silico.engine.model;

import java.util.Arrays;

/**
 * A model with all population parameters bound: pure functions on columns of n patients. Immutable,
 * safe for many threads; nothing is allocated per patient.
 */
public interface BoundModel {

  /**
   * The patients' own parameters.
   *
   * @param eta a column per random effect, see {@link RandomEffects}
   * @param covariates a column per covariate
   * @param individual receives a column per name of {@link ModelInfo#individual}
   */
  void individualParameters(double[][] eta, double[][] covariates, int n, double[][] individual);

  /**
   * The term without any treatment, at one time. The three terms add up on the scale of the model's
   * {@link Link}; one that a model does not have is 0.
   *
   * @param day since randomisation
   * @param previous each patient's previous observation, NaN where there is none yet; null if none
   *     has one
   */
  default void naturalCourse(
      double[][] individual, double day, double[] previous, int n, double[] out) {
    Arrays.fill(out, 0, n, 0);
  }

  /**
   * What placebo adds.
   *
   * @param day since the start of treatment; before it, 0 or less, the term is 0
   * @param previous as in {@link #naturalCourse}
   */
  default void placebo(double[][] individual, double day, double[] previous, int n, double[] out) {
    Arrays.fill(out, 0, n, 0);
  }

  /**
   * What the drug adds to placebo.
   *
   * @param day on the drug; before it, 0 or less, the term is 0
   * @param exposure each patient's exposure now, 0 on placebo; null if all have none
   * @param previous as in {@link #naturalCourse}
   */
  default void drug(
      double[][] individual,
      double day,
      double[] exposure,
      double[] previous,
      int n,
      double[] out) {
    Arrays.fill(out, 0, n, 0);
  }

  /**
   * All terms of patients whose treatment began at randomisation and goes on.
   *
   * @param terms receives three columns, in the order of {@link Term}
   */
  default void terms(
      double[][] individual,
      double day,
      double[] exposure,
      double[] previous,
      int n,
      double[][] terms) {
    naturalCourse(individual, day, previous, n, terms[Term.NATURAL_COURSE.ordinal()]);
    placebo(individual, day, previous, n, terms[Term.PLACEBO.ordinal()]);
    drug(individual, day, exposure, previous, n, terms[Term.DRUG.ordinal()]);
  }

  /**
   * What is measured, within the range of the outcome and not rounded beyond the model's own
   * distribution (see {@link Outcome#round}).
   *
   * @param prediction from {@link Outcome#predict}
   * @param previous as in {@link #naturalCourse}
   * @param u a uniform per patient; the observation is monotone in it. A responder model given the
   *     same uniform at every visit lets nobody lose a response while the probability grows
   * @param observed receives the observations; may be {@code prediction} itself
   * @return how many observations fell outside the range and were set to its end
   */
  int observe(
      double[][] individual,
      double day,
      double[] prediction,
      double[] previous,
      double[] u,
      int n,
      double[] observed);
}
