package org.silico.engine.trial;

import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.plan.LongitudinalPlan.ScalePlan;
import org.silico.engine.protocol.Course.CountLaw;
import org.silico.engine.protocol.Course.Link;
import org.silico.engine.random.NegativeBinomial;
import org.silico.engine.random.Poisson;
import org.silico.engine.random.StandardNormal;

/**
 * From the sum of terms to a prediction, and from that and a normal score to what is measured. A
 * high score is a high value, a yes, a late category, many events.
 */
final class Scales {
  /** A count of a larger mean is taken as of this one. */
  private static final double LARGEST_MEAN = 1e6;

  private Scales() {}

  /**
   * The mean of what is measured where the scale has one (for ordinal scales the sum itself).
   *
   * @param out may be {@code sum} itself
   */
  static void predict(ScalePlan scale, double[] sum, int n, double[] out) {
    if (scale instanceof ScalePlan.Bounded b) {
      for (int i = 0; i < n; i++) {
        out[i] = b.low() + (b.high() - b.low()) * expit(sum[i]);
      }
    } else if (scale instanceof ScalePlan.Binary y) {
      for (int i = 0; i < n; i++) {
        out[i] = probability(y.link(), sum[i]);
      }
    } else if (scale instanceof ScalePlan.Count) {
      for (int i = 0; i < n; i++) {
        out[i] = Math.min(Elementary.exp(sum[i]), LARGEST_MEAN);
      }
    } else if (scale instanceof ScalePlan.Ordinal || scale instanceof ScalePlan.Continuous) {
      System.arraycopy(sum, 0, out, 0, n);
    } else {
      throw new IllegalArgumentException("scale " + scale);
    }
  }

  /**
   * Values of a scale other than continuous.
   *
   * @param prediction from {@link #predict}
   * @param dispersion of counts, or null
   */
  static void observe(
      ScalePlan scale, double[] prediction, double[] dispersion, double[] z, int n, double[] out) {
    if (scale instanceof ScalePlan.Bounded b) {
      for (int i = 0; i < n; i++) {
        out[i] = b.low() + b.law().quantile(prediction[i] - b.low(), StandardNormal.cdf(z[i]));
      }
    } else if (scale instanceof ScalePlan.Binary) {
      for (int i = 0; i < n; i++) {
        out[i] = StandardNormal.cdf(-z[i]) < prediction[i] ? 1 : 0;
      }
    } else if (scale instanceof ScalePlan.Ordinal o) {
      for (int i = 0; i < n; i++) {
        out[i] = category(o, prediction[i], StandardNormal.cdf(z[i]));
      }
    } else if (scale instanceof ScalePlan.Count c) {
      for (int i = 0; i < n; i++) {
        double d = dispersion == null ? 0 : dispersion[i];
        out[i] = count(c.law(), prediction[i], d, StandardNormal.cdf(z[i]));
      }
    } else {
      throw new IllegalArgumentException("scale " + scale);
    }
  }

  /** Sets values outside the range to its end. */
  static void restrict(ScalePlan.Continuous scale, double[] values, int n) {
    if (scale.low() > Double.NEGATIVE_INFINITY || scale.high() < Double.POSITIVE_INFINITY) {
      for (int i = 0; i < n; i++) {
        values[i] = Math.min(Math.max(values[i], scale.low()), scale.high());
      }
    }
    if (scale.whole()) {
      for (int i = 0; i < n; i++) {
        values[i] = Math.rint(values[i]);
      }
    }
  }

  private static double category(ScalePlan.Ordinal o, double eta, double u) {
    int k = 0;
    while (k < o.thresholds().length && u >= probability(o.link(), o.thresholds()[k] - eta)) {
      k++;
    }
    return k + 1;
  }

  private static double count(CountLaw law, double mean, double dispersion, double u) {
    if (dispersion == 0) {
      return new Poisson(mean).quantile(u);
    }
    return switch (law) {
      case POISSON -> new Poisson(mean).quantile(u);
      case NEGATIVE_BINOMIAL -> new NegativeBinomial(mean, dispersion).quantile(u);
      case GENERALISED_POISSON -> generalisedPoisson(mean, dispersion, u);
    };
  }

  /**
   * P(n) = theta (theta + n lambda)^(n - 1) exp(-theta - n lambda) / n!, theta = mean (1 - lambda):
   * variance mean / (1 - lambda)^2. Consul and Jain 1973, Technometrics 15:791.
   */
  static double generalisedPoisson(double mean, double lambda, double u) {
    double theta = mean * (1 - lambda);
    double logFactorial = 0;
    double sum = Elementary.exp(-theta);
    int n = 0;
    // the mean plus 60 standard deviations: beyond what a uniform can tell
    double most = mean + 60 * (1 + Math.sqrt(mean)) / (1 - lambda);
    while (sum <= u && n < most) {
      n++;
      logFactorial += Elementary.log(n);
      double rate = theta + n * lambda;
      sum +=
          Elementary.exp(
              Elementary.log(theta) + (n - 1) * Elementary.log(rate) - rate - logFactorial);
    }
    return n;
  }

  static double probability(Link link, double x) {
    return switch (link) {
      case LOGIT -> expit(x);
      case PROBIT -> StandardNormal.cdf(x);
      case LOG -> Math.min(Elementary.exp(x), 1);
      case IDENTITY -> Math.min(Math.max(x, 0), 1);
    };
  }

  private static double expit(double x) {
    return 1 / (1 + Elementary.exp(-x));
  }
}
