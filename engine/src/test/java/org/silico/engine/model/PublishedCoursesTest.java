package org.silico.engine.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The course of the typical patient against values computed from the published equations by
 * independent code (in R and Python), to the digits they were printed with.
 */
class PublishedCoursesTest {

  @Test
  void panssOnPlaceboAndAsenapine() {
    TypicalCourse course = course("PANSS Friberg 2009", 0, 7, 14, 21, 28, 42);
    near(new double[] {90.5, 85.700, 81.853, 79.594, 78.412, 77.574}, course.placebo(), 3);
    assertEquals(72.716, course.active()[5], 0.0005);
    near(new double[] {90.5, 90.5, 90.5, 90.5, 90.5, 90.5}, course.untreated(), 3);
  }

  @Test
  void panssInPhaseTwoStartsHigherAndRespondsLess() {
    var model = Models.byName("PANSS Friberg 2009");
    var patient = new Simulated(model, 1, 1, Map.of(), noSpread(model));
    patient.covariates[0][0] = 0;
    patient.prepare();
    assertEquals(94.0, patient.predict(0, 0, null)[0], 1e-12);
    // R: 94*(1-0.0859*(1-exp(-(42/13.2)^1.24)))
    assertEquals(86.0464035, patient.predict(42, 0, null)[0], 5e-8);
  }

  @Test
  void adasCogRogersUntreatedOnPlaceboAndDonepezil() {
    TypicalCourse course = course("ADAS-cog Rogers 2012", 0, 84, 168, 364);
    near(new double[] {21.774, 22.697, 23.641, 25.914}, course.untreated(), 3);
    near(new double[] {21.774, 21.561, 22.369, 25.112}, course.placebo(), 3);
    near(new double[] {21.774, 19.556, 20.195, 22.719}, course.active(), 3);
  }

  @Test
  void adasCogRogersSlowedProgressionIsADrugEffectOnly() {
    var model = Models.byName("ADAS-cog Rogers 2012");
    double[] theta = model.info().theta(Map.of("ESTAR", 0.0, "DELTA", 2.0));
    TypicalCourse slowed = TypicalCourse.of(model, theta, 10, 364);
    assertEquals(25.914, slowed.untreated()[0], 0.0005);
    assertEquals(25.112, slowed.placebo()[0], 0.0005);
    // R: 70*plogis(-0.7952 + 0.005074*26 + b*(exp(-kel*52)-exp(-keq*52)))
    assertEquals(23.02940851, slowed.active()[0], 5e-8);
  }

  @Test
  void adasCogConradoOverThreeYears() {
    double year = 365.25;
    TypicalCourse course = course("ADAS-cog Conrado 2014", 0, year / 2, year, 2 * year, 3 * year);
    near(new double[] {22.2, 23.964, 25.868, 30.136, 35.090}, course.untreated(), 3);
    near(course.untreated(), course.placebo(), 12);
  }

  @Test
  void painOnPlacebo() {
    TypicalCourse course = course("pain Plan 2012", 0, 7, 28, 56, 126);
    near(new double[] {6.207, 6.017, 5.613, 5.319, 5.079}, course.placebo(), 3);
  }

  @Test
  void womacPainOnPlacebo() {
    TypicalCourse course = course("WOMAC pain Wen 2022", 0, 14, 28, 56, 84);
    near(new double[] {25, 22.284, 21.127, 20.425, 20.298}, course.placebo(), 3);
  }

  @Test
  void pasi75OnPlacebo() {
    TypicalCourse course = course("PASI Checchio 2017", 28, 56, 84, 112);
    near(new double[] {.01038, .03136, .04680, .05416}, course.placebo(), 5);
  }

  @Test
  void pasi90IsRarerThanPasi75OnEveryDrug() {
    var model = Models.byName("PASI Checchio 2017");
    for (ModelInfo.ParameterSet set : model.info().sets().subList(1, 11)) {
      var pasi75 = new HashMap<>(set.values());
      var pasi90 = new HashMap<>(pasi75);
      pasi90.putAll(model.info().set("PASI90"));
      double[] days = {0, 14, 56, 112};
      TypicalCourse of75 = TypicalCourse.of(model, model.info().theta(pasi75), 50, days);
      TypicalCourse of90 = TypicalCourse.of(model, model.info().theta(pasi90), 50, days);
      for (int d = 0; d < days.length; d++) {
        assertTrue(of90.active()[d] < of75.active()[d]);
        assertTrue(of90.placebo()[d] < of75.placebo()[d]);
      }
    }
  }

  @Test
  void pasi75OnAdalimumab() {
    // R: plogis(-7.61 + 4.84*(1-exp(-.249*16)) + 5.84*(1-exp(-.373*16))*40/62.2)
    assertEquals(0.7080511175, course("PASI Checchio 2017", 112).active()[0], 5e-10);
  }

  @Test
  void easi75OnPlaceboWithAndWithoutTopicalCorticosteroids() {
    var model = Models.byName("EASI Serrano 2026");
    assertEquals(.1430, course("EASI Serrano 2026", 112).placebo()[0], 0.00005);
    var patient = new Simulated(model, 1, 1, Map.of(), Map.of());
    patient.covariates[0][0] = 1;
    patient.prepare();
    assertEquals(.2643, patient.predict(112, 0, null)[0], 0.00005);
  }

  @Test
  void updrsAtWeek26() {
    TypicalCourse course = course("UPDRS Lee 2011", 182);
    assertEquals(3.625, course.placebo()[0], 0.0005);
    assertEquals(0.065, course.active()[0], 0.0005);
  }

  @Test
  void hamdMeansOfTheClasses() {
    TypicalCourse course = course("HAMD-17 Stone 2022", 56);
    // 0.096*16+0.689*8.9+0.215*1.7 and 0.245*16+0.633*8.9+0.122*1.7, on a grid of 2,000 scores
    assertEquals(-8.0336, course.placebo()[0], 0.005);
    assertEquals(-9.7611, course.active()[0], 0.005);
  }

  @Test
  void seizuresOfTheTypicalPatient() {
    var model = Models.byName("seizures Schoemaker 2018");
    TypicalCourse course = course("seizures Schoemaker 2018", 0, 7);
    assertEquals(Math.exp(-1.09), course.untreated()[1], 1e-12);
    assertEquals(Math.exp(-1.25), course.placebo()[1], 1e-12);
    assertEquals(course.untreated()[0], course.active()[0], 1e-12);
    // R: .335*exp(-1.25-3.13*20/(exp(3.45)+20)) + .665*exp(-1.25), on a grid of 2,000 scores
    assertEquals(0.218988713, course.active()[1], 5e-10);
    var child = new Simulated(model, 1, 1, Map.of(), noSpread(model));
    child.covariates[0][0] = 1;
    child.prepare();
    // R: exp(-1.09+.42+1.28*4/(2.75+4)-.16)
    assertEquals(0.9310135184, child.predict(7, 0, new double[] {4})[0], 5e-8);
  }

  @Test
  void seizureRatesHaveTheBoxCoxQuantiles() {
    var model = Models.byName("seizures Schoemaker 2018");
    // R: p <- c(.1,.5,.9); exp(-1.09 + expm1(.442*sqrt(.755)*qnorm(p))/.442)
    double[] expected = {0.1395347694, 0.3362164937, 1.4171846464};
    double[] scores = {-1.2815515655446004, 0, 1.2815515655446004};
    for (int k = 0; k < 3; k++) {
      var patient = new Simulated(model, 1, 1);
      patient.eta[0][0] = Math.sqrt(.755) * scores[k];
      patient.prepare();
      assertEquals(expected[k], patient.predict(0, 0, null)[0], 5e-8);
    }
  }

  private static TypicalCourse course(String name, double... days) {
    return TypicalCourse.of(Models.byName(name), days);
  }

  private static Map<String, Double> noSpread(LongitudinalModel model) {
    var none = new HashMap<String, Double>();
    for (RandomEffect effect : model.info().effects()) {
      if (effect.scale() != EffectScale.LATENT_CLASS) {
        none.put(effect.name(), 0.0);
      }
    }
    return none;
  }

  /** Equal to this many decimal places. */
  private static void near(double[] expected, double[] actual, int places) {
    assertArrayEquals(expected, actual, 0.5 * Math.pow(10, -places) * (1 + 1e-9));
  }
}
