package org.silico.engine.analysis;

import java.util.Arrays;
import org.silico.engine.arithmetic.Elementary;

/**
 * Maximum likelihood for the dispersion &alpha; of negative binomial counts with given means &mu;
 * (variance &mu; + &alpha;&mu;&sup2;; &alpha; = 1/&theta; of R's glm.nb).
 *
 * <p>In the form of Lawless (1987, Can J Stat 15:209-225, eq. 2.4), which stands well at &alpha; =
 * 0, the log-likelihood is &Sigma;<sub>i</sub> [&Sigma;<sub>j=0..y-1</sub> log(1 + &alpha;j) + y
 * log &mu; - (y + 1/&alpha;) log(1 + &alpha;&mu;)]. The inner sums of all patients together are one
 * sum over j, each with the number of patients whose count exceeds j: no gamma functions.
 *
 * <p>Beyond j = J = 256 the inner sum of a patient is an integral by the formula of Euler and
 * Maclaurin, so that large counts cost no more. With L(x) = x - log(1 + x) and 1 + r = (1 +
 * &alpha;y)/(1 + &alpha;&mu;), the integral's score together with that of the patient's other terms
 * is [L(r) - L(&alpha;J)]/&alpha;&sup2;, in which large numbers do not cancel.
 */
final class Dispersion {

  /** J. */
  private static final int SUMMED = 256;

  /** exceeding[j] patients have a count above j. */
  private final double[] exceeding = new double[SUMMED + 1];

  private int highest;
  private double score;
  private double slope;

  void take(double[] y, int n) {
    highest = 0;
    for (int i = 0; i < n; i++) {
      highest = Math.max(highest, (int) Math.min(y[i], SUMMED));
    }
    Arrays.fill(exceeding, 0, highest + 1, 0);
    for (int i = 0; i < n; i++) {
      exceeding[(int) Math.min(y[i], SUMMED)]++;
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
   * A moment estimate to start from, &Sigma; [(y - &mu;)&sup2; - y]/&Sigma; &mu;&sup2;: positive if
   * the score at &alpha; = 0 is. If not, the likelihood has a maximum at 0, but where exposures
   * differ much it can have a higher one: then the mean of (y/&mu; - 1)&sup2; - 1/&mu;, in which
   * small means count as much, and a maximum found from there must be above that of Poisson counts.
   *
   * @return 0 if neither is positive: the counts vary no more than Poisson counts
   */
  static double start(double[] y, double[] mu, int n) {
    double excess = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double residual = y[i] - mu[i];
      excess += residual * residual - y[i];
      squares += mu[i] * mu[i];
    }
    if (excess > 0) {
      return excess / squares;
    }
    double relative = 0;
    for (int i = 0; i < n; i++) {
      double residual = y[i] / mu[i] - 1;
      relative += residual * residual - 1 / mu[i];
    }
    return relative > 0 ? Math.min(relative / n, 100) : 0;
  }

  /** The log-likelihood of Poisson counts with given means, to compare {@link #logLikelihood}. */
  static double poisson(double[] y, double[] mu, int n) {
    double value = 0;
    for (int i = 0; i < n; i++) {
      value += (y[i] > 0 ? y[i] * Elementary.log(mu[i]) : 0) - mu[i];
    }
    return value;
  }

  /** The log-likelihood at &alpha; above 0. */
  double logLikelihood(double alpha, double[] y, double[] mu, int n) {
    double value = 0;
    for (int j = 1; j < highest; j++) {
      value += exceeding[j] * Elementary.log1p(alpha * j);
    }
    for (int i = 0; i < n; i++) {
      if (y[i] > SUMMED) {
        value += integralOfLog(alpha, y[i]) - integralOfLog(alpha, SUMMED);
      }
      value += y[i] > 0 ? y[i] * Elementary.log(mu[i]) : 0;
      value -= (y[i] + 1 / alpha) * Elementary.log1p(alpha * mu[i]);
    }
    return value;
  }

  /** Of log(1 + &alpha;x) with the corrections of Euler and Maclaurin for a sum. */
  private static double integralOfLog(double alpha, double x) {
    double u = alpha * x;
    double log = Elementary.log1p(u);
    return ((1 + u) * log - u) / alpha - 0.5 * log + alpha / (12 * (1 + u));
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
      if (y[i] > SUMMED) {
        addLarge(alpha, y[i], m);
        continue;
      }
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
        h = (Elementary.log(1 + s) - s * inverse) * over * over;
        derivative = inverse * inverse * over - 2 * h * over;
      }
      score += m * (m * h - y[i] * inverse);
      slope += m * m * (m * derivative + y[i] * inverse * inverse);
    }
  }

  /** The terms of a patient from j = J on, and those without j. */
  private void addLarge(double alpha, double y, double m) {
    double inverse = 1 / (1 + alpha * m);
    double r = alpha * (y - m) * inverse;
    double u = alpha * SUMMED;
    double over = 1 / alpha;
    double integral = (excess(r) - excess(u)) * over * over;
    double slopeOfR = r * (y - m) * inverse / (1 + r) * inverse;
    double slopeOfU = u * SUMMED / (1 + u);
    score += integral + correction(alpha, y) - correction(alpha, SUMMED);
    slope += (slopeOfR - slopeOfU) * over * over - 2 * integral * over;
    slope += correctionSlope(alpha, y) - correctionSlope(alpha, SUMMED);
  }

  /** L(x). */
  private static double excess(double x) {
    if (Math.abs(x) > 0.01) {
      return x - Elementary.log1p(x);
    }
    return x * x * (0.5 - x * (1.0 / 3 - x * (0.25 - x * (0.2 - x * (1.0 / 6 - x / 7)))));
  }

  /** -f/2 + f'/12 - f'''/720 of f(x) = x/(1 + &alpha;x). */
  private static double correction(double alpha, double x) {
    double inverse = 1 / (1 + alpha * x);
    double square = inverse * inverse;
    return -0.5 * x * inverse + square * (1.0 / 12 - alpha * alpha * square / 120);
  }

  /** Its derivative in &alpha;. */
  private static double correctionSlope(double alpha, double x) {
    double inverse = 1 / (1 + alpha * x);
    double square = inverse * inverse;
    double cube = square * inverse;
    return 0.5 * x * x * square
        - x * cube / 6
        - alpha * square * square / 60
        + alpha * alpha * x * square * cube / 30;
  }
}
