package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.silico.engine.analysis.Hypothesis.Direction;

/** R 4.2.2: binom.test(x, n, p0, "greater"), "less", and binom.test(x, n)$conf.int. */
class ExactBinomialTest {

  @ParameterizedTest
  @CsvSource({
    "7, 25, 0.2, 0.219964669448, 0.890877204005, 0.120716688504, 0.493876821806",
    "0, 10, 0.3, 1, 0.0282475249, 0, 0.308497107819",
    "10, 10, 0.3, 5.9049e-06, 1, 0.691502892181, 1",
    "12, 35, 0.2, 0.0343574006955, 0.985818405829, 0.191324102188, 0.522109983394"
  })
  void isThatOfR(
      int x, int n, double nullValue, double greater, double less, double low, double high) {
    double[] y = new double[n + 2];
    Arrays.fill(y, 0, x, 1);
    y[n] = Double.NaN;
    y[n + 1] = 1; // beyond the rows
    ExactBinomial test = new ExactBinomial();
    Estimate estimate = test.estimate(y, n + 1, nullValue);
    assertEquals((double) x / n, estimate.estimate());
    assertEquals(greater, test.test(Direction.GREATER, nullValue, 1, 0.025).p(), 1e-10 * greater);
    assertEquals(less, test.test(Direction.LESS, nullValue, 1, 0.025).p(), 1e-10 * less);
    double twice = Math.min(1, 2 * Math.min(less, greater));
    assertEquals(twice, test.test(Direction.GREATER, nullValue, 2, 0.05).p(), 1e-10 * twice);
    assertEquals(low, test.interval(0.95).lower(), 1e-10);
    assertEquals(high, test.interval(0.95).upper(), 1e-10);
  }

  @Test
  void withoutPatientsThereIsNothing() {
    ExactBinomial test = new ExactBinomial();
    assertEquals(Status.EMPTY_ARM, test.estimate(new double[] {Double.NaN}, 1, 0.2).status());
    assertTrue(Double.isNaN(test.test(Direction.GREATER, 0.2, 1, 0.05).p()));
    assertTrue(Double.isNaN(test.interval(0.95).lower()));
  }
}
