package org.silico.engine.analysis;

import java.util.Arrays;

/**
 * Maximum likelihood for the dispersion &alpha; of negative binomial counts with given means &mu;
 * (variance &mu; + &alpha;&mu;&sup2;; &alpha; = 1/&theta; of R's glm.nb).
 *
 * <p>In the form of Lawless (1987, Can J Stat 15:209-225, eq. 2.4), which stands well at &alpha; =
 * 0, the log-likelihood is &Sigma;<sub>i</sub> [&Sigma;<sub>j=0..y-1</sub> log(1 + &alpha;j) + y
 * log &mu; - (y + 1/&alpha;) log(1 + &alpha;&mu;)]. The inner sums of all patients together are one
 * sum over j, each with the number of patients whose count exceeds j: no gamma functions.
 */
final class Dispersion {

  /** exceeding[j] patients have a count above j. */
  private double[] exceeding = new double[0];

  private int highest;
  private double score;
  private double slope;

  void take(double[] y, int n) {
    highest = 0;
    for (int i = 0; i < n; i++) {
      highest = Math.max(highest, (int) y[i]);
    }
    if (exceeding.length <= highest) {
      exceeding = new double[2 * highest + 1];
    }
    Arrays.fill(exceeding, 0, highest + 1, 0);
    for (int i = 0; i < n; i++) {
      exceeding[(int) y[i]]++;
    }
    // from the number with a count of j to that with a count above j
    double above = 0;
    for (int j = highest; j >= 0; j--) {
      double at = exceeding[j];
      exceeding[j] = above;
      above += at;
    }
  }

  /**
   * A moment estimate; 0 if the score at &alpha; = 0, &Sigma; [(y - &mu;)&sup2; - y]/2, is not
   * positive: the counts vary no more than Poisson counts.
   */
  static double start(double[] y, double[] mu, int n) {
    double excess = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double residual = y[i] - mu[i];
      excess += residual * residual - y[i];
      squares += mu[i] * mu[i];
    }
    return excess > 0 ? excess / squares : 0;
  }

  /** The step in log &alpha; of Newton's method, never more than 1.5. */
  double step(double alpha, double[] y, double[] mu, int n) {
    differentiate(alpha, y, mu, n);
    double first = alpha * score;
    double second = first + alpha * alpha * slope;
    double step = second < 0 ? -first / second : Math.signum(first);
    return Math.max(-1.5, Math.min(1.5, step));
  }

  private void differentiate(double alpha, double[] y, double[] mu, int n) {
    score = 0;
    slope = 0;
    for (int j = 1; j < highest; j++) {
      double term = j / (1 + alpha * j);
      score += exceeding[j] * term;
      slope -= exceeding[j] * term * term;
    }
    for (int i = 0; i < n; i++) {
      double m = mu[i];
      double s = alpha * m;
      double inverse = 1 / (1 + s);
      // h(s) = (log(1 + s) - s/(1 + s))/s^2 and its derivative
      double h;
      double derivative;
      if (s < 0.01) {
        h = 0.5 + s * (-2.0 / 3 + s * (0.75 + s * (-0.8 + s * (5.0 / 6 - s * 6.0 / 7))));
        derivative = -2.0 / 3 + s * (1.5 + s * (-2.4 + s * (10.0 / 3 - s * 30.0 / 7)));
      } else {
        double over = 1 / s;
        h = (Math.log(1 + s) - s * inverse) * over * over;
        derivative = inverse * inverse * over - 2 * h * over;
      }
      score += m * (m * h - y[i] * inverse);
      slope += m * m * (m * derivative + y[i] * inverse * inverse);
    }
  }
}
