package org.silico.engine.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.silico.engine.Sampled;
import org.silico.engine.model.EffectScale;
import org.silico.engine.model.ModelInfo;
import org.silico.engine.model.Models;
import org.silico.engine.protocol.Course.TermKind;

/**
 * Models of the library through a protocol. The expected numbers are those of the models' own
 * tests, from independent code, or printed in the papers.
 */
class ModelsInTrialsTest {
  private static final int PATIENTS = 100_000;

  static Stream<String> models() {
    return Models.all().stream()
        .map(model -> model.info())
        .filter(info -> info.kind() != ModelInfo.Kind.KERNEL)
        .map(ModelInfo::name);
  }

  private static String noSpread(String name) {
    return Models.byName(name).info().effects().stream()
        .filter(effect -> effect.scale() != EffectScale.LATENT_CLASS)
        .map(effect -> effect.name() + ": 0")
        .collect(Collectors.joining(", ", "effects: {", "}"));
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyModelRuns(String name) {
    Longitudinal trial =
        Longitudinal.simulate(
            400,
            Longitudinal.TWO_ARMS,
            """
            lead in: {duration: 1 week}
            intercurrent events: {STOP: {type: treatment discontinuation, probability: 10%}}
            """,
            "visits: [1 week, 4 weeks, 12 weeks]\nvisit deviation: {sd: 1 day, window: 2 days}\n"
                + "screening: {}\nmodel: "
                + name
                + "\n");
    ModelInfo info = Models.byName(name).info();
    for (int v = 1; v <= 3; v++) {
      double spread = 0;
      for (int i = 0; i < trial.n; i++) {
        double y = trial.value(v)[i];
        assertTrue(y >= info.outcome().low() && y <= info.outcome().high(), name + ": " + y);
        double term = trial.term(TermKind.DRUG, v)[i];
        boolean on =
            trial.data.arm()[i] == 1 && trial.event(0)[i] >= trial.data.visitDays(0, v - 1)[i];
        assertTrue(on || term == 0, "the drug acts on the drug");
        spread = Math.max(spread, Math.abs(y - trial.value(v)[0]));
      }
      assertTrue(spread > 0, name);
    }
    History none = trial.world(World.Treatment.NONE, trial.allIn(1));
    History own = trial.world(World.Treatment.OF_THE_ARM, trial.data.arm());
    for (int i = 0; i < trial.n; i++) {
      assertEquals(0, none.terms(0, 2)[TermKind.PLACEBO.ordinal()][i]);
      assertEquals(trial.value(3)[i], own.values(0, 2)[i]);
    }
    assertEquals(10, models().count());
  }

  /** Baseline and visits on placebo, and the last visit on the drug. */
  private static void assertTypical(
      String name, String more, String days, double[] placebo, double active, int places) {
    boolean change = Models.byName(name).info().outcome().ofChange();
    Longitudinal trial =
        Longitudinal.simulate(
            40,
            Longitudinal.TWO_ARMS,
            "",
            "visits: ["
                + days
                + "]\nmodel: {name: "
                + name
                + ", "
                + noSpread(name)
                + more
                + "}\n"
                + (change ? "baseline: {mean: 100, sd: 0}\n" : ""));
    double level = change ? 100 : 0;
    double near = .5 * Math.pow(10, -places) * (1 + 1e-9);
    int control = trial.in(0);
    int treated = trial.in(1);
    assertEquals(placebo[0] + level, trial.simulator.trueBaseline(0)[control], near, name);
    assertEquals(placebo[0] + level, trial.simulator.trueBaseline(0)[treated], near, name);
    for (int v = 1; v < placebo.length; v++) {
      assertEquals(placebo[v] + level, trial.prediction(v)[control], near, name + " visit " + v);
    }
    assertEquals(
        active + level, trial.prediction(placebo.length - 1)[treated], near, name + " on drug");
  }

  @Test
  void typicalCourses() {
    assertTypical(
        "PANSS Friberg 2009",
        ", exposure: {placebo: 0, active: 40}",
        "7 days, 14 days, 21 days, 28 days, 42 days",
        new double[] {90.5, 85.700, 81.853, 79.594, 78.412, 77.574},
        72.716,
        3);
    assertTypical(
        "ADAS-cog Rogers 2012",
        "",
        "12 weeks, 24 weeks, 52 weeks",
        new double[] {21.774, 21.561, 22.369, 25.112},
        22.719,
        3);
    assertTypical(
        "ADAS-cog Conrado 2014",
        "",
        "182.625 days, 365.25 days, 730.5 days, 1095.75 days",
        new double[] {22.2, 23.964, 25.868, 30.136, 35.090},
        35.090,
        3);
    assertTypical(
        "pain Plan 2012",
        "",
        "7 days, 28 days, 56 days, 126 days",
        new double[] {6.207, 6.017, 5.613, 5.319, 5.079},
        5.079,
        3);
    assertTypical(
        "WOMAC pain Wen 2022",
        "",
        "2 weeks, 4 weeks, 8 weeks, 12 weeks",
        new double[] {25, 22.284, 21.127, 20.425, 20.298},
        20.298,
        3);
    // R: plogis(-7.61); on adalimumab 40 mg 0.7080511175
    assertTypical(
        "PASI Checchio 2017",
        ", exposure: {placebo: 0, active: 40}",
        "4 weeks, 8 weeks, 12 weeks, 16 weeks",
        new double[] {.00050, .01038, .03136, .04680, .05416},
        .70805,
        5);
    // R: plogis(-4.97)
    assertTypical("EASI Serrano 2026", "", "16 weeks", new double[] {.0069, .1430}, .1430, 4);
    assertTypical(
        "EASI Serrano 2026",
        ", covariates: {TCS: 1}",
        "16 weeks",
        new double[] {.0069, .2643},
        .2643,
        4);
    assertTypical("UPDRS Lee 2011", "", "26 weeks", new double[] {0, 3.625}, 0.065, 3);
  }

  /** exp(-1.09) before, exp(-1.25) on placebo; on the drug by latent class. */
  @Test
  void typicalSeizures() {
    Longitudinal trial =
        Longitudinal.simulate(
            PATIENTS,
            Longitudinal.TWO_ARMS,
            "",
            "visits: [1 day, 7 days]\nmodel: {name: seizures Schoemaker 2018, exposure: {placebo: 0,"
                + " active: 20}, "
                + noSpread("seizures Schoemaker 2018")
                + "}\n");
    double responder = Math.exp(-1.25 - 3.13 * 20 / (Math.exp(3.45) + 20));
    long responders = 0;
    long treated = 0;
    for (int i = 0; i < trial.n; i++) {
      double rate = trial.prediction(2)[i];
      assertEquals(Math.exp(-1.09), trial.simulator.trueBaseline(0)[i], 1e-12);
      if (trial.data.arm()[i] == 0) {
        assertEquals(Math.exp(-1.25), rate, 1e-12);
      } else {
        treated++;
        responders += Math.abs(rate - responder) < 1e-9 ? 1 : 0;
        assertTrue(Math.abs(rate - responder) < 1e-9 || Math.abs(rate - Math.exp(-1.25)) < 1e-9);
      }
    }
    Sampled.assertShare(.335, responders, treated, "responders");
    // NB with overdispersion exp(-2.24)
    double mean = Math.exp(-1.25);
    trial.ofArm(0, trial.value(1)).assertMean(mean, "seizures");
    trial.ofArm(0, trial.value(1)).assertVariance(mean + Math.exp(-2.24) * mean * mean, "seizures");
  }

  /**
   * Change on placebo in the population of the CAMD tool, no effects of study. Expected: R code
   * written for the model's own test, 4 million patients; published with two digits: -0.28, 0.03,
   * 0.65, 3.41, SD 4.78, 5.05, 5.49, 7.87.
   */
  @Test
  void adasCogRogersInItsPopulation() {
    Longitudinal trial =
        Longitudinal.simulate(
            PATIENTS,
            "arms: {placebo: {control: true}}\n",
            """
            population:
              covariates:
                ALLELES: {distribution: categorical, probabilities: {none: 0.4219, one: 0.435, two: 0.1431}}
                AGE: {distribution: normal, mean: "if ALLELES == 'none' then 75.27 else if ALLELES == 'one' then 75.64 else 66.48", sd: sqrt(86.02)}
                MMSE: {distribution: uniform, min: 16, max: 26}
                SEX: {distribution: binomial, size: 1, probability: 0.5454}
            """,
            """
            visits: [8 weeks, 16 weeks, 24 weeks, 52 weeks]
            model:
              name: ADAS-cog Rogers 2012
              effects: {study ETA: 0, study ALPHA: 0}
              covariates:
                MMSE: MMSE
                AGE: AGE
                SEX: SEX
                APOE4: "if ALLELES == 'none' then 0 else if ALLELES == 'one' then 1 else 2"
            """);
    double[] published = {-0.28, 0.03, 0.65, 3.41};
    double[] publishedSd = {4.78, 5.05, 5.49, 7.87};
    double[] mean = {-0.291985, 0.031106, 0.643483, 3.411448};
    double[] sd = {4.775212, 5.047292, 5.494199, 7.858916};
    for (int v = 1; v <= 4; v++) {
      Sampled change = trial.all(trial.change(v));
      change.assertMean(mean[v - 1], "visit " + v);
      change.assertVariance(sd[v - 1] * sd[v - 1], "visit " + v);
      // published figures are of a simulation whose size is not known, taken as 10,000 patients
      double error = publishedSd[v - 1] * Math.hypot(1 / Math.sqrt(trial.n), .01);
      assertEquals(published[v - 1], change.mean(), 4 * error + .005, "published, visit " + v);
      assertEquals(
          publishedSd[v - 1],
          Math.sqrt(change.variance()),
          4 * error * Math.sqrt(.5) + .005,
          "published SD, visit " + v);
    }
  }

  /** The model's effects between studies, seen over trials: SD 0.09536 on the logit. */
  @Test
  void studiesDiffer() {
    var plan =
        Longitudinal.plan(
            2,
            "arms: {placebo: {control: true}}\n",
            "",
            "visits: [8 weeks]\nmodel: {name: ADAS-cog Rogers 2012, effects: {ETA: 0, ALPHA: 0, study"
                + " ALPHA: 0}}\n");
    TrialSimulator simulator = new TrialSimulator(plan, 2, true);
    Sampled studies = new Sampled();
    for (int t = 0; t < 4_000; t++) {
      simulator.simulate(t);
      double[] truth = simulator.trueBaseline(0);
      assertEquals(truth[0], truth[1], "the same study");
      studies.add(Math.log(truth[0] / (70 - truth[0])));
    }
    studies.assertMean(-0.7952, "studies");
    studies.assertVariance(0.09536 * 0.09536, "studies");
  }

  /** 8.03 and 9.76 published, 8.0336 and 9.7611 from the shares; variance 15.3 between classes. */
  @Test
  void hamdStone() {
    Longitudinal trial =
        Longitudinal.simulate(
            PATIENTS,
            Longitudinal.TWO_ARMS,
            "",
            """
            visits: [4 weeks, 8 weeks]
            baseline: {mean: 24, sd: 4}
            model: {name: HAMD-17 Stone 2022, effects: {within class: 6}}
            """);
    trial.ofArm(0, trial.change(2)).assertMean(-8.0336, "placebo");
    trial.ofArm(1, trial.change(2)).assertMean(-9.7611, "drug");
    trial.ofArm(0, trial.change(1)).assertMean(-8.0336 / 2, "placebo, half-way");
    // .096 x 16^2 + .689 x 8.9^2 + .215 x 1.7^2 - 8.0336^2 = 15.2339...
    double between =
        .096 * 256
            + .689 * 8.9 * 8.9
            + .215 * 1.7 * 1.7
            - Math.pow(.096 * 16 + .689 * 8.9 + .215 * 1.7, 2);
    trial.ofArm(0, trial.change(2)).assertVariance(between + 36, "placebo");
    Sampled.assertCorrelation(0, trial.base(), trial.change(2), trial.n);
  }

  /** N(90.5, 167) and a residual of variance 3.52^2 exp(2 x 0.196), as in the model's own test. */
  @Test
  void panssBaseline() {
    Longitudinal trial =
        Longitudinal.simulate(
            PATIENTS, Longitudinal.TWO_ARMS, "", "visits: [6 weeks]\nmodel: PANSS Friberg 2009\n");
    trial.all(trial.base()).assertMean(90.5, "baseline");
    trial.all(trial.base()).assertVariance(167 + 3.52 * 3.52 * Math.exp(2 * .196), "baseline");
  }

  /** R: 70*plogis(-0.7952+0.005074*26+b*(exp(-kel*52)-exp(-keq*52))) with DELTA 2 and ESTAR 0. */
  @Test
  void parametersAndSetsAreOverridden() {
    Longitudinal trial =
        Longitudinal.simulate(
            20,
            Longitudinal.TWO_ARMS,
            "parameters: {slow: 1}\n",
            "visits: [52 weeks]\nmodel: {name: ADAS-cog Rogers 2012, sets: [slows progression by"
                + " half], parameters: {ESTAR: slow - 1}, "
                + noSpread("ADAS-cog Rogers 2012")
                + "}\n");
    assertEquals(23.02940851, trial.prediction(1)[trial.in(1)], 5e-8);
    assertEquals(25.112, trial.prediction(1)[trial.in(0)], 5e-4);
    // a parameter of the protocol wins over a set: DELTA 1 is no effect
    trial =
        Longitudinal.simulate(
            20,
            Longitudinal.TWO_ARMS,
            "",
            "visits: [52 weeks]\nmodel: {name: ADAS-cog Rogers 2012, sets: [slows progression by"
                + " half], parameters: {ESTAR: 0, DELTA: 1}, "
                + noSpread("ADAS-cog Rogers 2012")
                + "}\n");
    assertEquals(25.112, trial.prediction(1)[trial.in(1)], 5e-4);
    // R: plogis(-7.61-1.211+4.84*(1-exp(-.249*16))), PASI90 on placebo
    trial =
        Longitudinal.simulate(
            20,
            Longitudinal.TWO_ARMS,
            "",
            "visits: [16 weeks]\nmodel: {name: PASI Checchio 2017, sets: [PASI90, etanercept], "
                + noSpread("PASI Checchio 2017")
                + "}\n");
    assertEquals(PASI90, trial.prediction(1)[trial.in(0)], 5e-9);
    // R: ... + 1.026*4.53*(1-exp(-.244*16))*10/32, the arm's dose of 10
    assertEquals(PASI90_ETANERCEPT, trial.prediction(1)[trial.in(1)], 5e-9);
  }

  private static final double PASI90 = 0.0167728698079;
  private static final double PASI90_ETANERCEPT = 0.0661167795806;

  @Test
  void effectsAreOverridden() {
    Longitudinal trial =
        Longitudinal.simulate(
            PATIENTS,
            Longitudinal.TWO_ARMS,
            "",
            "visits: [6 weeks]\nmodel: {name: PANSS Friberg 2009, effects: {PAN0: 5, W: 0}}\n");
    trial.all(trial.simulator.trueBaseline(0)).assertVariance(25, "baseline without residual");
    trial.all(trial.base()).assertVariance(25 + 3.52 * 3.52, "baseline");
  }

  /** Placebo of a model of placebo alone, the drug of the protocol's own, on the model's link. */
  @Test
  void aDrugBesideAModelOfPlacebo() {
    Longitudinal trial =
        Longitudinal.simulate(
            20,
            Longitudinal.TWO_ARMS,
            "",
            "visits: [16 weeks]\nmodel: {name: EASI Serrano 2026, "
                + noSpread("EASI Serrano 2026")
                + "}\nterms: {drug: 1.5, nocebo: -0.1}\n");
    double logit = Math.log(.1430 / .8570);
    assertEquals(1 / (1 + Math.exp(-logit + .1)), trial.prediction(1)[trial.in(0)], 5e-5);
    assertEquals(1 / (1 + Math.exp(-logit - 1.4)), trial.prediction(1)[trial.in(1)], 1e-4);
  }

  /** The lead-in's placebo response of the model is in the baseline. */
  @Test
  void aModelInALeadIn() {
    Longitudinal trial =
        Longitudinal.simulate(
            20,
            Longitudinal.TWO_ARMS,
            "lead in: {duration: 14 days}\n",
            "visits: [7 days, 14 days]\nscreening: {}\nmodel: {name: PANSS Friberg 2009, parameters:"
                + " {SIGMA: 0}, "
                + noSpread("PANSS Friberg 2009")
                + "}\n");
    int i = trial.in(0);
    assertEquals(90.5, trial.screen()[i], 1e-9);
    assertEquals(81.853, trial.base()[i], 5e-4);
    assertEquals(79.594, trial.value(1)[i], 5e-4);
    assertEquals(78.412, trial.value(2)[i], 5e-4);
  }

  /** Who enters in the place of one refused has a model of their own. */
  @Test
  void entryByAModelsBaseline() {
    Longitudinal trial =
        Longitudinal.simulate(
            PATIENTS,
            Longitudinal.TWO_ARMS,
            "",
            "visits: [1 week]\nentry: BASE > 100\nmodel: {name: PANSS Friberg 2009, parameters: {SIGMA:"
                + " 0}, effects: {PAN0: 10, PMAX: 0}}\n");
    double[] baseline = trial.simulator.individualParameters(0)[0];
    for (int i = 0; i < trial.n; i++) {
      assertEquals(baseline[i], trial.base()[i], 1e-9);
      assertTrue(trial.base()[i] > 100);
      assertEquals(baseline[i], trial.term(TermKind.NATURAL_COURSE, 1)[i]);
    }
    // R: 90.5 + 10 * dnorm(.95) / pnorm(-.95)
    trial.all(trial.base()).assertMean(MEAN_ABOVE_100, "entered");
  }

  private static final double MEAN_ABOVE_100 = 105.3523799;
}
