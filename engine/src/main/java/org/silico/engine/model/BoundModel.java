package org.silico.engine.model;

/**
 * A model with all population parameters bound: three pure functions on columns of n patients.
 * Immutable, safe for many threads; nothing is allocated per patient.
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
   * The terms at one time, which add up on the scale of the model's {@link Link}.
   *
   * @param day days since the start of treatment; before 0 only the natural course is not 0
   * @param exposure each patient's exposure now, 0 on placebo; null if all have none. The drug term
   *     is the only one that depends on it
   * @param previous each patient's previous observation, NaN where there is none yet; null if none
   *     has one
   * @param terms receives three columns, in the order of {@link Term}
   */
  void terms(
      double[][] individual,
      double day,
      double[] exposure,
      double[] previous,
      int n,
      double[][] terms);

  /**
   * What is measured, within the range of the outcome and not rounded beyond the model's own
   * distribution (see {@link Outcome#round}).
   *
   * @param prediction from {@link Outcome#predict}
   * @param previous as in {@link #terms}
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
