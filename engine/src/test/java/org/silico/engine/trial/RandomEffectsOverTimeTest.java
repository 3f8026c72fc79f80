package org.silico.engine.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.silico.engine.Plans;
import org.silico.engine.Sampled;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.random.StandardNormal;

/** Random effects of the protocol: their laws, and who shares them. */
class RandomEffectsOverTimeTest {
  private static final int PATIENTS = 100_000;

  private static Longitudinal simulate(String keys) {
    return Longitudinal.simulate(
        PATIENTS,
        Longitudinal.TWO_ARMS,
        "",
        "visits: [1 week]\nterms: {natural course: A}\nresidual: {sd: 0}\n" + keys);
  }

  /** Moments of functions of a normal; the logit-normal's from R's integrate. */
  @Test
  void laws() {
    Longitudinal trial =
        simulate(
            """
            random effects:
              A: {sd: 2}
              B: {distribution: lognormal, sd: 0.4}
              L: {distribution: logit-normal, median: 0.3, sd: 1.2}
              X: {distribution: box-cox, sd: 0.8, shape: 0.4}
              Z: {distribution: box-cox, sd: 0.8, shape: 0}
            """);
    trial.all(trial.effect(0)).assertMean(0, "normal");
    trial.all(trial.effect(0)).assertVariance(4, "normal");
    double s = .16;
    trial.all(trial.effect(1)).assertMean(Math.exp(s / 2), "lognormal");
    trial.all(trial.effect(1)).assertVariance(Math.exp(s) * Math.expm1(s), "lognormal");
    trial.all(trial.effect(2)).assertMean(LOGIT_MEAN, "logit-normal");
    trial.all(trial.effect(2)).assertVariance(LOGIT_VARIANCE, "logit-normal");
    // (exp(0.4 eta) - 1) / 0.4 with 0.4 eta normal of variance 0.1024
    trial.all(trial.effect(3)).assertMean(Math.expm1(.0512) / .4, "Box-Cox");
    trial.all(trial.effect(3)).assertVariance(Math.exp(.1024) * Math.expm1(.1024) / .16, "Box-Cox");
    trial.all(trial.effect(4)).assertVariance(.64, "Box-Cox, shape 0");
    // effects are independent of one another, and the value is the effect itself
    Sampled.assertCorrelation(0, trial.effect(0), trial.effect(1), trial.n);
    assertEquals(trial.effect(0)[17], trial.value(1)[17]);
    assertEquals(trial.effect(0)[17], trial.base()[17]);
  }

  private static final double LOGIT_MEAN = 0.34038303410;
  private static final double LOGIT_VARIANCE = 0.04754050459;

  /**
   * Of the normals behind: for lognormals (exp(r s t) - 1) / sqrt((exp(s^2) - 1)(exp(t^2) - 1)).
   */
  @Test
  void correlation() {
    Longitudinal trial =
        simulate(
            """
            random effects:
              A: {sd: 2}
              N: {sd: 1}
              B: {distribution: lognormal, sd: 0.4}
              C: {distribution: lognormal, sd: 0.6}
            random effect correlation:
              - {between: [A, B], value: -0.3}
              - {between: [B, C], value: 0.5}
            """);
    double[] logB = Arrays.stream(trial.effect(2)).map(Math::log).toArray();
    Sampled.assertCorrelation(-.3, trial.effect(0), logB, trial.n);
    Sampled.assertCorrelation(
        Math.expm1(.5 * .24) / Math.sqrt(Math.expm1(.16) * Math.expm1(.36)),
        trial.effect(2),
        trial.effect(3),
        trial.n);
    Sampled.assertCorrelation(0, trial.effect(0), trial.effect(3), trial.n);
    Sampled.assertCorrelation(0, trial.effect(0), trial.effect(1), trial.n);
  }

  @Test
  void latentClasses() {
    Longitudinal trial =
        Longitudinal.simulate(
            PATIENTS,
            Longitudinal.TWO_ARMS,
            "",
            """
            visits: [1 week]
            terms: {natural course: "if CLASS == 'large' then 3 else if CLASS == 'some' then 2 else 1"}
            residual: {sd: 0}
            random effects: {CLASS: {classes: {large: 20%, some: 45%, none: 35%}}}
            """);
    double[] share = {.2, .45, .35};
    for (int k = 0; k < 3; k++) {
      long count = 0;
      for (int i = 0; i < trial.n; i++) {
        assertEquals(3 - trial.effect(0)[i], trial.value(1)[i]);
        count += trial.effect(0)[i] == k ? 1 : 0;
      }
      Sampled.assertShare(share[k], count, trial.n, "class " + k);
    }
  }

  /**
   * Patients of the same site share an effect of variance 4 beside 9 of their own and 3 of the
   * residual: the intraclass correlation is 4/16.
   */
  @Test
  void sitesShareAnEffect() {
    int trials = 400;
    TrialPlan plan =
        Plans.plan(
            Longitudinal.TWO_ARMS
                + """
                enrolment: {patients: 100, sites: {number: 5, rate: 2 per month}}
                endpoints:
                  Y:
                    type: longitudinal
                    visits: [1 week]
                    terms: {natural course: 10 + S + U}
                    random effects: {U: {sd: 3}, S: {sd: 2, by: site}}
                    residual: {sd: sqrt(3)}
                """);
    TrialSimulator simulator = new TrialSimulator(plan);
    Sampled product = new Sampled();
    Sampled other = new Sampled();
    Sampled effects = new Sampled();
    for (int t = 0; t < trials; t++) {
      TrialData data = simulator.simulate(t);
      double[] y = data.history().values(0, 0);
      double[] s = data.columns()[plan.layout().effects(0) + 1];
      Map<Integer, Double> bySite = new HashMap<>();
      for (int i = 0; i < data.size(); i++) {
        double first = bySite.computeIfAbsent(data.site()[i], key -> Double.NaN);
        bySite.put(data.site()[i], Double.isNaN(first) ? s[i] : first);
        assertEquals(bySite.get(data.site()[i]), s[i], "the effect of a site");
      }
      bySite.values().forEach(effects::add);
      // one pair within a site and one across, for independent products
      int first = -1;
      int across = -1;
      for (int i = 1; i < data.size(); i++) {
        first = first < 0 && data.site()[i] == data.site()[0] ? i : first;
        across = across < 0 && data.site()[i] != data.site()[0] ? i : across;
      }
      if (first > 0) {
        product.add((y[0] - 10) * (y[first] - 10));
      }
      other.add((y[0] - 10) * (y[across] - 10));
    }
    product.assertMean(4, "covariance within a site");
    other.assertMean(0, "covariance across sites");
    effects.assertMean(0, "effects of sites");
    effects.assertVariance(4, "effects of sites");
  }

  /** 50 raters, each with as many patients as chance says, and one trial's study effect. */
  @Test
  void ratersAndTheStudyShareAnEffect() {
    TrialPlan plan =
        Longitudinal.plan(
            2_000,
            Longitudinal.TWO_ARMS,
            "",
            """
            visits: [1 week]
            terms: {natural course: R + R2 + ST}
            random effects: {R: {sd: 2, by: rater}, R2: {distribution: lognormal, sd: 1, by: rater}, ST: {sd: 3, by: study}}
            raters: 50
            residual: {sd: 0}
            """);
    TrialSimulator simulator = new TrialSimulator(plan);
    Sampled raters = new Sampled();
    Sampled study = new Sampled();
    for (int t = 0; t < 200; t++) {
      TrialData data = simulator.simulate(t);
      int column = plan.layout().effects(0);
      double[] r = data.columns()[column];
      double[] r2 = data.columns()[column + 1];
      double[] st = data.columns()[column + 2];
      Map<Double, Integer> count = new HashMap<>();
      Map<Double, Double> second = new HashMap<>();
      for (int i = 0; i < data.size(); i++) {
        count.merge(r[i], 1, Integer::sum);
        Double known = second.put(r[i], r2[i]);
        assertEquals(known == null ? r2[i] : known, r2[i], "both effects of a rater");
        assertEquals(st[0], st[i], "the study's effect");
      }
      // a rater without a patient among 2,000: 50 x 0.98^2000, never
      assertEquals(50, count.size());
      count.keySet().forEach(raters::add);
      study.add(st[0]);
      if (t == 0) {
        // chi-squared with 49 degrees of freedom: 99.99% below 97
        double chi = 0;
        for (int c : count.values()) {
          chi += (c - 40.0) * (c - 40.0) / 40;
        }
        assertTrue(chi < 97, "chi-squared " + chi);
      }
    }
    raters.assertMean(0, "raters");
    raters.assertVariance(4, "raters");
    study.assertMean(0, "study");
    study.assertVariance(9, "study");
  }

  /** Another trial, other patients, and another endpoint have other effects. */
  @Test
  void effectsAreNotSharedWithoutNeed() {
    String endpoint =
        "type: longitudinal, visits: [1 week], terms: {natural course: U}, random effects: {U: {sd:"
            + " 1}}, residual: {sd: 0}";
    TrialPlan plan =
        Plans.plan(
            Longitudinal.TWO_ARMS
                + "enrolment: {patients: 1000}\nendpoints: {Y: {"
                + endpoint
                + "}, Z: {"
                + endpoint
                + "}}\n");
    Set<Double> seen = new HashSet<>();
    TrialSimulator simulator = new TrialSimulator(plan);
    for (int t = 0; t < 5; t++) {
      TrialData data = simulator.simulate(t);
      for (int e = 0; e < 2; e++) {
        for (double u : data.baseline(e)) {
          assertTrue(seen.add(u));
        }
      }
    }
    assertEquals(10_000, seen.size());
    Sampled all = new Sampled();
    seen.forEach(all::add);
    assertTrue(all.kolmogorov(StandardNormal::cdf) < 2.23);
  }
}
