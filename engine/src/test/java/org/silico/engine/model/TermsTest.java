package org.silico.engine.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of the three stages of every model in the list. */
class TermsTest {

  private static final int N = 2_000;
  private static final double[] DAYS = {-14, 0, 1, 7, 28, 90, 400};

  static Stream<Named<LongitudinalModel>> models() {
    return Models.all().stream().map(model -> Named.of(model.info().name(), model));
  }

  @ParameterizedTest
  @MethodSource("models")
  void beforeTreatmentThereIsNeitherPlaceboNorDrug(LongitudinalModel model) {
    var patients = new Simulated(model, 1, N);
    for (double day : new double[] {-14, 0}) {
      patients.predict(day, exposure(model), null);
      assertTrue(Arrays.stream(patients.terms[1]).allMatch(v -> v == 0), "placebo at " + day);
      assertTrue(Arrays.stream(patients.terms[2]).allMatch(v -> v == 0), "drug at " + day);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void exposureMovesTheDrugTermOnly(LongitudinalModel model) {
    var patients = new Simulated(model, 2, N);
    for (double day : DAYS) {
      patients.predict(day, exposure(model), null);
      double[] natural = patients.terms[0].clone();
      double[] placebo = patients.terms[1].clone();
      double[] drug = patients.terms[2].clone();
      patients.predict(day, 0, null);
      assertArrayEquals(natural, patients.terms[0]);
      assertArrayEquals(placebo, patients.terms[1]);
      assertTrue(Arrays.stream(patients.terms[2]).allMatch(v -> v == 0));
      if (model.info().exposure().isEmpty()) {
        assertTrue(Arrays.stream(drug).allMatch(v -> v == 0));
      } else if (day > 0) {
        assertTrue(Arrays.stream(drug).anyMatch(v -> v != 0));
      }
      patients.bound.terms(patients.individual, day, null, null, N, patients.terms);
      assertArrayEquals(natural, patients.terms[0]);
      assertTrue(Arrays.stream(patients.terms[2]).allMatch(v -> v == 0));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void observationsAreWithinTheRangeAndMonotoneInTheUniform(LongitudinalModel model) {
    var patients = new Simulated(model, 3, N);
    Outcome outcome = model.info().outcome();
    double[] previous = null;
    for (double day : DAYS) {
      patients.predict(day, exposure(model), previous);
      double[] last = patients.constant(Double.NEGATIVE_INFINITY);
      for (double u : new double[] {0x1p-53, 1e-6, .1, .5, .9, 1 - 1e-6, 1 - 0x1p-53}) {
        double[] observed = new double[N];
        patients.bound.observe(
            patients.individual,
            day,
            patients.prediction,
            previous,
            patients.constant(u),
            N,
            observed);
        for (int i = 0; i < N; i++) {
          assertTrue(
              observed[i] >= outcome.low() && observed[i] <= outcome.high(),
              () -> "observed " + Arrays.toString(observed));
          assertTrue(observed[i] >= last[i], "not monotone");
        }
        last = observed;
        if (u == .5) {
          previous = observed;
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aPatientAloneIsTheSameAsInAColumn(LongitudinalModel model) {
    var patients = new Simulated(model, 4, N);
    double[] all = patients.predict(30, exposure(model), null).clone();
    int k = N / 2;
    double[][] eta = new double[patients.eta.length][1];
    for (int j = 0; j < eta.length; j++) {
      eta[j][0] = patients.eta[j][k];
    }
    double[][] covariates = new double[patients.covariates.length][1];
    for (int j = 0; j < covariates.length; j++) {
      covariates[j][0] = patients.covariates[j][k];
    }
    double[][] individual = new double[patients.individual.length][1];
    double[][] terms = new double[3][1];
    double[] prediction = new double[1];
    patients.bound.individualParameters(eta, covariates, 1, individual);
    patients.bound.terms(individual, 30, new double[] {exposure(model)}, null, 1, terms);
    model.info().outcome().predict(terms, 1, prediction);
    assertEquals(all[k], prediction[0]);
  }

  /** The product of the paper, against the sum of the terms. */
  @Test
  void panssTermsAddToTheProduct() {
    var model = Models.byName("PANSS Friberg 2009");
    var patients = new Simulated(model, 5, N);
    for (double day : new double[] {3, 14, 42, 60}) {
      double[] prediction = patients.predict(day, 55, null);
      for (int i = 0; i < N; i++) {
        double pmod = patients.individual[1][i] * (1 - Math.exp(-Math.pow(day / 13.2, 1.24)));
        double eff = 0.191 * 55 / (patients.individual[2][i] + 55) * Math.min(day / 42, 1);
        assertEquals(patients.individual[0][i] * (1 - pmod) * (1 - eff), prediction[i], 1e-10);
      }
    }
  }

  @Test
  void painTermsAddToLambda() {
    var model = Models.byName("pain Plan 2012");
    var patients = new Simulated(model, 6, N);
    Arrays.fill(patients.covariates[0], 1);
    patients.prepare();
    double[] prediction = patients.predict(40, 0, null);
    for (int i = 0; i < N; i++) {
      double lambda0 =
          patients.individual[0][i]
              * (1
                  - patients.individual[1][i] * (1 - Math.pow(2, -40 / patients.individual[2][i])));
      double logit = Math.log(lambda0 / (10 - lambda0)) + .36374;
      assertEquals(10 / (1 + Math.exp(-logit)), prediction[i], 1e-10);
    }
  }

  @Test
  void linkIsAppliedToTheSum() {
    double[][] terms = {{0.5, -1}, {0.25, 0}, {0, 2}};
    double[] out = new double[2];
    outcome(Link.IDENTITY).predict(terms, 2, out);
    assertArrayEquals(new double[] {0.75, 1}, out, 1e-15);
    outcome(Link.LOG).predict(terms, 2, out);
    assertArrayEquals(new double[] {Math.exp(0.75), Math.E}, out, 1e-15);
    outcome(Link.LOGIT).predict(terms, 2, out);
    assertArrayEquals(
        new double[] {10 / (1 + Math.exp(-0.75)), 10 / (1 + Math.exp(-1))}, out, 1e-14);
  }

  @Test
  void valuesOutsideTheRangeAreCounted() {
    double[] values = {-3, 4.5, 11, 5.5};
    assertEquals(2, outcome(Link.IDENTITY).restrict(values, 4));
    outcome(Link.IDENTITY).round(values, 4);
    assertArrayEquals(new double[] {0, 4, 10, 6}, values);
  }

  @Test
  void aCountOverSevenDaysHasSevenTimesTheMean() {
    var model = Models.byName("seizures Schoemaker 2018");
    double day = TypicalCourse.of(model, 7).placebo()[3];
    double week =
        TypicalCourse.of(model, model.info().theta(Map.of("DAYS", 7.0)), 0, 42).placebo()[0];
    assertEquals(7 * day, week, 1e-12);
  }

  private static Outcome outcome(Link link) {
    return new Outcome("", "", 0, 10, true, false, link);
  }

  private static double exposure(LongitudinalModel model) {
    return model.info().exposure().map(ModelInfo.Exposure::typical).orElse(1.0);
  }
}
