package org.silico.jobs.size;

import java.util.Map;
import org.silico.engine.random.StandardNormal;

/**
 * Power as Φ(a + b√x), fitted to binomial counts by maximum likelihood (Fisher scoring; McCullagh
 * and Nelder 1989, section 4.4).
 *
 * @param intercept a
 * @param slope b
 * @param covariance of the two, row by row
 * @param deviation Pearson's statistic, to be held against its degrees of freedom
 * @param df points beyond two
 */
record ProbitFit(double intercept, double slope, double[] covariance, double deviation, int df) {
  private static final int STEPS = 50;
  private static final double FAR = 6;

  /**
   * @param points trials and successes by x; two at least
   */
  static ProbitFit of(Map<Double, long[]> points) {
    double centre = points.keySet().stream().mapToDouble(Math::sqrt).average().orElseThrow();
    double a = 0;
    double b = 0;
    double[] information = new double[3];
    double deviation = 0;
    for (int step = 0; step < STEPS; step++) {
      information = new double[3];
      double scoreA = 0;
      double scoreB = 0;
      deviation = 0;
      for (Map.Entry<Double, long[]> point : points.entrySet()) {
        double s = Math.sqrt(point.getKey()) - centre;
        double n = point.getValue()[0];
        double eta = Math.max(-FAR, Math.min(FAR, a + b * s));
        double p = StandardNormal.cdf(eta);
        double density = density(eta);
        double variance = p * (1 - p);
        double residual = point.getValue()[1] - n * p;
        double weight = n * density * density / variance;
        scoreA += residual * density / variance;
        scoreB += residual * density / variance * s;
        information[0] += weight;
        information[1] += weight * s;
        information[2] += weight * s * s;
        deviation += residual * residual / (n * variance);
      }
      double determinant = information[0] * information[2] - information[1] * information[1];
      double da = (information[2] * scoreA - information[1] * scoreB) / determinant;
      double db = (information[0] * scoreB - information[1] * scoreA) / determinant;
      // a step that is too long is shortened: far out the likelihood is flat
      double shrink = Math.min(1, 2 / Math.max(1e-300, Math.abs(da)));
      a += shrink * da;
      b += shrink * db;
      if (Math.abs(da) + Math.abs(db) < 1e-10) {
        break;
      }
    }
    double determinant = information[0] * information[2] - information[1] * information[1];
    double vaa = information[2] / determinant;
    double vab = -information[1] / determinant;
    double vbb = information[0] / determinant;
    // from √x less its centre to √x
    return new ProbitFit(
        a - b * centre,
        b,
        new double[] {vaa - 2 * centre * vab + centre * centre * vbb, vab - centre * vbb, vbb},
        deviation,
        points.size() - 2);
  }

  /** Φ⁻¹ of power. */
  double eta(double x) {
    return intercept + slope * Math.sqrt(x);
  }

  /** The standard error of {@link #eta}. */
  double error(double x) {
    double s = Math.sqrt(x);
    return Math.sqrt(Math.max(0, covariance[0] + 2 * s * covariance[1] + s * s * covariance[2]));
  }

  /** Where power is Φ(eta); 0 where it would be at a negative root. */
  double root(double eta) {
    double s = (eta - intercept) / slope;
    return s > 0 ? s * s : 0;
  }

  /** The standard normal density. */
  static double density(double z) {
    return StrictMath.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  }
}
