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
sealed interface Scale {
  /** A count of a larger mean is taken as of this one. */
  double LARGEST_MEAN = 1e6;

  static Scale of(ScalePlan plan, int capacity) {
    if (plan instanceof ScalePlan.Continuous c) {
      return new Continuous(c);
    } else if (plan instanceof ScalePlan.Bounded b) {
      return new Bounded(b);
    } else if (plan instanceof ScalePlan.Binary b) {
      return new Binary(b);
    } else if (plan instanceof ScalePlan.Ordinal o) {
      return new Ordinal(o);
    } else if (plan instanceof ScalePlan.Count c) {
      int used = c.dispersion() == null ? 0 : capacity;
      return new Count(c, new double[used], new double[used]);
    }
    throw new IllegalStateException("scale " + plan);
  }

  /**
   * From the sum of the terms, in place, to the mean of what is measured where the scale has one
   * (for ordinal scales the sum itself).
   */
  void predict(double[] sum, int n);

  /**
   * Values without the residual of the protocol, which only a continuous scale has.
   *
   * @param prediction from {@link #predict}
   * @param z normal scores
   */
  void observe(int[] arm, double[][] columns, double[] prediction, double[] z, int n, double[] out);

  /** Sets values to what the scale can show. */
  default void restrict(double[] values, int n) {}

  /** The residual is added to the prediction, and the values are then restricted. */
  record Continuous(ScalePlan.Continuous plan) implements Scale {
    @Override
    public void predict(double[] sum, int n) {}

    @Override
    public void observe(
        int[] arm, double[][] columns, double[] prediction, double[] z, int n, double[] out) {
      System.arraycopy(prediction, 0, out, 0, n);
    }

    /** Sets values outside the range to its end. */
    @Override
    public void restrict(double[] values, int n) {
      double low = plan.low();
      double high = plan.high();
      if (low > Double.NEGATIVE_INFINITY || high < Double.POSITIVE_INFINITY) {
        for (int i = 0; i < n; i++) {
          values[i] = Math.min(Math.max(values[i], low), high);
        }
      }
      if (plan.whole()) {
        for (int i = 0; i < n; i++) {
          values[i] = Math.rint(values[i]);
        }
      }
    }
  }

  record Bounded(ScalePlan.Bounded plan) implements Scale {
    @Override
    public void predict(double[] sum, int n) {
      for (int i = 0; i < n; i++) {
        sum[i] = plan.low() + (plan.high() - plan.low()) * expit(sum[i]);
      }
    }

    @Override
    public void observe(
        int[] arm, double[][] columns, double[] prediction, double[] z, int n, double[] out) {
      for (int i = 0; i < n; i++) {
        double above = prediction[i] - plan.low();
        out[i] = plan.low() + plan.law().quantile(above, StandardNormal.cdf(z[i]));
      }
    }
  }

  record Binary(ScalePlan.Binary plan) implements Scale {
    @Override
    public void predict(double[] sum, int n) {
      for (int i = 0; i < n; i++) {
        sum[i] = probability(plan.link(), sum[i]);
      }
    }

    @Override
    public void observe(
        int[] arm, double[][] columns, double[] prediction, double[] z, int n, double[] out) {
      for (int i = 0; i < n; i++) {
        out[i] = StandardNormal.cdf(-z[i]) < prediction[i] ? 1 : 0;
      }
    }
  }

  record Ordinal(ScalePlan.Ordinal plan) implements Scale {
    @Override
    public void predict(double[] sum, int n) {}

    @Override
    public void observe(
        int[] arm, double[][] columns, double[] prediction, double[] z, int n, double[] out) {
      for (int i = 0; i < n; i++) {
        out[i] = category(plan, prediction[i], StandardNormal.cdf(z[i]));
      }
    }
  }

  /**
   * @param dispersion of each patient; empty without one
   */
  record Count(ScalePlan.Count plan, double[] dispersion, double[] scratch) implements Scale {
    @Override
    public void predict(double[] sum, int n) {
      for (int i = 0; i < n; i++) {
        sum[i] = Math.min(Elementary.exp(sum[i]), LARGEST_MEAN);
      }
    }

    @Override
    public void observe(
        int[] arm, double[][] columns, double[] prediction, double[] z, int n, double[] out) {
      if (plan.dispersion() != null) {
        plan.dispersion().evaluate(columns, arm, n, dispersion, scratch);
      }
      for (int i = 0; i < n; i++) {
        double d = plan.dispersion() == null ? 0 : dispersion[i];
        out[i] = count(plan.law(), prediction[i], d, StandardNormal.cdf(z[i]));
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
