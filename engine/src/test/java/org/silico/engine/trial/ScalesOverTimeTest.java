package org.silico.engine.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.silico.engine.Sampled;

/** What is measured, given the prediction. */
class ScalesOverTimeTest {
  private static final int PATIENTS = 100_000;

  private static Longitudinal simulate(String scale, String natural) {
    return Longitudinal.simulate(
        PATIENTS,
        Longitudinal.ONE_ARM,
        "",
        "visits: [1 week, 2 weeks, 3 weeks]\nscale: "
            + scale
            + "\nterms: {natural course: \""
            + natural
            + "\"}\n");
  }

  /** low + range mu, range^2 mu (1 - mu) / (1 + tau). */
  @Test
  void bounded() {
    double mu = 1 / (1 + Math.exp(.7));
    Longitudinal trial = simulate("{type: bounded, low: 10, high: 80, precision: 30}", "-0.7");
    assertEquals(10 + 70 * mu, trial.prediction(1)[5], 1e-12);
    for (int v = 1; v <= 3; v++) {
      Sampled y = trial.all(trial.value(v));
      y.assertMean(10 + 70 * mu, "visit " + v);
      y.assertVariance(70 * 70 * mu * (1 - mu) / 31, "visit " + v);
    }
    trial.all(trial.base()).assertMean(10 + 70 * mu, "baseline");
    Sampled.assertCorrelation(0, trial.value(1), trial.value(2), trial.n);
  }

  @Test
  void binaryByLink() {
    String[] links = {"logit", "probit", "log", "identity"};
    String[] sums = {"0.4", "-0.5", "log(0.3)", "0.35"};
    double[] p = {1 / (1 + Math.exp(-.4)), .30853753872598694, .3, .35};
    for (int k = 0; k < links.length; k++) {
      Longitudinal trial = simulate("{type: binary, link: " + links[k] + "}", sums[k]);
      assertEquals(p[k], trial.prediction(1)[0], 1e-12, links[k]);
      for (int v = 1; v <= 2; v++) {
        Sampled.assertShare(p[k], equal(trial.value(v), 1), trial.n, links[k]);
        assertEquals(trial.n, equal(trial.value(v), 1) + equal(trial.value(v), 0));
      }
    }
    // outside the range of a probability the log and identity links stop at its ends
    assertEquals(PATIENTS, trialSum("log", "1"));
    assertEquals(PATIENTS, trialSum("identity", "1.2"));
    assertEquals(0, trialSum("identity", "-0.2"));
  }

  private static long trialSum(String link, String sum) {
    return equal(simulate("{type: binary, link: " + link + "}", sum).value(1), 1);
  }

  private static long equal(double[] y, double value) {
    long count = 0;
    for (double one : y) {
      count += one == value ? 1 : 0;
    }
    return count;
  }

  /** P(Y <= k) = F(threshold - sum): a larger sum makes later categories likelier. */
  @Test
  void ordinal() {
    for (String link : new String[] {"logit", "probit"}) {
      Longitudinal trial =
          simulate(
              "{type: ordinal, categories: [none, mild, severe], thresholds: [-0.5, 1], link: "
                  + link
                  + "}",
              "0.3");
      // R: diff(c(0, plogis(c(-0.8, 0.7)), 1)), pnorm
      double[] p =
          link.equals("logit")
              ? new double[] {0.3100255189, 0.3581622533, 0.3318122278}
              : new double[] {0.2118553986, 0.5461809492, 0.2419636522};
      for (int k = 0; k < 3; k++) {
        Sampled.assertShare(p[k], equal(trial.value(2), k + 1), trial.n, link + " " + (k + 1));
        Sampled.assertShare(p[k], equal(trial.base(), k + 1), trial.n, link + " at baseline");
      }
    }
  }

  @Test
  void counts() {
    Longitudinal poisson = simulate("{type: count, distribution: poisson}", "log(2.5)");
    assertCount(poisson, 2.5, 2.5, Math.exp(-2.5), "Poisson");
    Longitudinal negative =
        simulate("{type: count, distribution: negative binomial, dispersion: 0.8}", "log(2.5)");
    assertCount(negative, 2.5, 2.5 + .8 * 6.25, Math.pow(1 + .8 * 2.5, -1 / .8), "NB");
    for (double lambda : new double[] {.3, .7}) {
      Longitudinal generalised =
          simulate(
              "{type: count, distribution: generalised poisson, dispersion: " + lambda + "}",
              "log(2.5)");
      assertCount(
          generalised,
          2.5,
          2.5 / ((1 - lambda) * (1 - lambda)),
          Math.exp(-2.5 * (1 - lambda)),
          "GP " + lambda);
    }
    Longitudinal none =
        simulate("{type: count, distribution: generalised poisson, dispersion: 0}", "log(2.5)");
    assertCount(none, 2.5, 2.5, Math.exp(-2.5), "GP without dispersion");
  }

  private static void assertCount(
      Longitudinal trial, double mean, double variance, double zero, String what) {
    for (int v : new int[] {1, 3}) {
      Sampled y = trial.all(trial.value(v));
      y.assertMean(mean, what);
      y.assertVariance(variance, what);
      Sampled.assertShare(zero, equal(trial.value(v), 0), trial.n, what + ": none");
    }
  }

  /** Consul's probabilities add up to the quantile function's steps. */
  @Test
  void generalisedPoissonQuantiles() {
    double mean = 4;
    double lambda = .45;
    double theta = mean * (1 - lambda);
    double below = 0;
    double factorial = 1;
    for (int k = 0; k < 120; k++) {
      factorial *= Math.max(1, k);
      double p =
          theta * Math.pow(theta + k * lambda, k - 1) * Math.exp(-theta - k * lambda) / factorial;
      assertEquals(k, Scale.generalisedPoisson(mean, lambda, below + p / 2), "in the middle");
      below += p;
    }
    assertEquals(1, below, 1e-9);
    assertEquals(0, Scale.generalisedPoisson(0, lambda, .999999));
  }

  /** Correlation of the normals behind: P(both) = 1/4 + asin(r) / (2 pi) at p = 1/2. */
  @Test
  void correlatedYesAndNo() {
    Longitudinal trial =
        Longitudinal.simulate(
            PATIENTS,
            Longitudinal.ONE_ARM,
            "",
            """
            visits: [1 week, 2 weeks]
            scale: {type: binary}
            terms: {natural course: 0}
            residual: {correlation: {structure: ar(1), value: 0.6}}
            """);
    long both = 0;
    for (int i = 0; i < trial.n; i++) {
      both += trial.value(1)[i] == 1 && trial.value(2)[i] == 1 ? 1 : 0;
    }
    Sampled.assertShare(.25 + Math.asin(.6) / (2 * Math.PI), both, trial.n, "both");
  }

  /**
   * A chain with P(1 | 0) = 0.2 and P(1 | 1) = 0.7 that starts at P(1) = 0.5: after k steps 0.4 +
   * 0.5^k x 0.1, stationary 0.2 / (0.2 + 0.3) = 0.4.
   */
  @Test
  void markovByThePreviousValue() {
    Longitudinal trial =
        Longitudinal.simulate(
            PATIENTS,
            Longitudinal.ONE_ARM,
            "",
            """
            visits: [1 day, 2 days, 3 days, 4 days, 5 days, 6 days, 7 days, 8 days, 9 days, 10 days]
            missed visits: 30%
            scale: {type: binary, link: identity}
            terms: {natural course: "if VISIT == 0 then 0.5 else if PREVIOUS == 1 then 0.7 else 0.2"}
            """);
    Sampled.assertShare(.5, equal(trial.base(), 1), trial.n, "baseline");
    double[] before = trial.base();
    for (int v = 1; v <= 10; v++) {
      Sampled.assertShare(
          .4 + Math.pow(.5, v) * .1, equal(trial.value(v), 1), trial.n, "visit " + v);
      long ones = equal(before, 1);
      long both = 0;
      for (int i = 0; i < trial.n; i++) {
        both += before[i] == 1 && trial.value(v)[i] == 1 ? 1 : 0;
      }
      Sampled.assertShare(.7, both, ones, "from 1 at visit " + v);
      before = trial.value(v);
    }
  }

  /** An ordinal chain: the sum is larger after a later category. */
  @Test
  void markovOrdinal() {
    Longitudinal trial =
        Longitudinal.simulate(
            PATIENTS,
            Longitudinal.ONE_ARM,
            "",
            """
            visits: [1 day, 2 days]
            scale: {type: ordinal, categories: [a, b, c], thresholds: [-1, 1]}
            terms: {natural course: "if VISIT == 0 then 0 else PREVIOUS - 2"}
            """);
    for (int from = 1; from <= 3; from++) {
      long[] to = new long[4];
      for (int i = 0; i < trial.n; i++) {
        if (trial.value(1)[i] == from) {
          to[(int) trial.value(2)[i]]++;
        }
      }
      long n = to[1] + to[2] + to[3];
      double first = 1 / (1 + Math.exp(1 + (from - 2)));
      double second = 1 / (1 + Math.exp(-1 + (from - 2)));
      Sampled.assertShare(first, to[1], n, "from " + from + " to a");
      Sampled.assertShare(1 - second, to[3], n, "from " + from + " to c");
    }
  }

  /** N(2, 3) on 0 to 6, whole: shares of the ends and of the numbers between, by Phi. */
  @Test
  void clampedAndRounded() {
    Longitudinal trial =
        Longitudinal.simulate(
            PATIENTS,
            Longitudinal.ONE_ARM,
            "",
            """
            visits: [1 week]
            scale: {low: 0, high: 6, whole: true}
            terms: {natural course: 2}
            residual: {sd: 3}
            """);
    // R: diff(c(0, pnorm((0:5 + 0.5 - 2) / 3), 1))
    double[] p = {
      0.30853753873,
      0.12527862866,
      0.13236766522,
      0.12527862866,
      0.10620915776,
      0.08065587639,
      0.12167250457
    };
    for (int k = 0; k <= 6; k++) {
      Sampled.assertShare(p[k], equal(trial.value(1), k), trial.n, "visit " + k);
      Sampled.assertShare(p[k], equal(trial.base(), k), trial.n, "baseline " + k);
    }
    assertEquals(2, trial.prediction(1)[0]);
  }

  @Test
  void oneEndAlone() {
    Longitudinal trial =
        Longitudinal.simulate(
            PATIENTS,
            Longitudinal.ONE_ARM,
            "",
            """
            visits: [1 week]
            scale: {low: 0}
            terms: {natural course: 2}
            residual: {sd: 3}
            """);
    // 2 Phi(2/3) + 3 phi(2/3)
    trial.all(trial.value(1)).assertMean(2.4533589415, "censored at 0");
    Sampled.assertShare(.2524925375, equal(trial.value(1), 0), trial.n, "at 0");
  }
}
