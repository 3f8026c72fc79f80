package org.silico.engine.analysis;

/**
 * Combines the estimates Q<sub>1</sub>, ..., Q<sub>M</sub> from M imputed data sets, with squared
 * standard errors U<sub>1</sub>, ..., U<sub>M</sub> (Rubin 1987, Multiple Imputation for
 * Nonresponse in Surveys, eqs. 3.1.2 to 3.1.5, p. 76): the estimate is the mean Q&#772; and its
 * variance T = W + (1 + 1/M)B, with W the mean of U and B = &Sigma;(Q<sub>m</sub> -
 * Q&#772;)&sup2;/(M - 1).
 *
 * <p>The reference is t with &nu; degrees of freedom, 1/&nu; = &gamma;&sup2;/(M - 1) +
 * 1/&nu;<sub>obs</sub>, where &gamma; = (1 + 1/M)B/T and, with &nu;<sub>com</sub> the degrees of
 * freedom of complete data, &nu;<sub>obs</sub> = (1 - &gamma;)&nu;<sub>com</sub>
 * (&nu;<sub>com</sub> + 1)/(&nu;<sub>com</sub> + 3) (Barnard and Rubin 1999, Biometrika
 * 86:948-955). &nu; is below &nu;<sub>com</sub>, and also below Rubin's (M - 1)/&gamma;&sup2;.
 */
final class RubinsRules {

  private int imputations;
  private double mean;
  private double squares;
  private double within;

  /** Forgets all estimates. */
  void clear() {
    imputations = 0;
    mean = 0;
    squares = 0;
    within = 0;
  }

  /** Takes the estimate from one more imputed data set. */
  void add(double estimate, double standardError) {
    imputations++;
    double difference = estimate - mean;
    mean += difference / imputations;
    squares += difference * (estimate - mean);
    within += (standardError * standardError - within) / imputations;
  }

  /** W. */
  double within() {
    return within;
  }

  /** B; of at least two estimates. */
  double between() {
    return squares / (imputations - 1);
  }

  /**
   * Tests "effect = {@code nullValue}"; of at least two estimates.
   *
   * @param status how the analyses of the imputed data ended
   * @param completeDf degrees of freedom if nothing were missing; may be positive infinity
   */
  Estimate combine(Status status, double completeDf, double nullValue) {
    double added = (1 + 1.0 / imputations) * between();
    double total = within + added;
    double gamma = added / total;
    double observedDf = (1 - gamma) * completeDf * (1 - 2 / (completeDf + 3));
    double df = 1 / (gamma * gamma / (imputations - 1) + 1 / observedDf);
    double se = Math.sqrt(total);
    return new Estimate(status, mean, se, (mean - nullValue) / se, df, 1 / total);
  }
}
