package org.silico.engine.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "6 weeks, 42",
    "1 week, 7",
    "2 wks, 14",
    "1 wk, 7",
    "24 months, 730.5",
    "1 month, 30.4375",
    "3 mo, 91.3125",
    "1 year, 365.25",
    "2 years, 730.5",
    "1 y, 365.25",
    "1 yr, 365.25",
    "2 yrs, 730.5",
    "90 days, 90",
    "1 d, 1",
    "12 hours, 0.5",
    "1 hour, 0.041666666666666664",
    "6 h, 0.25",
    "2 Weeks, 14",
    "0.5 weeks, 3.5",
  })
  void aDurationIsANumberOfDays(String text, double days) {
    assertEquals(days, Example.value(text), 0);
    assertEquals(Type.duration(), Example.type(text));
  }

  @ParameterizedTest
  @CsvSource({
    "0.3 per year, 0.000821355236139630",
    "10 per month, 0.328542094455852",
    "1 per week, 0.142857142857142857",
    "2 per day, 2",
    "1 per hour, 24",
    "10% per year, 0.000273785078713210",
    "5 per 100 years, 0.000136892539356605",
  })
  void aRateIsANumberPerDay(String text, double perDay) {
    assertEquals(perDay, Example.value(text), 1e-15 * perDay);
    assertEquals(Type.rate(), Example.type(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "log(2) / 6 months | -1",
        "TIME / halfLife | 0",
        "hazard * TIME | 0",
        "exp(-hazard * TIME) | 0",
        "TIME + 6 weeks - halfLife | 1",
        "TIME * TIME | 2",
        "TIME ^ 2 | 2",
        "TIME ^ -2 | -2",
        "pow(TIME, 3) | 3",
        "6 weeks ^ 2 | 2",
        "sqrt(TIME ^ 2) | 1",
        "sqrt(hazard / TIME) | -1",
        "min(TIME, 6 weeks) | 1",
        "max(0, TIME) | 1",
        "max(TIME, 0, 1 day) | 1",
        "abs(-TIME) | 1",
        "if SMOKER then TIME else 0 | 1",
        "if SMOKER then 0 else hazard | -1",
        "0 + TIME | 1",
        "TIME + -0 | 1",
        "0 | 0",
        "(TIME / 1 year) ^ 0.7 | 0",
        "SMOKER + SMOKER | 0",
        "if SMOKER then 2 else true | 0",
        "1 / hazard | 1",
        "pi * TIME | 1",
      })
  void unitsFollowFromTheOperators(String text, int timeExponent) {
    assertEquals(new Type.Num(timeExponent), Example.type(text));
  }

  @Test
  void aZeroComparesWithAnyUnit() {
    assertEquals(1, Example.value("TIME > 0"));
    assertEquals(1, Example.value("0 < TIME <= 2 weeks"));
    assertEquals(1, Example.value("0 < hazard"));
  }

  @Test
  void theHalfLifeOfARateIsFound() {
    assertEquals(0.5, Example.value("exp(-(log(2) / halfLife) * 7 days)"), 1e-15);
  }

  @Test
  void aWantedTypeIsAskedFor() {
    Scope scope = Example.SCOPE;
    assertEquals(Type.duration(), Formula.parse("0").resolve(scope, Type.duration()).type());
    Typed truth = Formula.parse("blinded").resolve(scope, Type.number());
    assertEquals(Type.number(), truth.type());
    assertEquals(1, truth.value(Example.PARAMETERS));
    assertTrue(Formula.parse("AGE > 3").resolve(scope, Type.truth()).type() instanceof Type.Bool);
    FormulaException wrong =
        assertThrows(
            FormulaException.class, () -> Formula.parse("12").resolve(scope, Type.duration()));
    assertEquals(
        "must be a duration, but is a plain number; write a unit, for example '12 weeks'",
        wrong.getMessage());
    wrong =
        assertThrows(
            FormulaException.class, () -> Formula.parse("6 weeks").resolve(scope, Type.truth()));
    assertEquals("must be true or false, but is a duration", wrong.getMessage());
  }
}
