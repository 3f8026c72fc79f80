package org.silico.engine.model;

import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.random.Beta;
import org.silico.engine.random.StandardNormal;

/**
 * Beta observations on a bounded scale, Y = range x Beta(mu tau, (1 - mu) tau): mean range x mu,
 * variance range^2 mu (1 - mu) / (1 + tau).
 *
 * <p>As every patient and visit has another mean, the quantile function is kept as a table of logit
 * Q over (logit mu, normal score of u), read by cubic interpolation in both; the largest error of Q
 * in a test over the table is below 2e-5 of the range. Means within 0.1% of either end of the range
 * are taken as 0.1% from it.
 */
public final class BetaOnRange {

  /** Of logit mu: covers 0.001 to 0.999. */
  private static final double MEAN_REACH = 6.906754778648554;

  private static final int MEANS = 112;
  private static final double MEAN_STEP = 2 * MEAN_REACH / MEANS;

  /** Of the score: past Phi^-1(2^-53). */
  private static final double SCORE_REACH = 8.25;

  private static final int SCORES = 132;
  private static final double SCORE_STEP = 2 * SCORE_REACH / SCORES;

  private final double range;

  /** logit Q at (mean, score), one step of margin on all sides. */
  private final double[] table;

  private static final int ROW = SCORES + 3;

  /**
   * @param tau precision, the sum of both shapes
   * @param range the scale is 0 to this
   */
  public BetaOnRange(double tau, double range) {
    this.range = range;
    table = new double[(MEANS + 3) * ROW];
    for (int i = 0; i < MEANS + 3; i++) {
      double mu = Logistic.expit((i - 1) * MEAN_STEP - MEAN_REACH);
      double complement = Logistic.expit(MEAN_REACH - (i - 1) * MEAN_STEP);
      Beta beta = new Beta(mu * tau, complement * tau);
      Beta mirrored = new Beta(complement * tau, mu * tau);
      for (int j = 0; j < ROW; j++) {
        double p = StandardNormal.cdf(-Math.abs((j - 1) * SCORE_STEP - SCORE_REACH));
        table[i * ROW + j] =
            (j - 1) * SCORE_STEP <= SCORE_REACH
                ? logit(beta.quantile(p), mirrored.upperQuantile(p))
                : -logit(mirrored.quantile(p), beta.upperQuantile(p));
      }
    }
  }

  /** From q and 1 - q, kept finite. */
  private static double logit(double q, double complement) {
    return Elementary.log(Math.max(q, 1e-300)) - Elementary.log(complement);
  }

  /**
   * Observations from predictions on the scale and uniforms.
   *
   * @param observed may be {@code prediction} itself
   */
  void observe(double[] prediction, double[] u, int n, double[] observed) {
    for (int i = 0; i < n; i++) {
      observed[i] = quantile(prediction[i], u[i]);
    }
  }

  /** The observation whose distribution function is u, given its mean on the scale. */
  public double quantile(double mean, double u) {
    double mu = Math.min(Math.max(mean / range, 1e-3), 1 - 1e-3);
    double x = (Logistic.logit(mu) + MEAN_REACH) / MEAN_STEP;
    double z = Math.min(Math.max(StandardNormal.quantile(u), -SCORE_REACH), SCORE_REACH);
    double y = (z + SCORE_REACH) / SCORE_STEP;
    int i = Math.min(Math.max((int) x, 0), MEANS - 1);
    int j = Math.min((int) y, SCORES - 1);
    double t = y - j;
    double s = x - i;
    int at = i * ROW + j;
    double value =
        cubic(s, row(at, t), row(at + ROW, t), row(at + 2 * ROW, t), row(at + 3 * ROW, t));
    return range * Logistic.expit(value);
  }

  private double row(int at, double t) {
    return cubic(t, table[at], table[at + 1], table[at + 2], table[at + 3]);
  }

  /** The cubic through (-1, a), (0, b), (1, c), (2, d), at t. */
  private static double cubic(double t, double a, double b, double c, double d) {
    double below = t + 1;
    double above = t - 1;
    double far = t - 2;
    return (-a * t * above * far + d * below * t * above) / 6
        + (b * below * above * far - c * below * t * far) / 2;
  }
}
