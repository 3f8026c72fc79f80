package org.silico.engine.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaFunctionsTest {
  /** The known values to 16 digits: phi and qnorm with 40-digit arithmetic (mpmath). */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "phi(0) | 0.5",
        "phi(1.959963984540054) | 0.975",
        "phi(-1) | 0.15865525393145705",
        "phi(3) | 0.9986501019683699",
        "phi(-6) | 9.865876450376981e-10",
        "phi(-10) | 7.619853024160527e-24",
        "phi(40) | 1",
        "phi(-40) | 0",
        "qnorm(0.5) | 0",
        "qnorm(0.975) | 1.959963984540054",
        "qnorm(0.025) | -1.959963984540054",
        "qnorm(0.9) | 1.2815515655446004",
        "qnorm(1e-10) | -6.361340902404056",
        "qnorm(1e-100) | -21.273453560965324",
        "qnorm(0) | -Infinity",
        "qnorm(1) | Infinity",
        "qnorm(1.1) | NaN",
        "expit(0) | 0.5",
        "expit(1) | 0.7310585786300049",
        "expit(-1) | 0.2689414213699951",
        "expit(-745) | 4.9406564584124654e-324",
        "expit(800) | 1",
        "expit(-800) | 0",
        "logit(0.5) | 0",
        "logit(0.75) | 1.0986122886681098",
        "logit(0.2) | -1.3862943611198906",
        "logit(1e-300) | -690.7755278982137",
        "logit(0) | -Infinity",
        "logit(1) | Infinity",
        "logit(-1) | NaN",
        "log2(8) | 3",
        "log2(0) | -Infinity",
        "log2(-1) | NaN",
        "log2(10) | 3.321928094887362",
        "log10(1000) | 3",
        "log(2) | 0.6931471805599453",
        "exp(1) | 2.718281828459045",
        "sqrt(2) | 1.4142135623730951",
        "abs(-2) | 2",
        "floor(-1.5) | -2",
        "ceil(-1.5) | -1",
        "round(2.5) | 2",
        "round(3.5) | 4",
        "round(-1.2) | -1",
        "sin(pi / 6) | 0.49999999999999994",
        "cos(pi) | -1",
        "pow(2, 0.5) | 1.4142135623730951",
        "min(2, -1) | -1",
        "max(2, -1, 7, 3) | 7",
      })
  void functionsHaveTheirKnownValues(String text, double expected) {
    double actual = Example.typed(text).value(new double[0]);
    double relative = text.startsWith("phi") ? 2e-14 : 1e-15;
    double tolerance = Math.max(relative * Math.abs(expected), Double.MIN_VALUE);
    if (Double.isFinite(expected)) {
      assertEquals(expected, actual, expected == 0 ? 1e-300 : tolerance);
    } else {
      assertEquals(expected, actual);
    }
  }

  @Test
  void theQuantileInvertsTheDistributionFunction() {
    for (double p = 1e-12; p < 1; p = p < 0.01 ? p * 3 : p + 0.013) {
      assertEquals(p, FormulaFunctions.phi(FormulaFunctions.qnorm(p)), 2e-14 * p + 1e-300);
    }
  }

  @Test
  void logitInvertsExpit() {
    for (double x = -700; x < 30; x += 0.37) {
      double tolerance = x < 0 ? 1e-14 * Math.abs(x) + 1e-15 : 1e-15 * Math.exp(x);
      assertEquals(x, FormulaFunctions.logit(FormulaFunctions.expit(x)), tolerance);
    }
  }

  @Test
  void log2OfAPowerOfTwoIsExact() {
    IntStream.rangeClosed(-1022, 1023)
        .forEach(k -> assertEquals(k, FormulaFunctions.log2(Math.scalb(1.0, k)), 0));
    assertEquals(-1074, FormulaFunctions.log2(Double.MIN_VALUE), 1e-12);
  }

  @Test
  void everyFunctionOfTheLanguageIsTestedHere() throws Exception {
    var table =
        getClass().getDeclaredMethod("functionsHaveTheirKnownValues", String.class, double.class);
    String rows = String.join("\n", table.getAnnotation(CsvSource.class).value());
    assertTrue(
        Arrays.stream(Builtin.values())
            .allMatch(f -> rows.contains(f.name().toLowerCase(Locale.ROOT) + "(")));
  }
}
